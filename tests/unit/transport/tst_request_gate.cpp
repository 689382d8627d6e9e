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
    void aHoldHoldsWhatWaits();
    void aHoldMayOutliveTheGate();
    void aClockThatIsSetBack();
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

void TestRequestGate::aHoldHoldsWhatWaits()
{
    const ManualClock clock{0};
    RequestGate gate(&clock, QStringLiteral("mail.corp.example"), {4});
    int gone = 0;
    auto first = gate.hold();
    auto second = gate.hold();
    gate.enter(this, [&] { ++gone; });
    gate.leave(0);
    first.reset();
    QCOMPARE(gone, 0); // the other one still waits
    second.reset();
    QCOMPARE(gone, 1);
    gate.enter(this, [&] { ++gone; });
    QCOMPARE(gone, 2);
}

void TestRequestGate::aHoldMayOutliveTheGate()
{
    const ManualClock clock{0};
    auto gate = std::make_unique<RequestGate>(&clock, QStringLiteral("mail.corp.example"), RequestGate::Limits{4});
    int gone = 0;
    auto hold = gate->hold();
    gate->enter(this, [&] { ++gone; });
    gate.reset();
    hold.reset();
    QCOMPARE(gone, 0);
}

/// An hour wrong, and set right while the server wants a pause: it lasts as long as the server said.
void TestRequestGate::aClockThatIsSetBack()
{
    constexpr qint64 hour = 3'600'000;
    constexpr qint64 window = 600'000;
    ManualClock clock{2 * hour};
    RequestGate gate(&clock, QStringLiteral("mail.corp.example"), {4, 2, window});
    gate.pause({ErrorKind::ServerBusy, {}, {}, 20'000});
    clock.advance(-hour);
    QCOMPARE(gate.obstacle()->retryAfterMs, std::optional<qint64>(20'000));
    clock.advance(20'000);
    QVERIFY(!gate.obstacle());
    gate.spend(2);
    clock.advance(-hour);
    QCOMPARE(gate.obstacle()->retryAfterMs, std::optional<qint64>(window));
    clock.advance(window);
    QVERIFY(!gate.obstacle());
}

LIAISON_TEST(TestRequestGate)
#include "tst_request_gate.moc"
