#include "tests/cli/cli_world.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

/// packaging/systemd/liaison-feed.service with what it names put in: the program of this build.
class Unit {
public:
    Unit()
    {
        QFile file(QStringLiteral(LIAISON_SOURCE_DIR "/packaging/systemd/liaison-feed.service"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no unit");
        text = QString::fromUtf8(file.readAll()).replace(u"/usr/bin/liaison"_s, QStringLiteral(LIAISON_PROGRAM));
    }
    /// The words behind `key=`.
    [[nodiscard]] QStringList words(const QString &key) const
    {
        const QRegularExpression line(u"^%1=(.*)$"_s.arg(key), QRegularExpression::MultilineOption);
        return line.match(text).captured(1).split(u' ', Qt::SkipEmptyParts);
    }
    QString text;
};

/// Runs the unit's ExecStart= as systemd would: as another user where we are root, with nothing in the environment but
/// what the unit and systemd put there, without a terminal, without new privileges, without memory that is written and
/// run.
std::unique_ptr<QProcess> startUnit(const Unit &unit, const QString &state, const QString &credentials)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"_s);
    environment.insert(u"STATE_DIRECTORY"_s, state);
    environment.insert(u"CREDENTIALS_DIRECTORY"_s, credentials);
    const QStringList assignments = unit.words(u"Environment"_s);
    for (const QString &assignment : assignments)
        environment.insert(assignment.section(u'=', 0, 0), assignment.section(u'=', 1));
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->setStandardInputFile(QProcess::nullDevice());
    const passwd *user = ::getpwnam(serverUser().toLocal8Bit().constData());
    process->setChildProcessModifier([uid = user->pw_uid, gid = user->pw_gid, drop = ::geteuid() == 0] {
        if (drop && (setgroups(0, nullptr) != 0 || setgid(gid) != 0 || setuid(uid) != 0))
            _exit(125);
        constexpr int denyWriteExecute = 65; // PR_SET_MDWE of Linux 6.3; an older kernel refuses it
        prctl(denyWriteExecute, 1, 0, 0, 0);
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        ::umask(0077);
    });
    QStringList words = unit.words(u"ExecStart"_s);
    words.replaceInStrings(u"${STATE_DIRECTORY}"_s, state);
    const QString program = words.takeFirst();
    process->start(program, words);
    return process;
}

} // namespace

/// The service for servers: the unit is one that systemd takes, and what it starts does the main job.
class TestCliService : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void systemdTakesTheUnit();
    void theServiceDoesTheMainJob();
};

