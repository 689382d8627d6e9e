#include "core/graph/get_mime.h"
#include "graph_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

/// The mail itself: bytes as they come, and what is none.
class TestGetMime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bytesPassAsTheyAre();
    void aSinkTakesThem();
    void aSinkCanStop();
    void whatIsNoMailIsRefused_data();
    void whatIsNoMailIsRefused();
    void anErrorIsRead();
    void aMailThatEndsTooSoonIsNone();
    void aLargeMailIsRefused();
    void roomIsMadeForWhatIsExpected();
};

namespace {

const HttpHead mailHead{200, {{"content-type", "text/plain; charset=utf-8"}}};
const QByteArray mail = QByteArray("Subject: x\r\n\r\n{\"error\":1}\0\xff<html>", 31);

} // namespace

void TestGetMime::bytesPassAsTheyAre()
{
    for (const Arrival arrival : arrivals)
        for (const char *type : {"text/plain", "message/rfc822", "application/octet-stream", ""}) {
            const auto got = read(GetMime(), mail, {200, {{"Content-Type", type}}}, arrival);
            QVERIFY2(got, why(got));
            QCOMPARE(*got, mail);
        }
}

void TestGetMime::aSinkTakesThem()
{
    QByteArray taken;
    const auto got = read(GetMime(100,
                                  [&taken](QByteArrayView bytes) {
                                      taken.append(bytes);
                                      return true;
                                  }),
                          mail, mailHead, Arrival::ByteByByte);
    QVERIFY2(got, why(got));
    QVERIFY(got->isEmpty());
    QCOMPARE(taken, mail);
}

void TestGetMime::aSinkCanStop()
{
    int calls = 0;
    const auto got = read(GetMime(100,
                                  [&calls](QByteArrayView) {
                                      ++calls;
                                      return false;
                                  }),
                          mail, mailHead, Arrival::ByteByByte);
    QVERIFY(!got);
    QCOMPARE(got.error().error.kind, ErrorKind::LimitExceeded);
    QCOMPARE(calls, 1);
}

void TestGetMime::whatIsNoMailIsRefused_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Failure::Origin>("origin");
    QTest::newRow("a portal") << QByteArray("text/html; charset=utf-8") << QByteArray("<html>Sign in")
                              << Failure::Origin::NotGraph;
    QTest::newRow("JSON") << QByteArray("application/json") << QByteArray(R"({"id":"x"})") << Failure::Origin::NotGraph;
    QTest::newRow("a picture") << QByteArray("image/png") << QByteArray("PNG") << Failure::Origin::NotGraph;
    QTest::newRow("nothing") << QByteArray("text/plain") << QByteArray() << Failure::Origin::Unreadable;
}

void TestGetMime::whatIsNoMailIsRefused()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    bool called = false;
    const auto sink = [&called](QByteArrayView) { return called = true; };
    const auto got = read(GetMime(100, sink), body, {200, {{"Content-Type", type}}});
    QVERIFY(!got);
    QTEST(got.error().origin, "origin");
    QVERIFY(!called);
}

void TestGetMime::anErrorIsRead()
{
    const QByteArray body = R"({"error":{"code":"ErrorItemNotFound","message":"gone"}})";
    for (const Arrival arrival : arrivals) {
        const auto got = read(GetMime(5), body, jsonHead(404), arrival);
        QVERIFY(!got);
        QCOMPARE(got.error().remedy, Remedy::DropItem);
    }
    const auto page = read(GetMime(), "<html>", {404, {{"Content-Type", "text/html"}}});
    QCOMPARE(page.error().origin, Failure::Origin::NotGraph);
    // An error that is said to be a mail is an error all the same.
    QCOMPARE(read(GetMime(), body, {404, mailHead.headers}).error().remedy, Remedy::DropItem);
    QCOMPARE(read(GetMime(), QByteArray(10'000'000, 'x'), jsonHead(500)).error().remedy, Remedy::RetryLater);
}

void TestGetMime::aMailThatEndsTooSoonIsNone()
{
    HttpHead head = mailHead;
    head.headers << qMakePair(QByteArray("Content-Length"), QByteArray::number(mail.size()));
    for (qsizetype at = 0; at < mail.size(); ++at)
        QVERIFY2(!read(GetMime(), mail.left(at), head), QByteArray::number(at));
    QVERIFY(read(GetMime(), mail, head));
    // Of packed bytes the length is that of the packing.
    head.headers << qMakePair(QByteArray("Content-Encoding"), QByteArray("gzip"));
    QVERIFY(read(GetMime(), mail.left(5), head));
}

void TestGetMime::aLargeMailIsRefused()
{
    QVERIFY(read(GetMime(mail.size()), mail, mailHead));
    const auto got = read(GetMime(mail.size() - 1), mail, mailHead);
    QVERIFY(!got);
    QCOMPARE(got.error().error.kind, ErrorKind::LimitExceeded);
}

/// What was expected bounds nothing.
void TestGetMime::roomIsMadeForWhatIsExpected()
{
    constexpr qsizetype expected = 100'000;
    for (const Arrival arrival : arrivals) {
        const auto got = read(GetMime(largestMail, {}, expected), mail, mailHead, arrival);
        QVERIFY2(got, why(got));
        QCOMPARE(*got, mail);
        QVERIFY(got->capacity() >= expected);
        const auto more = read(GetMime(largestMail, {}, 3), mail, mailHead, arrival);
        QVERIFY2(more, why(more));
        QCOMPARE(*more, mail);
        QVERIFY(!read(GetMime(mail.size() - 1, {}, expected), mail, mailHead, arrival));
    }
}

LIAISON_TEST(TestGetMime)
#include "tst_get_mime.moc"
