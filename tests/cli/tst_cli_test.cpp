#include "tests/cli/cli_world.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

QStringList outline(const QJsonObject &report)
{
    QStringList lines;
    const QJsonArray steps = report.value("steps"_L1).toArray();
    for (const QJsonValue step : steps)
        lines << step["step"_L1].toString() + u' ' + step["state"_L1].toString();
    return lines;
}

QJsonObject stepOf(const QJsonObject &report, const QString &kind)
{
    const QJsonArray steps = report.value("steps"_L1).toArray();
    for (const QJsonValue step : steps) {
        if (step["step"_L1].toString() == kind)
            return step.toObject();
    }
    return {};
}

} // namespace

/// `liaison test inbound|outbound` against a real Dovecot and Exim.
class TestCliTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void inboundTellsItsSteps();
    void outboundWaitsForItsMail();
    void peopleReadLines();
    void reasonsAndExitCodes_data();
    void reasonsAndExitCodes();
    void itEndsInTime();
    void interruptCancels();
    void interruptEndsALookup();
    void wrongUse();

private:
    QString importMailbox(quint16 imapPort, quint16 smtpPort, const QString &password = analystsPassword);
    std::unique_ptr<ServerWorld> m_servers;
    std::unique_ptr<CliWorld> m_cli;
};

void TestCliTest::initTestCase()
{
    const QString missing = MailHost::missing();
    if (!missing.isEmpty()) {
        if (qEnvironmentVariableIsSet("CI"))
            QFAIL(qPrintable(missing));
        QSKIP(qPrintable(missing));
    }
    m_servers = std::make_unique<ServerWorld>();
    m_servers->tls = serverCertificate(m_servers->certificates.path(), u"localhost"_s);
    const QByteArray failure = m_servers->start();
    QVERIFY2(failure.isEmpty(), failure);
}

void TestCliTest::init()
{
    m_cli = std::make_unique<CliWorld>();
    const QByteArray failure = m_cli->connectMailbox(*m_servers, analysts, analystsPassword);
    QVERIFY2(failure.isEmpty(), failure);
}

void TestCliTest::inboundTellsItsSteps()
{
    const Called before = m_cli->call({u"settings"_s, u"export"_s, u"-"_s, u"--json"_s});
    const Called test = m_cli->call({u"test"_s, u"inbound"_s, analysts, u"--json"_s, u"--trace"_s});
    QVERIFY2(test.exitCode == 0, test.err);
    const QJsonObject report = test.json();
    QCOMPARE(report.value("ok"_L1).toBool(), true);
    QCOMPARE(report.value("mailbox"_L1).toString(), analysts);
    const QStringList steps = outline(report);
    QCOMPARE(
        steps.mid(0, 8),
        (QStringList{u"resolve passed"_s, u"connect passed"_s, u"tls passed"_s, u"greeting passed"_s,
                     u"sign-in passed"_s, u"version passed"_s, u"list-folders passed"_s, u"open-folder passed"_s}));
    QCOMPARE(steps.constLast(), u"write-access passed"_s);
    const QJsonObject certificate = stepOf(report, u"tls"_s).value("certificate"_L1).toObject();
    QCOMPARE(certificate.value("protocol"_L1).toString(), u"TLSv1.3"_s);
    QCOMPARE(certificate.value("sha256"_L1).toString().size(), 64);
    QVERIFY(stepOf(report, u"version"_s).value("detail"_L1).toString().contains(u"Dovecot"_s));
    QVERIFY(!report.value("trace"_L1).toArray().isEmpty());
    QVERIFY(!test.out.contains(analystsPassword.toUtf8()) && !test.out.contains(analystsPassword.toUtf8().toBase64()));
    QCOMPARE(m_cli->call({u"settings"_s, u"export"_s, u"-"_s, u"--json"_s}).out, before.out);
}

void TestCliTest::outboundWaitsForItsMail()
{
    const auto inInbox = [this] { return m_servers->host->delivered(analysts).size(); };
    const auto before = inInbox();
    const Called dry = m_cli->call({u"test"_s, u"outbound"_s, analysts, u"--no-mail"_s, u"--json"_s});
    QVERIFY2(dry.exitCode == 0, dry.err);
    QCOMPARE(outline(dry.json()).constLast(), u"version passed"_s);
    QCOMPARE(inInbox(), before);
    const Called test = m_cli->call({u"test"_s, u"outbound"_s, analysts, u"--json"_s});
    QVERIFY2(test.exitCode == 0, test.err);
    QCOMPARE(outline(test.json()).mid(6), (QStringList{u"submit passed"_s, u"round-trip passed"_s}));
    QCOMPARE(inInbox(), before + 1);
    // The next feed run reads it, and nobody has to look at it.
    const Called run = m_cli->call({u"feed"_s, u"run"_s, u"--once"_s, u"--json"_s});
    QVERIFY2(run.exitCode == 0, run.err);
    const QJsonObject row = run.json().value("mailboxes"_L1).toArray().first().toObject();
    QCOMPARE(row.value("unmatched"_L1).toInt(), 0);
}

void TestCliTest::peopleReadLines()
{
    const Called test = m_cli->call({u"test"_s, u"inbound"_s, analysts});
    QVERIFY2(test.exitCode == 0, test.err);
    const QList<QByteArray> lines = test.out.trimmed().split('\n');
    QVERIFY2(lines.constFirst().startsWith("ok        look up the name: localhost"), test.out);
    QCOMPARE(lines.constLast(), QByteArray("Mail can be read."));
    m_cli->language = u"de"_s;
    m_cli->writeCredential(u"mailbox.%1.inbound"_s.arg(m_cli->uuid), "wrong");
    const Called refused = m_cli->call({u"test"_s, u"inbound"_s, analysts});
    QCOMPARE(refused.exitCode, 4);
    QVERIFY2(refused.out.contains("fehlgeschlagen") && refused.err.contains("Verbindungstest"),
             refused.out + refused.err);
}

