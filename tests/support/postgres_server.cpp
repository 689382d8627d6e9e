#include "tests/support/postgres_server.h"

#include "core/base/ids.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace liaison::test {

namespace {

PostgresServer *theServer = nullptr;

/// The newest version's programs; Debian keeps them out of PATH.
QString findBinaries()
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return a.toInt() > b.toInt(); });
    for (const QString &name : std::as_const(names)) {
        const QString bin = versions.filePath(name + QStringLiteral("/bin"));
        if (QFile::exists(bin + QStringLiteral("/initdb")) && QFile::exists(bin + QStringLiteral("/postgres")))
            return bin;
    }
    return {};
}

} // namespace

PostgresServer *PostgresServer::shared()
{
    if (!theServer) {
        theServer = new PostgresServer;
        qAddPostRoutine([] {
            delete theServer;
            theServer = nullptr;
        });
    }
    return theServer;
}

PostgresServer::PostgresServer()
{
    m_problem = initialise();
}

PostgresServer::~PostgresServer()
{
    if (!m_server || m_server->state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_server->processId()), SIGINT); // "fast" shutdown
    if (!m_server->waitForFinished(20'000)) {
        m_server->kill();
        m_server->waitForFinished(5'000);
    }
}

QString PostgresServer::initialise()
{
    m_bin = findBinaries();
    if (m_bin.isEmpty())
        return QStringLiteral("PostgreSQL is not installed");
    if (!m_dir.isValid())
        return m_dir.errorString();
    if (::geteuid() == 0) {
        const passwd *user = ::getpwnam("postgres");
        user = user ? user : ::getpwnam("nobody");
        if (!user)
            return QStringLiteral("there is no user to run PostgreSQL as");
        m_uid = user->pw_uid;
        m_gid = user->pw_gid;
        if (::chown(QFile::encodeName(m_dir.path()).constData(), m_uid, m_gid) != 0)
            return QStringLiteral("cannot give the folder to another user");
    }
    m_password = randomToken(60);
    QFile passwordFile(path(QStringLiteral("password")));
    if (!passwordFile.open(QIODevice::WriteOnly) || passwordFile.write(m_password.toLatin1() + '\n') < 0)
        return passwordFile.errorString();
    passwordFile.close();
    passwordFile.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther);
    const bool made = runToEnd(m_bin + QStringLiteral("/initdb"),
                               {QStringLiteral("-D"), path(QStringLiteral("data")), QStringLiteral("-U"),
                                QStringLiteral("liaison"), QStringLiteral("-A"), QStringLiteral("scram-sha-256"),
                                QStringLiteral("--pwfile=") + passwordFile.fileName(), QStringLiteral("--no-sync"),
                                QStringLiteral("--locale=C"), QStringLiteral("-E"), QStringLiteral("UTF8")});
    if (!made)
        return QStringLiteral("initdb failed: ") + m_output;
    return start() ? QString() : QStringLiteral("PostgreSQL did not start: ") + m_output;
}

void PostgresServer::prepareChild(QProcess &process) const
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_dir.path());
    process.setChildProcessModifier([uid = m_uid, gid = m_gid] {
        if (uid != 0 && (::setgroups(0, nullptr) != 0 || ::setgid(gid) != 0 || ::setuid(uid) != 0))
            ::_exit(126);
        // After the change of user, which would clear it: the server ends when the test dies.
        ::prctl(PR_SET_PDEATHSIG, SIGINT);
    });
}

bool PostgresServer::runToEnd(const QString &program, const QStringList &arguments)
{
    QProcess process;
    prepareChild(process);
    process.start(program, arguments);
    const bool done = process.waitForFinished(60'000);
    m_output = QString::fromLocal8Bit(process.readAll()).right(2'000);
    return done && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool PostgresServer::start()
{
    m_server = std::make_unique<QProcess>();
    prepareChild(*m_server);
    m_server->setStandardOutputFile(path(QStringLiteral("log")));
    m_server->start(m_bin + QStringLiteral("/postgres"),
                    {QStringLiteral("-D"), path(QStringLiteral("data")), QStringLiteral("-k"), m_dir.path(),
                     QStringLiteral("-c"), QStringLiteral("listen_addresses=")});
    const bool up = m_server->waitForStarted(10'000)
        && QTest::qWaitFor([this] { return execute(QStringLiteral("SELECT 1")); }, 60'000);
    if (!up) {
        QFile log(path(QStringLiteral("log")));
        if (log.open(QIODevice::ReadOnly))
            m_output = QString::fromLocal8Bit(log.readAll()).right(2'000);
    }
    return up;
}

bool PostgresServer::restart()
{
    ::kill(static_cast<pid_t>(m_server->processId()), SIGINT); // "fast": clients are cut off, nothing to recover
    return m_server->waitForFinished(20'000) && start();
}

bool PostgresServer::execute(const QString &sql)
{
    const QString name = QStringLiteral("postgres-server");
    bool done = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        database.setHostName(m_dir.path());
        database.setUserName(QStringLiteral("liaison"));
        database.setPassword(m_password);
        database.setDatabaseName(QStringLiteral("postgres"));
        if (database.open()) {
            QSqlQuery query(database);
            done = query.exec(sql);
            m_output = query.lastError().text();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return done;
}

bool PostgresServer::addMember(const QString &user, const QString &password, const QString &role)
{
    return execute(QStringLiteral("DO $$ BEGIN CREATE ROLE %1 LOGIN PASSWORD '%2' IN ROLE %3; "
                                  "EXCEPTION WHEN duplicate_object THEN NULL; END $$")
                       .arg(user, password, role));
}

QString PostgresServer::createDatabase()
{
    const QString name = QStringLiteral("store%1").arg(++m_databases);
    if (!execute(QStringLiteral("CREATE DATABASE ") + name))
        return {};
    return QStringLiteral("postgresql://liaison@localhost/%1?host=%2").arg(name, m_dir.path());
}

} // namespace liaison::test
