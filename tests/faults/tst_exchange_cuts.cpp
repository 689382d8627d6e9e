#include "tests/contract/exchange_mail_world.h"
#include "tests/faults/cut_runs.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

/// Connections to Exchange that end at every hundredth byte of all that is said. What is stored and sent in the end is
/// what an undisturbed run stores and sends.
class TestExchangeCuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSyncCutAnywhereEndsAsAnUndisturbedOne_data();
    void aSyncCutAnywhereEndsAsAnUndisturbedOne();
    void aSendCutAnywhereArrivesOnce_data();
    void aSendCutAnywhereArrivesOnce();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }
};

void TestExchangeCuts::aSyncCutAnywhereEndsAsAnUndisturbedOne_data()
{
    QTest::addColumn<bool>("toServer");
    QTest::newRow("its requests") << true;
    QTest::newRow("its answers") << false;
}

void TestExchangeCuts::aSyncCutAnywhereEndsAsAnUndisturbedOne()
{
    QFETCH(const bool, toServer);
    ExchangeMailWorld world({QStringLiteral("Exchange2019"), true, false});
    world.relayThis(MailWorld::Relayed::All);
    QVERIFY(world.start().isEmpty());
    cutASyncEverywhere(world, 8, toServer ? CutRelay::Way::ToServer : CutRelay::Way::ToClient);
    QCOMPARE(world.requests("CreateItem"), 0);
}

void TestExchangeCuts::aSendCutAnywhereArrivesOnce_data()
{
    QTest::addColumn<bool>("toServer");
    QTest::newRow("its request") << true;
    QTest::newRow("its answer") << false;
}

void TestExchangeCuts::aSendCutAnywhereArrivesOnce()
{
    QFETCH(const bool, toServer);
    ExchangeMailWorld world({QStringLiteral("Exchange2019"), true, false});
    world.relayThis(MailWorld::Relayed::Outgoing);
    QVERIFY(world.start().isEmpty());
    cutASendEverywhere(world, toServer ? CutRelay::Way::ToServer : CutRelay::Way::ToClient);
}

LIAISON_TEST(TestExchangeCuts)
#include "tst_exchange_cuts.moc"
