#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace liaison::test {

/// A free TCP port on 127.0.0.1, from a stretch that only this process hands out; 0 if none is left.
quint16 freePort();

/// Waits (up to `ms`) until something accepts connections on 127.0.0.1:`port`.
bool waitForPort(quint16 port, int ms = 20'000);

/// The first of `names` found in PATH, /usr/sbin or `extraDirs`; empty if none.
QString findProgram(const QStringList &names, const QStringList &extraDirs = {});

/// Gives a directory tree to the unprivileged user when the test runs as root; does nothing otherwise.
void giveToServerUser(const QString &path);

/// The name and group of the user that servers run as: nobody for root, otherwise whoever runs the test.
QString serverUser();
QString serverGroup();

/// A server in the foreground that dies with the test, without privileges, its output in a file.
class ServerProcess {
public:
    ~ServerProcess() { stop(); }
    /// Starts it; `errorText` says why when that fails.
    bool start(const QString &program, const QStringList &arguments, const QString &logFile,
               const QStringList &extraEnvironment = {});
    /// SIGTERM, then SIGKILL after ten seconds.
    void stop();
    void kill(); ///< SIGKILL at once, to it and what it forked
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] qint64 pid() const;

private:
    std::unique_ptr<QProcess> m_process;
};

/// True where a missing server must fail the test instead of skipping it (CI).
bool serversRequired();

} // namespace liaison::test

/// Skips the test, or fails it on CI, when `condition` does not hold.
#define REQUIRE_SERVER(condition, why)                                                                                 \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            if (liaison::test::serversRequired())                                                                      \
                QFAIL(why);                                                                                            \
            QSKIP(why);                                                                                                \
        }                                                                                                              \
    } while (false)
