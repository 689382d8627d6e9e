#include "core/transport/graph_sink.h"
#include "fake_graph.h"
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

QList<FakeGraph::Mail> sentBy(const FakeGraph &graph)
{
    return graph.in(FakeGraph::sentItems().remoteId);
}

/// The answer to the operation gets lost; it is carried out before, or not.
void lose(FakeGraph &graph, const QByteArray &lost, const QByteArray &left, bool done)
{
    const auto usual = graph.server.handler;
    graph.server.handler = [&graph, lost, left, done, usual](const SeenRequest &request) -> std::optional<QByteArray> {
        const bool isIt = FakeGraph::operationOf(FakeGraph::methodOf(request), FakeGraph::targetOf(request)) == lost;
        if (!isIt || done) {
            auto answer = usual(request);
            graph.server.closeAfter = isIt;
            return isIt ? std::optional(left) : answer;
        }
        graph.server.closeAfter = true;
        return left;
    };
}

} // namespace

/// Sending over Graph: once, or it is said that nobody knows.
class TestGraphSink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMailIsSent_data();
    void aMailIsSent();
    void refusals_data();
    void refusals();
    void aRefusedMailLeavesNoDraft();
    void aLostAnswerIsUncertain_data();
    void aLostAnswerIsUncertain();
    void aLostAnswerThatTheMessageClears();
    void aDraftThatIsLeftIsSent();
    void whatWasSentIsNotSentAgain();
    void aLostDraftIsNotUncertain();
    void everyCutIsUncertainOrUndone();
    void aStopInTime();
    void aStopTooLate();
    void shutDownWhileSending();
    void checking();
};

void TestGraphSink::aMailIsSent_data()
{
    QTest::addColumn<int>("piece");
    QTest::newRow("whole answers") << 0;
    QTest::newRow("a few bytes at a time") << 11;
}

void TestGraphSink::aMailIsSent()
{
    QFETCH(const int, piece);
    FakeGraph graph;
    graph.server.piece = piece;
    GraphSink sink(graph.graph());
    const auto sent = await(sink.send(submission(), {}));
    QVERIFY2(sent, why(sent));
    QVERIFY(sent->serverFilesCopy);
    QVERIFY(sent->refused.isEmpty());
    QCOMPARE(sentBy(graph).size(), 1);
    QCOMPARE(graph.mails.size(), 1); // no draft is left
    QCOMPARE(sentBy(graph).at(0).raw, submission().raw);
    QCOMPARE(sentBy(graph).at(0).bcc, QStringList{QStringLiteral("eve@corp.example")}); // whom no header names
    const SeenRequest &last = graph.server.requests.last();
    QCOMPARE(last.header("Content-Length"), QByteArray("0"));
    QVERIFY(last.header("Content-Type").isEmpty());
}

void TestGraphSink::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("kind");
    QTest::newRow("recipients") << 400 << QByteArray("ErrorInvalidRecipients") << QStringLiteral("RecipientRefused");
    QTest::newRow("sender") << 403 << QByteArray("ErrorSendAsDenied") << QStringLiteral("SenderRefused");
    QTest::newRow("size") << 413 << QByteArray("ErrorMessageSizeExceeded") << QStringLiteral("MessageTooLarge");
    QTest::newRow("busy") << 429 << QByteArray("TooManyRequests") << QStringLiteral("ServerBusy");
    QTest::newRow("too many") << 400 << QByteArray("ErrorExceededMessageLimit") << QStringLiteral("ServerBusy");
    QTest::newRow("rights") << 403 << QByteArray("ErrorAccessDenied") << QStringLiteral("PermissionDenied");
    QTest::newRow("timeout") << 504 << QByteArray("ErrorTimeoutExpired") << QStringLiteral("SendUncertain");
    QTest::newRow("internal") << 500 << QByteArray("ErrorInternalServerError") << QStringLiteral("SendUncertain");
}

void TestGraphSink::refusals()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const QString, kind);
    FakeGraph graph;
    graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        return operation == "send" ? std::optional(FakeGraph::error(status, code)) : std::nullopt;
    };
    GraphSink sink(graph.graph());
    QCOMPARE(kindOf(await(sink.send(submission(), {}))), kind);
    QCOMPARE(graph.asked("send"), 1);
    QVERIFY(sentBy(graph).isEmpty());
}

void TestGraphSink::aRefusedMailLeavesNoDraft()
{
    FakeGraph graph;
    graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        return operation == "send" ? std::optional(FakeGraph::error(403, "ErrorSendAsDenied")) : std::nullopt;
    };
    GraphSink sink(graph.graph());
    QVERIFY(!await(sink.send(submission(), {})));
    QVERIFY(graph.mails.isEmpty());
}

void TestGraphSink::aLostAnswerIsUncertain_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 202 A");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nabc");
    QTest::newRow("a gateway's timeout") << httpAnswer(504, "<html>timeout</html>");
    QTest::newRow("a portal") << httpAnswer(200, "<html>sign in</html>", "Content-Type: text/html\r\n");
    QTest::newRow("another yes") << httpAnswer(200, "");
}

/// It was not carried out: nothing tells it from one that was.
void TestGraphSink::aLostAnswerIsUncertain()
{
    QFETCH(const QByteArray, answer);
    FakeGraph graph;
    lose(graph, "send", answer, false);
    GraphSink sink(graph.graph());
    QCOMPARE(kindOf(await(sink.send(submission(), {}))), QStringLiteral("SendUncertain"));
    QCOMPARE(graph.asked("send"), 1); // never sent again by itself
}

