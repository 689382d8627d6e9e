#include "fake_graph.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// What goes wrong on the way of a folder's mails over Graph, and is made up for.
class TestGraphTrouble : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aForgottenStateStartsAnew();
    void aForgottenStateInMidSync();
    void aLinkThatIsNotUnderstoodStartsAnew();
    void aMailThatIsGone();
    void aMailThatIsNotGivenOut_data();
    void aMailThatIsNotGivenOut();
    void aMailThatWasNotGivenOutIsAskedForAgain();
    void aForeignLinkIsNotFollowed();
    void theLongestIds_data();
    void theLongestIds();
    void everyCutIsMadeUpFor();
};

namespace {

void fill(FakeGraph &graph, int mails, int size = 100)
{
    for (int i = 0; i < mails; ++i)
        graph.add(graphMail(i, size));
}

} // namespace

void TestGraphTrouble::aForgottenStateStartsAnew()
{
    FakeGraph graph;
    fill(graph, 3);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    graph.forgetStates();
    graph.add(graphMail(3));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.generations, 1);
    QVERIFY(isEqual(copy, graph));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.generations, 1);
}

void TestGraphTrouble::aForgottenStateInMidSync()
{
    FakeGraph graph;
    fill(graph, 9);
    graph.changesAPage = 3;
    GraphSource source(graph.graph());
    MailCopy copy;
    copy.take(*await(source.changes({FakeGraph::inbox(), {}}, {})));
    QCOMPARE(copy.mails.size(), 3);
    QTRY_VERIFY(graph.asked("delta") == 2); // read ahead
    graph.forgetStates();
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphTrouble::aLinkThatIsNotUnderstoodStartsAnew()
{
    FakeGraph graph;
    fill(graph, 3);
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    graph.reply = [&](const QByteArray &operation, const QByteArray &target) -> std::optional<FakeGraph::Reply> {
        if (operation == "delta" && target.contains("deltatoken=1-3"))
            return FakeGraph::error(400, "BadRequest");
        return std::nullopt;
    };
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.generations, 1);
    QVERIFY(isEqual(copy, graph));
}

void TestGraphTrouble::aMailThatIsGone()
{
    FakeGraph graph;
    fill(graph, 3);
    const QString id = graph.mails.at(1).id;
    graph.reply = [&](const QByteArray &operation, const QByteArray &target) -> std::optional<FakeGraph::Reply> {
        const bool asked = operation == "value" || operation == "get";
        if (asked && target.contains(QUrl::toPercentEncoding(id)))
            return FakeGraph::error(404, "ErrorItemNotFound"); // after it was told of
        return std::nullopt;
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 2);
    QCOMPARE(copy.withheld, 1); // it may be on its way between servers: the delta tells
    graph.remove(id);
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
    QCOMPARE(copy.withheld, 0);
}

void TestGraphTrouble::aMailThatIsNotGivenOut_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("failedPages");
    QTest::newRow("refused") << 400 << QByteArray("ErrorMimeContentConversionFailed") << 0;
    QTest::newRow("unknown code") << 400 << QByteArray("ErrorOfAnotherYear") << 0;
    QTest::newRow("passing trouble") << 500 << QByteArray("ErrorInternalServerTransientError") << 2;
}

void TestGraphTrouble::aMailThatIsNotGivenOut()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const int, failedPages);
    FakeGraph graph;
    fill(graph, 5);
    graph.mails[2].error = code;
    graph.mails[2].status = status;
    GraphSource source(graph.graph());
    MailCopy copy;
    for (int i = 0; i < failedPages; ++i) {
        QVERIFY(!sync(source, copy));
        QVERIFY(copy.mails.isEmpty()); // nothing is passed over while it may come back
    }
    const auto done = sync(source, copy);
    QVERIFY2(done, why(done));
    QCOMPARE(copy.mails.size(), 4);
    QVERIFY(!copy.mails.contains(graph.mails.at(2).id));
    QCOMPARE(copy.withheld, 1);
}

