#include "core/graph/batch.h"
#include "core/graph/create_draft.h"
#include "core/graph/get_mime.h"
#include "core/graph/list_messages.h"
#include "core/graph/message_parts.h"
#include "core/graph/send_draft.h"
#include "core/graph/sync_messages.h"
#include "core/graph/update_message.h"
#include "core/graph/upload_session.h"
#include "graph_answers.h"
#include "graph_requests.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject jsonOf(const Request &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

QByteArray headerOf(const Request &request, const char *name)
{
    return HttpHead{200, request.headers}.header(name);
}

} // namespace

/// What leaves us.
class TestGraphRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTargetIsAUrlBelowTheRoot();
    void everyRequestAsksForIdsThatStay();
    void idsStayOneSegment_data();
    void idsStayOneSegment();
    void mailboxesAreNamed();
    void aDeltaSaysWhatItWants();
    void aMessageIdIsQuotedAndEncoded();
    void aTimeIsFromSecondToSecond();
    void marksAreExtendedProperties();
    void aMailGoesUpAsBase64();
    void sendingHasNoBody();
    void aBatchHoldsTwentyAtMost();
    void theLargestMailFitsARequest();
};

void TestGraphRequests::everyTargetIsAUrlBelowTheRoot()
{
    for (const MailboxRef &mailbox : {MailboxRef::me(), MailboxRef::of(u"o'neil+x/..?#%@corp.example"_s)}) {
        const QList<NamedRequest> all = allRequests(mailbox);
        QVERIFY(all.size() >= 29);
        for (const NamedRequest &one : all) {
            const QUrl url = root().url(one.request);
            QVERIFY2(url.isValid(), qPrintable(one.name + u' ' + url.errorString()));
            // What would come back in a link is taken, so nothing of it can be taken for something else.
            const auto target = root().targetOf(QString::fromLatin1(url.toEncoded()));
            QVERIFY2(target, one.request.target + ' ' + why(target));
        }
    }
}

void TestGraphRequests::everyRequestAsksForIdsThatStay()
{
    for (const NamedRequest &one : allRequests(MailboxRef::me())) {
        if (one.name.startsWith(u"batch"_s)) {
            for (const QJsonValue &part : jsonOf(one.request).value(u"requests"_s).toArray())
                QVERIFY(part.toObject()
                            .value(u"headers"_s)
                            .toObject()
                            .value(u"Prefer"_s)
                            .toString()
                            .contains(u"IdType=\"ImmutableId\""_s));
            continue;
        }
        QVERIFY2(headerOf(one.request, "Prefer").startsWith("IdType=\"ImmutableId\""), qPrintable(one.name));
        QCOMPARE(one.request.body.isEmpty(), headerOf(one.request, "Content-Type").isEmpty());
    }
}

void TestGraphRequests::idsStayOneSegment_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("base64url") << u"AAMk-_0="_s << QByteArray("AAMk-_0%3D");
    QTest::newRow("base64") << u"AA/k+0="_s << QByteArray("AA%2Fk%2B0%3D");
    QTest::newRow("quote") << u"a'b"_s << QByteArray("a%27b");
    QTest::newRow("query") << u"a?b#c%d"_s << QByteArray("a%3Fb%23c%25d");
    QTest::newRow("two dots") << u".."_s << QByteArray("%252E%252E");
    QTest::newRow("4 kB") << QString(4'096, u'/') << QByteArray("%2F").repeated(4'096);
}

void TestGraphRequests::idsStayOneSegment()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, expected);
    QCOMPARE(GetMime::request(MailboxRef::me(), id).target, "/me/messages/" + expected + "/$value");
}

void TestGraphRequests::mailboxesAreNamed()
{
    QCOMPARE(MailboxRef::me().path(), QByteArray("/me"));
    QCOMPARE(MailboxRef::of({}).path(), QByteArray("/me"));
    QCOMPARE(MailboxRef::of(u" a.b@corp.example "_s).path(), QByteArray("/users/a.b%40corp.example"));
}

