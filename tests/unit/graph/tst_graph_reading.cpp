#include "core/graph/create_draft.h"
#include "core/graph/get_folder.h"
#include "core/graph/get_message.h"
#include "core/graph/json_value.h"
#include "core/graph/list_folders.h"
#include "core/graph/list_messages.h"
#include "core/graph/move_message.h"
#include "core/graph/sync_folders.h"
#include "core/graph/sync_messages.h"
#include "graph_answers.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

/// Folders and messages as Graph tells them.
class TestGraphReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFolderIsRead();
    void foldersComeInPages();
    void aDeltaOfFolders();
    void aMessageIsRead();
    void aMarkAloneIsRead();
    void whatHasAnotherFormIsNotTold();
    void timesNeedAZone_data();
    void timesNeedAZone();
    void marksAndSizesAreRead();
    void aDeltaOfMessages();
    void aDeltaHasOneLink_data();
    void aDeltaHasOneLink();
    void aDeltaThatIsNone_data();
    void aDeltaThatIsNone();
    void aLinkToAnotherHostStopsAnyList_data();
    void aLinkToAnotherHostStopsAnyList();
    void idsHaveALimit();
    void tenThousandMessagesOnAPage();
    void whatIsMadeHasAnId();
};

namespace {

const QByteArray someLink = "https://graph.microsoft.com/v1.0/me/mailFolders('AA')/messages/delta?$deltatoken=x";

QByteArray delta(const QByteArray &values, const QByteArray &links = R"("@odata.deltaLink":")" + someLink + '"')
{
    return "{\"value\":[" + values + "]," + links + '}';
}

Message messageOf(const QByteArray &json)
{
    const auto message = read(GetMessage(), json);
    return message.value_or(Message{QString::fromLatin1(why(message))});
}

} // namespace

void TestGraphReading::aFolderIsRead()
{
    const auto folder
        = read(GetFolder(), R"({"@odata.type":"#microsoft.graph.mailSearchFolder","id":"AQ=","displayName":
        "Entw\u00fcrfe","parentFolderId":"P=","childFolderCount":1,"unreadItemCount":2,"totalItemCount":3,
        "sizeInBytes":4,"isHidden":true})");
    QVERIFY2(folder, why(folder));
    QCOMPARE(*folder, (Folder{u"AQ="_s, u"P="_s, u"Entw\u00fcrfe"_s, 3, 2, 1, true, true}));
    const auto bare
        = read(GetFolder(), R"({"id":"AQ=","totalItemCount":-4,"unreadItemCount":"5","childFolderCount":null})");
    QVERIFY2(bare, why(bare));
    QCOMPARE(*bare, (Folder{u"AQ="_s, {}, {}, -1, -1, -1, false, false}));
    QVERIFY(!read(GetFolder(), R"({"displayName":"x"})"));
}

void TestGraphReading::foldersComeInPages()
{
    const auto first = read(ListFolders(root()), R"({"value":[{"id":"1"},{"id":"2"}],"@odata.nextLink":
        "https://graph.microsoft.com/v1.0/me/mailFolders?$skip=2"})");
    QVERIFY2(first, why(first));
    QCOMPARE(first->items.size(), 2);
    QCOMPARE(ListFolders::next(first->next).target, QByteArray("/me/mailFolders?$skip=2"));
    const auto last = read(ListFolders(root()), R"({"value":[],"@odata.nextLink":null})");
    QVERIFY2(last, why(last));
    QVERIFY(last->next.isEmpty());
    QVERIFY(!read(ListFolders(root()), R"({"value":[{"id":"1"},7]})"));
    QVERIFY(!read(ListFolders(root()), R"({"value":{}})"));
}

