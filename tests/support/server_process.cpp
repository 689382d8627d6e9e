#include "tests/support/server_process.h"

#include <QDeadlineTimer>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace liaison::test {

namespace {

const passwd *unprivileged()
{
    return geteuid() == 0 ? getpwnam("nobody") : getpwuid(geteuid());
}

} // namespace

quint16 freePort()
{
    // A stretch of its own for each process, below the ports that outgoing connections get: tests run beside each
    // other, and between finding a port and the server's start nobody else may take it.
    static int used = 0;
    const int first = 10'000 + static_cast<int>(getpid() % 220) * 100;
    for (int tries = 0; tries < 100; ++tries) {
        const auto port = static_cast<quint16>(first + used++ % 100);
        QTcpServer probe;
        if (probe.listen(QHostAddress::LocalHost, port))
            return port;
    }
    return 0;
}

bool waitForPort(quint16 port, int ms)
{
    QDeadlineTimer deadline(ms);
    while (!deadline.hasExpired()) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected(1'000))
            return true;
        QThread::msleep(20);
    }
    return false;
}

QString findProgram(const QStringList &names, const QStringList &extraDirs)
{
    for (const QString &name : names) {
        QString found = QStandardPaths::findExecutable(name);
        if (found.isEmpty())
            found = QStandardPaths::findExecutable(
                name, QStringList{QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")} + extraDirs);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

void giveToServerUser(const QString &path)
{
    if (geteuid() != 0)
        return;
    const passwd *user = unprivileged();
    const auto give = [user](const QString &file) {
        if (lchown(QFile::encodeName(file).constData(), user->pw_uid, user->pw_gid) != 0)
            qWarning("cannot give %s to the servers' user", qPrintable(file));
    };
    give(path);
    QDirIterator tree(path, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (tree.hasNext())
        give(tree.next());
}

QString serverUser()
{
    return QString::fromLocal8Bit(unprivileged()->pw_name);
}

QString serverGroup()
{
    return QString::fromLocal8Bit(getgrgid(unprivileged()->pw_gid)->gr_name);
}

bool ServerProcess::start(const QString &program, const QStringList &arguments, const QString &logFile,
                          const QStringList &extraEnvironment)
{
    m_process = std::make_unique<QProcess>();
    // A file, not a pipe: a server's children would keep a pipe open after the test.
    m_process->setStandardOutputFile(logFile, QIODevice::Append);
    m_process->setStandardErrorFile(logFile, QIODevice::Append);
    m_process->setStandardInputFile(QProcess::nullDevice());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &entry : extraEnvironment)
        environment.insert(entry.section(QLatin1Char('='), 0, 0), entry.section(QLatin1Char('='), 1));
    m_process->setProcessEnvironment(environment);
    const passwd *user = unprivileged();
    const uid_t uid = user->pw_uid;
    const gid_t gid = user->pw_gid;
    const bool drop = geteuid() == 0;
    m_process->setChildProcessModifier([uid, gid, drop] {
        if (drop && (setgroups(0, nullptr) != 0 || setgid(gid) != 0 || setuid(uid) != 0))
            _exit(125);
        setpgid(0, 0);                    // a group of its own, so that kill() reaches what it forks
        prctl(PR_SET_PDEATHSIG, SIGTERM); // after setuid, which clears it
    });
    m_process->start(program, arguments);
    return m_process->waitForStarted(10'000);
}

void ServerProcess::stop()
{
    if (!isRunning())
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(10'000)) {
        m_process->kill();
        m_process->waitForFinished(5'000);
    }
}

void ServerProcess::kill()
{
    if (!isRunning())
        return;
    ::kill(-static_cast<pid_t>(m_process->processId()), SIGKILL);
    m_process->waitForFinished(5'000);
}

bool ServerProcess::isRunning() const
{
    return m_process && m_process->state() != QProcess::NotRunning;
}

qint64 ServerProcess::pid() const
{
    return m_process ? m_process->processId() : 0;
}

bool serversRequired()
{
    return qEnvironmentVariableIsSet("CI");
}

} // namespace liaison::test
