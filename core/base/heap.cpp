#include "core/base/heap.h"

#include <cstdlib> // defines __GLIBC__
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace liaison {

void boundHeap()
{
#ifdef __GLIBC__
    constexpr int arenas = 2;
    constexpr int largeBlock = 1024 * 1024;
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, largeBlock);
    mallopt(M_TRIM_THRESHOLD, 4 * largeBlock);
#endif
}

} // namespace liaison
