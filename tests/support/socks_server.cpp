#include "tests/support/socks_server.h"

#include "tests/support/server_process.h"

#include <QDeadlineTimer>
#include <QFile>

#include <csignal>
#include <sys/prctl.h>

namespace liaison::test {

namespace {

QString microsocks()
{
    return findProgram({QStringLiteral("microsocks")});
}

} // namespace

QString SocksServer::missing()
{
    if (microsocks().isEmpty())
        return QStringLiteral("microsocks is not installed");
    if (findProgram({QStringLiteral("unshare")}).isEmpty() || findProgram({QStringLiteral("mount")}).isEmpty())
        return QStringLiteral("unshare or mount is not installed");
    return {};
}

bool SocksServer::start(const QStringList &names, const QString &user, const QString &password)
{
    QFile hosts(hostsFile());
    if (!hosts.open(QIODevice::WriteOnly)
        || hosts.write("127.0.0.1 localhost " + names.join(QLatin1Char(' ')).toUtf8() + '\n') < 0) {
        m_failure = hosts.errorString();
        return false;
    }
    hosts.close();
    QFile::remove(logFile()); // where another one led is not asked
    m_port = freePort();
    QStringList command{microsocks(), QStringLiteral("-i"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"),
                        QString::number(m_port)};
    if (!user.isEmpty())
        command << QStringLiteral("-u") << user << QStringLiteral("-P") << password;
    if (run({QStringLiteral("--map-root-user"), QStringLiteral("--mount")}, command)
        || run({QStringLiteral("--mount")}, command))
        return true;
    m_failure = QStringLiteral("no SOCKS server: ") + QString::fromLocal8Bit(log()).trimmed();
    return false;
}

bool SocksServer::run(const QStringList &unshare, const QStringList &command)
{
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(logFile(), QIODevice::Append);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    // Each of the three takes the place of the one before: the process's number is microsocks' own.
    m_process.start(findProgram({QStringLiteral("unshare")}),
                    unshare
                        + QStringList{QStringLiteral("sh"), QStringLiteral("-c"),
                                      QStringLiteral("mount --bind \"$1\" /etc/hosts && shift && exec \"$@\""),
                                      QStringLiteral("sh"), hostsFile()}
                        + command);
    if (!m_process.waitForStarted(10'000))
        return false;
    const QDeadlineTimer deadline(20'000);
    while (!deadline.hasExpired()) {
        // What is not allowed ends at once.
        if (m_process.waitForFinished(20) || m_process.state() == QProcess::NotRunning)
            return false;
        if (waitForPort(m_port, 50))
            return true;
    }
    stop();
    return false;
}

void SocksServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
}

bool SocksServer::ledTo(const QString &name, quint16 port) const
{
    return log().contains("connected to " + name.toUtf8() + ':' + QByteArray::number(port) + '\n');
}

bool SocksServer::ledAnywhere() const
{
    return log().contains("connected to ");
}

QByteArray SocksServer::log() const
{
    QFile file(logFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace liaison::test
