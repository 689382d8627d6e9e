#include "core/domain/thread.h"

#include "core/domain/names.h"

namespace liaison::domain {

namespace {

constexpr std::array<Name<Waiting>, 3> waitingNames{{
    {Waiting::Nobody, QLatin1String("nobody")},
    {Waiting::ForUs, QLatin1String("forus")},
    {Waiting::ForThem, QLatin1String("forthem")},
}};

} // namespace

QString toString(Waiting waiting)
{
    return nameOf(waitingNames, waiting);
}

Waiting waitingFrom(const QString &text)
{
    return valueOf(waitingNames, text).value_or(Waiting::Nobody);
}

} // namespace liaison::domain
