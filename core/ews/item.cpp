#include "core/ews/item.h"

namespace liaison::ews {

namespace {

constexpr const char *lastVerbTag = "0x1081";
constexpr const char *messageFlagsTag = "0x0E07"; // MSGFLAG_READ 1, MSGFLAG_UNSENT 8; every kind of item has it

bool writesMime(ItemShape shape)
{
    return shape == ItemShape::Mime || shape == ItemShape::MimeUtf8;
}

bool asksUtf8(ItemShape shape, ServerVersion version)
{
    return shape == ItemShape::MimeUtf8 && can(version, Ability::MimeContentUtf8);
}

void writeProperties(RequestWriter &writer, ItemShape shape, ServerVersion version)
{
    const bool message = shape == ItemShape::Headers || shape == ItemShape::Properties;
    writer.openT("AdditionalProperties").fieldUri("item:DateTimeReceived").fieldUri("item:DateTimeSent");
    if (!writesMime(shape)) // the mail says the rest itself
        writer.fieldUri("item:ParentFolderId")
            .fieldUri("item:ItemClass")
            .fieldUri("item:Subject")
            .fieldUri("item:Size")
            .fieldUri("item:HasAttachments");
    if (message)
        writer.fieldUri("message:InternetMessageId")
            .fieldUri("item:InReplyTo")
            .fieldUri("message:From")
            .fieldUri("message:Sender")
            .fieldUri("message:ToRecipients")
            .fieldUri("message:CcRecipients")
            .fieldUri("message:ReplyTo")
            .fieldUri("message:References");
    if (shape == ItemShape::Properties)
        writer.fieldUri("message:BccRecipients")
            .fieldUri("item:Body")
            .fieldUri("item:InternetMessageHeaders")
            .fieldUri("item:Attachments");
    if (!writesMime(shape) && can(version, Ability::ConversationId))
        writer.fieldUri("item:ConversationId");
    if (shape == ItemShape::Headers && can(version, Ability::FlagAndPreview))
        writer.fieldUri("item:Flag").fieldUri("item:Preview");
    if (asksUtf8(shape, version))
        writer.fieldUri("item:MimeContentUTF8");
    writer.extendedUri(lastVerbTag, "Integer").extendedUri(messageFlagsTag, "Integer").close();
}

void readExtended(const Element &element, Item &item)
{
    for (const Element &property : element.children) {
        if (!property.is("ExtendedProperty"))
            continue;
        const QString tag = property.child("ExtendedFieldURI").attribute("PropertyTag").toLower();
        const qint64 value = property.childNumber("Value");
        if (tag == QLatin1String(lastVerbTag) && value >= 102 && value <= 104)
            item.lastVerb = static_cast<LastVerb>(value);
        // Servers write the tag without its leading zero.
        if ((tag == QLatin1String("0xe07") || tag == QLatin1String("0x0e07")) && value >= 0) {
            item.read = (value & 1) != 0;
            item.draft = (value & 8) != 0;
        }
    }
    item.read = element.childFlag("IsRead", item.read);
    item.draft = element.childFlag("IsDraft", item.draft);
}

void readBody(const Element &element, Item &item)
{
    item.body = element.childText("Body");
    item.bodyIsHtml = element.child("Body").attribute("BodyType") == QLatin1String("HTML");
    for (const Element &header : element.child("InternetMessageHeaders").children)
        item.headers << qMakePair(header.attribute("HeaderName"), header.text);
    for (const Element &attachment : element.child("Attachments").children) {
        AttachmentInfo info;
        info.id = attachment.child("AttachmentId").attribute("Id");
        info.name = attachment.childText("Name");
        info.contentType = attachment.childText("ContentType");
        info.contentId = attachment.childText("ContentId");
        info.size = attachment.childNumber("Size");
        info.isInline = attachment.childFlag("IsInline");
        info.isItem = attachment.is("ItemAttachment");
        if (!info.id.isEmpty())
            item.attachments << info;
    }
}

/// The cut's number stands in the element's place; the UTF-8 form is preferred where both came.
int cutOf(const Element &element)
{
    int cut = Item::noMime;
    for (const char *name : {"MimeContent", "MimeContentUTF8"}) {
        const QString text = element.childText(name);
        bool isNumber = false;
        const int number = text.toInt(&isNumber);
        if (!text.isEmpty())
            cut = isNumber ? number : Item::brokenMime;
    }
    return cut;
}

} // namespace

void writeItemShape(RequestWriter &writer, ItemShape shape, ServerVersion version)
{
    writer.openM("ItemShape").textT("BaseShape", QStringLiteral("IdOnly"));
    // Both forms together would carry the mail twice.
    if (writesMime(shape))
        writer.flagT("IncludeMimeContent", !asksUtf8(shape, version));
    if (shape == ItemShape::Properties)
        writer.textT("BodyType", QStringLiteral("Best"));
    if (shape != ItemShape::IdOnly)
        writeProperties(writer, shape, version);
    writer.close();
}

ItemId itemIdFrom(const Element &element)
{
    return {element.attribute("Id"), element.attribute("ChangeKey")};
}

domain::Addresses mailboxesFrom(const Element &element)
{
    domain::Addresses all;
    for (const Element &mailbox : element.children) {
        const QString routing = mailbox.childText("RoutingType").trimmed();
        const bool smtp = routing.isEmpty() || routing.compare(QLatin1String("SMTP"), Qt::CaseInsensitive) == 0;
        if (mailbox.is("Mailbox"))
            all << domain::Address{mailbox.childText("Name").trimmed(),
                                   smtp ? mailbox.childText("EmailAddress").trimmed() : QString()};
    }
    return all;
}

Item itemFrom(const Element &element)
{
    Item item;
    item.id = itemIdFrom(element.child("ItemId"));
    item.element = element.name;
    item.parentFolderId = element.child("ParentFolderId").attribute("Id");
    item.itemClass = element.childText("ItemClass");
    item.subject = element.childText("Subject");
    item.receivedAt = timeFrom(element.childText("DateTimeReceived"));
    item.sentAt = timeFrom(element.childText("DateTimeSent"));
    item.size = element.childNumber("Size");
    item.from = mailboxesFrom(element.child("From"));
    item.sender = mailboxesFrom(element.child("Sender"));
    item.to = mailboxesFrom(element.child("ToRecipients"));
    item.cc = mailboxesFrom(element.child("CcRecipients"));
    item.bcc = mailboxesFrom(element.child("BccRecipients"));
    item.replyTo = mailboxesFrom(element.child("ReplyTo"));
    item.messageId = element.childText("InternetMessageId").trimmed();
    item.inReplyTo = element.childText("InReplyTo").trimmed();
    item.references = element.childText("References").trimmed();
    item.conversationId = element.child("ConversationId").attribute("Id");
    item.preview = element.childText("Preview");
    item.hasAttachments = element.childFlag("HasAttachments");
    item.flagged = element.child("Flag").childText("FlagStatus") == QLatin1String("Flagged");
    readExtended(element, item);
    item.mimeCut = cutOf(element);
    readBody(element, item);
    return item;
}

} // namespace liaison::ews
