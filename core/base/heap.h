#pragma once

#include <cstddef>

namespace liaison {

/// Keeps the process near the memory that it really uses where mails go through many threads. With tcmalloc the threads
/// keep little for themselves; with glibc there are few arenas, so that what one thread frees another can use, and
/// blocks of a megabyte and more go back to the system at once, where it would else raise that bound with every large
/// mail. Does nothing with another allocator.
void boundHeap();

/// What the next page of mails is likely to need.
inline constexpr std::size_t heapWorthKeeping = 24 * 1024 * 1024;

/// Gives back to the system what is free, where that is more than `worthKeeping` bytes. Cheap where there is nothing to
/// give back; for after each page of a long run.
void trimHeap(std::size_t worthKeeping = heapWorthKeeping);

} // namespace liaison
