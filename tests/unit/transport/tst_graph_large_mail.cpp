#include "core/transport/graph_sink.h"
#include "core/transport/token_ground.h"
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

/// With a file that goes up at once and one that goes up in ranges.
Submission largeSubmission()
{
    Submission mail = submission();
    const auto file = [](const QByteArray &name, const QByteArray &bytes) {
        return "--b\r\nContent-Type: application/octet-stream; name=\"" + name
            + "\"\r\nContent-Disposition: attachment; filename=\"" + name
            + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + bytes.toBase64() + "\r\n";
    };
    mail.raw = "Message-ID: <large@x>\r\nFrom: ir@corp.example\r\nTo: ann@corp.example\r\nMIME-Version: 1.0\r\n"
               "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
        + file("small.bin", QByteArray(1'000, 's')) + file("large.bin", QByteArray(6'000'000, 'l')) + "--b--\r\n";
    return mail;
}

QList<FakeGraph::Mail> sentBy(const FakeGraph &graph)
{
    return graph.in(FakeGraph::sentItems().remoteId);
}

} // namespace

/// Mails that are too large for a request.
class TestGraphLargeMail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void largeMailsGoUpInParts();
    void aPartThatIsRefusedLeavesNoDraft();
    void anUnfinishedDraftIsNotSent();
    void aLostRangeIsSentAgain();
    void noLargeFilesForTheGovernment();
    void largestThatFitsARequest();
};

void TestGraphLargeMail::largeMailsGoUpInParts()
{
    FakeGraph graph;
    GraphSink sink(graph.graph());
    const auto sent = await(sink.send(largeSubmission(), {}));
    QVERIFY2(sent, why(sent));
    QCOMPARE(sentBy(graph).size(), 1);
    QCOMPARE(graph.mails.size(), 1);
    const FakeGraph::Mail mail = sentBy(graph).at(0);
    QVERIFY(mail.raw.contains("<large@x>"));
    QCOMPARE(mail.files.size(), 2);
    QCOMPARE(mail.files.value(QStringLiteral("small.bin")), QByteArray(1'000, 's'));
    QCOMPARE(mail.files.value(QStringLiteral("large.bin")), QByteArray(6'000'000, 'l'));
    QCOMPARE(graph.asked("upload"), 3);
}

void TestGraphLargeMail::aPartThatIsRefusedLeavesNoDraft()
{
    for (const QByteArray &refused : {QByteArray("attach"), QByteArray("session"), QByteArray("create")}) {
        FakeGraph graph;
        graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
            return operation == refused ? std::optional(FakeGraph::error(413, "ErrorAttachmentSizeLimitExceeded"))
                                        : std::nullopt;
        };
        GraphSink sink(graph.graph());
        QCOMPARE(kindOf(await(sink.send(largeSubmission(), {}))), QStringLiteral("MessageTooLarge"));
        QVERIFY(graph.mails.isEmpty());
    }
}

/// Of a try before that nobody could clean up after.
void TestGraphLargeMail::anUnfinishedDraftIsNotSent()
{
    FakeGraph graph;
    FakeGraph::Mail left{QStringLiteral("D1"), "Message-ID: <large@x>\r\n\r\n", QStringLiteral("drafts==")};
    left.draft = true;
    graph.mails << left;
    GraphSink sink(graph.graph());
    const auto sent = await(sink.send(largeSubmission(), {}));
    QVERIFY2(sent, why(sent));
    QCOMPARE(graph.mails.size(), 1);
    QCOMPARE(sentBy(graph).at(0).files.size(), 2);
}

void TestGraphLargeMail::aLostRangeIsSentAgain()
{
    FakeGraph graph;
    const auto usual = graph.server.handler;
    int lost = 0;
    graph.server.handler = [&, usual](const SeenRequest &request) -> std::optional<QByteArray> {
        auto answer = usual(request);
        const bool isIt = FakeGraph::targetOf(request).startsWith("/upload/") && graph.asked("upload") == 2;
        graph.server.closeAfter = isIt;
        lost += isIt ? 1 : 0;
        return isIt ? std::optional(QByteArray("HTTP/1.1 20")) : answer;
    };
    GraphSink sink(graph.graph());
    const auto sent = await(sink.send(largeSubmission(), {}));
    QVERIFY2(sent, why(sent));
    QCOMPARE(lost, 1);
    QCOMPARE(sentBy(graph).at(0).files.value(QStringLiteral("large.bin")), QByteArray(6'000'000, 'l'));
}

void TestGraphLargeMail::noLargeFilesForTheGovernment()
{
    FakeGraph graph;
    Account account = graph.account();
    account.mailbox.inbound.oauth.cloud = domain::NationalCloud::USGovernment;
    TransportGround ground;
    ground.clock = &graph.clock;
    auto tokens = std::make_unique<AccountTokens>(tokenGroundOf(account, domain::SecretUse::Outbound, ground));
    GraphSink sink(
        std::make_shared<GraphAccount>(account, domain::SecretUse::Outbound, &graph.clock, std::move(tokens)));
    QCOMPARE(kindOf(await(sink.send(largeSubmission(), {}))), QStringLiteral("MessageTooLarge"));
    QCOMPARE(graph.asked("create"), 0);
}

void TestGraphLargeMail::largestThatFitsARequest()
{
    FakeGraph graph;
    GraphSink sink(graph.graph());
    QVERIFY(await(sink.send(submission(2'900'000), {})));
    QCOMPARE(sentBy(graph).at(0).raw, submission(2'900'000).raw);
    // Text alone, and too much of it.
    Submission text = submission(4'100'000);
    text.raw.replace("<out@x>", "<text@x>");
    QCOMPARE(kindOf(await(sink.send(text, {}))), QStringLiteral("MessageTooLarge"));
}

LIAISON_TEST(TestGraphLargeMail)
#include "tst_graph_large_mail.moc"
