#include "core/transport/graph_cursor.h"
#include "fake_graph.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// What Graph does not say of how a mail is marked: what is known stays.
class TestGraphUntold : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotToldStaysAsItIs_data();
    void whatIsNotToldStaysAsItIs();
    void whatIsNotToldOfAMailThatWaits();
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

void TestGraphUntold::whatIsNotToldStaysAsItIs_data()
{
    QTest::addColumn<int>("status"); // of each answer that tells marks
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<bool>("answered");
    const QByteArray none = "\"isDraft\":false";
    const QByteArray size = "\"singleValueExtendedProperties\":[{\"id\":\"Long 0xe08\",\"value\":\"7\"}";
    QTest::newRow("no marks are to be had") << 500 << QByteArray() << true;
    QTest::newRow("marks without any") << 200 << none << true;
    QTest::newRow("a size, and so no answer") << 200 << size + "]" << false;
    QTest::newRow("an answer, and no isRead")
        << 200 << size + ",{\"id\":\"Integer 0x1081\",\"value\":\"103\"}]" << true;
}

/// The delta tells whether a mail was read, another request whether it was answered.
void TestGraphUntold::whatIsNotToldStaysAsItIs()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, properties);
    QFETCH(const bool, answered);
    FakeGraph graph;
    fill(graph, 3);
    const QString id = graph.mails.at(0).id;
    graph.mails[0].read = false;
    GraphSource source(graph.graph());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(copy.flags.value(id).answered && !copy.flags.value(id).seen);
    graph.part = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "get")
            return std::nullopt;
        return status == 200 ? FakeGraph::Reply{200, "{\"id\":\"" + id.toUtf8() + "\"," + properties + "}"}
                             : FakeGraph::error(status, "ErrorInternalServerError");
    };
    graph.mark(id, true, 102);
    QVERIFY(sync(source, copy));
    QVERIFY(copy.flags.value(id).seen);
    QCOMPARE(copy.flags.value(id).answered, answered);
    QCOMPARE(copy.order.size(), 3);
}

void TestGraphUntold::whatIsNotToldOfAMailThatWaits()
{
    const MailFlags known{.seen = false, .answered = true, .forwarded = true};
    const MailFlags untold{.seen = true, .answeredTold = false};
    QVERIFY(flagsFrom(marksOf(untold)) == untold);
    const MailFlags after = flagsFrom(remarked(marksOf(known), marksOf(untold)));
    QVERIFY(after == (MailFlags{.seen = true, .answered = true, .forwarded = true}));
    const MailFlags nothing{.seenTold = false, .answeredTold = false};
    QVERIFY(flagsFrom(remarked(marksOf(known), marksOf(nothing))) == known);
    QVERIFY(flagsFrom(remarked(marksOf(nothing), marksOf(known))) == known);
    QVERIFY(flagsFrom(remarked(marksOf(nothing), marksOf(nothing))) == nothing);
}

LIAISON_TEST(TestGraphUntold)
#include "tst_graph_untold.moc"
