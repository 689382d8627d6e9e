// What the fields of items are called, since when, and how they are written.
#include "app/demo/exchange_item.h"

#include "core/mime/address_parse.h"
#include "core/mime/header_text.h"

namespace liaison::demo {

namespace {

constexpr int mostFields = 2'000;
constexpr int previewChars = 255;

using V = ews::ServerVersion;
using Writer = void (*)(XmlOut &, const ExchangeItem &);

struct FieldRow {
    const char *uri;
    bool inDefault;
    V since;
    Writer write;
};

void writeMailbox(XmlOut &out, const domain::Address &address)
{
    out.open("t:Mailbox");
    out.text("t:Name", address.name.isEmpty() ? address.address : address.name);
    out.text("t:EmailAddress", address.address);
    out.text("t:RoutingType", QStringLiteral("SMTP"));
    out.close();
}

void writeAddresses(XmlOut &out, const QByteArray &element, const QByteArray &value, bool onlyFirst = false)
{
    const domain::Addresses addresses = mime::parseAddresses(value);
    if (addresses.isEmpty())
        return;
    out.open(element);
    for (const domain::Address &address : addresses) {
        writeMailbox(out, address);
        if (onlyFirst)
            break;
    }
    out.close();
}

void writeText(XmlOut &out, const QByteArray &element, const QString &text)
{
    if (!text.isEmpty())
        out.text(element, text);
}

void writeHeaders(XmlOut &out, const ExchangeItem &item)
{
    out.open("t:InternetMessageHeaders");
    for (const mime::RawHeader &field : mime::splitHeaders(item.mail().raw, mostFields).fields)
        out.open("t:InternetMessageHeader")
            .attr("HeaderName", QString::fromUtf8(field.name))
            .chars(mime::decodeHeaderText(mime::unfolded(field.value)).trimmed())
            .close();
    out.close();
}

QString names(const QByteArray &value)
{
    QStringList all;
    for (const domain::Address &address : mime::parseAddresses(value))
        all << (address.name.isEmpty() ? address.address : address.name);
    return all.join(QStringLiteral("; "));
}

QString unicodeHeader(const ExchangeItem &item, const char *name)
{
    return mime::decodeHeaderText(item.header(name));
}

void writeFlag(XmlOut &out, const ExchangeItem &item)
{
    const bool flagged = item.mail().flags.contains("\\Flagged");
    out.open("t:Flag").text("t:FlagStatus", flagged ? QStringLiteral("Flagged") : QStringLiteral("NotFlagged")).close();
}

using I = const ExchangeItem &;
using O = XmlOut &;

/// Before t:ExtendedProperty, in the schema's order.
constexpr FieldRow itemRows[] = {
    {"item:ParentFolderId", false, V::Exchange2007_SP1,
     [](O out, I item) {
         const ExchangeKey key{item.place().key.mailbox, item.place().key.folder, 0, 0};
         out.open("t:ParentFolderId").attr("Id", idText(key)).attr("ChangeKey", changeKeyText(1)).close();
     }},
    {"item:ItemClass", false, V::Exchange2007_SP1, [](O out, I item) { out.text("t:ItemClass", item.itemClass()); }},
    {"item:Subject", true, V::Exchange2007_SP1, [](O out, I item) { writeText(out, "t:Subject", item.subject()); }},
    {"item:Sensitivity", true, V::Exchange2007_SP1,
     [](O out, I) { out.text("t:Sensitivity", QStringLiteral("Normal")); }},
    {"item:Attachments", false, V::Exchange2007_SP1, [](O out, I item) { writeAttachments(out, item); }},
    {"item:DateTimeReceived", false, V::Exchange2007_SP1,
     [](O out, I item) { out.text("t:DateTimeReceived", item.receivedAt()); }},
    {"item:Size", true, V::Exchange2007_SP1, [](O out, I item) { out.number("t:Size", item.mail().raw.size()); }},
    {"item:Importance", false, V::Exchange2007_SP1,
     [](O out, I) { out.text("t:Importance", QStringLiteral("Normal")); }},
    {"item:InReplyTo", false, V::Exchange2007_SP1,
     [](O out, I item) { writeText(out, "t:InReplyTo", unicodeHeader(item, "In-Reply-To")); }},
    {"item:IsDraft", false, V::Exchange2007_SP1,
     [](O out, I item) { out.flag("t:IsDraft", item.mail().flags.contains("\\Draft")); }},
    {"item:InternetMessageHeaders", false, V::Exchange2007_SP1, writeHeaders},
    {"item:DateTimeSent", true, V::Exchange2007_SP1, [](O out, I item) { out.text("t:DateTimeSent", item.sentAt()); }},
    {"item:DateTimeCreated", false, V::Exchange2007_SP1,
     [](O out, I item) { out.text("t:DateTimeCreated", item.receivedAt()); }},
    {"item:DisplayCc", false, V::Exchange2007_SP1,
     [](O out, I item) { out.text("t:DisplayCc", names(item.header("Cc"))); }},
    {"item:DisplayTo", false, V::Exchange2007_SP1,
     [](O out, I item) { out.text("t:DisplayTo", names(item.header("To"))); }},
    {"item:HasAttachments", true, V::Exchange2007_SP1,
     [](O out, I item) { out.flag("t:HasAttachments", item.hasAttachments()); }},
};

/// Behind it.
constexpr FieldRow messageRows[] = {
    {"item:LastModifiedTime", false, V::Exchange2007_SP1,
     [](O out, I item) { out.text("t:LastModifiedTime", item.receivedAt()); }},
    {"item:ConversationId", false, V::Exchange2010,
     [](O out, I item) { out.open("t:ConversationId").attr("Id", item.conversation()).close(); }},
    {"item:Flag", false, V::Exchange2013, writeFlag},
    {"item:Preview", false, V::Exchange2013,
     [](O out, I item) {
         const mime::HeaderBlock head = mime::splitHeaders(item.mail().raw, mostFields);
         out.text("t:Preview", QString::fromUtf8(item.mail().raw.mid(head.bodyStart, previewChars)).simplified());
     }},
    {"item:MimeContentUTF8", false, V::Exchange2013_SP1,
     [](O out, I item) { out.open("t:MimeContentUTF8").base64(item.mail().raw).close(); }},
    {"message:Sender", false, V::Exchange2007_SP1,
     [](O out, I item) {
         const char *from = item.header("Sender").isEmpty() ? "From" : "Sender";
         writeAddresses(out, "t:Sender", item.header(from), true);
     }},
    {"message:ToRecipients", false, V::Exchange2007_SP1,
     [](O out, I item) { writeAddresses(out, "t:ToRecipients", item.header("To")); }},
    {"message:CcRecipients", false, V::Exchange2007_SP1,
     [](O out, I item) { writeAddresses(out, "t:CcRecipients", item.header("Cc")); }},
    {"message:BccRecipients", false, V::Exchange2007_SP1,
     [](O out, I item) { writeAddresses(out, "t:BccRecipients", item.header("Bcc")); }},
    {"message:From", true, V::Exchange2007_SP1,
     [](O out, I item) { writeAddresses(out, "t:From", item.header("From"), true); }},
    {"message:InternetMessageId", false, V::Exchange2007_SP1,
     [](O out, I item) { writeText(out, "t:InternetMessageId", QString::fromUtf8(item.header("Message-ID"))); }},
    {"message:IsRead", true, V::Exchange2007_SP1, [](O out, I item) { out.flag("t:IsRead", item.isRead()); }},
    {"message:References", false, V::Exchange2007_SP1,
     [](O out, I item) { writeText(out, "t:References", unicodeHeader(item, "References")); }},
    {"message:ReplyTo", false, V::Exchange2007_SP1,
     [](O out, I item) { writeAddresses(out, "t:ReplyTo", item.header("Reply-To")); }},
};

void writeRow(const FieldRow &row, XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape, V version)
{
    const bool mail = qstrcmp(row.uri, "item:MimeContentUTF8") == 0; // no base shape has it
    const bool byBase = row.since <= version && !mail && shape.wants(row.uri, row.inDefault);
    if (byBase || shape.fields.contains(QLatin1String(row.uri)))
        row.write(out, item);
}

} // namespace

void writeItemFields(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape, ews::ServerVersion version)
{
    for (const FieldRow &row : itemRows) {
        // The body's form depends on the shape; it stands before the attachments.
        if (qstrcmp(row.uri, "item:Attachments") == 0 && shape.wants("item:Body"))
            writeBody(out, item, shape);
        writeRow(row, out, item, shape, version);
    }
}

void writeMessageFields(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape, ews::ServerVersion version)
{
    for (const FieldRow &row : messageRows)
        writeRow(row, out, item, shape, version);
}

} // namespace liaison::demo