void TestGraphReading::aDeltaOfFolders()
{
    const auto page = read(SyncFolders(root()),
                           delta(R"({"id":"1","displayName":"a"},)"
                                 R"({"id":"2","@removed":{"reason":"deleted"}})"));
    QVERIFY2(page, why(page));
    QCOMPARE(page->changes.size(), 2);
    QCOMPARE(page->changes[0].folder.displayName, u"a"_s);
    QCOMPARE(page->changes[1], (FolderChange{Removal::Deleted, Folder{u"2"_s}}));
    QVERIFY(page->then.next.isEmpty());
    QVERIFY(page->then.delta.startsWith("/me/mailFolders('AA')"));
}

void TestGraphReading::aMessageIsRead()
{
    const Message message = messageOf(R"({"id":"M=","parentFolderId":"P","changeKey":"C","internetMessageId":"<a@b>",
        "subject":"\u00dc","receivedDateTime":"2024-11-25T15:04:22Z","sentDateTime":"2024-11-25T15:04:22.1234567Z",
        "isRead":true,"isDraft":false,"hasAttachments":true,"conversationId":"V","bccRecipients":[],"replyTo":null,
        "from":{"emailAddress":{"name":"N","address":"n@corp.example"}},
        "toRecipients":[{"emailAddress":{"address":"t@corp.example"}},{"emailAddress":{"name":"X","address":"/O=X/CN=Y"}},
            {"emailAddress":{"name":"Z"}}, 7],"body":{"content":"x"}})");
    QCOMPARE(message.id, u"M="_s);
    QCOMPARE(message.parentFolderId, u"P"_s);
    QCOMPARE(message.changeKey, u"C"_s);
    QCOMPARE(message.internetMessageId, std::optional(u"<a@b>"_s));
    QCOMPARE(message.subject, std::optional(u"\u00dc"_s));
    QCOMPARE(message.receivedAt, std::optional<qint64>(1'732'547'062'000));
    QCOMPARE(message.sentAt, std::optional<qint64>(1'732'547'062'123));
    QCOMPARE(message.read, std::optional(true));
    QCOMPARE(message.draft, std::optional(false));
    QCOMPARE(message.hasAttachments, std::optional(true));
    QCOMPARE(message.from, domain::Addresses({{u"N"_s, u"n@corp.example"_s}}));
    QCOMPARE(message.to, domain::Addresses({{{}, u"t@corp.example"_s}, {u"X"_s, {}}, {u"Z"_s, {}}}));
    QVERIFY(message.bcc.isEmpty() && message.replyTo.isEmpty() && message.sender.isEmpty());
    QCOMPARE(message.conversationId, u"V"_s);
    QVERIFY(!message.size && !message.lastVerb);
}

void TestGraphReading::aMarkAloneIsRead()
{
    // Seen of the service: a delta tells of a mail whose mark changed no more than this.
    const Message message = messageOf(R"({"id":"M=","parentFolderId":"P","isRead":false})");
    QCOMPARE(message.read, std::optional(false));
    QVERIFY(!message.subject && !message.receivedAt && !message.draft && !message.internetMessageId);
}

void TestGraphReading::whatHasAnotherFormIsNotTold()
{
    const Message message = messageOf(R"({"id":"M=","isRead":"true","isDraft":1,"subject":7,"from":"x",
        "toRecipients":{"emailAddress":3},"receivedDateTime":"datetime-value","hasAttachments":null,
        "internetMessageId":["<a>"],"singleValueExtendedProperties":{"id":1}})");
    QCOMPARE(message, (Message{u"M="_s, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {{{}, {}}}}));
}