void TestGraphSink::aLostAnswerThatTheMessageClears()
{
    FakeGraph graph;
    lose(graph, "send", QByteArray(), true);
    GraphSink sink(graph.graph());
    const auto sent = await(sink.send(submission(), {}));
    QVERIFY2(sent, why(sent)); // its id is that of a mail that is no draft any more
    QCOMPARE(sentBy(graph).size(), 1);
    QCOMPARE(graph.asked("send"), 1);
}

/// A person sends it again: that very draft.
void TestGraphSink::aDraftThatIsLeftIsSent()
{
    FakeGraph graph;
    const auto usual = graph.server.handler;
    lose(graph, "send", QByteArray(), false);
    GraphSink sink(graph.graph());
    QCOMPARE(kindOf(await(sink.send(submission(), {}))), QStringLiteral("SendUncertain"));
    QCOMPARE(graph.mails.size(), 1);
    graph.server.handler = usual;
    graph.server.closeAfter = false;
    const auto sent = await(sink.send(submission(), {}));
    QVERIFY2(sent, why(sent));
    QCOMPARE(graph.asked("create"), 1);
    QCOMPARE(graph.mails.size(), 1);
    QCOMPARE(sentBy(graph).size(), 1);
}

void TestGraphSink::whatWasSentIsNotSentAgain()
{
    FakeGraph graph;
    graph.mails.append({QStringLiteral("S1"), submission().raw, FakeGraph::sentItems().remoteId});
    GraphSink sink(graph.graph());
    const auto sent = await(sink.send(submission(), {}));
    QVERIFY2(sent, why(sent));
    QCOMPARE(graph.asked("create"), 0);
    QCOMPARE(graph.asked("send"), 0);
}

void TestGraphSink::aLostDraftIsNotUncertain()
{
    FakeGraph graph;
    const auto usual = graph.server.handler;
    lose(graph, "create", QByteArray(), true);
    GraphSink sink(graph.graph());
    QCOMPARE(kindOf(await(sink.send(submission(), {}))), QStringLiteral("ConnectionLost"));
    graph.server.handler = usual;
    graph.server.closeAfter = false;
    QVERIFY(await(sink.send(submission(), {})));
    QCOMPARE(graph.mails.size(), 1);
}

void TestGraphSink::everyCutIsUncertainOrUndone()
{
    qint64 whole = 0;
    for (qint64 at = 0; at == 0 || at < whole; at += 50) {
        FakeGraph graph;
        graph.cutAfter = at == 0 ? 1'000'000 : at;
        GraphSink sink(graph.graph());
        const QString kind = kindOf(await(sink.send(submission(), {})));
        if (at == 0)
            whole = 1'000'000 - graph.cutAfter;
        QVERIFY2(sentBy(graph).size() <= 1, QByteArray::number(at));
        if (kind == QLatin1String("ok"))
            QVERIFY2(sentBy(graph).size() == 1, QByteArray::number(at));
        else if (kind != QLatin1String("SendUncertain"))
            QVERIFY2(sentBy(graph).isEmpty(), qPrintable(kind));
        // Whatever happened: another try makes it one.
        QVERIFY2(await(sink.send(submission(), {})), QByteArray::number(at));
        QVERIFY2(sentBy(graph).size() == 1 && graph.mails.size() == 1, QByteArray::number(at));
    }
    QVERIFY(whole > 500);
}

void TestGraphSink::aStopInTime()
{
    FakeGraph graph;
    graph.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "create"; // hangs
    };
    GraphSink sink(graph.graph());
    std::stop_source stop;
    const auto sent = sink.send(submission(), stop.get_token());
    QTRY_COMPARE(graph.asked("create"), 1);
    stop.request_stop();
    QCOMPARE(kindOf(await(sent)), QStringLiteral("Cancelled"));
    QCOMPARE(graph.asked("send"), 0);
}

void TestGraphSink::aStopTooLate()
{
    FakeGraph graph;
    graph.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "send";
    };
    GraphSink sink(graph.graph());
    std::stop_source stop;
    const auto sent = sink.send(submission(), stop.get_token());
    QTRY_COMPARE(graph.asked("send"), 1);
    stop.request_stop();
    graph.server.reply(httpAnswer(202, ""));
    QCOMPARE(kindOf(await(sent)), QStringLiteral("ok"));
}

void TestGraphSink::shutDownWhileSending()
{
    FakeGraph graph;
    graph.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "send";
    };
    GraphSink sink(graph.graph());
    const auto sent = sink.send(submission(), {});
    QTRY_COMPARE(graph.asked("send"), 1);
    sink.shutDown();
    QCOMPARE(kindOf(await(sent)), QStringLiteral("SendUncertain"));
    QCOMPARE(kindOf(await(sink.send(submission(), {}))), QStringLiteral("Cancelled"));
}

void TestGraphSink::checking()
{
    FakeGraph graph;
    GraphSink sink(graph.graph());
    QVERIFY(await(sink.check({})));
    QCOMPARE(graph.server.requests.size(), 1);
    graph.reply = [&](const QByteArray &, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        return FakeGraph::error(403, "ErrorAccessDenied");
    };
    QCOMPARE(kindOf(await(sink.check({}))), QStringLiteral("PermissionDenied"));
}

LIAISON_TEST(TestGraphSink)
#include "tst_graph_sink.moc"
