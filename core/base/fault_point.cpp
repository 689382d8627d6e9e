#include "core/base/fault_point.h"

#include <QByteArray>
#include <QtGlobal>

#include <atomic>
#include <csignal>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace liaison {

namespace {

/// One instant at which something is to happen.
struct Target {
    explicit Target(const char *variable)
    {
        const QByteArray wanted = qgetenv(variable);
        const int colon = wanted.indexOf(':');
        name = colon < 0 ? wanted : wanted.left(colon);
        pass = colon < 0 ? 1 : wanted.mid(colon + 1).toInt();
    }
    bool reached(const char *passing) { return !name.isEmpty() && name == passing && ++passes == pass; }

    QByteArray name;
    int pass = 1;
    std::atomic<int> passes{0};
};

struct Plan {
    Target kill{"LIAISON_FAULT_AT"};
#ifdef Q_OS_UNIX
    Target stop{"LIAISON_FAULT_STOP"};
    int log = openLog();
    [[nodiscard]] bool isEmpty() const
    {
        return kill.name.isEmpty() && stop.name.isEmpty() && log < 0;
    }

    static int openLog()
    {
        const QByteArray path = qgetenv("LIAISON_FAULT_LOG");
        return path.isEmpty() ? -1 : ::open(path.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
#else
    [[nodiscard]] bool isEmpty() const
    {
        return kill.name.isEmpty();
    }
#endif
};

} // namespace

void faultPoint(const char *name)
{
    static Plan plan;
    static const bool none = plan.isEmpty();
    if (none)
        return;
#ifdef Q_OS_UNIX
    if (plan.log >= 0) {
        const QByteArray line = QByteArray(name) + '\n'; // one write: lines of two threads do not mix
        [[maybe_unused]] const ssize_t written = ::write(plan.log, line.constData(), static_cast<size_t>(line.size()));
    }
    if (plan.stop.reached(name))
        std::raise(SIGSTOP);
#endif
    if (plan.kill.reached(name))
#ifdef Q_OS_UNIX
        std::raise(SIGKILL);
#else
        std::abort();
#endif
}

} // namespace liaison
