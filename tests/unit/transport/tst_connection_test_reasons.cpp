#include "connection_test_world.h"
#include "tests/support/test_registry.h"
#include "tls_server.h"

#include <QTemporaryDir>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStep;
using domain::TestStepState;

/// Every reason that a TEST INBOUND over IMAP can end for; those of tokens and of sending stand beside it.
class TestConnectionTestReasons : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatFailsOnTheWay_data();
    void whatFailsOnTheWay();
    void whatWasNotTriedDidNotPass();
    void certificatesAreToldApart_data();
    void certificatesAreToldApart();
    void aServerThatIsTooOld();
    void rightsAreAskedFor();
    void theLimitEndsIt();
};

void TestConnectionTestReasons::whatFailsOnTheWay_data()
{
    QTest::addColumn<std::function<void(FakeImapServer &, transport::Account &)>>("change");
    QTest::addColumn<QString>("failure");
    using Change = std::function<void(FakeImapServer &, transport::Account &)>;
    const auto row = [](const char *name, const Change &change, const char *failure) {
        QTest::newRow(name) << change << QString::fromLatin1(failure);
    };
    row(
        "unknown name", [](auto &, auto &account) { account.mailbox.inbound.host = u"nonexistent.invalid"_s; },
        "resolve: NameNotFound");
    row(
        "refused",
        [](auto &, auto &account) {
            QTcpServer unused;
            unused.listen(QHostAddress::LocalHost);
            account.mailbox.inbound.port = unused.serverPort();
        },
        "connect: ConnectionRefused");
    row(
        "no STARTTLS", [](auto &, auto &account) { account.mailbox.inbound.security = domain::Security::StartTls; },
        "tls: TlsRequired");
    row(
        "no TLS there", [](auto &, auto &account) { account.mailbox.inbound.security = domain::Security::Tls; },
        "tls: TlsFailed");
    row(
        "CA file",
        [](auto &, auto &account) {
            account.mailbox.inbound.security = domain::Security::Tls;
            account.mailbox.inbound.trustedCaFile = u"/nonexistent.pem"_s;
        },
        "tls: InvalidInput");
    row(
        "another protocol", [](auto &server, auto &) { server.greeting = "220 mail ESMTP"; },
        "greeting: ProtocolViolation");
    row(
        "throttled", [](auto &server, auto &) { server.greeting = "* BYE [UNAVAILABLE] too many connections"; },
        "greeting: ServerBusy");
    row(
        "wrong password", [](auto &, auto &account) { account.inboundSecret = Secret("wrong"); },
        "sign-in: AuthenticationFailed");
    row(
        "throttled sign-in",
        [](auto &server, auto &account) {
            server.refusal = "NO [UNAVAILABLE] later";
            account.inboundSecret = Secret("wrong");
        },
        "sign-in: ServerBusy");
    row(
        "nothing we know", [](auto &server, auto &) { server.capabilities = "IMAP4rev1 AUTH=GSSAPI LOGINDISABLED"; },
        "sign-in: AuthenticationUnsupported");
    row(
        "switched off",
        [](auto &server, auto &account) {
            server.refusal = "NO [AUTHENTICATIONFAILED] BasicAuthBlocked";
            account.inboundSecret = Secret("wrong");
        },
        "sign-in: PasswordSwitchedOff");
    row(
        "no folder", [](auto &server, auto &) { server.folderGone = true; }, "open-folder: FolderMissing");
    row(
        "a mail that is not given out", [](auto &server, auto &) { server.refused = {1}; }, "read-mail: ServerRefused");
    row(
        "no such protocol", [](auto &, auto &account) { account.mailbox.inbound.protocol = domain::Protocol::Smtp; },
        "resolve: InvalidInput");
}

