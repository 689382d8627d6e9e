#include "core/base/clock.h"

#include <QDateTime>

namespace liaison {

UtcMs SystemClock::nowMs() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace liaison
