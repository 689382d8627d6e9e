#include "core/base/heap.h"

#include <cstdlib> // defines __GLIBC__
#if defined(LIAISON_TCMALLOC)
#include <gperftools/malloc_extension.h>
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

namespace liaison {

void boundHeap()
{
#if defined(LIAISON_TCMALLOC)
    constexpr size_t threadCaches = 4 * 1024 * 1024;
    constexpr double soon = 10; // the library's own scale: 0 never, 10 as fast as it can
    MallocExtension *heap = MallocExtension::instance();
    heap->SetNumericProperty("tcmalloc.max_total_thread_cache_bytes", threadCaches);
    heap->SetMemoryReleaseRate(soon);
#elif defined(__GLIBC__)
    constexpr int arenas = 2;
    constexpr int largeBlock = 1024 * 1024;
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, largeBlock);
    mallopt(M_TRIM_THRESHOLD, 4 * largeBlock);
#endif
}

void trimHeap([[maybe_unused]] std::size_t worthKeeping)
{
#if defined(LIAISON_TCMALLOC)
    size_t unused = 0;
    MallocExtension *heap = MallocExtension::instance();
    if (heap->GetNumericProperty("tcmalloc.pageheap_free_bytes", &unused) && unused > worthKeeping)
        heap->ReleaseFreeMemory();
#endif
}

} // namespace liaison
