#include "core/transport/request_gate.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::transport;

/// How many requests go at a time, and when that changes.
class TestRequestGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fewerAndMoreAgain();
    void aFirmLimitIsAskedLessOften();
    void whatWaitsGoesWhenMoreMay();
};

namespace {

int goodAnswersForMore(RequestGate &gate)
{
    const int before = gate.atATime();
    for (int i = 1; i <= 1'000; ++i) {
        gate.succeeded();
        if (gate.atATime() > before)
            return i;
    }
    return -1;
}

} // namespace

void TestRequestGate::fewerAndMoreAgain()
{
    const ManualClock clock{0};
    RequestGate gate(&clock, QStringLiteral("mail.corp.example"), {5});
    QCOMPARE(gate.atATime(), 5);
    gate.fewerAtATime();
    gate.fewerAtATime();
    gate.fewerAtATime();
    QCOMPARE(gate.atATime(), 1);
    QVERIFY(goodAnswersForMore(gate) > 1);
    QCOMPARE(gate.atATime(), 2);
    QVERIFY(goodAnswersForMore(gate) > 1);
    QCOMPARE(gate.atATime(), 4);
    QVERIFY(goodAnswersForMore(gate) > 1);
    QCOMPARE(gate.atATime(), 5); // never more than is configured
    QCOMPARE(goodAnswersForMore(gate), -1);
}

void TestRequestGate::aFirmLimitIsAskedLessOften()
{
    const ManualClock clock{0};
    RequestGate gate(&clock, QStringLiteral("mail.corp.example"), {4});
    gate.fewerAtATime();
    const int first = goodAnswersForMore(gate);
    gate.fewerAtATime(); // it still takes two
    const int second = goodAnswersForMore(gate);
    QCOMPARE(second, 2 * first);
    for (int i = 0; i < 20; ++i) {
        gate.fewerAtATime();
        const int more = goodAnswersForMore(gate);
        QVERIFY2(more > 0 && more <= 640, qPrintable(QString::number(more)));
    }
    // Good answers that come between count from the start.
    gate.fewerAtATime();
    gate.succeeded();
    gate.fewerAtATime();
    QCOMPARE(gate.atATime(), 1);
    QCOMPARE(goodAnswersForMore(gate), 640);
}

void TestRequestGate::whatWaitsGoesWhenMoreMay()
{
    const ManualClock clock{0};
    RequestGate gate(&clock, QStringLiteral("mail.corp.example"), {2});
    gate.fewerAtATime();
    int gone = 0;
    for (int i = 0; i < 3; ++i)
        gate.enter(this, [&] { ++gone; });
    QCOMPARE(gone, 1);
    QVERIFY(goodAnswersForMore(gate) > 0);
    QCOMPARE(gone, 2);
    gate.leave();
    QCOMPARE(gone, 3);
}

LIAISON_TEST(TestRequestGate)
#include "tst_request_gate.moc"
