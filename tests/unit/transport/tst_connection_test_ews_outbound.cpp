#include "fake_exchange.h"
#include "outbound_test.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStepKind;

/// TEST OUTBOUND over Exchange Web Services: handed in, delivered by the server, found in the inbox.
class TestConnectionTestEwsOutbound : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMailComesBack();
    void whatFailsWhileSending_data();
    void whatFailsWhileSending();
    void theMailIsInJunk();
    void theMailDoesNotComeBack();
    void readingFailsMeanwhile();
    void aStopEndsTheWaiting();
};

void TestConnectionTestEwsOutbound::theMailComesBack()
{
    FakeExchange exchange;
    RunningTest test(outboundTest(exchange.account()));
    QTRY_VERIFY(exchange.asked("FindItem") >= 4); // the copy in Sent Items is not what is waited for
    QVERIFY(!test.future.isFinished());
    exchange.add(testMail);
    const TestReport report = test.report();
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    QCOMPARE(outline(report),
             (QStringList{u"resolve passed"_s, u"connect passed"_s, u"tls skipped"_s, u"sign-in passed"_s,
                          u"version passed"_s, u"submit passed"_s, u"round-trip passed"_s}));
    QCOMPARE(report.find(TestStepKind::SignIn)->detail, u"BASIC"_s);
    QVERIFY(report.find(TestStepKind::Version)->detail.contains(u"15.1"_s));
    QCOMPARE(report.find(TestStepKind::Submit)->detail, u"NoError"_s);
    QCOMPARE(report.find(TestStepKind::RoundTrip)->detail, u"Inbox"_s);
    QCOMPARE(exchange.asked("CreateItem"), 1);
    QCOMPARE(exchange.sent.size(), 1);
    QCOMPARE(exchange.sent.constFirst().raw, testMail);
    for (const char *operation : {"UpdateItem", "MoveItem", "DeleteItem"})
        QCOMPARE(exchange.asked(operation), 0);
}

void TestConnectionTestEwsOutbound::whatFailsWhileSending_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("failure");
    QTest::newRow("sender") << QByteArray("ErrorSendAsDenied") << u"submit: SenderRefused"_s;
    QTest::newRow("recipient") << QByteArray("ErrorInvalidRecipients") << u"submit: RecipientRefused"_s;
    QTest::newRow("too large") << QByteArray("ErrorMessageSizeExceeded") << u"submit: MessageTooLarge"_s;
    QTest::newRow("too many") << QByteArray("ErrorSubmissionQuotaExceeded") << u"submit: ServerBusy"_s;
    QTest::newRow("no room") << QByteArray("ErrorQuotaExceeded") << u"submit: ServerRefused"_s;
    QTest::newRow("no answer") << QByteArray() << u"submit: SendUncertain"_s;
}

void TestConnectionTestEwsOutbound::whatFailsWhileSending()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QString, failure);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        if (operation != "CreateItem")
            return false;
        answer = code.isEmpty() ? std::nullopt : std::optional(exchange.failing(operation, code));
        return true;
    };
    RunningTest test(outboundTest(exchange.account()));
    const TestReport report = test.report();
    QVERIFY(report.over);
    QCOMPARE(failureOf(report), failure);
    QCOMPARE(exchange.asked("CreateItem"), 1);
    QCOMPARE(exchange.asked("FindItem"), 0);
}

void TestConnectionTestEwsOutbound::theMailIsInJunk()
{
    FakeExchange exchange;
    exchange.junk.append({u"j1"_s, testMail});
    RunningTest test(outboundTest(exchange.account()));
    QCOMPARE(failureOf(test.report()), u"round-trip: InJunk"_s);
}

void TestConnectionTestEwsOutbound::theMailDoesNotComeBack()
{
    FakeExchange exchange;
    const TestReport report = reportWithoutDelivery(outboundTest(exchange.account()));
    QCOMPARE(failureOf(report), u"round-trip: NotBackInTime"_s);
    QCOMPARE(stateOf(report, TestStepKind::Submit), u"passed"_s);
}

void TestConnectionTestEwsOutbound::readingFailsMeanwhile()
{
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.failing(operation, "ErrorAccessDenied");
        return operation == "FindItem";
    };
    RunningTest test(outboundTest(exchange.account()));
    const TestReport report = test.report();
    QVERIFY2(failureOf(report).startsWith(u"round-trip: "_s), qPrintable(failureOf(report)));
    QCOMPARE(report.failure()->error->kind, ErrorKind::PermissionDenied);
}

void TestConnectionTestEwsOutbound::aStopEndsTheWaiting()
{
    FakeExchange exchange;
    const TestReport report
        = reportOfAStop(outboundTest(exchange.account()), [&exchange] { return exchange.asked("FindItem") >= 1; });
    QCOMPARE(failureOf(report), u"round-trip: Cancelled"_s);
}

LIAISON_TEST(TestConnectionTestEwsOutbound)
#include "tst_connection_test_ews_outbound.moc"
