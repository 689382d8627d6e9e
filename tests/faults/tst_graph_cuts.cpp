#include "tests/contract/graph_mail_world.h"
#include "tests/faults/cut_runs.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

/// Connections to Microsoft Graph that end at every hundredth byte of a delta with its mails, and of a send. What is
/// stored and sent in the end is what an undisturbed run stores and sends.
class TestGraphCuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSyncCutAnywhereEndsAsAnUndisturbedOne();
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
