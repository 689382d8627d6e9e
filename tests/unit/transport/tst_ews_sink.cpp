#include "core/transport/ews_sink.h"
#include "ews_copy.h"
#include "ntlm_challenger.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

Submission submission(int size = 100)
{
    Submission mail;
    mail.sender = QStringLiteral("ir@corp.example");
    mail.recipients
        = {QStringLiteral("ann@corp.example"), QStringLiteral("bob@corp.example"), QStringLiteral("eve@corp.example")};
    mail.raw = "Message-ID: <out@x>\r\nTo: Ann <ann@corp.example>\r\nCc: BOB@corp.example\r\nSubject: s\r\n\r\n"
        + QByteArray(size, 'x') + "\r\n";
    return mail;
}

} // namespace

/// Sending over EWS: once, or it is said that nobody knows.
class TestEwsSink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMailIsSent();
    void refusals_data();
    void refusals();
    void aLostAnswerIsUncertain_data();
    void aLostAnswerIsUncertain();
    void everyCutIsUncertainOrUndone();
    void aStopInTime();
    void aStopTooLate();
    void shutDownWhileSending();
    void ntlmGoesFirst();
    void aTokenThatRanOutCostsNothing();
    void checking();
};

void TestEwsSink::aMailIsSent()
{
    FakeExchange exchange;
    EwsSink sink(exchange.exchange());
    const auto sent = await(sink.send(submission(), {}));
    QVERIFY2(sent, why(sent));
    QVERIFY(sent->serverFilesCopy);
    QVERIFY(sent->refused.isEmpty());
    QCOMPARE(exchange.sent.size(), 1);
    QCOMPARE(exchange.sent.at(0).raw, submission().raw);
    const QByteArray body = exchange.requestsFor("CreateItem").at(0).body;
    QVERIFY(body.contains("MessageDisposition=\"SendAndSaveCopy\""));
    QVERIFY(body.contains("<t:DistinguishedFolderId Id=\"sentitems\""));
    // Whom no header names.
    const qsizetype bcc = body.indexOf("<t:BccRecipients>");
    QVERIFY(bcc > 0);
    QVERIFY(body.mid(bcc).contains("eve@corp.example"));
    QVERIFY(!body.mid(bcc).contains("bob@corp.example"));
}

void TestEwsSink::refusals_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("kind");
    QTest::newRow("recipients") << QByteArray("ErrorInvalidRecipients") << QStringLiteral("RecipientRefused");
    QTest::newRow("sender") << QByteArray("ErrorSendAsDenied") << QStringLiteral("SenderRefused");
    QTest::newRow("size") << QByteArray("ErrorMessageSizeExceeded") << QStringLiteral("MessageTooLarge");
    QTest::newRow("busy") << QByteArray("ErrorServerBusy") << QStringLiteral("ServerBusy");
    QTest::newRow("too many") << QByteArray("ErrorExceededMessageLimit") << QStringLiteral("ServerBusy");
    QTest::newRow("timeout") << QByteArray("ErrorTimeoutExpired") << QStringLiteral("SendUncertain");
    QTest::newRow("internal") << QByteArray("ErrorInternalServerError") << QStringLiteral("SendUncertain");
}

void TestEwsSink::refusals()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QString, kind);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.failing(operation, code);
        return operation == "CreateItem";
    };
    EwsSink sink(exchange.exchange());
    const auto sent = await(sink.send(submission(), {}));
    QCOMPARE(kindOf(sent), kind);
    QCOMPARE(exchange.asked("CreateItem"), 1);
}

void TestEwsSink::aLostAnswerIsUncertain_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 O");
    QTest::newRow("half a body") << FakeExchange().soap("CreateItem", "<m:CreateItemResponseMessage>").chopped(60);
    QTest::newRow("a body that breaks off")
        << httpAnswer(200, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>");
    QTest::newRow("a gateway's timeout") << httpAnswer(504, "<html>timeout</html>");
}

