#include "core/transport/page_trail.h"
#include "fake_graph.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// Lists and deltas of Graph whose pages lead nowhere good: round in a circle, on for ever, to somebody else.
class TestGraphPages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pagesThatNeverEnd_data();
    void pagesThatNeverEnd();
    void someEmptyPages();
    void aTreeThatIsForgottenAgainAndAgain();
    void aListThatGoesOnElsewhereEndsTheSync();
    void aListInAnotherFormIsPutDown();
};

namespace {

void fill(FakeGraph &graph, int mails)
{
    for (int i = 0; i < mails; ++i) {
        graph.add(graphMail(i));
        graph.mails.last().verb = i % 5 == 0 ? 102 : 0;
    }
}

} // namespace

void TestGraphPages::pagesThatNeverEnd_data()
{
    QTest::addColumn<bool>("stock"); // else the tree
    QTest::addColumn<bool>("circle");
    QTest::addColumn<int>("asked");
    for (const bool stock : {true, false}) {
        const char *what = stock ? "a folder" : "the tree";
        QTest::addRow("%s: each is empty", what) << stock << false << PageTrail::mostEmptyPages;
        QTest::addRow("%s: they lead back to each other", what) << stock << true << 3;
    }
}

void TestGraphPages::pagesThatNeverEnd()
{
    QFETCH(const bool, stock);
    QFETCH(const bool, circle);
    QFETCH(const int, asked);
    FakeGraph graph;
    const QByteArray wanted = stock ? "delta" : "folders";
    int pages = 0;
    graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != wanted)
            return std::nullopt;
        ++pages;
        const QByteArray id = "\"id" + QByteArray::number(pages) + '"';
        const QByteArray next = QByteArray::number(circle ? pages % 2 : pages);
        return FakeGraph::Reply{200,
                                "{\"value\":[" + (circle ? "{\"id\":" + id + "}" : QByteArray())
                                    + "],\"@odata.nextLink\":\"" + graph.mailbox() + "/mailFolders"
                                    + (stock ? "/inbox%3D%3D/messages" : "") + "/delta?$skiptoken=" + next + "\"}"};
    };
    GraphSource source(graph.graph());
    if (stock)
        QCOMPARE(kindOf(await(source.stock(FakeGraph::inbox(), {}))), QStringLiteral("ProtocolViolation"));
    else
        QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("ProtocolViolation"));
    QCOMPARE(pages, asked);
    graph.reply = nullptr; // another time it is as it should be
    QVERIFY(await(source.stock(FakeGraph::inbox(), {})));
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
}

void TestGraphPages::someEmptyPages()
{
    FakeGraph graph;
    graph.add(graphMail(1));
    int empty = PageTrail::mostEmptyPages - 1;
    graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "delta" || empty-- <= 0)
            return std::nullopt;
        return FakeGraph::Reply{200,
                                "{\"value\":[],\"@odata.nextLink\":\"" + graph.mailbox()
                                    + "/mailFolders/inbox%3D%3D/messages/delta?$skiptoken=1-s-0&$skip="
                                    + QByteArray::number(empty) + "\"}"};
    };
    GraphSource source(graph.graph());
    const auto stock = await(source.stock(FakeGraph::inbox(), {}));
    QVERIFY2(stock, why(stock));
    QCOMPARE(stock->mails.size(), 1);
}

void TestGraphPages::aTreeThatIsForgottenAgainAndAgain()
{
    FakeGraph graph;
    graph.reply = [&graph](const QByteArray &operation, const QByteArray &target) -> std::optional<FakeGraph::Reply> {
        if (operation != "folders")
            return std::nullopt;
        if (target.contains("token"))
            return FakeGraph::error(410, "SyncStateNotFound");
        return FakeGraph::Reply{
            200, "{\"value\":[],\"@odata.nextLink\":\"" + graph.mailbox() + "/mailFolders/delta?$skiptoken=1\"}"};
    };
    GraphSource source(graph.graph());
    QVERIFY(!await(source.folders({})));
    QCOMPARE(graph.askedInAll("folders"), 4);
    graph.reply = nullptr;
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(folders->size(), 3);
}

/// As a delta that does so: the token stays here, nothing is taken, and the error says why.
void TestGraphPages::aListThatGoesOnElsewhereEndsTheSync()
{
    FakeHttpServer elsewhere;
    FakeGraph graph;
    fill(graph, 40);
    QByteArray link
        = "http://127.0.0.1:" + QByteArray::number(elsewhere.serverPort()) + "/v1.0/users/a/messages?$skip=1";
    graph.reply = [&link](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation == "list")
            return FakeGraph::Reply{200, "{\"value\":[],\"@odata.nextLink\":\"" + link + "\"}"};
        return std::nullopt;
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    const auto refused = sync(source, copy);
    QCOMPARE(kindOf(refused), QStringLiteral("ProtocolViolation"));
    QVERIFY(copy.mails.isEmpty() && copy.cursor.isEmpty());
    QCOMPARE(graph.askedInAll("get"), 0);
    QCOMPARE(elsewhere.requests.size(), 0);
    graph.reply = nullptr;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

/// Not a link at all: the list is no use, its messages are.
void TestGraphPages::aListInAnotherFormIsPutDown()
{
    FakeGraph graph;
    fill(graph, 40);
    graph.reply = [](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation == "list")
            return FakeGraph::Reply{200, "{\"value\":[],\"@odata.nextLink\":7}"};
        return std::nullopt;
    };
    QTest::ignoreMessage(
        QtInfoMsg, QRegularExpression(QStringLiteral("marks are asked for one by one.*@odata.nextLink as a text")));
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(graph.askedInAll("get"), 40);
}

LIAISON_TEST(TestGraphPages)
#include "tst_graph_pages.moc"
