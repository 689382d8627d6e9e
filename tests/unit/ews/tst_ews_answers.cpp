#include "core/ews/create_item.h"
#include "core/ews/find_item.h"
#include "core/ews/get_attachment.h"
#include "core/ews/get_events.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_item.h"
#include "core/ews/move_item.h"
#include "core/ews/resolve_names.h"
#include "core/ews/subscribe.h"
#include "core/ews/sync_folder_hierarchy.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/unsubscribe.h"
#include "core/ews/update_item.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::ews;
using namespace liaison::ews::test;

namespace {

/// A server and how it names itself: 2007 without a Version and with prefixes of its own, 2010 by its name, later ones
/// by what no request may claim.
struct Server {
    const char *name;
    ServerBuild build;
    QByteArray version;
};

const QList<Server> &servers()
{
    static const QList<Server> all{{"2007 SP1", {8, 1, 240, 5}, {}},
                                   {"2007 SP3", {8, 3, 83, 4}, {}},
                                   {"2010", {14, 0, 639, 20}, "Exchange2010"},
                                   {"2010 SP1", {14, 1, 218, 11}, "Exchange2010_SP1"},
                                   {"2010 SP3", {14, 3, 123, 3}, "Exchange2010_SP2"},
                                   {"2013", {15, 0, 516, 29}, "V2_1"},
                                   {"2013 SP1", {15, 0, 1497, 2}, "V2_23"},
                                   {"2016", {15, 1, 2507, 6}, "V2017_07_11"},
                                   {"2019", {15, 2, 1118, 7}, "V2017_07_11"},
                                   {"SE", {15, 2, 2562, 17}, "V2017_07_11"},
                                   {"Online", {15, 20, 8093, 14}, "V2018_01_08"}};
    return all;
}

QByteArray attribute(const char *name, int value)
{
    return QByteArray(" ") + name + "=\"" + QByteArray::number(value) + '"';
}

QByteArray answerOf(const Server &server, const QByteArray &operation, const QByteArray &inside)
{
    const bool old = server.version.isEmpty();
    const QByteArray soap = old ? "soap" : "s";
    const QByteArray info = "<t:ServerVersionInfo" + attribute("MajorVersion", server.build.major)
        + attribute("MinorVersion", server.build.minor) + attribute("MajorBuildNumber", server.build.majorBuild)
        + attribute("MinorBuildNumber", server.build.minorBuild)
        + (old ? QByteArray() : " Version=\"" + server.version + '"')
        + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"/>";
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><" + soap + ":Envelope xmlns:" + soap
        + "=\"http://schemas.xmlsoap.org/soap/envelope/\"><" + soap + ":Header>" + info + "</" + soap + ":Header><"
        + soap
        + ":Body xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" "
          "xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><m:"
        + operation + "Response><m:ResponseMessages>" + good(operation, inside)
        + "</m:ResponseMessages></m:" + operation + "Response></" + soap + ":Body></" + soap + ":Envelope>";
}

const QByteArray folderXml = R"(<t:FolderId Id="AQ=" ChangeKey="AQ"/><t:ParentFolderId Id="AR=" ChangeKey="AQ"/>)"
                             R"(<t:FolderClass>IPF.Note</t:FolderClass><t:DisplayName>F&#228;lle</t:DisplayName>)"
                             R"(<t:TotalCount>3</t:TotalCount><t:ChildFolderCount>0</t:ChildFolderCount>)";
const QByteArray unread = "<t:UnreadCount>1</t:UnreadCount>";
const QByteArray item = R"(<t:ItemId Id="AI+/=" ChangeKey="CQ"/>)";

} // namespace

Q_DECLARE_METATYPE(Server)

/// The answer to each operation as each version gives it.
class TestEwsAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyVersionIsUnderstood_data();
    void everyVersionIsUnderstood();

private:
    template <class Op> Answer<typename Op::Value> take(const char *operation, const QByteArray &inside)
    {
        Op machine;
        machine.feed(answerOf(m_server, operation, inside));
        auto value = machine.finish();
        m_told = machine.server();
        return value;
    }
    void folders();
    void items();
    void writing();
    void notifications();
    void people();
    [[nodiscard]] bool can(Ability ability) const { return ews::can(*newestFor(m_server.build), ability); }

    Server m_server;
    std::optional<ServerBuild> m_told;
};

