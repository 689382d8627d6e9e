#include "app/demo/exchange_item.h"

#include "core/mime/address_parse.h"
#include "core/mime/header_text.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace liaison::demo {

namespace {

constexpr int mostFields = 2'000;
constexpr int previewChars = 255;

using Writer = void (*)(XmlOut &, const ExchangeItem &);
using V = ews::ServerVersion;

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

void writeExtended(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape)
{
    for (const ExtendedField &field : shape.extended) {
        const auto value = item.extended(field.key);
        if (!value)
            continue;
        out.open("t:ExtendedProperty");
        writeExtendedUri(out, field);
        out.text("t:Value", *value).close();
    }
}

/// What the mail's flags say, unless a client said it more exactly and they still agree.
QString lastVerb(const DemoMail &mail)
{
    const bool answered = mail.flags.contains("\\Answered");
    const bool forwarded = mail.flags.contains("$Forwarded");
    const QByteArray kept = mail.properties.value("0x1081");
    const bool agrees = (answered && (kept == "102" || kept == "103")) || (forwarded && kept == "104");
    if (agrees)
        return QString::fromLatin1(kept);
    return answered ? QStringLiteral("102") : forwarded ? QStringLiteral("104") : QString();
}

} // namespace

QString exchangeTime(UtcMs at)
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODate);
}

QByteArray ExchangeItem::header(const char *name) const
{
    if (!m_headers)
        m_headers = mime::splitHeaders(mail().raw, mostFields);
    return m_headers->value(name);
}

QString ExchangeItem::subject() const
{
    return mime::decodeHeaderText(header("Subject"));
}

/// By the words that mailers write; to take every mail apart for it would cost more than all the rest.
bool ExchangeItem::hasAttachments() const
{
    return header("Content-Type").trimmed().toLower().startsWith("multipart/")
        && mail().raw.contains("\nContent-Disposition: attachment");
}

QString ExchangeItem::itemClass() const
{
    const bool report = header("Content-Type").trimmed().toLower().startsWith("multipart/report");
    return report ? QStringLiteral("REPORT.IPM.Note.NDR") : QStringLiteral("IPM.Note");
}

QString ExchangeItem::sentAt() const
{
    const QDateTime date = QDateTime::fromString(QString::fromLatin1(header("Date")), Qt::RFC2822Date);
    return date.isValid() ? exchangeTime(date.toMSecsSinceEpoch()) : receivedAt();
}

QString ExchangeItem::receivedAt() const
{
    return exchangeTime(mail().internalDate);
}

QString ExchangeItem::conversation() const
{
    QByteArray root = header("References").simplified().split(' ').first();
    if (root.isEmpty())
        root = header("In-Reply-To").isEmpty() ? header("Message-ID") : header("In-Reply-To");
    return QLatin1String("AAQk")
        + QString::fromLatin1(QCryptographicHash::hash(root, QCryptographicHash::Sha1).toBase64());
}

std::optional<QString> ExchangeItem::extended(const QByteArray &key) const
{
    const DemoMail &one = mail();
    if (key == "0xe23")
        return QString::number(one.uid);
    if (key == "0xe08")
        return QString::number(one.raw.size());
    if (key == "0xe07") { // PR_MESSAGE_FLAGS: read, unsent, has attachments
        return QString::number((isRead() ? 1 : 0) | (one.flags.contains("\\Draft") ? 8 : 0)
                               | (hasAttachments() ? 16 : 0));
    }
    if (key == "0x1081" && !lastVerb(one).isEmpty())
        return lastVerb(one);
    if (key == "0x1080" && !lastVerb(one).isEmpty())
        return lastVerb(one) == QLatin1String("104") ? QStringLiteral("262") : QStringLiteral("261");
    if (key == "0x1090" && one.flags.contains("\\Flagged"))
        return QStringLiteral("2");
    if (key == "0x1a")
        return itemClass();
    if (key == "0x37")
        return subject();
    if (key == "0x7d")
        return QString::fromUtf8(one.raw.left(mime::splitHeaders(one.raw, mostFields).headersEnd));
    if (key == "0x1035")
        return QString::fromUtf8(header("Message-ID"));
    if (key == "0x3008" || key == "0xe06")
        return receivedAt();
    if (key == "0x1081" || key == "0x1080" || key == "0x1090" || !one.properties.contains(key))
        return std::nullopt;
    return QString::fromUtf8(one.properties.value(key));
}

void writeItemId(XmlOut &out, const ExchangeKey &key, quint64 modSeq)
{
    out.open("t:ItemId").attr("Id", idText(key)).attr("ChangeKey", changeKeyText(modSeq)).close();
}

void writeItem(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape, ews::ServerVersion version)
{
    const auto write = [&](const FieldRow &row) {
        const bool mail = qstrcmp(row.uri, "item:MimeContentUTF8") == 0; // no base shape has it
        const bool byBase = row.since <= version && !mail && shape.wants(row.uri, row.inDefault);
        if (byBase || shape.fields.contains(QLatin1String(row.uri)))
            row.write(out, item);
    };
    out.open("t:Message");
    if (shape.mime || shape.fields.contains(QStringLiteral("item:MimeContent")))
        out.open("t:MimeContent").attr("CharacterSet", QStringLiteral("UTF-8")).base64(item.mail().raw).close();
    writeItemId(out, item.place().key, item.mail().modSeq);
    for (const FieldRow &row : itemRows) {
        if (qstrcmp(row.uri, "item:Attachments") == 0 && shape.wants("item:Body"))
            writeBody(out, item, shape);
        write(row);
    }
    writeExtended(out, item, shape);
    for (const FieldRow &row : messageRows)
        write(row);
    out.close();
}

} // namespace liaison::demo
