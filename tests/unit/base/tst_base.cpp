#include "core/base/backoff.h"
#include "core/base/ids.h"
#include "core/base/log.h"
#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/base/sha256.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;

class TestBase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void uuidsSortByTimeAndSayVersion7();
    void tokensHaveTheirLengthAndAlphabet();
    void backoffGrowsToItsMaximumAndHonoursTheServer();
    void secretsCopyDeepAndCompare();
    void onDoneTurnsADroppedPromiseIntoCancelled();
    void onDoneDoesNotRunAfterItsOwnerDied();
    void logLinesAreRedacted();
    void digestsDoNotDependOnHowTheBytesCome();
};

void TestBase::uuidsSortByTimeAndSayVersion7()
{
    const QUuid early = newUuid(1'000'000);
    const QUuid late = newUuid(1'000'001);
    QVERIFY(early.toString() < late.toString());
    QCOMPARE(early.toRfc4122().at(6) >> 4, 7); // Qt 6.4 does not name version 7 itself
    QCOMPARE(early.variant(), QUuid::DCE);
    QVERIFY(newUuid(5) != newUuid(5));
}

void TestBase::tokensHaveTheirLengthAndAlphabet()
{
    const QString token = randomToken(30);
    QCOMPARE(token.size(), 6);
    for (const QChar c : token)
        QVERIFY(QStringLiteral("abcdefghijkmnpqrstuvwxyz23456789").contains(c));
    QVERIFY(randomToken(130) != randomToken(130));
}

void TestBase::backoffGrowsToItsMaximumAndHonoursTheServer()
{
    Backoff backoff({1'000, 5'000, 0.2}, [] { return 0.5; });
    QCOMPARE(backoff.next(), 1'000);
    QCOMPARE(backoff.next(), 2'000);
    QCOMPARE(backoff.next(), 4'000);
    QCOMPARE(backoff.next(), 5'000);
    QCOMPARE(backoff.next(60'000), 60'000);
    backoff.reset();
    QCOMPARE(backoff.next(), 1'000);
}

void TestBase::secretsCopyDeepAndCompare()
{
    Secret one = Secret::fromText(QStringLiteral("pässword"));
    const Secret two = one;
    QVERIFY(one == two);
    QVERIFY(one.reveal().constData() != two.reveal().constData());
    one = Secret();
    QVERIFY(one.isEmpty());
    QCOMPARE(two.reveal(), QByteArray("p\xc3\xa4ssword"));
}

void TestBase::onDoneTurnsADroppedPromiseIntoCancelled()
{
    QObject owner;
    std::optional<Result<int>> seen;
    {
        QPromise<Result<int>> promise;
        promise.start();
        onDone<int>(&owner, promise.future(), [&](Result<int> result) { seen = std::move(result); });
    }
    QTRY_VERIFY(seen.has_value());
    QVERIFY(!seen->has_value());
    QCOMPARE(seen->error().kind, ErrorKind::Cancelled);
}

void TestBase::onDoneDoesNotRunAfterItsOwnerDied()
{
    bool ran = false;
    QPromise<Result<int>> promise;
    promise.start();
    {
        QObject owner;
        onDone<int>(&owner, promise.future(), [&](Result<int>) { ran = true; });
    }
    finishWith<int>(promise, 1);
    QCoreApplication::sendPostedEvents();
    QVERIFY(!ran);
}

void TestBase::logLinesAreRedacted()
{
    QVERIFY(!redacted(QStringLiteral("C: a1 LOGIN joe hunter2")).contains(QStringLiteral("hunter2")));
    QVERIFY(!redacted(QStringLiteral("Authorization: Bearer abc.def")).contains(QStringLiteral("abc")));
    QVERIFY(!redacted(QStringLiteral("{\"password\":\"x9\"}")).contains(QStringLiteral("x9")));
    QCOMPARE(printable(QByteArray("a\r\nb")), QStringLiteral("a\\x0d\\x0ab"));
}

void TestBase::digestsDoNotDependOnHowTheBytesCome()
{
    // FIPS 180-2, appendix B.1 and the empty message
    QCOMPARE(Sha256::of("abc").toHex(), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(Sha256::of({}).toHex(), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QByteArray bytes;
    for (int i = 0; i < 70'000; ++i)
        bytes += char(i * 31);
    const QByteArray whole = Sha256::of(bytes);
    for (const qsizetype piece : {1, 77, 16'383, 16'384, 16'385, 60'000}) { // around what is gathered, and past it
        Sha256 hash;
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            hash.add(bytes.mid(at, piece));
        QCOMPARE(hash.result(), whole);
    }
}

LIAISON_TEST(TestBase)
#include "tst_base.moc"