void TestEwsAnswers::everyVersionIsUnderstood_data()
{
    QTest::addColumn<Server>("server");
    for (const Server &server : servers())
        QTest::newRow(server.name) << server;
}

void TestEwsAnswers::everyVersionIsUnderstood()
{
    QFETCH(const Server, server);
    m_server = server;
    for (const auto part : {&TestEwsAnswers::folders, &TestEwsAnswers::items, &TestEwsAnswers::writing,
                            &TestEwsAnswers::notifications, &TestEwsAnswers::people}) {
        m_told.reset();
        (this->*part)();
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(m_told, std::optional(server.build));
    }
}

void TestEwsAnswers::folders()
{
    const bool named = can(Ability::DistinguishedFolderId);
    const QByteArray told = "<t:Folder>" + folderXml + unread
        + (named ? QByteArray("<t:DistinguishedFolderId>inbox</t:DistinguishedFolderId>") : QByteArray())
        + "</t:Folder>";
    const auto found = take<GetFolder>("GetFolder", "<m:Folders>" + told + "</m:Folders>");
    QVERIFY2(found && found->size() == 1 && found->front(), why(found));
    QCOMPARE(found->front()->displayName, QStringLiteral("Fälle"));
    QCOMPARE(found->front()->unread, 1);
    QCOMPARE(found->front()->distinguished, named ? QStringLiteral("inbox") : QString());
    const auto tree = take<SyncFolderHierarchy>(
        "SyncFolderHierarchy",
        "<m:SyncState>H4s=</m:SyncState><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>"
        "<t:Create><t:Folder>"
            + folderXml + unread
            + "</t:Folder></t:Create><t:Delete><t:FolderId Id=\"AS=\" ChangeKey=\"AQ\"/></t:Delete></m:Changes>");
    QVERIFY2(tree, why(tree));
    QCOMPARE(tree->syncState, QStringLiteral("H4s="));
    QVERIFY(tree->last);
    QCOMPARE(tree->changed.size(), 1);
    QCOMPARE(tree->changed.first().id, QStringLiteral("AQ="));
    QCOMPARE(tree->removed, QStringList{QStringLiteral("AS=")});
}

void TestEwsAnswers::items()
{
    const auto page = take<SyncFolderItems>(
        "SyncFolderItems",
        "<m:SyncState>S4s=</m:SyncState><m:IncludesLastItemInRange>false</m:IncludesLastItemInRange><m:Changes>"
        "<t:Create><t:Message>"
            + item + "<t:Size>100</t:Size></t:Message></t:Create><t:ReadFlagChange>" + item
            + "<t:IsRead>true</t:IsRead></t:ReadFlagChange><t:Delete>" + item + "</t:Delete></m:Changes>");
    QVERIFY2(page, why(page));
    QVERIFY(!page->last);
    QCOMPARE(page->changes.size(), 3);
    QCOMPARE(page->changes.first().id.id, QStringLiteral("AI+/="));
    QCOMPARE(page->changes.first().size, 100);
    QVERIFY(page->changes.at(1).read);
    const QByteArray mime = QByteArray("Subject: x\r\n\r\ny\r\n");
    const auto mails = take<GetItem>(
        "GetItem",
        "<m:Items><t:Message><t:MimeContent CharacterSet=\"UTF-8\">" + mime.toBase64() + "</t:MimeContent>" + item
            + (can(Ability::ConversationId) ? "<t:ConversationId Id=\"AC=\"/>" : "") + "</t:Message></m:Items>");
    QVERIFY2(mails && mails->size() == 1 && mails->front(), why(mails));
    QCOMPARE(mails->front()->mime, mime);
    QCOMPARE(mails->front()->conversationId, can(Ability::ConversationId) ? QStringLiteral("AC=") : QString());
    const auto files
        = take<GetAttachment>("GetAttachment",
                              "<m:Attachments><t:FileAttachment><t:AttachmentId Id=\"AA=\"/><t:Name>a.txt</t:Name>"
                              "<t:Content>eA==</t:Content></t:FileAttachment></m:Attachments>");
    QVERIFY2(files && files->size() == 1 && files->front(), why(files));
    QCOMPARE(files->front()->content, QByteArray("x"));
    const auto found = take<FindItem>(
        "FindItem",
        "<m:RootFolder TotalItemsInView=\"1\" IncludesLastItemInRange=\"true\"><t:Items><t:Message>" + item
            + "<t:InternetMessageId>&lt;a@b&gt;</t:InternetMessageId></t:Message></t:Items></m:RootFolder>");
    QVERIFY2(found && found->size() == 1 && found->front(), why(found));
    QCOMPARE(found->front()->first().messageId, QStringLiteral("<a@b>"));
}