void TestEwsSink::aLostAnswerIsUncertain()
{
    QFETCH(const QByteArray, answer);
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &out) {
        exchange.server.closeAfter = operation == "CreateItem";
        out = answer;
        return operation == "CreateItem";
    };
    const auto handler = exchange.server.handler;
    exchange.server.handler = [&, handler](const SeenRequest &request) {
        auto out = handler(request);
        exchange.server.closeAfter = FakeExchange::operationOf(request.body) == "CreateItem";
        return out;
    };
    EwsSink sink(exchange.exchange());
    QCOMPARE(kindOf(await(sink.send(submission(), {}))), QStringLiteral("SendUncertain"));
    QCOMPARE(exchange.asked("CreateItem"), 1); // never sent again by itself
}

void TestEwsSink::everyCutIsUncertainOrUndone()
{
    for (qint64 at = 0; at < 4'000; at += 100) {
        FakeExchange exchange;
        exchange.cutAfter = at;
        EwsSink sink(exchange.exchange());
        const auto sent = await(sink.send(submission(), {}));
        const QString kind = kindOf(sent);
        QVERIFY2(exchange.sent.size() <= 1, QByteArray::number(at));
        if (kind == QLatin1String("ok") || kind == QLatin1String("SendUncertain"))
            QVERIFY2(exchange.sent.size() == 1, QByteArray::number(at));
        else
            QVERIFY2(exchange.sent.isEmpty(), qPrintable(kind));
    }
}

void TestEwsSink::aStopInTime()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return true; // the greeting hangs
    };
    EwsSink sink(exchange.exchange());
    std::stop_source stop;
    const auto sent = sink.send(submission(), stop.get_token());
    QTRY_COMPARE(exchange.server.requests.size(), 1);
    stop.request_stop();
    QCOMPARE(kindOf(await(sent)), QStringLiteral("Cancelled"));
    QCOMPARE(exchange.asked("CreateItem"), 0);
}

void TestEwsSink::aStopTooLate()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "CreateItem";
    };
    EwsSink sink(exchange.exchange());
    std::stop_source stop;
    const auto sent = sink.send(submission(), stop.get_token());
    QTRY_COMPARE(exchange.asked("CreateItem"), 1);
    stop.request_stop();
    exchange.server.reply(exchange.soap("CreateItem", FakeExchange::message("CreateItem", "<m:Items/>")));
    QCOMPARE(kindOf(await(sent)), QStringLiteral("ok"));
}

void TestEwsSink::shutDownWhileSending()
{
    FakeExchange exchange;
    exchange.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "CreateItem";
    };
    EwsSink sink(exchange.exchange());
    const auto sent = sink.send(submission(), {});
    QTRY_COMPARE(exchange.asked("CreateItem"), 1);
    sink.shutDown();
    QCOMPARE(kindOf(await(sent)), QStringLiteral("SendUncertain"));
    QCOMPARE(kindOf(await(sink.send(submission(), {}))), QStringLiteral("Cancelled"));
}

void TestEwsSink::ntlmGoesFirst()
{
    FakeExchange exchange;
    NtlmChallenger ntlm;
    exchange.intercept = [&](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
        answer = ntlm.answer(request);
        return answer.has_value();
    };
    EwsSink sink(exchange.exchange(exchange.account(domain::SignIn::Ntlm)));
    for (int i = 1; i <= 2; ++i) {
        const auto sent = await(sink.send(submission(500'000), {}));
        QVERIFY2(sent, why(sent));
        QCOMPARE(exchange.asked("CreateItem"), i); // the mail goes up once
    }
    QCOMPARE(ntlm.proofs, 1);
    QCOMPARE(exchange.sent.size(), 2);
}

void TestEwsSink::aTokenThatRanOutCostsNothing()
{
    FakeExchange exchange;
    int refused = 1;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = httpAnswer(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n");
        return operation == "CreateItem" && refused-- > 0;
    };
    EwsSink sink(exchange.exchange());
    const auto sent = await(sink.send(submission(), {}));
    QVERIFY2(sent, why(sent));
    QCOMPARE(exchange.sent.size(), 1);
}

void TestEwsSink::checking()
{
    FakeExchange exchange;
    EwsSink sink(exchange.exchange());
    QVERIFY(await(sink.check({})));
    QCOMPARE(exchange.asked("CreateItem"), 0);
    exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer) {
              answer = exchange.failing(operation, "ErrorAccessDenied");
              return request.body.contains("sentitems");
          };
    QCOMPARE(kindOf(await(sink.check({}))), QStringLiteral("PermissionDenied"));
}

LIAISON_TEST(TestEwsSink)
#include "tst_ews_sink.moc"
