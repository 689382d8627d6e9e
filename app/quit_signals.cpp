#include "app/quit_signals.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace liaison::app {

#ifdef Q_OS_UNIX

namespace {

volatile std::sig_atomic_t pipeEnd = -1; ///< what the handler writes to

extern "C" void onQuitSignal(int)
{
    const int before = errno;
    const char byte = 1;
    // A full pipe was written to before: nothing is lost where this fails.
    [[maybe_unused]] const ssize_t written = ::write(pipeEnd, &byte, 1);
    errno = before;
}

void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

} // namespace

QuitSignals::QuitSignals(QObject *parent) : QObject(parent)
{
    Q_ASSERT(pipeEnd < 0);
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0)
        return; // no descriptor left: the signals keep their usual effect
    m_readEnd = ends[0];
    m_writeEnd = ends[1];
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (::read(m_readEnd, bytes, sizeof bytes) > 0) { }
        Q_EMIT asked();
    });
    pipeEnd = m_writeEnd;
    for (const int signal : {SIGTERM, SIGINT})
        handle(signal, &onQuitSignal, SA_RESTART | static_cast<int>(SA_RESETHAND));
}

QuitSignals::~QuitSignals()
{
    if (m_writeEnd < 0)
        return;
    for (const int signal : {SIGTERM, SIGINT})
        handle(signal, SIG_DFL, 0);
    pipeEnd = -1;
    qDeleteAll(findChildren<QSocketNotifier *>()); // before its descriptor goes
    ::close(m_writeEnd);
    ::close(m_readEnd);
}

#else

QuitSignals::QuitSignals(QObject *parent) : QObject(parent) { }
QuitSignals::~QuitSignals() = default;

#endif

} // namespace liaison::app