void TestEwsAnswers::writing()
{
    const QByteArray message = "<m:Items><t:Message>" + item + "</t:Message></m:Items>";
    const auto filed = take<CreateItem>("CreateItem", message);
    QVERIFY2(filed, why(filed));
    QCOMPARE(filed->id, QStringLiteral("AI+/="));
    const auto sent = take<CreateItem>("CreateItem", "<m:Items/>");
    QVERIFY2(sent, why(sent));
    const auto marked
        = take<UpdateItem>("UpdateItem", message + "<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>");
    QVERIFY2(marked && marked->size() == 1 && marked->front(), why(marked));
    QCOMPARE(marked->front()->changeKey, QStringLiteral("CQ"));
    const bool tells = can(Ability::NewIdsFromMove);
    const auto moved = take<MoveItem>("MoveItem", tells ? message : QByteArray("<m:Items/>"));
    QVERIFY2(moved && moved->size() == 1 && moved->front(), why(moved));
    QCOMPARE(moved->front()->id, tells ? QStringLiteral("AI+/=") : QString());
}

void TestEwsAnswers::notifications()
{
    const bool streams = can(Ability::Streaming);
    const auto subscription
        = take<Subscribe>("Subscribe",
                          "<m:SubscriptionId>sub</m:SubscriptionId>"
                              + (streams ? QByteArray() : QByteArray("<m:Watermark>w1</m:Watermark>")));
    QVERIFY2(subscription, why(subscription));
    QCOMPARE(subscription->id, QStringLiteral("sub"));
    QCOMPARE(subscription->watermark, streams ? QString() : QStringLiteral("w1"));
    const auto events = take<GetEvents>(
        "GetEvents",
        "<m:Notification><t:SubscriptionId>sub</t:SubscriptionId><t:PreviousWatermark>w1</t:PreviousWatermark>"
        "<t:MoreEvents>false</t:MoreEvents><t:NewMailEvent><t:Watermark>w2</t:Watermark>"
        "<t:TimeStamp>2026-11-20T10:00:00Z</t:TimeStamp>"
            + item + "<t:ParentFolderId Id=\"AQ=\" ChangeKey=\"AQ\"/></t:NewMailEvent></m:Notification>");
    QVERIFY2(events, why(events));
    QCOMPARE(events->watermark, QStringLiteral("w2"));
    QCOMPARE(events->folders(), QStringList{QStringLiteral("AQ=")});
    const auto over = take<Unsubscribe>("Unsubscribe", {});
    QVERIFY2(over, why(over));
}

void TestEwsAnswers::people()
{
    const auto known = take<ResolveNames>(
        "ResolveNames",
        "<m:ResolutionSet TotalItemsInView=\"1\" IncludesLastItemInRange=\"true\"><t:Resolution><t:Mailbox>"
        "<t:Name>Ann</t:Name><t:EmailAddress>ann@corp.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType>"
        "<t:MailboxType>Mailbox</t:MailboxType></t:Mailbox></t:Resolution></m:ResolutionSet>");
    QVERIFY2(known, why(known));
    QCOMPARE(known->matches, (QList<NameMatch>{{QStringLiteral("Ann"), QStringLiteral("ann@corp.example"), false}}));
}

LIAISON_TEST(TestEwsAnswers)
#include "tst_ews_answers.moc"
