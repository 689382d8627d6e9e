#include "core/base/fault_point.h"

#include <QByteArray>
#include <QtGlobal>

#include <atomic>
#include <csignal>

namespace liaison {

void faultPoint(const char *name)
{
    static const QByteArray wanted = qgetenv("LIAISON_FAULT_AT");
    if (wanted.isEmpty())
        return;
    const int colon = wanted.indexOf(':');
    const QByteArray wantedName = colon < 0 ? wanted : wanted.left(colon);
    const int wantedPass = colon < 0 ? 1 : wanted.mid(colon + 1).toInt();
    static std::atomic<int> passes{0};
    if (wantedName == name && ++passes == wantedPass)
        std::raise(SIGKILL);
}

} // namespace liaison