void TestGraphRequests::aDeltaSaysWhatItWants()
{
    const Request request = SyncMessages::request(MailboxRef::me(), u"inbox"_s, 100'000);
    QVERIFY(request.target.startsWith("/me/mailFolders/inbox/messages/delta?$select=id,parentFolderId,changeKey,"));
    QVERIFY(!request.target.contains("$expand") && !request.target.contains("Recipients"));
    for (const char *needed : {"internetMessageId", "receivedDateTime", "isRead", "isDraft"})
        QVERIFY2(request.target.contains(needed), needed);
    QCOMPARE(headerOf(request, "Prefer"), QByteArray("IdType=\"ImmutableId\", odata.maxpagesize=512"));
    // A page that goes on asks for nothing new: the link knows.
    const Request next = SyncMessages::request("/me/x?$skiptoken=1", 0);
    QCOMPARE(next.target, QByteArray("/me/x?$skiptoken=1"));
    QCOMPARE(headerOf(next, "Prefer"), QByteArray("IdType=\"ImmutableId\", odata.maxpagesize=1"));
}

void TestGraphRequests::aMessageIdIsQuotedAndEncoded()
{
    const Request request
        = ListMessages::request(MailboxRef::me(), {u"sentitems"_s, u"<o'neil+1&x%@corp.example>"_s, 0});
    QVERIFY(request.target.startsWith("/me/mailFolders/sentitems/messages?"));
    QVERIFY2(request.target.endsWith("&$top=1&$filter=internetMessageId%20eq%20%27%3Co%27%27neil%2B1%26x%25%40corp."
                                     "example%3E%27"),
             request.target);
    QVERIFY(!request.target.contains("$orderby"));
    QVERIFY(ListMessages::request(MailboxRef::me(), {}).target.endsWith("&$orderby=receivedDateTime%20desc"));
}

/// The last second counts whole, and what is ordered by is filtered by first.
void TestGraphRequests::aTimeIsFromSecondToSecond()
{
    const Request request = ListMessages::request(
        MailboxRef::me(), {u"inbox"_s, {}, 40, MessageShape::Marks, 1'600'000'000'250, 1'600'000'009'750});
    QVERIFY2(
        request.target.endsWith("&$top=40&$filter=receivedDateTime%20ge%202020-09-13T12%3A26%3A40Z%20and%20"
                                "receivedDateTime%20lt%202020-09-13T12%3A26%3A50Z&$orderby=receivedDateTime%20desc"),
        request.target);
    QVERIFY(request.target.contains("?$select=id,receivedDateTime,sentDateTime,isRead,isDraft&$expand="));
}

void TestGraphRequests::marksAreExtendedProperties()
{
    const auto properties = [](const MessageUpdate &update) {
        QStringList all;
        const QJsonObject body = jsonOf(UpdateMessage::request(MailboxRef::me(), u"id"_s, update));
        for (const QJsonValue &one : body.value(u"singleValueExtendedProperties"_s).toArray())
            all << one.toObject().value(u"id"_s).toString() + u'=' + one.toObject().value(u"value"_s).toString();
        return all;
    };
    QCOMPARE(
        properties({{}, LastVerb::Replied, 0, {}}),
        QStringList({u"Integer 0x1081=102"_s, u"Integer 0x1080=261"_s, u"SystemTime 0x1082=1970-01-01T00:00:00Z"_s}));
    QCOMPARE(properties({{}, LastVerb::RepliedAll, {}, {}}),
             QStringList({u"Integer 0x1081=103"_s, u"Integer 0x1080=261"_s}));
    QCOMPARE(properties({{}, LastVerb::Forwarded, {}, {}}),
             QStringList({u"Integer 0x1081=104"_s, u"Integer 0x1080=262"_s}));
    QCOMPARE(properties({{}, LastVerb::None, {}, {}}), QStringList({u"Integer 0x1081=0"_s, u"Integer 0x1080=256"_s}));
    const Request read = UpdateMessage::request(MailboxRef::me(), u"id"_s, {true, {}, {}, {}});
    QCOMPARE(read.body, QByteArray("{\"isRead\":true}"));
    QCOMPARE(read.method, Request::Method::Patch);
}

void TestGraphRequests::aMailGoesUpAsBase64()
{
    const QByteArray mime = "Subject: \xc3\xbc\r\n\r\n\r\n";
    const Request request = CreateDraft::request(MailboxRef::of(u"a@b.example"_s), mime, u"x/y"_s);
    QCOMPARE(request.target, QByteArray("/users/a%40b.example/mailFolders/x%2Fy/messages"));
    QCOMPARE(headerOf(request, "Content-Type"), QByteArray("text/plain"));
    QCOMPARE(QByteArray::fromBase64(request.body), mime);
}

void TestGraphRequests::sendingHasNoBody()
{
    const Request request = SendDraft::request(MailboxRef::me(), u"a="_s);
    QCOMPARE(request.target, QByteArray("/me/messages/a%3D/send"));
    QCOMPARE(methodName(request.method), QByteArray("POST"));
    QVERIFY(request.body.isEmpty());
    QVERIFY(headerOf(request, "Content-Type").isEmpty());
}

void TestGraphRequests::aBatchHoldsTwentyAtMost()
{
    QList<Request> many;
    for (int i = 0; i < 21; ++i)
        many << GetMime::request(MailboxRef::me(), QString::number(i));
    many[3] = UpdateMessage::request(MailboxRef::me(), u"3"_s, {true, {}, {}, {}});
    const QJsonArray parts = jsonOf(Batch::request(many)).value(u"requests"_s).toArray();
    QCOMPARE(parts.size(), 20);
    QCOMPARE(parts.at(0).toObject().value(u"id"_s), QJsonValue(u"1"_s));
    QCOMPARE(parts.at(0).toObject().value(u"url"_s), QJsonValue(u"/me/messages/0/$value"_s));
    QVERIFY(!parts.at(0).toObject().contains(u"body"_s));
    QCOMPARE(parts.at(3).toObject().value(u"body"_s).toObject().value(u"isRead"_s), QJsonValue(true));
    QCOMPARE(parts.at(3).toObject().value(u"method"_s), QJsonValue(u"PATCH"_s));
    QVERIFY(!parts.at(3).toObject().contains(u"dependsOn"_s));
    const QJsonArray chain = jsonOf(Batch::request(many, BatchOrder::OneByOne)).value(u"requests"_s).toArray();
    QVERIFY(!chain.at(0).toObject().contains(u"dependsOn"_s));
    QCOMPARE(chain.at(3).toObject().value(u"dependsOn"_s), QJsonValue(QJsonArray{u"3"_s}));
}

void TestGraphRequests::theLargestMailFitsARequest()
{
    const Request request = CreateDraft::request(MailboxRef::me(), QByteArray(largestMimeUpload, 'x'));
    QVERIFY(request.body.size() <= largestRequest);
    const PartFile file{u"a"_s, u"b/c"_s, {}, false, QByteArray(largestPlainAttachment, 'x')};
    QVERIFY(AddAttachment::request(MailboxRef::me(), u"id"_s, file).body.size() <= largestRequest);
}

LIAISON_TEST(TestGraphRequests)
#include "tst_graph_requests.moc"
