#pragma once

namespace liaison {

/// Keeps the process near the memory that it really uses where it is done by many threads: few arenas, so that what one
/// thread frees another can use, and blocks of a megabyte and more go back to the system at once. glibc would else
/// raise that bound with every large mail. Does nothing with another C library.
void boundHeap();

} // namespace liaison