void TestConnectionTestReasons::whatFailsOnTheWay()
{
    using Change = std::function<void(FakeImapServer &, transport::Account &)>;
    QFETCH(const Change, change);
    QFETCH(const QString, failure);
    FakeImapServer server;
    server.add(1, mail(1));
    transport::Account account = accountFor(server);
    change(server, account);
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QVERIFY(report.over && !report.passed());
    QCOMPARE(failureOf(report), failure);
    for (const TestStep &step : report.steps)
        QVERIFY2(step.state != TestStepState::Running, qPrintable(domain::toString(step.kind)));
    QVERIFY(domain::testLog(report).contains(u"Failed to test Service connectivity"_s));
}

void TestConnectionTestReasons::whatWasNotTriedDidNotPass()
{
    FakeImapServer server;
    transport::Account account = accountFor(server);
    account.mailbox.inbound.security = domain::Security::Tls;
    account.mailbox.inbound.trustedCaFile = u"/nonexistent.pem"_s;
    RunningTest noFile(inboundTest(account));
    QCOMPARE(outline(noFile.report()), (QStringList{u"resolve skipped"_s, u"connect skipped"_s, u"tls failed"_s}));
    account.mailbox.inbound.protocol = domain::Protocol::Smtp;
    RunningTest noAdapter(inboundTest(account));
    QCOMPARE(outline(noAdapter.report()), QStringList{u"resolve failed"_s});
    QCOMPARE(server.connections, 0);
}

void TestConnectionTestReasons::certificatesAreToldApart_data()
{
    QTest::addColumn<CertificateSpec>("spec");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("failure");
    CertificateSpec expired = named({u"localhost"_s});
    expired.validFromSeconds = -86'400;
    expired.validToSeconds = -3'600;
    QTest::newRow("untrusted") << named({u"localhost"_s}) << false << u"tls: CertificateUntrusted"_s;
    QTest::newRow("expired") << expired << true << u"tls: CertificateExpired"_s;
    QTest::newRow("wrong host") << named({u"other.example"_s}) << true << u"tls: CertificateWrongHost"_s;
}

void TestConnectionTestReasons::certificatesAreToldApart()
{
    QFETCH(const CertificateSpec, spec);
    QFETCH(const bool, trusted);
    QFETCH(const QString, failure);
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    const Server server(serverConfiguration(maker.leaf(u"leaf"_s, spec)), true, "* OK hello\r\n");
    transport::Account account;
    account.mailbox.inbound.host = u"localhost"_s;
    account.mailbox.inbound.port = server.serverPort();
    account.mailbox.inbound.trustedCaFile = trusted ? maker.caFile() : QString();
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QVERIFY(report.failure()->certificate);
    QVERIFY(report.failure()->certificate->issuer.contains(u"Liaison test CA"_s));
}

void TestConnectionTestReasons::aServerThatIsTooOld()
{
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    QSslConfiguration old = serverConfiguration(maker.leaf(u"old"_s));
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    old.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    const Server server(old, true, "* OK hello\r\n");
    transport::Account account;
    account.mailbox.inbound.host = u"localhost"_s;
    account.mailbox.inbound.port = server.serverPort();
    account.mailbox.inbound.trustedCaFile = maker.caFile();
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"tls: TlsTooOld"_s);
    QCOMPARE(report.failure()->error->kind, ErrorKind::TlsFailed);
}

void TestConnectionTestReasons::rightsAreAskedFor()
{
    FakeImapServer server;
    server.readOnly = true;
    RunningTest test(inboundTest(accountFor(server)));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"write-access: ReadOnly"_s);
    QCOMPARE(report.failure()->subject, u"INBOX"_s);
}

void TestConnectionTestReasons::theLimitEndsIt()
{
    FakeImapServer server;
    server.stall();
    auto request = inboundTest(accountFor(server));
    request.limitMs = 200;
    RunningTest test(request);
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"greeting: TimedOut"_s);
    QCOMPARE(server.connections, 1);
}

LIAISON_TEST(TestConnectionTestReasons)
#include "tst_connection_test_reasons.moc"
