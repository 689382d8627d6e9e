#include "tests/contract/graph_mail_world.h"
#include "tests/faults/cut_runs.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

#include <atomic>
#include <memory>

using namespace liaison;
using namespace liaison::test;

/// Connections to Microsoft Graph that end at every hundredth byte of a delta with its mails, and of a send. What is
/// stored and sent in the end is what an undisturbed run stores and sends.
class TestGraphCuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSyncCutAnywhereEndsAsAnUndisturbedOne();
    void aListOfMarksCutAnywhereCostsNothing();
    void aSendCutAnywhereArrivesOnce_data();
    void aSendCutAnywhereArrivesOnce();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }
};

void TestGraphCuts::aSyncCutAnywhereEndsAsAnUndisturbedOne()
{
    GraphMailWorld world({true, 3}); // more than one page of the delta
    world.relayThis(MailWorld::Relayed::All);
    QVERIFY(world.start().isEmpty());
    cutASyncEverywhere(world, 4);
    QCOMPARE(world.requests("createMessage"), 0);
}

/// The marks of more than twenty mails come by a list: its answer ends at every hundredth byte, a run each.
void TestGraphCuts::aListOfMarksCutAnywhereCostsNothing()
{
    constexpr int mails = 24;
    constexpr int step = 100;
    GraphMailWorld world({true});
    QVERIFY(world.start().isEmpty());
    QList<QByteArray> all;
    for (int i = 0; i < mails; ++i)
        all << mailToAnalysts(finance, QStringLiteral("Mail %1").arg(i), "list-" + QByteArray::number(i) + "@bu.test",
                              {}, "Text of " + QByteArray::number(i) + "\r\n");
    world.drop(all);
    for (const int read : {0, 7, 23})
        QVERIFY(world.setSeen(QStringLiteral("list-%1@bu.test").arg(read), true));
    const auto bytes = std::make_shared<std::atomic<qsizetype>>(0);
    QVERIFY(world.graph([bytes](demo::Graph &graph) {
        QObject::connect(
            &graph, &demo::Graph::conversed, &graph,
            [bytes](const QByteArray &, const QByteArray &target, int, const QByteArray &, const QByteArray &body) {
                if (target.contains("receivedDateTime%20ge"))
                    *bytes = body.size();
            });
    }));
    QVERIFY(world.openOffice(impatientEngine(8'000)).isEmpty());
    QCOMPARE(syncAfresh(world), QByteArray());
    const QStringList expected = world.office().endState();
    const QStringList copies = world.copies();
    QCOMPARE(expected.size(), mails);
    QCOMPARE(world.requests("messages"), 1);
    QVERIFY(*bytes > 1'000);
    int runs = 0;
    bool isCut = true;
    for (qsizetype at = 0; isCut; at += step) { // until there is nothing behind the cut
        QVERIFY(world.openOffice(impatientEngine(8'000)).isEmpty());
        QVERIFY(world.graph([at](demo::Graph &graph) {
            graph.faults.cuts = 1;
            graph.faults.cutOperation = QStringLiteral("messages");
            graph.faults.wire.cutAt = at;
        }));
        const QByteArray failure = syncAfresh(world);
        QVERIFY2(failure.isEmpty(), "cut at byte " + QByteArray::number(at) + ": " + failure);
        isCut = world.lostAnswers() == 1;
        runs += isCut ? 1 : 0;
        QCOMPARE(world.office().endState(), expected);
        QCOMPARE(world.copies(), copies);
    }
    QVERIFY(runs > *bytes / step);
    // Asked again, once or twice, never message by message.
    const int lists = world.requests("messages");
    QVERIFY2(lists >= 2 + 2 * runs && lists <= 2 + 3 * runs, qPrintable(QString::number(lists)));
    QCOMPARE(world.requests("message"), 0);
    qDebug("%lld bytes, %d cuts", qint64(*bytes), runs);
}

void TestGraphCuts::aSendCutAnywhereArrivesOnce_data()
{
    QTest::addColumn<bool>("toServer");
    QTest::newRow("its requests") << true;
    QTest::newRow("its answers") << false;
}

void TestGraphCuts::aSendCutAnywhereArrivesOnce()
{
    QFETCH(const bool, toServer);
    GraphMailWorld world({true});
    world.relayThis(MailWorld::Relayed::Outgoing);
    QVERIFY(world.start().isEmpty());
    cutASendEverywhere(world, toServer ? CutRelay::Way::ToServer : CutRelay::Way::ToClient);
}

LIAISON_TEST(TestGraphCuts)
#include "tst_graph_cuts.moc"
