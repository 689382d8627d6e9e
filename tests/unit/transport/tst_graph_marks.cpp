#include "core/graph/limits.h"
#include "fake_graph.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// How many requests a folder costs over Graph, which allows so many within a while, and how they go beside each other.
class TestGraphMarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyComeByTheList();
    void aListGoesOnByPages_data();
    void aListGoesOnByPages();
    void fewComeOneByOne();
    void whatAListDoesNotTellIsAskedFor();
    void aRefusedListCostsNoMail();
    void anAccountThatIsPausedStaysSo();
    void fourBatchesGoBesideEachOther();
    void behindAMailThatFailsTheOthersCome();
    void aMarkThatFailsOnceIsAskedForAgain();
};

namespace {

void fill(FakeGraph &graph, int mails, int size = 100)
{
    for (int i = 0; i < mails; ++i) {
        const QString id = graph.add(graphMail(i, size));
        graph.mails.last().read = i % 2 == 0;
        graph.mails.last().verb = i % 5 == 0 ? 102 : 0;
    }
}

/// The parts of each batch that was asked for.
QList<QJsonArray> batchesOf(const FakeGraph &graph)
{
    QList<QJsonArray> batches;
    for (const SeenRequest &request : graph.server.requests)
        if (FakeGraph::operationOf(FakeGraph::methodOf(request), FakeGraph::targetOf(request)) == "batch")
            batches << QJsonDocument::fromJson(request.body).object().value(QLatin1String("requests")).toArray();
    return batches;
}

} // namespace

void TestGraphMarks::manyComeByTheList()
{
    FakeGraph graph;
    fill(graph, 100);
    GraphSource source(graph.graph());
    MailCopy copy;
    const auto done = sync(source, copy);
    QVERIFY2(done, why(done));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(graph.askedInAll("list"), 1);
    QCOMPARE(graph.askedInAll("get"), 0);
    QCOMPARE(graph.askedInAll("value"), 100);
    QCOMPARE(graph.askedInAll("batch"), 5);
}

void TestGraphMarks::aListGoesOnByPages_data()
{
    QTest::addColumn<int>("between");
    QTest::addColumn<int>("lists");
    QTest::addColumn<int>("alone");
    QTest::newRow("each page tells of some") << 60 << 2 << 0;
    QTest::newRow("a page tells of none") << 150 << 2 << 30;
}

/// There is more in the folder between those that the delta told of than it told of.
void TestGraphMarks::aListGoesOnByPages()
{
    QFETCH(const int, between);
    QFETCH(const int, lists);
    QFETCH(const int, alone);
    FakeGraph graph;
    fill(graph, 30);
    for (int i = 0; i < between; ++i) {
        graph.add(graphMail(100 + i));
        graph.mails.last().folder = QStringLiteral("sent==");
    }
    fill(graph, 30);
    graph.reply = [&graph, was = 0](const QByteArray &operation, const QByteArray &) mutable {
        if (operation == "list" && was++ == 0) // behind the delta's back
            for (FakeGraph::Mail &mail : graph.mails)
                mail.folder = QStringLiteral("inbox==");
        return std::optional<FakeGraph::Reply>();
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 60);
    for (const FakeGraph::Mail &mail : std::as_const(graph.mails))
        if (copy.mails.contains(mail.id))
            QCOMPARE(copy.flags.value(mail.id).seen, mail.read);
    QCOMPARE(graph.askedInAll("list"), lists);
    QCOMPARE(graph.askedInAll("get"), alone);
}

void TestGraphMarks::fewComeOneByOne()
{
    FakeGraph graph;
    fill(graph, graph::mostInBatch);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(graph.askedInAll("list"), 0);
    QCOMPARE(graph.askedInAll("get"), graph::mostInBatch);
}

void TestGraphMarks::whatAListDoesNotTellIsAskedFor()
{
    FakeGraph graph;
    fill(graph, 40);
    graph.reply = [](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation == "list")
            return FakeGraph::Reply{200, "{\"value\":[]}"};
        return std::nullopt;
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(graph.askedInAll("get"), 40);
}

void TestGraphMarks::aRefusedListCostsNoMail()
{
    FakeGraph graph;
    fill(graph, 40);
    graph.reply = [](const QByteArray &operation, const QByteArray &) {
        return operation == "list" ? std::optional(FakeGraph::error(400, "InefficientFilter")) : std::nullopt;
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(graph.askedInAll("get"), 40);
}

void TestGraphMarks::anAccountThatIsPausedStaysSo()
{
    FakeGraph graph;
    fill(graph, 40);
    graph.reply = [](const QByteArray &operation, const QByteArray &) {
        return operation == "list" ? std::optional(FakeGraph::error(429, "ApplicationThrottled", "Retry-After: 90\r\n"))
                                   : std::nullopt;
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    const auto paused = sync(source, copy);
    QCOMPARE(kindOf(paused), QStringLiteral("ServerBusy"));
    QCOMPARE(graph.askedInAll("get"), 0);
    QVERIFY(copy.mails.isEmpty());
    graph.reply = nullptr;
    graph.clock.advance(90'001);
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

/// Each takes one of the four places that the service allows, because its parts wait for each other.
void TestGraphMarks::fourBatchesGoBesideEachOther()
{
    FakeGraph graph;
    fill(graph, 120);
    graph.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "batch";
    };
    GraphSource source(graph.graph());
    const auto page = source.changes({FakeGraph::inbox(), {}, 16 * 1024 * 1024}, {});
    QTRY_COMPARE(graph.asked("batch"), graph::mostRequestsAtATime);
    for (const QJsonArray &parts : batchesOf(graph)) {
        QCOMPARE(parts.size(), graph::mostInBatch);
        QVERIFY(!parts.at(0).toObject().contains(QLatin1String("dependsOn")));
        for (qsizetype i = 1; i < parts.size(); ++i)
            QCOMPARE(parts.at(i).toObject().value(QLatin1String("dependsOn")),
                     QJsonValue(QJsonArray{parts.at(i - 1).toObject().value(QLatin1String("id"))}));
    }
    source.shutDown();
    QCOMPARE(kindOf(await(page)), QStringLiteral("Cancelled"));
}

void TestGraphMarks::behindAMailThatFailsTheOthersCome()
{
    FakeGraph graph;
    fill(graph, 60);
    for (const int lost : {3, 17, 40})
        graph.mails[lost].error = "ErrorItemNotFound";
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 57);
    QCOMPARE(copy.withheld, 3);
    // Of each batch what stood behind the one that failed goes once more, and then in any order.
    for (const QJsonArray &parts : batchesOf(graph).mid(3))
        for (const QJsonValue &one : parts)
            QVERIFY(!one.toObject().contains(QLatin1String("dependsOn")));
}

/// Else what the delta tells alone would count, which knows nothing of answers.
void TestGraphMarks::aMarkThatFailsOnceIsAskedForAgain()
{
    FakeGraph graph;
    fill(graph, 3);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(copy.flags.value(graph.mails.at(0).id).answered);
    int failures = 1;
    graph.part = [&](const QByteArray &operation, const QByteArray &) {
        return operation == "get" && failures-- > 0 ? std::optional(FakeGraph::error(500, "ErrorInternalServerError"))
                                                    : std::nullopt;
    };
    graph.mark(graph.mails.at(0).id, false, 102);
    QVERIFY(sync(source, copy));
    QVERIFY(failures <= 0);
    QVERIFY(copy.flags.value(graph.mails.at(0).id).answered);
    QVERIFY(isEqual(copy, graph));
}

LIAISON_TEST(TestGraphMarks)
#include "tst_graph_marks.moc"
