#include "core/graph/batch.h"
#include "core/graph/get_folder.h"
#include "core/graph/update_message.h"
#include "graph_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

/// Twenty requests in one, each with its own end.
class TestBatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void repliesComeInAnyOrder();
    void aMailIsTakenAsItIs();
    void eachPartFailsByItself();
    void aMissingPartIsAskedForAlone();
    void aGarbledPartIsAskedForAlone_data();
    void aGarbledPartIsAskedForAlone();
    void wordsInAnErrorDoNotHideItsStatus();
    void theWholeCanFail_data();
    void theWholeCanFail();
    void itIsReadByteByByte();
    void cutAnywhereItIsNoBatch();
};

namespace {

const QByteArray mailPart = R"({"id":"1","status":200,"headers":{"Content-Type":"text/plain"},"body":")"
    + QByteArray("Subject: x\r\n\r\n").toBase64() + "\"}";

QByteArray responses(const QByteArrayList &parts)
{
    return "{\"responses\":[" + parts.join(',') + "]}";
}

auto readBatch(const QByteArray &body, int count, const HttpHead &head = jsonHead(), Arrival arrival = Arrival::Whole)
{
    return read(Batch(count), body, head, arrival);
}

} // namespace

void TestBatch::repliesComeInAnyOrder()
{
    const auto replies = readBatch(
        responses({R"({"id":"3","status":204,"headers":{}})", R"({"id":2,"status":200,"body":{"id":"folder","x":1}})",
                   mailPart, R"({"id":"9","status":200})", R"({"id":"3","status":500})", R"({"status":500})", "7"}),
        3);
    QVERIFY2(replies, why(replies));
    QCOMPARE(replies->size(), std::size_t(3));
    QCOMPARE((*replies)[0].mime().value_or("none"), QByteArray("Subject: x\r\n\r\n"));
    const auto folder = GetFolder().finish((*replies)[1]);
    QVERIFY2(folder, why(folder));
    QCOMPARE(folder->id, u"folder"_s);
    QVERIFY(UpdateMessage().finish((*replies)[2]));
}

void TestBatch::aMailIsTakenAsItIs()
{
    QByteArray mail;
    for (int i = 0; i < 100'000; ++i)
        mail.append(char(i * 7));
    const auto replies = readBatch(
        responses({R"({"id":"1","status":200,"body":")" + mail.toBase64(QByteArray::Base64UrlEncoding) + "\"}"}), 1);
    QVERIFY2(replies, why(replies));
    QCOMPARE((*replies)[0].mime().value_or("none"), mail);
}