void TestCliService::systemdTakesTheUnit()
{
    const QString program = findProgram({u"systemd-analyze"_s});
    REQUIRE_SERVER(!program.isEmpty(), "systemd-analyze is not installed");
    const QTemporaryDir dir;
    const auto verify = [&](const QString &text) {
        QFile file(dir.filePath(u"liaison-feed.service"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) <= 0)
            return QByteArray("cannot write");
        file.close();
        QProcess analyze;
        analyze.setProcessChannelMode(QProcess::MergedChannels);
        analyze.start(program, {u"verify"_s, u"--man=no"_s, file.fileName()});
        analyze.waitForFinished(60'000);
        return analyze.readAll() + (analyze.exitCode() == 0 ? "" : "failed");
    };
    const Unit unit;
    QCOMPARE(verify(unit.text), QByteArray());
    // What it says nothing about it has looked at.
    QVERIFY(!verify(QString(unit.text).replace(u"ProtectProc="_s, u"ProtectProcs="_s)).isEmpty());
    QVERIFY(!verify(QString(unit.text).replace(QStringLiteral(LIAISON_PROGRAM), u"/nonexistent/liaison"_s)).isEmpty());
}

void TestCliService::theServiceDoesTheMainJob()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), qPrintable(MailHost::missing()));
    ServerWorld servers;
    servers.tls = serverCertificate(servers.certificates.path(), u"localhost"_s);
    const QByteArray failure = servers.start();
    QVERIFY2(failure.isEmpty(), failure);
    CliWorld cli;
    // What systemd hands over: a state directory, and the credentials in one that nobody may write to.
    const QString state = cli.dir.filePath(u"profile"_s);
    const QString credentials = cli.dir.filePath(u"credentials"_s);
    QVERIFY(QDir().mkpath(state));
    cli.writeCredential(u"mailbox.%1.inbound"_s.arg(cli.uuid), analystsPassword.toUtf8());
    QVERIFY(QFile::setPermissions(credentials + u"/mailbox.%1.inbound"_s.arg(cli.uuid), QFile::ReadOwner));
    QVERIFY(QFile::setPermissions(credentials, QFile::ReadOwner | QFile::ExeOwner));
    giveToServerUser(cli.dir.path());
    giveToServerUser(servers.certificates.path());

    const Unit unit;
    const auto service = startUnit(unit, state, credentials);
    QVERIFY2(service->waitForStarted(10'000), qPrintable(service->errorString()));
    // The service makes its store; whoever administers it imports the settings beside it.
    QTRY_COMPARE_WITH_TIMEOUT(cli.call({u"feed"_s, u"status"_s}).exitCode, 0, 60'000);
    QJsonObject mailbox
        = CliWorld::mailboxSettings(servers.host->imapsPort(), servers.host->smtpsPort(), servers.tls.ca, analysts);
    mailbox.insert(u"uuid"_s, cli.uuid);
    const QJsonObject settings{
        {u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}, {u"mailboxes"_s, QJsonArray{mailbox}}};
    const Called imported = cli.importSettings(settings);
    QVERIFY2(imported.exitCode == 0, imported.err);
    const Called created = cli.call({u"incidents"_s, u"create"_s, u"--title"_s, u"Phishing wave"_s, u"--json"_s});
    const QString tag = created.json().value("tag"_L1).toString();
    servers.host->drop(analysts, mailToAnalysts(finance, u"We were hit "_s + tag, "hit@bu.test", {}, "Words\r\n"));
    const QStringList list{u"mails"_s, u"list"_s, u"--incident"_s, created.json().value("key"_L1).toString(),
                           u"--json"_s};
    QTRY_COMPARE_WITH_TIMEOUT(cli.call(list).json().value("mails"_L1).toArray().size(), 1, 60'000);
    const QJsonObject mail = cli.call(list).json().value("mails"_L1).toArray().first().toObject();
    const QString id = QString::number(mail.value("id"_L1).toInteger());
    const Called reply
        = cli.call({u"reply"_s, id, u"--accept-outsiders"_s, u"--text"_s, u"-"_s}, "Thank you, pull the plug.\n");
    QVERIFY2(reply.exitCode == 0, reply.err);
    QTRY_COMPARE_WITH_TIMEOUT(servers.host->delivered(finance).size(), 1, 60'000);
    QVERIFY(servers.host->delivered(finance).first().contains("pull the plug"));

    ::kill(static_cast<pid_t>(service->processId()), SIGTERM);
    QVERIFY(service->waitForFinished(30'000));
    const QByteArray log = service->readAllStandardError();
    QVERIFY2(service->exitStatus() == QProcess::NormalExit && service->exitCode() == 0, log);
    QVERIFY2(!log.contains(analystsPassword.toUtf8()), log);
    // Nothing but the store is left, for its user alone.
    const QFileInfoList left = QDir(state).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    for (const QFileInfo &file : left) {
        QVERIFY2(file.fileName().startsWith(u"liaison.sqlite"_s), qPrintable(file.fileName()));
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }
    // A start anew finds everything, sends nothing twice and ends as well.
    const auto again = startUnit(unit, state, credentials);
    const auto running = [&cli] {
        const QJsonArray feeds = cli.call({u"feed"_s, u"status"_s, u"--json"_s}).json().value("feeds"_L1).toArray();
        return feeds.first().toObject().value("state"_L1).toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(running(), u"running"_s, 60'000);
    ::kill(static_cast<pid_t>(again->processId()), SIGTERM);
    QVERIFY(again->waitForFinished(30'000));
    QCOMPARE(again->exitCode(), 0);
    QCOMPARE(servers.host->delivered(finance).size(), 1);
}

LIAISON_TEST(TestCliService)
#include "tst_cli_service.moc"
