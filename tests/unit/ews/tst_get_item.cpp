#include "core/ews/get_attachment.h"
#include "core/ews/get_item.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison::ews;
using namespace liaison::ews::test;

/// GetItem and GetAttachment.
class TestGetItem : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsAskWhatTheVersionKnows();
    void headersAreRead();
    void mimeIsRead();
    void propertiesAreRead();
    void oneBrokenItemLeavesTheOthers();
    void attachments();
};

void TestGetItem::requestsAskWhatTheVersionKnows()
{
    const QList<ItemId> ids{{QStringLiteral("A"), QStringLiteral("1")}, {QStringLiteral("B"), {}}};
    for (const RequestContext &context : allContexts()) {
        const QByteArray headers = GetItem::request(context, ids, ItemShape::Headers);
        QVERIFY(headers.contains("<t:ItemId Id=\"A\"/><t:ItemId Id=\"B\"/>"));
        QVERIFY(headers.contains("message:InternetMessageId"));
        QVERIFY(!headers.contains("IncludeMimeContent"));
        QCOMPARE(headers.contains("item:ConversationId"), context.version >= ServerVersion::Exchange2010);
        QCOMPARE(headers.contains("item:Preview"), context.version >= ServerVersion::Exchange2013);
        const QByteArray any = GetItem::request(context, ids, ItemShape::AnyItem);
        QVERIFY(!any.contains("message:"));
        const QByteArray mime = GetItem::request(context, ids, ItemShape::Mime);
        QVERIFY(mime.contains("<t:IncludeMimeContent>true</t:IncludeMimeContent>"));
        QVERIFY(!mime.contains("message:") && !mime.contains("MimeContentUTF8"));
        const QByteArray utf8 = GetItem::request(context, ids, ItemShape::MimeUtf8);
        const bool has = context.version >= ServerVersion::Exchange2013_SP1;
        QCOMPARE(utf8.contains("item:MimeContentUTF8"), has);
        QCOMPARE(utf8.contains("<t:IncludeMimeContent>true<"), !has);
        QVERIFY(GetItem::request(context, ids, ItemShape::Properties).contains("item:Attachments"));
        QVERIFY(!GetItem::request(context, ids, ItemShape::IdOnly).contains("AdditionalProperties"));
    }
}

