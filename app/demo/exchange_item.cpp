#include "app/demo/exchange_item.h"

#include "core/mime/header_text.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace liaison::demo {

namespace {

constexpr int mostFields = 2'000;

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
    out.open("t:Message");
    if (shape.mime || shape.fields.contains(QStringLiteral("item:MimeContent")))
        out.open("t:MimeContent").attr("CharacterSet", QStringLiteral("UTF-8")).base64(item.mail().raw).close();
    writeItemId(out, item.place().key, item.mail().modSeq);
    writeItemFields(out, item, shape, version);
    writeExtended(out, item, shape);
    writeMessageFields(out, item, shape, version);
    out.close();
}

} // namespace liaison::demo
