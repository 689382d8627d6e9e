#include "core/transport/graph_cursor.h"
#include "fake_graph.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// What arrives of a folder over Graph, whatever happens on the way.
class TestGraphChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingArrives_data();
    void everythingArrives();
    void pagesKeepToTheBudget();
    void nothingNewCostsOneRequest();
    void flagsAndDeletions();
    void aMailThatIsMovedKeepsItsId();
    void aMarkAloneIsNoMail();
    void aMarkAloneOfARecentMail();
    void aMarkWhileAMailWaits();
    void aCursorOfSomethingElse();
    void idsAreKeptAsTheyAre();
    void theNextPageIsOnItsWay();
    void aStopEndsAtOnce();
    void cursors();
};

namespace {

void fill(FakeGraph &graph, int mails, int size = 100)
{
    for (int i = 0; i < mails; ++i)
        graph.add(graphMail(i, size));
}

} // namespace

void TestGraphChanges::everythingArrives_data()
{
    QTest::addColumn<int>("piece");
    QTest::addColumn<int>("mails");
    QTest::newRow("whole answers") << 0 << 60;
    QTest::newRow("a few bytes at a time") << 11 << 3;
}

void TestGraphChanges::everythingArrives()
{
    QFETCH(const int, piece);
    QFETCH(const int, mails);
    FakeGraph graph;
    fill(graph, mails);
    graph.add(graphMail(mails, 200'000)); // by itself
    graph.mails[0].read = true;
    graph.mails[1].verb = 102;
    graph.mails[2].verb = 104;
    graph.changesAPage = 25;
    graph.server.piece = piece;
    if (piece > 0)
        graph.mails.last().raw = graphMail(mails);
    GraphSource source(graph.graph());
    MailCopy copy;
    const auto done = sync(source, copy);
    QVERIFY2(done, why(done));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(copy.order.size(), mails + 1);
    QVERIFY(copy.flags.value(graph.mails.at(2).id).forwarded);
    QVERIFY(copy.vanished.isEmpty());
    if (piece == 0)
        QCOMPARE(graph.asked("value"), 1); // the small ones came in batches
    for (const SeenRequest &request : graph.server.requests)
        QCOMPARE(request.header("Authorization"), QByteArray("Bearer token-1"));
}

void TestGraphChanges::pagesKeepToTheBudget()
{
    FakeGraph graph;
    fill(graph, 10);
    const auto size = graph.mails.at(0).raw.size();
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy, 3 * size));
    QCOMPARE(copy.pages, 4);
    QCOMPARE(graph.asked("delta"), 1);
    QVERIFY(isEqual(copy, graph));
    // Cut after the second page: another process goes on where the store stands.
    MailCopy other;
    GraphSource first(graph.graph());
    for (int i = 0; i < 2; ++i)
        other.take(*await(first.changes({FakeGraph::inbox(), other.cursor, 3 * size}, {})));
    QCOMPARE(other.mails.size(), 6);
    GraphSource second(graph.graph());
    QVERIFY(sync(second, other, 3 * size));
    QVERIFY(isEqual(other, graph));
    QCOMPARE(other.order.size(), 10);
}

void TestGraphChanges::nothingNewCostsOneRequest()
{
    FakeGraph graph;
    fill(graph, 1);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const QByteArray cursor = copy.cursor;
    const auto before = graph.server.requests.size();
    QVERIFY(sync(source, copy));
    QCOMPARE(graph.server.requests.size(), before + 1);
    QCOMPARE(copy.cursor, cursor); // nothing to store
}

void TestGraphChanges::flagsAndDeletions()
{
    FakeGraph graph;
    fill(graph, 4);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const QString read = graph.mails.at(1).id;
    graph.mark(read, true, 103);
    const QString gone = graph.mails.at(2).id;
    graph.remove(gone);
    const QString arrived = graph.add(graphMail(9));
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(copy.vanished, QStringList{gone});
    QVERIFY(copy.flags.value(read).seen && copy.flags.value(read).answered);
    QCOMPARE(copy.order.size(), 5); // no mail came again
    QCOMPARE(copy.order.last(), arrived);
}

/// What is known in one folder is new in another, and new again where it comes back.
void TestGraphChanges::aMailThatIsMovedKeepsItsId()
{
    FakeGraph graph;
    fill(graph, 2);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const FakeGraph::Mail mail = graph.mails.at(0);
    domain::RemoteFolder other = FakeGraph::inbox();
    other.remoteId = QStringLiteral("other==");
    MailCopy there;
    QVERIFY(sync(source, other, there)); // the fake has one list for all folders
    QVERIFY(there.mails.contains(mail.id));
    graph.remove(mail.id);
    QVERIFY(sync(source, copy));
    QVERIFY(!copy.mails.contains(mail.id));
    graph.bringBack(mail);
    QVERIFY(sync(source, copy));
    QVERIFY(copy.mails.contains(mail.id));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphChanges::aMarkAloneIsNoMail()
{
    FakeGraph graph;
    fill(graph, 2);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const QString id = graph.mails.at(0).id;
    graph.mark(id, true);
    graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "delta")
            return std::nullopt;
        return FakeGraph::Reply{200,
                                "{\"value\":[{\"id\":\"" + id.toUtf8() + "\",\"isRead\":true}],\"@odata.deltaLink\":\""
                                    + graph.mailbox() + "/mailFolders/inbox/messages/delta?$deltatoken=1-3\"}"};
    };
    GraphSource other(graph.graph()); // does not know what it handed out before
    const auto page = await(other.changes({FakeGraph::inbox(), copy.cursor}, {}));
    QVERIFY2(page, why(page));
    QVERIFY(page->arrived.isEmpty());
    QCOMPARE(page->flags.size(), 1);
    QVERIFY(page->flags.at(0).flags.seen);
}