void TestGetItem::headersAreRead()
{
    const QByteArray message
        = R"(<m:Items><t:Message><t:ItemId Id="AAA" ChangeKey="CQ"/><t:ParentFolderId Id="F" ChangeKey="AQ"/>)"
          R"(<t:ItemClass>IPM.Note</t:ItemClass><t:Subject>[INC-2026-000123] &#x0;Grüße</t:Subject>)"
          R"(<t:DateTimeReceived>2026-11-22T06:00:00Z</t:DateTimeReceived><t:Size>881</t:Size>)"
          R"(<t:InReplyTo>&lt;q@x.example&gt;</t:InReplyTo><t:HasAttachments>true</t:HasAttachments><t:ExtendedProperty>)"
          R"(<t:ExtendedFieldURI PropertyTag="0x1081" PropertyType="Integer"/><t:Value>102</t:Value>)"
          R"(</t:ExtendedProperty><t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0xe07" PropertyType="Integer"/>)"
          R"(<t:Value>1</t:Value></t:ExtendedProperty><t:ConversationId Id="conv"/><t:Flag><t:FlagStatus>Flagged)"
          R"(</t:FlagStatus></t:Flag><t:Preview>First words</t:Preview><t:From><t:Mailbox><t:Name>Ann</t:Name>)"
          R"(<t:EmailAddress>ann@x.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Mailbox></t:From>)"
          R"(<t:ToRecipients><t:Mailbox><t:Name>Bob</t:Name><t:EmailAddress>/O=X/CN=BOB</t:EmailAddress><t:RoutingType>)"
          R"(EX</t:RoutingType></t:Mailbox><t:Mailbox><t:EmailAddress>c@x.example</t:EmailAddress></t:Mailbox>)"
          R"(</t:ToRecipients><t:InternetMessageId>&lt;1@x.example&gt;</t:InternetMessageId></t:Message></m:Items>)";
    for (const Arrival arrival : arrivals) {
        const auto items = read<GetItem>(answer("GetItem", good("GetItem", message)), arrival);
        QVERIFY2(items, why(items).constData());
        const Item item = *items->front();
        QCOMPARE(item.id, (ItemId{QStringLiteral("AAA"), QStringLiteral("CQ")}));
        QCOMPARE(item.element, QStringLiteral("Message"));
        QCOMPARE(item.parentFolderId, QStringLiteral("F"));
        QCOMPARE(item.subject, QStringLiteral("[INC-2026-000123] \uFFFDGrüße"));
        QCOMPARE(item.receivedAt, std::optional<qint64>(1'795'327'200'000));
        QCOMPARE(item.size, 881);
        QCOMPARE(item.messageId, QStringLiteral("<1@x.example>"));
        QCOMPARE(item.inReplyTo, QStringLiteral("<q@x.example>"));
        QCOMPARE(item.conversationId, QStringLiteral("conv"));
        QCOMPARE(item.preview, QStringLiteral("First words"));
        QVERIFY(item.flagged && item.read && !item.draft && item.hasAttachments);
        QCOMPARE(item.lastVerb, LastVerb::Replied);
        QCOMPARE(item.from.value(0).address, QStringLiteral("ann@x.example"));
        QCOMPARE(item.to.size(), 2);
        QVERIFY(item.to.at(0).address.isEmpty());
        QCOMPARE(item.to.at(1).address, QStringLiteral("c@x.example"));
        QCOMPARE(item.mimeCut, -1);
    }
}

void TestGetItem::mimeIsRead()
{
    const QByteArray raw = "From: a@x.example\r\nSubject: \xc3\xbc\r\n\r\nHello\r\n";
    for (const char *name : {"MimeContent", "MimeContentUTF8"}) {
        const QByteArray element(name);
        const QByteArray message = "<m:Items><t:CalendarItem><t:" + element + " CharacterSet=\"UTF-8\">\r\n"
            + raw.toBase64() + "\r\n</t:" + element + "><t:ItemId Id=\"M\"/></t:CalendarItem></m:Items>";
        for (const Arrival arrival : arrivals) {
            const auto items = read<GetItem>(answer("GetItem", good("GetItem", message)), arrival);
            QVERIFY2(items, why(items).constData());
            QCOMPARE(items->front()->mime, raw);
            QCOMPARE(items->front()->id.id, QStringLiteral("M"));
        }
    }
}

void TestGetItem::propertiesAreRead()
{
    const QByteArray message
        = R"(<m:Items><t:Message><t:ItemId Id="P"/><t:Body BodyType="HTML">&lt;p&gt;Hi&amp;nbsp;&lt;/p&gt;</t:Body>)"
          R"(<t:Attachments><t:FileAttachment><t:AttachmentId Id="att1"/><t:Name>a.pdf</t:Name><t:ContentType>)"
          R"(application/pdf</t:ContentType><t:ContentId>c1</t:ContentId><t:Size>12</t:Size><t:IsInline>true)"
          R"(</t:IsInline></t:FileAttachment><t:ItemAttachment><t:AttachmentId Id="att2"/><t:Name>mail</t:Name>)"
          R"(</t:ItemAttachment></t:Attachments><t:InternetMessageHeaders><t:InternetMessageHeader HeaderName="Received">)"
          R"(from a by b</t:InternetMessageHeader></t:InternetMessageHeaders></t:Message></m:Items>)";
    const auto items = read<GetItem>(answer("GetItem", good("GetItem", message)), Arrival::ByteByByte);
    QVERIFY2(items, why(items).constData());
    const Item item = *items->front();
    QCOMPARE(item.body, QStringLiteral("<p>Hi&nbsp;</p>"));
    QVERIFY(item.bodyIsHtml);
    QCOMPARE(item.attachments.size(), 2);
    QCOMPARE(item.attachments.at(0).contentId, QStringLiteral("c1"));
    QVERIFY(item.attachments.at(0).isInline && !item.attachments.at(0).isItem);
    QVERIFY(item.attachments.at(1).isItem);
    QCOMPARE(item.headers.value(0).first, QStringLiteral("Received"));
    QCOMPARE(item.headers.value(0).second, QStringLiteral("from a by b"));
}

