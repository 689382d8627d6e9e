#include "core/transport/deflate.h"
#include "core/transport/wakeup.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

using namespace liaison;
using namespace liaison::transport;

class TestDeflate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatGoesInComesOut_data();
    void whatGoesInComesOut();
    void aBombComesInPieces();
    void nonsenseIsAViolation();
    void sleepIsNoticed();
    void slowClocksAreNoSleep();
};

namespace {
QByteArray inflated(Deflate &deflate, QByteArrayView bytes)
{
    QByteArray out;
    const auto done = deflate.inflate(bytes, [&out](QByteArrayView piece) {
        out += piece.toByteArray();
        return true;
    });
    return done ? out : QByteArray("broken");
}
} // namespace

void TestDeflate::whatGoesInComesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a line") << QByteArray("a1 NOOP\r\n");
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("much the same") << QByteArray(3'000'000, 'a');
    QByteArray noise(500'000, '\0');
    quint32 state = 1;
    for (char &c : noise)
        c = char((state = state * 1664525 + 1013904223) >> 24);
    QTest::newRow("noise") << noise;
}

void TestDeflate::whatGoesInComesOut()
{
    QFETCH(const QByteArray, bytes);
    Deflate one;
    Deflate other;
    // Each write is readable at once, and the streams go on.
    for (int i = 0; i < 3; ++i)
        QVERIFY(inflated(other, one.deflated(bytes)) == bytes);
    QByteArray slowly;
    for (const char c : one.deflated(bytes.left(5'000)))
        slowly += inflated(other, QByteArrayView(&c, 1));
    QVERIFY(slowly == bytes.left(5'000));
}

void TestDeflate::aBombComesInPieces()
{
    Deflate one;
    Deflate other;
    const QByteArray bomb = one.deflated(QByteArray(50'000'000, '\0'));
    QVERIFY(bomb.size() < 100'000);
    qsizetype taken = 0;
    qsizetype largest = 0;
    QVERIFY(other.inflate(bomb, [&](QByteArrayView piece) {
        taken += piece.size();
        largest = std::max(largest, piece.size());
        return taken < 1'000'000; // a reader's limit
    }));
    QCOMPARE(largest, qsizetype(Deflate::pieceBytes));
    QVERIFY(taken < 1'100'000);
}

void TestDeflate::nonsenseIsAViolation()
{
    Deflate deflate;
    const auto done = deflate.inflate(QByteArray(100, '\xff'), [](QByteArrayView) { return true; });
    QCOMPARE(done.error().kind, ErrorKind::ProtocolViolation);
    Deflate ended; // an empty final block, and a line in clear behind it
    const auto behind = ended.inflate(QByteArray("\x03\x00* OK\r\n", 8), [](QByteArrayView) { return true; });
    QCOMPARE(behind.error().kind, ErrorKind::ProtocolViolation);
}

void TestDeflate::sleepIsNoticed()
{
    qint64 monotonic = 1'000;
    qint64 wall = 5'000'000;
    Wakeup wakeup({[&] { return monotonic; }, [&] { return wall; }, 1}, nullptr);
    QSignalSpy woken(&wakeup, &Wakeup::woken);
    wall += 3'600'000; // an hour of sleep, in which the monotonic clock stood still
    QTRY_COMPARE(woken.size(), 1);
    monotonic += 60'000;
    wall += 60'000;
    wall += 20'000;
    QTRY_COMPARE(woken.size(), 2);
}

void TestDeflate::slowClocksAreNoSleep()
{
    qint64 monotonic = 1'000;
    qint64 wall = 5'000'000;
    int compared = 0;
    Wakeup wakeup({[&] {
                       ++compared;
                       return monotonic += 100;
                   },
                   [&] { return wall += 101; }, 1},
                  nullptr);
    QSignalSpy woken(&wakeup, &Wakeup::woken);
    QTRY_VERIFY(compared > 20);
    wall -= 3'600'000; // set back
    const int before = compared;
    QTRY_VERIFY(compared > before + 5);
    QVERIFY(woken.isEmpty());
}

LIAISON_TEST(TestDeflate)
#include "tst_deflate.moc"