void TestGraphReading::timesNeedAZone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("UTC") << u"1970-01-01T00:00:01Z"_s << qint64(1'000);
    QTest::newRow("fraction") << u"1970-01-01T00:00:01.5Z"_s << qint64(1'500);
    QTest::newRow("offset") << u"1970-01-01T02:00:00+02:00"_s << qint64(0);
    QTest::newRow("before 1970") << u"1969-12-31T23:59:59Z"_s << qint64(-1'000);
    QTest::newRow("no zone") << u"1970-01-01T00:00:01"_s << qint64(-7);
    QTest::newRow("a date") << u"1970-01-01"_s << qint64(-7);
    QTest::newRow("no date") << u"1970-13-01T00:00:01Z"_s << qint64(-7);
    QTest::newRow("nothing") << QString() << qint64(-7);
}

void TestGraphReading::timesNeedAZone()
{
    QFETCH(QString, text);
    QTEST(timeOf({{u"t"_s, text}}, "t").value_or(-7), "ms");
}

void TestGraphReading::marksAndSizesAreRead()
{
    const auto marked = [](const char *properties) {
        return messageOf(QByteArray(R"({"id":"M","singleValueExtendedProperties":[)") + properties + "]}");
    };
    // The service writes an id as it likes.
    const Message message
        = marked(R"({"id":"Integer 0x1081","value":"103"},{"id":"Long 0xe08","value":"12345"},{"id":"x"},7)");
    QCOMPARE(message.lastVerb, std::optional(LastVerb::RepliedAll));
    QCOMPARE(message.size, std::optional<qint64>(12'345));
    QCOMPARE(marked(R"({"id":"Integer 0x1081","value":"0"})").lastVerb, std::optional(LastVerb::None));
    QCOMPARE(marked(R"({"id":"Integer 0x1081","value":"7000"})").lastVerb, std::optional(LastVerb::None));
    QCOMPARE(marked(R"({"id":"Integer 0x1081","value":"x"})").lastVerb, std::nullopt);
    QCOMPARE(marked(R"({"id":"Long 0xe08","value":"-1"})").size, std::nullopt);
    QCOMPARE(marked(R"({"id":"String {0xe08} Name x","value":"1"})").size, std::nullopt);
}

void TestGraphReading::aDeltaOfMessages()
{
    const QByteArray body = delta(R"({"id":"1","isRead":true},{"id":"2","@removed":{"reason":"changed"}},)"
                                  R"({"id":"3","@removed":{"reason":"deleted"}},{"id":"4","@removed":{}},{"id":"1"})");
    for (const Arrival arrival : arrivals) {
        const auto page = read(SyncMessages(root()), body, jsonHead(), arrival);
        QVERIFY2(page, why(page));
        QList<Removal> removals;
        QStringList ids;
        for (const MessageChange &change : page->changes) {
            removals << change.removed;
            ids << change.message.id;
        }
        QCOMPARE(ids, QStringList({u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"1"_s}));
        QCOMPARE(removals,
                 QList<Removal>({Removal::None, Removal::Changed, Removal::Deleted, Removal::Deleted, Removal::None}));
        QCOMPARE(SyncMessages::request(page->then.delta).target,
                 QByteArray("/me/mailFolders('AA')/messages/delta?$deltatoken=x"));
    }
}

void TestGraphReading::aDeltaHasOneLink_data()
{
    QTest::addColumn<QByteArray>("links");
    QTest::addColumn<bool>("good");
    const QByteArray next = R"("@odata.nextLink":")" + someLink + '"';
    const QByteArray last = R"("@odata.deltaLink":")" + someLink + '"';
    QTest::newRow("next") << next << true;
    QTest::newRow("delta") << last << true;
    QTest::newRow("delta and no next") << last + R"(,"@odata.nextLink":null)" << true;
    QTest::newRow("both") << next + ',' + last << false;
    QTest::newRow("none") << QByteArray(R"("a":1)") << false;
    QTest::newRow("empty") << QByteArray(R"("@odata.nextLink":"")") << false;
    QTest::newRow("a number") << QByteArray(R"("@odata.deltaLink":1)") << false;
    QTest::newRow("a list") << QByteArray(R"("@odata.deltaLink":[")" + someLink + "\"]") << false;
}

void TestGraphReading::aDeltaHasOneLink()
{
    QFETCH(QByteArray, links);
    QFETCH(bool, good);
    QCOMPARE(read(SyncMessages(root()), delta({}, links)).has_value(), good);
    QCOMPARE(read(SyncFolders(root()), delta({}, links)).has_value(), good);
}

void TestGraphReading::aDeltaThatIsNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("a web page") << QByteArray("<html><body>Please accept our terms</body></html>");
    QTest::newRow("no values") << QByteArray(R"({"@odata.deltaLink":")" + someLink + "\"}");
    QTest::newRow("no id") << delta(R"({"subject":"x"})");
    QTest::newRow("empty id") << delta(R"({"id":""})");
    QTest::newRow("a number as an id") << delta(R"({"id":1})");
    QTest::newRow("a text as an item") << delta(R"("1")");
    QTest::newRow("a text as removal") << delta(R"({"id":"1","@removed":"deleted"})");
    QTest::newRow("depth 10,000") << delta(QByteArray(10'000, '[') + QByteArray(10'000, ']'));
}