/// Also after a restart: the cursor knows what is missing and when it is due.
void TestGraphTrouble::aMailThatWasNotGivenOutIsAskedForAgain()
{
    constexpr UtcMs start = 1'700'000'000'000;
    constexpr UtcMs minute = 60'000;
    FakeGraph graph;
    fill(graph, 5);
    graph.mails[2].error = "ErrorMimeContentConversionFailed";
    graph.mails[2].status = 400;
    MailCopy copy;
    const auto run = [&](UtcMs now) {
        GraphSource source(graph.graph());
        const int before = graph.askedInAll("value");
        const auto done = sync(source, copy, 1'000'000, now);
        return done ? graph.askedInAll("value") - before : -1;
    };
    QVERIFY(run(start) > 0);
    QCOMPARE(run(start + minute - 1), 0);
    QVERIFY(run(start + minute) > 0);
    QCOMPARE(copy.withheld, 1);
    graph.mails[2].error.clear();
    QVERIFY(run(start + 11 * minute) > 0);
    QCOMPARE(copy.withheld, 0);
    QVERIFY(isEqual(copy, graph));
}

void TestGraphTrouble::aForeignLinkIsNotFollowed()
{
    FakeGraph graph;
    FakeHttpServer elsewhere;
    fill(graph, 2);
    graph.reply = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "delta")
            return std::nullopt;
        return FakeGraph::Reply{200,
                                "{\"value\":[],\"@odata.nextLink\":\""
                                    + elsewhere.url(QStringLiteral("/v1.0/me/messages/delta")).toEncoded() + "\"}"};
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    QCOMPARE(kindOf(sync(source, copy)), QStringLiteral("ProtocolViolation"));
    QCOMPARE(elsewhere.connections, 0);
    QVERIFY(copy.cursor.isEmpty());
    graph.reply = {};
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphTrouble::theLongestIds_data()
{
    QTest::addColumn<qsizetype>("length");
    QTest::addColumn<bool>("taken");
    QTest::newRow("4 KiB") << qsizetype(4'096) << true;
    QTest::newRow("one more") << qsizetype(4'097) << false;
}

/// What is as long as ids may be is fetched and marked like every other one; nothing of a page with a longer one is.
void TestGraphTrouble::theLongestIds()
{
    QFETCH(const qsizetype, length);
    QFETCH(const bool, taken);
    FakeGraph graph;
    fill(graph, 3);
    const QString id = graph.mails.at(1).id;
    const QString wanted = id + QString(length - id.size(), QLatin1Char('A'));
    graph.rename(id, wanted);
    GraphSource source(graph.graph());
    MailCopy copy;
    const auto done = sync(source, copy);
    QVERIFY2(done.has_value() == taken, why(done));
    if (taken) {
        QVERIFY(isEqual(copy, graph));
        return;
    }
    QCOMPARE(done.error().kind, ErrorKind::ProtocolViolation);
    QVERIFY2(done.error().log.startsWith(QStringLiteral("Unreadable (Graph): An answer")), why(done));
    QVERIFY(copy.mails.isEmpty() && copy.cursor.isEmpty());
    graph.rename(wanted, id);
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphTrouble::everyCutIsMadeUpFor()
{
    qint64 whole = 0;
    for (qint64 at = 0; at == 0 || at < whole; at += 300) {
        FakeGraph graph;
        fill(graph, 6);
        graph.changesAPage = 4;
        graph.cutAfter = at == 0 ? 1'000'000 : at;
        GraphSource source(graph.graph());
        MailCopy copy;
        // Qt asks again by itself where the connection is lost before the answer's first byte.
        if (!sync(source, copy))
            QVERIFY2(sync(source, copy), QByteArray::number(at));
        QVERIFY2(isEqual(copy, graph), QByteArray::number(at));
        QVERIFY2(copy.order.size() == 6, QByteArray::number(at));
        if (at == 0)
            whole = 1'000'000 - graph.cutAfter;
    }
    QVERIFY(whole > 3'000);
}

LIAISON_TEST(TestGraphTrouble)
#include "tst_graph_trouble.moc"
