#include "core/transport/fetch_room.h"
#include "ews_copy.h"
#include "fake_graph.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <numeric>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

/// The most bytes that came with one page, until there is no more; -1: a page failed.
qint64 largestPage(MailSource &source, const domain::RemoteFolder &folder, MailCopy &copy, qint64 budget)
{
    qint64 most = 0;
    for (int i = 0; i < 1'000; ++i) {
        const auto page = await(source.changes({folder, copy.cursor, budget, 0}, {}));
        if (!page)
            return -1;
        const qint64 bytes = std::accumulate(page->arrived.cbegin(), page->arrived.cend(), qint64(0),
                                             [](qint64 sum, const RemoteMail &mail) { return sum + mail.raw.size(); });
        most = std::max(most, bytes);
        copy.take(*page);
        if (!page->more)
            return most;
    }
    return -1;
}

} // namespace

/// Servers that tell other sizes than their mails have: memory is counted by what comes.
class TestMailSizes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyAreLargerThanTold_data();
    void manyAreLargerThanTold();
    void oneIsFarLarger_data();
    void oneIsFarLarger();
    void answersThatAreUnderWay();
    void anAttachmentThatSwellsIsNamed();
};

void TestMailSizes::manyAreLargerThanTold_data()
{
    QTest::addColumn<bool>("overGraph");
    QTest::newRow("EWS") << false;
    QTest::newRow("Graph") << true;
}

void TestMailSizes::manyAreLargerThanTold()
{
    QFETCH(bool, overGraph);
    constexpr int mails = 60;
    constexpr int size = mebibyte / 2;
    MailCopy copy;
    qint64 most = 0;
    if (overGraph) {
        FakeGraph graph;
        graph.toldSize = 100;
        for (int i = 0; i < mails; ++i)
            graph.add(graphMail(i, size));
        GraphSource source(graph.graph());
        most = largestPage(source, FakeGraph::inbox(), copy, mebibyte);
        QVERIFY(isEqual(copy, graph));
    } else {
        FakeExchange exchange; // it says 100 bytes of each mail
        for (int i = 0; i < mails; ++i)
            exchange.add(ewsMail(i, size));
        EwsSource source(exchange.exchange());
        most = largestPage(source, FakeExchange::inbox(), copy, mebibyte);
        QVERIFY(isEqual(copy, exchange));
    }
    QVERIFY2(most > 0 && most <= 12 * mebibyte, qPrintable(QString::number(most)));
    QCOMPARE(copy.order.size(), mails);
    QCOMPARE(copy.twice, 0);
    QCOMPARE(copy.withheld, 0);
}

void TestMailSizes::oneIsFarLarger_data()
{
    manyAreLargerThanTold_data();
}

void TestMailSizes::oneIsFarLarger()
{
    QFETCH(bool, overGraph);
    constexpr int size = 26 * mebibyte;
    MailCopy copy;
    if (overGraph) {
        FakeGraph graph;
        graph.toldSize = 100;
        for (int i = 0; i < 5; ++i)
            graph.add(graphMail(i, i == 2 ? size : 100));
        GraphSource source(graph.graph());
        const auto done = sync(source, copy, mebibyte);
        QVERIFY2(done, why(done));
        QVERIFY(isEqual(copy, graph));
    } else {
        FakeExchange exchange;
        for (int i = 0; i < 5; ++i)
            exchange.add(ewsMail(i, i == 2 ? size : 100));
        EwsSource source(exchange.exchange());
        const auto done = sync(source, copy, mebibyte);
        QVERIFY2(done, why(done));
        QVERIFY(isEqual(copy, exchange));
    }
    QCOMPARE(copy.order.size(), 5);
}

void TestMailSizes::answersThatAreUnderWay()
{
    FetchRoom room;
    QCOMPARE(FetchRoom::allowance(mebibyte), 7 * mebibyte);
    QCOMPARE(FetchRoom::allowance(FetchRoom::largestMail), FetchRoom::largestAnswer());
    QVERIFY(room.hasRoomFor(FetchRoom::largestAnswer())); // alone
    room.enter(40 * mebibyte);
    QVERIFY(room.hasRoomFor(24 * mebibyte));
    QVERIFY(!room.hasRoomFor(25 * mebibyte));
    room.leave(40 * mebibyte);
    QVERIFY(room.hasRoomFor(FetchRoom::largestAnswer()));
}

void TestMailSizes::anAttachmentThatSwellsIsNamed()
{
    FakeExchange exchange;
    const QString id = exchange.add(ewsMail(1));
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &request,
                             std::optional<QByteArray> &answer) {
        const bool mime
            = request.body.contains("<t:IncludeMimeContent>true") || request.body.contains("MimeContentUTF8");
        if (operation == "GetItem" && mime)
            answer = exchange.failing(operation, "ErrorMimeContentConversionFailed");
        else if (operation == "GetItem")
            answer = exchange.soap(
                operation,
                FakeExchange::message(operation,
                                      "<m:Items><t:Message><t:ItemId Id=\"" + id.toUtf8()
                                          + "\"/><t:Subject>Evidence</t:Subject><t:Attachments><t:FileAttachment>"
                                            "<t:AttachmentId Id=\"att\"/><t:Name>log.bin</t:Name><t:Size>10</t:Size>"
                                            "</t:FileAttachment></t:Attachments></t:Message></m:Items>"));
        else if (operation == "GetAttachment")
            answer = httpAnswer(200, QByteArray(100 * mebibyte, ' '), "Content-Type: text/xml\r\n");
        else
            return false;
        return true;
    };
    EwsSource source(exchange.exchange());
    MailCopy copy;
    const auto done = sync(source, copy);
    QVERIFY2(done, why(done));
    QVERIFY(copy.mails.value(id).contains("Subject: Evidence"));
    const QByteArray rebuilt = copy.mails.value(id);
    const QByteArray text = QByteArray::fromBase64(rebuilt.mid(rebuilt.lastIndexOf("\r\n\r\n")));
    QVERIFY2(text.contains("log.bin"), text);
}

LIAISON_TEST(TestMailSizes)

#include "tst_mail_sizes.moc"