void TestGraphReading::aDeltaThatIsNone()
{
    QFETCH(QByteArray, body);
    for (const Arrival arrival : arrivals) {
        const auto page = read(SyncMessages(root()), body, jsonHead(), arrival);
        QVERIFY(!page);
        QVERIFY(page.error().origin == Failure::Origin::Unreadable || page.error().origin == Failure::Origin::NotGraph);
        QVERIFY(!page.error().error.log.isEmpty());
    }
}

void TestGraphReading::aLinkToAnotherHostStopsAnyList_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("next") << QByteArray("@odata.nextLink");
    QTest::newRow("delta") << QByteArray("@odata.deltaLink");
}

void TestGraphReading::aLinkToAnotherHostStopsAnyList()
{
    QFETCH(QByteArray, name);
    const QByteArray body
        = R"({"value":[{"id":"1"}],")" + name + R"(":"https://graph.evil.example/v1.0/me/messages?$skiptoken=1"})";
    const auto isForeign = [](const auto &answer) { return !answer && answer.error().reason == Reason::ForeignLink; };
    QVERIFY(isForeign(read(SyncMessages(root()), body)));
    QVERIFY(isForeign(read(SyncFolders(root()), body)));
    if (name == "@odata.nextLink") {
        QVERIFY(isForeign(read(ListMessages(root()), body)));
        QVERIFY(isForeign(read(ListFolders(root()), body)));
    }
}

void TestGraphReading::idsHaveALimit()
{
    const auto withId = [](qsizetype length) { return R"({"id":")" + QByteArray(length, 'A') + "\"}"; };
    QCOMPARE(messageOf(withId(longestId)).id.size(), longestId);
    const auto tooLong = read(GetMessage(), withId(longestId + 1));
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().error.kind, ErrorKind::ProtocolViolation);
}

void TestGraphReading::tenThousandMessagesOnAPage()
{
    QByteArrayList values;
    for (int i = 0; i < 10'000; ++i)
        values << R"({"id":")" + QByteArray::number(i) + R"(","subject":"s","isRead":true})";
    const auto page = read(SyncMessages(root()), delta(values.join(',')));
    QVERIFY2(page, why(page));
    QCOMPARE(page->changes.size(), 10'000);
    QCOMPARE(page->changes.last().message.id, u"9999"_s);
}

void TestGraphReading::whatIsMadeHasAnId()
{
    const QByteArray made = R"({"id":"M","isDraft":true,"internetMessageId":"<a@b>"})";
    const auto draft = read(CreateDraft(), made, jsonHead(201));
    QVERIFY2(draft, why(draft));
    QCOMPARE(draft->draft, std::optional(true));
    QCOMPARE(read(MoveMessage(), made, jsonHead(201))->id, u"M"_s);
    // What was too large has been answered so, and was not kept.
    for (const char *body : {"", "{}"}) {
        const auto nothing = read(CreateDraft(), body, jsonHead(200));
        QVERIFY(!nothing);
        QVERIFY(mayHaveHappened(nothing.error()));
    }
}

LIAISON_TEST(TestGraphReading)
#include "tst_graph_reading.moc"