/// It came and was marked between two pages, and the service tells no more than the mark.
void TestGraphChanges::aMarkAloneOfARecentMail()
{
    FakeGraph graph;
    fill(graph, 2);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const QString id = graph.add(graphMail(7));
    graph.mark(id, true);
    graph.clock.advance(1'600'000'000'000 - graph.clock.nowMs()); // the time of the mails
    graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "delta")
            return std::nullopt;
        return FakeGraph::Reply{200,
                                "{\"value\":[{\"id\":\"" + id.toUtf8() + "\",\"isRead\":true}],\"@odata.deltaLink\":\""
                                    + graph.mailbox() + "/mailFolders/inbox/messages/delta?$deltatoken=1-4\"}"};
    };
    GraphSource other(graph.graph());
    QVERIFY(sync(other, copy));
    QVERIFY(isEqual(copy, graph));
}

/// The page after tells that a mail that was not fetched yet was read.
void TestGraphChanges::aMarkWhileAMailWaits()
{
    FakeGraph graph;
    fill(graph, 3);
    GraphCursor cursor;
    cursor.state = QString::fromLatin1(
        QByteArray("/users/ir%40corp.example/mailFolders/inbox%3D%3D/messages/delta?$deltatoken=1-0"));
    cursor.last = false;
    cursor.first = false;
    GraphSource source(graph.graph());
    MailCopy copy;
    copy.cursor = cursor.toJson();
    const auto page = await(source.changes({FakeGraph::inbox(), copy.cursor, 1}, {})); // one mail, two wait
    QVERIFY2(page, why(page));
    QVERIFY(page->more);
    copy.take(*page);
    GraphCursor waiting = *GraphCursor::fromJson(copy.cursor);
    QCOMPARE(waiting.pending.size(), 2);
    graph.mark(waiting.pending.last().id, true, 102);
    QVERIFY(sync(source, copy, 1));
    QVERIFY(sync(source, copy, 1));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphChanges::aCursorOfSomethingElse()
{
    FakeGraph graph;
    fill(graph, 1);
    GraphSource source(graph.graph());
    MailCopy copy;
    copy.cursor = "{\"ews\":1,\"state\":\"x\",\"pending\":[]}";
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphChanges::idsAreKeptAsTheyAre()
{
    FakeGraph graph;
    const QString lower = QStringLiteral("aaMk/+'&? ") + QString(480, QLatin1Char('x')) + QStringLiteral("==");
    graph.mails.append({lower, graphMail(1)});
    GraphSource source(graph.graph());
    MailCopy copy;
    const auto done = sync(source, copy);
    QVERIFY2(done, why(done));
    QCOMPARE(copy.mails.keys(), QStringList{lower});
    QCOMPARE(copy.mails.value(lower), graphMail(1));
}

void TestGraphChanges::theNextPageIsOnItsWay()
{
    FakeGraph graph;
    fill(graph, 60);
    graph.changesAPage = 25;
    GraphSource source(graph.graph());
    const auto first = await(source.changes({FakeGraph::inbox(), {}}, {}));
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 25);
    QTRY_COMPARE(graph.askedInAll("value"), 50); // nobody asked for the second page yet
    MailCopy copy;
    copy.take(*first);
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(graph.askedInAll("value"), 60);
    QCOMPARE(graph.asked("delta"), 3);
}

void TestGraphChanges::aStopEndsAtOnce()
{
    FakeGraph graph;
    fill(graph, 1);
    graph.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "value";
    };
    GraphSource source(graph.graph());
    std::stop_source stop;
    const auto page = source.changes({FakeGraph::inbox(), {}}, stop.get_token());
    QTRY_COMPARE(graph.asked("value"), 1);
    stop.request_stop();
    QCOMPARE(kindOf(await(page)), QStringLiteral("Cancelled"));
    graph.intercept = {};
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphChanges::cursors()
{
    GraphCursor cursor;
    cursor.state = QStringLiteral("/users/x/mailFolders/y/messages/delta?$deltatoken=z");
    cursor.pending = {{QStringLiteral("A/b+c=="), 12'345'678'901, 1'700'000'000'123, true, 5}};
    cursor.first = false;
    cursor.last = true;
    QCOMPARE(GraphCursor::fromJson(cursor.toJson()), std::optional(cursor));
    QCOMPARE(GraphCursor::fromJson({}), std::optional(GraphCursor()));
    for (const char *broken : {"x", "{}", "[]", "{\"graph\":2}", "{\"graph\":1,\"state\":\"s\",\"pending\":[1]}",
                               "{\"ews\":1,\"state\":\"s\",\"pending\":[]}"})
        QVERIFY2(!GraphCursor::fromJson(broken), broken);
    for (int marks = 0; marks < 16; ++marks)
        QCOMPARE(marksOf(flagsFrom(marks)), marks);
}

LIAISON_TEST(TestGraphChanges)
#include "tst_graph_changes.moc"
