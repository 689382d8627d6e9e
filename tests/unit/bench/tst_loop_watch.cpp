#include "tests/bench/loop_watch.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>
#include <QTimer>

#include <cmath>

using namespace liaison::bench;

namespace {

constexpr int seededMs = 200;

/// Keeps the loop busy for a while, from an instant at which an event is known to wait.
void keepBusy(const LoopWatch &watch)
{
    while (!watch.isAsking()) { }
    QElapsedTimer time;
    time.start();
    while (!time.hasExpired(seededMs)) { }
}

/// Keeps the loop from running without using the processor.
void keepAsleep(const LoopWatch &watch)
{
    while (!watch.isAsking()) { }
    QSemaphore never;
    QVERIFY(!never.tryAcquire(1, seededMs));
}

/// Lets the loop run until the watch has seen so much of it.
void letRun(int turns = 20)
{
    QTimer timer;
    timer.start(2);
    int left = turns;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&left] { --left; });
    QTRY_VERIFY(left <= 0);
}

} // namespace

/// The watchdog of the bench `window`.
class TestLoopWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seesABlockAtItsLength();
    void tellsSleepFromWork();
    void sparesAQuietLoop();
    void looksAtTheBlock();
    void namesWhatWasDone();
    void countsEveryInstant();
    void startsAgain();
};

void TestLoopWatch::seesABlockAtItsLength()
{
    LoopWatch watch({});
    watch.start();
    letRun();
    keepBusy(watch);
    letRun();
    const LoopTally tally = watch.stop();
    QVERIFY2(tally.longest.wallMs >= seededMs, qPrintable(QString::number(tally.longest.wallMs)));
    QVERIFY(tally.overLimit >= 1);
    QVERIFY(!tally.blocks.empty());
    QCOMPARE(tally.blocks.front().wallMs, tally.longest.wallMs);
    QVERIFY(tally.events > 2);
}

void TestLoopWatch::tellsSleepFromWork()
{
    LoopWatch watch({});
    watch.start();
    letRun();
    keepAsleep(watch);
    letRun();
    const LoopTally tally = watch.stop();
    QVERIFY(tally.longest.wallMs >= seededMs);
    // Whatever else happened in it: it slept for that long.
    QVERIFY2(tally.longest.cpuMs <= tally.longest.wallMs - seededMs + 1,
             qPrintable(QString::number(tally.longest.cpuMs)));
}

void TestLoopWatch::sparesAQuietLoop()
{
    // By the CPU's clock: the machine may let anybody wait, but it does not work in our name.
    LoopWatch watch({});
    watch.start();
    letRun();
    const LoopTally quiet = watch.stop();
    QVERIFY(quiet.events > 2);
    QVERIFY2(quiet.busiest.cpuMs < seededMs, qPrintable(QString::number(quiet.busiest.cpuMs)));
    for (const LoopBlock &block : quiet.blocks)
        QVERIFY(block.places.empty()); // nobody asked for it
}

void TestLoopWatch::looksAtTheBlock()
{
    LoopWatch watch({.limitMs = 50, .looks = true});
    watch.start();
    letRun();
    keepBusy(watch);
    letRun();
    const LoopTally tally = watch.stop();
    QVERIFY(!tally.longest.places.empty());
    for (const std::vector<void *> &frames : tally.longest.places)
        QVERIFY(frames.size() > 3);
}

void TestLoopWatch::namesWhatWasDone()
{
    LoopWatch watch({});
    watch.start();
    letRun();
    watch.note(QStringLiteral("count sheep"));
    keepBusy(watch);
    letRun();
    watch.note(QStringLiteral("wake up"));
    QCOMPARE(watch.stop().longest.during, QStringLiteral("count sheep"));
}

void TestLoopWatch::countsEveryInstant()
{
    QCOMPARE(waitOf({}, 1, 0.99), 0.0);
    // 97 instants that waited for 1 ms, and one event that waited for 3 ms: who came 1 ms later waited 2, then 1.
    std::vector<float> waits(97, 1);
    waits.push_back(3);
    QCOMPARE(waitOf(waits, 1, 1.0), 3.0);
    QCOMPARE(waitOf(waits, 1, 0.99), 2.0);
    QCOMPARE(waitOf(waits, 1, 0.98), 1.0);
    // A loop that stood still for half of the time has half of all instants wait.
    QCOMPARE(waitOf({500, 1, 1}, 1, 0.5), 249.0);
}

void TestLoopWatch::startsAgain()
{
    LoopWatch watch({});
    watch.start();
    letRun();
    keepBusy(watch);
    letRun();
    QVERIFY(watch.stop().busiest.wallMs >= seededMs);
    watch.start();
    letRun();
    const LoopTally second = watch.stop();
    QVERIFY(second.events > 2);
    QVERIFY2(second.busiest.cpuMs < seededMs, qPrintable(QString::number(second.busiest.cpuMs)));
}

LIAISON_TEST(TestLoopWatch)
#include "tst_loop_watch.moc"
