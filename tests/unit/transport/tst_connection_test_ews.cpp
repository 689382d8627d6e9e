#include "connection_test_world.h"
#include "fake_exchange.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestSide;
using domain::TestStepKind;

/// Connection tests over Exchange Web Services: the same steps, and the reasons that Exchange alone has.
class TestConnectionTestEws : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStepIsTold();
    void aUrlAsHostIsTakenApart();
    void sendingIsTested();
    void rightsAreExchanges_data();
    void rightsAreExchanges();
    void whatExchangeSays_data();
    void whatExchangeSays();
};

void TestConnectionTestEws::everyStepIsTold()
{
    FakeExchange exchange;
    const QByteArray raw = "Message-ID: <m1@x>\r\n\r\nx\r\n";
    exchange.add(raw);
    RunningTest test(inboundTest(exchange.account()));
    const TestReport report = test.report();
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    QCOMPARE(
        outline(report).mid(0, 8),
        (QStringList{u"resolve passed"_s, u"connect passed"_s, u"tls skipped"_s, u"sign-in passed"_s,
                     u"version passed"_s, u"list-folders passed"_s, u"open-folder passed"_s, u"read-mail passed"_s}));
    QCOMPARE(report.find(TestStepKind::SignIn)->detail, u"BASIC"_s);
    QVERIFY(report.find(TestStepKind::Version)->detail.startsWith(u"Exchange20"_s));
    QVERIFY(report.find(TestStepKind::Version)->detail.contains(u"15.1"_s));
    QCOMPARE(report.find(TestStepKind::OpenFolder)->subject, u"Inbox"_s);
    QCOMPARE(report.find(TestStepKind::ReadMail)->count, raw.size());
    for (const char *operation : {"UpdateItem", "CreateItem", "MoveItem", "DeleteItem"})
        QCOMPARE(exchange.asked(operation), 0);
}

void TestConnectionTestEws::aUrlAsHostIsTakenApart()
{
    FakeExchange exchange;
    auto account = exchange.account();
    account.mailbox.inbound.host = exchange.server.url(u"/EWS/Exchange.asmx"_s).toString();
    account.mailbox.inbound.port = 443; // the form's default, which the URL overrules as it does the security
    account.mailbox.inbound.security = domain::Security::Tls;
    RunningTest test(inboundTest(account));
    const TestReport report = test.report();
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    QCOMPARE(report.find(TestStepKind::Resolve)->subject, u"127.0.0.1"_s);
    QCOMPARE(report.find(TestStepKind::Connect)->subject, u"127.0.0.1:%1"_s.arg(exchange.server.serverPort()));
    QCOMPARE(stateOf(report, TestStepKind::Tls), u"skipped"_s);
}

void TestConnectionTestEws::sendingIsTested()
{
    FakeExchange exchange;
    transport::ConnectionTestRequest request;
    request.side = TestSide::Outbound;
    request.account = exchange.account();
    RunningTest test(request);
    QCOMPARE(failureOf(test.report()), QString());
    QVERIFY(exchange.sent.isEmpty());
}

void TestConnectionTestEws::rightsAreExchanges_data()
{
    QTest::addColumn<QByteArray>("modify");
    QTest::addColumn<QString>("failure");
    QTest::newRow("may write") << QByteArray("true") << QString();
    QTest::newRow("may read") << QByteArray("false") << u"write-access: ReadOnly"_s;
}

void TestConnectionTestEws::rightsAreExchanges()
{
    QFETCH(const QByteArray, modify);
    QFETCH(const QString, failure);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &request, auto &answer) {
        if (operation != "GetFolder" || request.body.contains("<t:DistinguishedFolderId "))
            return false;
        answer = exchange.soap(
            operation,
            FakeExchange::message(
                operation,
                "<m:Folders><t:Folder><t:FolderId Id=\"inbox==\"/><t:DisplayName>Inbox</t:DisplayName>"
                "<t:TotalCount>7</t:TotalCount><t:EffectiveRights><t:CreateContents>true"
                "</t:CreateContents><t:Delete>false</t:Delete><t:Modify>"
                    + modify + "</t:Modify><t:Read>true</t:Read></t:EffectiveRights></t:Folder></m:Folders>"));
        return true;
    };
    RunningTest test(inboundTest(exchange.account()));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QCOMPARE(report.find(TestStepKind::OpenFolder)->count, 7);
}

void TestConnectionTestEws::whatExchangeSays_data()
{
    QTest::addColumn<QByteArray>("http");
    QTest::addColumn<QString>("failure");
    QTest::newRow("wrong password") << httpAnswer(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n")
                                    << u"sign-in: AuthenticationFailed"_s;
    QTest::newRow("BASIC is off") << httpAnswer(401, "", "WWW-Authenticate: Bearer\r\n")
                                  << u"sign-in: PasswordSwitchedOff"_s;
    QTest::newRow("NTLM alone") << httpAnswer(401, "", "WWW-Authenticate: NTLM\r\nWWW-Authenticate: Negotiate\r\n")
                                << u"sign-in: AuthenticationUnsupported"_s;
    QTest::newRow("a portal") << httpAnswer(511, "<html>log in</html>") << u"sign-in: NoExchange"_s;
    QTest::newRow("a redirect to a page")
        << httpAnswer(302, "", "Location: https://portal.test/\r\n") << u"sign-in: NoExchange"_s;
    QTest::newRow("impersonation") << FakeExchange::fault("ErrorImpersonateUserDenied")
                                   << u"sign-in: ImpersonationDenied"_s;
    QTest::newRow("no mailbox") << FakeExchange::fault("ErrorNonExistentMailbox") << u"sign-in: MailboxMissing"_s;
    QTest::newRow("no such version") << FakeExchange::fault("ErrorInvalidServerVersion")
                                     << u"version: VersionUnknown"_s;
    QTest::newRow("blocked") << FakeExchange::fault("ErrorOrganizationAccessBlocked") << u"sign-in: BlockedForApp"_s;
    QTest::newRow("a portal") << httpAnswer(200, "<!DOCTYPE html><html><body>Log in to the Wi-Fi</body></html>")
                              << u"sign-in: NoExchange"_s;
    QTest::newRow("throttled") << FakeExchange::fault("ErrorServerBusy") << u"sign-in: ServerBusy"_s;
}

void TestConnectionTestEws::whatExchangeSays()
{
    QFETCH(const QByteArray, http);
    QFETCH(const QString, failure);
    FakeExchange exchange;
    exchange.intercept = [&http](const QByteArray &, const SeenRequest &, auto &answer) {
        answer = http;
        return true;
    };
    RunningTest test(inboundTest(exchange.account()));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), failure);
    QVERIFY(!domain::testLog(report).contains(QString::fromUtf8(exchange.account().inboundSecret.reveal())));
}

LIAISON_TEST(TestConnectionTestEws)
#include "tst_connection_test_ews.moc"
