#include "core/feed/lease_watch.h"

#include <chrono>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace liaison::feed {

qint64 LeaseWatch::nowMs()
{
#ifdef Q_OS_LINUX
    // The steady clock stands still while a Linux machine sleeps.
    timespec now = {};
    if (clock_gettime(CLOCK_BOOTTIME, &now) == 0)
        return qint64(now.tv_sec) * 1'000 + now.tv_nsec / 1'000'000;
#endif
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace liaison::feed
