#include "outbound_test.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStepKind;

namespace {

/// A mailbox whose two servers do as they are told.
struct Servers {
    Servers() { smtp.extensions = "250-SIZE 1000000\r\n250-AUTH PLAIN\r\n"; }

    transport::ConnectionTestRequest request(bool withMail = true)
    {
        transport::Account both = accountFor(imap);
        both.mailbox.outbound = account(smtp, domain::SignIn::AsInbound).mailbox.outbound;
        return outboundTest(both, withMail);
    }

    FakeImapServer imap;
    ScriptedServer smtp;
};

} // namespace

/// TEST OUTBOUND over SMTP: a mail to the account itself, and its way back over IMAP.
class TestConnectionTestOutbound : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMailComesBack();
    void withoutAMailNothingIsSent();
    void aRelayWantsNoSignIn();
    void whatFailsWhileSending_data();
    void whatFailsWhileSending();
    void theMailIsInJunk();
    void theMailDoesNotComeBack();
    void readingFailsMeanwhile();
    void aStopEndsTheWaiting();
};

void TestConnectionTestOutbound::theMailComesBack()
{
    Servers servers;
    RunningTest test(servers.request());
    QTRY_VERIFY(countOf(servers.imap.commands, "UID SEARCH") >= 3);
    QVERIFY(!test.future.isFinished());
    servers.imap.add(7, testMail);
    const TestReport report = test.report();
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    QCOMPARE(outline(report),
             (QStringList{u"resolve passed"_s, u"connect passed"_s, u"tls skipped"_s, u"greeting passed"_s,
                          u"sign-in passed"_s, u"version passed"_s, u"submit passed"_s, u"round-trip passed"_s}));
    QCOMPARE(report.find(TestStepKind::Version)->detail, u"220 mail ESMTP"_s);
    QCOMPARE(report.find(TestStepKind::SignIn)->detail, u"PLAIN"_s);
    QCOMPARE(report.find(TestStepKind::Submit)->subject, u"ann@example.org"_s);
    QCOMPARE(report.find(TestStepKind::Submit)->detail, u"250 2.0.0 queued as 42"_s);
    QCOMPARE(report.find(TestStepKind::RoundTrip)->detail, u"INBOX"_s);
    QVERIFY(servers.smtp.received.contains("MAIL FROM:<ann@example.org>"));
    QVERIFY(servers.smtp.received.contains("RCPT TO:<ann@example.org>"));
    QCOMPARE(servers.smtp.mail, testMail + ".\r\n");
    QCOMPARE(countOf(servers.imap.commands, " STORE") + countOf(servers.imap.commands, "EXPUNGE"), 0);
}

void TestConnectionTestOutbound::withoutAMailNothingIsSent()
{
    Servers servers;
    RunningTest test(servers.request(false));
    const TestReport report = test.report();
    QVERIFY(report.passed());
    QCOMPARE(outline(report).constLast(), u"version passed"_s);
    QVERIFY(!servers.smtp.received.contains("MAIL"));
    QCOMPARE(servers.imap.connections, 0);
}

void TestConnectionTestOutbound::aRelayWantsNoSignIn()
{
    Servers servers;
    auto request = servers.request(false);
    request.account.mailbox.outbound.signIn = domain::SignIn::None;
    RunningTest test(request);
    const TestReport report = test.report();
    QVERIFY(report.passed());
    QVERIFY(!report.find(TestStepKind::SignIn));
    QVERIFY(!servers.smtp.received.contains("AUTH"));
}

void TestConnectionTestOutbound::whatFailsWhileSending_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("failure");
    const auto row = [](const char *name, const char *line, const char *answer, const char *failure) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(answer) << QString::fromLatin1(failure);
    };
    row("throttled", "greeting", "421 4.7.0 too many\r\n", "greeting: ServerBusy");
    row("not for us", "greeting", "554 5.7.1 go away\r\n", "greeting: ServerRefused");
    row("wrong password", "AUTH", "535 5.7.8 wrong\r\n", "sign-in: AuthenticationFailed");
    row("switched off", "AUTH",
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.\r\n",
        "sign-in: PasswordSwitchedOff");
    row("throttled sign-in", "AUTH", "454 4.7.0 later\r\n", "sign-in: ServerBusy");
    row("sender", "MAIL", "550 5.7.60 not allowed to send as this sender\r\n", "submit: SenderRefused");
    row("too large", "MAIL", "552 5.3.4 too big\r\n", "submit: MessageTooLarge");
    row("recipient", "RCPT", "550 5.1.1 no such user\r\n", "submit: RecipientRefused");
    row("throttled sending", "MAIL", "452 4.3.1 later\r\n", "submit: ServerBusy");
    row("content", "DATA", "554 5.6.0 no\r\n", "submit: ServerRefused");
}

void TestConnectionTestOutbound::whatFailsWhileSending()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, failure);
    Servers servers;
    servers.smtp.answers.insert(line, answer);
    RunningTest test(servers.request());
    const TestReport report = test.report();
    QVERIFY(report.over);
    QCOMPARE(failureOf(report), failure);
    QCOMPARE(report.failure()->error->serverWords, QString::fromLatin1(answer.trimmed()));
    QCOMPARE(servers.imap.connections, 0); // nothing is on its way
}

void TestConnectionTestOutbound::theMailIsInJunk()
{
    Servers servers;
    servers.imap.listed = "* LIST (\\Junk) \"/\" Junk\r\n";
    servers.imap.nothingIn = "INBOX";
    RunningTest test(servers.request());
    QTRY_VERIFY(servers.smtp.tookMail());
    servers.imap.add(7, testMail);
    QCOMPARE(failureOf(test.report()), u"round-trip: InJunk"_s);
}

void TestConnectionTestOutbound::theMailDoesNotComeBack()
{
    Servers servers;
    const TestReport report = reportWithoutDelivery(servers.request());
    QCOMPARE(failureOf(report), u"round-trip: NotBackInTime"_s);
    QCOMPARE(stateOf(report, TestStepKind::Submit), u"passed"_s);
}

void TestConnectionTestOutbound::readingFailsMeanwhile()
{
    Servers servers;
    servers.imap.password = "another";
    RunningTest test(servers.request());
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"round-trip: AuthenticationFailed"_s);
    QCOMPARE(servers.imap.signInsRefused, 1);
}

void TestConnectionTestOutbound::aStopEndsTheWaiting()
{
    Servers servers;
    const TestReport report
        = reportOfAStop(servers.request(), [&servers] { return countOf(servers.imap.commands, "UID SEARCH") >= 1; });
    QCOMPARE(failureOf(report), u"round-trip: Cancelled"_s);
}

LIAISON_TEST(TestConnectionTestOutbound)
#include "tst_connection_test_outbound.moc"