QString TestCliTest::importMailbox(quint16 imapPort, quint16 smtpPort, const QString &password)
{
    QJsonObject mailbox = CliWorld::mailboxSettings(imapPort, smtpPort, m_servers->tls.ca, analysts);
    mailbox.insert(u"uuid"_s, m_cli->uuid);
    m_cli->writeCredential(u"mailbox.%1.inbound"_s.arg(m_cli->uuid), password.toUtf8());
    const Called imported = m_cli->importSettings(
        {{u"format"_s, u"liaison-settings"_s}, {u"version"_s, 1}, {u"mailboxes"_s, QJsonArray{mailbox}}});
    return imported.exitCode == 0 ? QString() : QString::fromUtf8(imported.err);
}

void TestCliTest::reasonsAndExitCodes_data()
{
    QTest::addColumn<int>("imapPort"); // 0: the server's
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("reason");
    QTest::newRow("wrong password") << 0 << u"c4nary"_s << 4 << u"sign-in"_s << u"AuthenticationFailed"_s;
    QTest::newRow("refused") << 1 << analystsPassword << 5 << u"connect"_s << u"ConnectionRefused"_s;
}

void TestCliTest::reasonsAndExitCodes()
{
    QFETCH(const int, imapPort);
    QFETCH(const QString, password);
    QFETCH(const int, exitCode);
    QFETCH(const QString, step);
    QFETCH(const QString, reason);
    const quint16 port = imapPort == 0 ? m_servers->host->imapsPort() : quint16(imapPort);
    QCOMPARE(importMailbox(port, m_servers->host->smtpsPort(), password), QString());
    const Called test = m_cli->call({u"test"_s, u"inbound"_s, analysts, u"--json"_s});
    QCOMPARE(test.exitCode, exitCode);
    QCOMPARE(test.json().value("ok"_L1).toBool(true), false);
    QCOMPARE(stepOf(test.json(), step).value("reason"_L1).toString(), reason);
    QCOMPARE(stepOf(test.json(), step).value("state"_L1).toString(), u"failed"_s);
    QCOMPARE(test.error().value("step"_L1).toString(), step);
    QCOMPARE(test.error().value("reason"_L1).toString(), reason);
    QCOMPARE(test.error().value("exitCode"_L1).toInt(), exitCode);
    const Called told = m_cli->call({u"test"_s, u"inbound"_s, analysts, u"--trace"_s});
    QCOMPARE(told.exitCode, exitCode);
    QVERIFY2(told.err.startsWith("liaison: Failed to test Service connectivity: the server refused"), told.err);
    QVERIFY(!(told.out + told.err + test.out + test.err).contains("c4nary"));
}

/// Somebody listens there and says nothing.
void TestCliTest::itEndsInTime()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QCOMPARE(importMailbox(silent.serverPort(), 1), QString());
    const Called test = m_cli->call(
        {u"test"_s, u"inbound"_s, analysts, u"--timeout"_s, u"4"_s, u"--json"_s}); // a start takes its time, too
    QCOMPARE(test.exitCode, 5);
    QCOMPARE(stepOf(test.json(), u"tls"_s).value("reason"_L1).toString(), u"TimedOut"_s);
}

void TestCliTest::interruptCancels()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QCOMPARE(importMailbox(silent.serverPort(), 1), QString());
    const auto running = m_cli->start({u"test"_s, u"inbound"_s, analysts, u"--json"_s});
    QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), 30'000);
    ::kill(static_cast<pid_t>(running->processId()), SIGINT);
    QVERIFY(running->waitForFinished(30'000));
    QCOMPARE(running->exitStatus(), QProcess::NormalExit);
    QCOMPARE(running->exitCode(), 1);
    QVERIFY(running->readAllStandardOutput().contains("\"reason\":\"Cancelled\""));
}

/// A name server that never answers must not keep anybody waiting.
void TestCliTest::interruptEndsALookup()
{
    const QString asked = m_cli->dir.filePath(u"asked"_s);
    m_cli->variables = {{u"LD_PRELOAD"_s, QStringLiteral(SLOW_NAMES)},
                        {u"SLOW_NAMES_ASKED"_s, asked},
                        {u"ASAN_OPTIONS"_s, u"detect_leaks=0:verify_asan_link_order=0"_s}};
    const auto running = m_cli->start({u"test"_s, u"inbound"_s, analysts, u"--json"_s});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(asked), 30'000);
    ::kill(static_cast<pid_t>(running->processId()), SIGINT);
    QVERIFY(running->waitForFinished(30'000));
    QCOMPARE(running->exitStatus(), QProcess::NormalExit);
    QCOMPARE(running->exitCode(), 1);
    QVERIFY(running->readAllStandardOutput().contains("\"reason\":\"Cancelled\""));
}

void TestCliTest::wrongUse()
{
    for (const char *seconds : {"0", "-1", "x", "3601", ""}) {
        const Called test
            = m_cli->call({u"test"_s, u"inbound"_s, analysts, u"--timeout=%1"_s.arg(QLatin1String(seconds))});
        QCOMPARE(test.exitCode, 2);
    }
    QCOMPARE(m_cli->call({u"test"_s, u"inbound"_s, analysts, u"--no-mail"_s}).exitCode, 2); // it sends none
    QCOMPARE(m_cli->call({u"test"_s, u"inbound"_s, u"nobody@corp.test"_s}).exitCode, 1);
}

LIAISON_TEST(TestCliTest)
#include "tst_cli_test.moc"