void TestBatch::eachPartFailsByItself()
{
    HttpHead head = jsonHead(200, {{"Date", "Sun, 22 Nov 2026 15:00:00 GMT"}});
    const auto replies = readBatch(
        responses(
            {R"({"id":"1","status":429,"headers":{"retry-after":"7"},"body":{"error":{"code":"TooManyRequests"}}})",
             R"({"id":"2","status":429,"headers":{"Retry-After":12}})",
             R"({"id":"3","status":503,"headers":{"Retry-After":"Sun, 22 Nov 2026 15:00:30 GMT"}})",
             R"({"id":"4","status":404,"body":{"error":{"code":"ErrorItemNotFound","message":"gone"}}})",
             R"({"id":"5","status":404,"body":{"error":{"code":"ErrorItemNotFound","message":"gone"}}})"}),
        5, head);
    QVERIFY2(replies, why(replies));
    const auto failure = [&replies](std::size_t i) { return (*replies)[i].mime().error(); };
    QCOMPARE(failure(0).remedy, Remedy::BackOff);
    QCOMPARE(failure(0).error.retryAfterMs, std::optional<qint64>(7'000));
    QCOMPARE(failure(1).error.retryAfterMs, std::optional<qint64>(12'000));
    QCOMPARE(failure(2).error.retryAfterMs, std::optional<qint64>(30'000));
    QCOMPARE(failure(3).remedy, Remedy::DropItem);
    QCOMPARE(GetFolder().finish((*replies)[4]).error().remedy, Remedy::FolderGone);
}

void TestBatch::aMissingPartIsAskedForAlone()
{
    const auto replies = readBatch(responses({mailPart}), 2);
    QVERIFY2(replies, why(replies));
    QVERIFY((*replies)[0].mime());
    QCOMPARE((*replies)[1].mime().error().remedy, Remedy::AskAlone);
    QCOMPARE(UpdateMessage().finish((*replies)[1]).error().remedy, Remedy::AskAlone);
}

void TestBatch::aGarbledPartIsAskedForAlone_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("no status") << QByteArray(R"({"id":"1","body":"SGVs"})");
    QTest::newRow("status as a text") << QByteArray(R"({"id":"1","status":"200","body":"SGVs"})");
    QTest::newRow("no base64") << QByteArray(R"({"id":"1","status":200,"body":"Subject: x"})");
    QTest::newRow("empty") << QByteArray(R"({"id":"1","status":200,"body":""})");
    QTest::newRow("no body") << QByteArray(R"({"id":"1","status":200})");
    QTest::newRow("JSON") << QByteArray(R"({"id":"1","status":200,"body":{"id":"x"}})");
    QTest::newRow("a list") << QByteArray(R"({"id":"1","status":200,"body":[1]})");
    QTest::newRow("a web page") << QByteArray(
        R"({"id":"1","status":200,"headers":{"Content-Type":"text/html"},"body":"SGVs"})");
    QTest::newRow("a number of a cut that is none") << QByteArray(R"({"id":"1","status":200,"body":{"cut":5}})");
}

void TestBatch::aGarbledPartIsAskedForAlone()
{
    QFETCH(QByteArray, part);
    const auto replies = readBatch(responses({part}), 1);
    QVERIFY2(replies, why(replies));
    const auto mail = (*replies)[0].mime();
    QVERIFY(!mail);
    QCOMPARE(mail.error().remedy, Remedy::AskAlone);
}

void TestBatch::wordsInAnErrorDoNotHideItsStatus()
{
    const auto replies = readBatch(responses({R"({"id":"1","status":429,"body":"Too many!"})"}), 1);
    QVERIFY2(replies, why(replies));
    QCOMPARE((*replies)[0].mime().error().remedy, Remedy::BackOff);
}

void TestBatch::theWholeCanFail_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Remedy>("remedy");
    QTest::newRow("throttled") << 429 << QByteArray() << Remedy::BackOff;
    QTest::newRow("token") << 401 << QByteArray(R"({"error":{"code":"InvalidAuthenticationToken"}})") << Remedy::SignIn;
    QTest::newRow("a portal") << 200 << QByteArray("<html>") << Remedy::WrongAddress;
    QTest::newRow("no list") << 200 << QByteArray("{}") << Remedy::GiveUp;
    QTest::newRow("nothing") << 200 << QByteArray() << Remedy::GiveUp;
}

void TestBatch::theWholeCanFail()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Remedy, remedy);
    const auto replies = readBatch(body, 2, jsonHead(status));
    QVERIFY(!replies);
    QCOMPARE(replies.error().remedy, remedy);
}

void TestBatch::itIsReadByteByByte()
{
    const auto replies = readBatch(responses({mailPart}), 1, jsonHead(), Arrival::ByteByByte);
    QVERIFY2(replies, why(replies));
    QCOMPARE((*replies)[0].mime().value_or("none"), QByteArray("Subject: x\r\n\r\n"));
}

void TestBatch::cutAnywhereItIsNoBatch()
{
    const QByteArray whole = responses({mailPart, R"({"id":"2","status":204})"});
    for (qsizetype at = 0; at < whole.size(); ++at)
        QVERIFY2(!readBatch(whole.left(at), 2), QByteArray::number(at));
    QVERIFY(readBatch(whole, 2));
}

LIAISON_TEST(TestBatch)
#include "tst_batch.moc"