void TestGetItem::oneBrokenItemLeavesTheOthers()
{
    const QByteArray fine = good("GetItem", "<m:Items><t:Message><t:ItemId Id=\"ok\"/></t:Message></m:Items>");
    const QByteArray bytes
        = answer("GetItem",
                 fine + bad("GetItem", "ErrorItemNotFound", "<m:Items/>")
                     + bad("GetItem", "ErrorMimeContentConversionFailed", "<m:Items/>")
                     + bad("GetItem", "ErrorInvalidPropertyRequest") + good("GetItem", "<m:Items/>") + fine);
    for (const Arrival arrival : arrivals) {
        const auto items = read<GetItem>(bytes, arrival);
        QVERIFY(items);
        QCOMPARE(items->size(), std::size_t(6));
        QCOMPARE(items->at(0)->id.id, QStringLiteral("ok"));
        QCOMPARE(items->at(1).error().remedy, Remedy::DropItem);
        QCOMPARE(items->at(2).error().remedy, Remedy::RebuildFromProperties);
        QCOMPARE(items->at(3).error().remedy, Remedy::SkipProperties);
        QCOMPARE(items->at(4).error().remedy, Remedy::GiveUp);
        QCOMPARE(items->at(5)->id.id, QStringLiteral("ok"));
    }
}

void TestGetItem::attachments()
{
    const QByteArray request = GetAttachment::request({}, {QStringLiteral("a1"), QStringLiteral("a2")});
    QVERIFY(request.contains("<m:AttachmentIds><t:AttachmentId Id=\"a1\"/><t:AttachmentId Id=\"a2\"/>"));
    const auto file = [](const QByteArray &content) {
        return good("GetAttachment",
                    "<m:Attachments><t:FileAttachment><t:AttachmentId Id=\"a1\"/><t:Name>x.txt</t:Name>"
                    "<t:ContentType>text/plain</t:ContentType>"
                        + content + "</t:FileAttachment></m:Attachments>");
    };
    const QByteArray mail
        = good("GetAttachment",
               "<m:Attachments><t:ItemAttachment><t:AttachmentId Id=\"a2\"/><t:Message><t:MimeContent>bWFpbA=="
               "</t:MimeContent><t:Subject>s</t:Subject></t:Message></t:ItemAttachment></m:Attachments>");
    const QByteArray bytes
        = answer("GetAttachment",
                 file("<t:Content>aGVsbG8=</t:Content>") + mail + file("<t:Content/>") + file("")
                     + file("<t:Content>~</t:Content>") + bad("GetAttachment", "ErrorInvalidIdMalformed"));
    for (const Arrival arrival : arrivals) {
        const auto all = read<GetAttachment>(bytes, arrival);
        QVERIFY2(all, why(all).constData());
        QCOMPARE(all->size(), std::size_t(6));
        QCOMPARE(all->at(0)->content, QByteArray("hello"));
        QCOMPARE(all->at(0)->name, QStringLiteral("x.txt"));
        QCOMPARE(all->at(1)->content, QByteArray("mail"));
        QVERIFY(all->at(1)->isItem);
        QVERIFY(all->at(2)->content.isEmpty() && all->at(3)->content.isEmpty());
        QVERIFY(!all->at(4) && !all->at(5));
    }
}

LIAISON_TEST(TestGetItem)
#include "tst_get_item.moc"
