// MIME of what comes as JSON or base64, and drafts that get attachments.
#include "app/demo/graph_message.h"

#include "app/demo/letter.h"
#include "app/demo/mail_envelope.h"
#include "core/mime/address_parse.h"
#include "core/mime/header_block.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRandomGenerator>

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr int mostFields = 2'000;

domain::Addresses addressesIn(const QJsonValue &recipients)
{
    domain::Addresses all;
    for (const QJsonValue &one : recipients.toArray()) {
        const QJsonValue who = one[QStringLiteral("emailAddress")];
        const QString address = who[QStringLiteral("address")].toString();
        const QString name = who[QStringLiteral("name")].toString();
        all << domain::Address{name == address ? QString() : name, address};
    }
    return all;
}

/// A text that cannot end its header field early.
bool isOneLine(const QString &text)
{
    return !text.contains(QLatin1Char('\n')) && !text.contains(QLatin1Char('\r'));
}

/// Headers of one's own: they begin with "x-".
GraphOutcome<QByteArrayList> headersOf(const QJsonObject &message)
{
    QByteArrayList lines;
    for (const QJsonValue &header : message.value(QStringLiteral("internetMessageHeaders")).toArray()) {
        const QString name = header[QStringLiteral("name")].toString();
        const QString value = header[QStringLiteral("value")].toString();
        if (!name.startsWith(QLatin1String("x-"), Qt::CaseInsensitive))
            return refusedByGraph(
                400, "InvalidInternetMessageHeader",
                QStringLiteral("The internet message header name '%1' should start with 'x-' or 'X-'.").arg(name));
        if (!isOneLine(name + value))
            return refusedByGraph(400, "InvalidInternetMessageHeader", "The internet message header has line ends.");
        lines << name.toUtf8() + ": " + value.toUtf8();
    }
    const QString importance = message.value(QStringLiteral("importance")).toString().toLower();
    if (importance == QLatin1String("high") || importance == QLatin1String("low"))
        lines << "Importance: " + importance.toLatin1();
    return lines;
}

QByteArray bareId(const QJsonObject &message, const DemoMailbox &box)
{
    QString id = message.value(QStringLiteral("internetMessageId")).toString().trimmed();
    if (id.startsWith(QLatin1Char('<')) && id.endsWith(QLatin1Char('>')))
        id = id.mid(1, id.size() - 2);
    return (id.isEmpty() || !isOneLine(id) ? strangeMessageId(box.address().section(QLatin1Char('@'), 1)) : id)
        .toUtf8();
}

/// A property among singleValueExtendedProperties by its key: what a mail answers cannot be said as a header.
QString textOf(const QJsonObject &message, const char *key)
{
    const QJsonArray all = message.value(QStringLiteral("singleValueExtendedProperties")).toArray();
    for (const QJsonValue &one : all)
        if (const auto property = graphProperty(one[QStringLiteral("id")].toString()); property && property->key == key)
            return one[QStringLiteral("value")].toString();
    return {};
}

/// With what Exchange adds to a mail that lacks it.
QByteArray completed(QByteArray mime, const DemoMailbox &box)
{
    const mime::HeaderBlock headers = mime::splitHeaders(mime, mostFields);
    if (!headers.contains("From"))
        mime.prepend("From: <" + box.address().toUtf8() + ">\r\n");
    if (!headers.contains("Message-ID"))
        mime.prepend("Message-ID: <" + bareId({}, box) + ">\r\n");
    if (!headers.contains("Date"))
        mime.prepend("Date: " + QDateTime::currentDateTimeUtc().toString(Qt::RFC2822Date).toLatin1() + "\r\n");
    return mime;
}

QByteArray base64Lines(const QByteArray &bytes)
{
    constexpr qsizetype width = 76;
    const QByteArray all = bytes.toBase64();
    QByteArray out;
    out.reserve(all.size() + all.size() / width * 2 + 4);
    for (qsizetype at = 0; at < all.size(); at += width)
        out += QByteArrayView(all).sliced(at, std::min(width, all.size() - at)).toByteArray() + "\r\n";
    return out;
}

QByteArray partOf(const Enclosure &file)
{
    const QByteArray name = file.name.toUtf8().toPercentEncoding();
    QByteArray part = "Content-Type: " + file.type + "\r\nContent-Transfer-Encoding: base64\r\n"
        + (file.contentId.isEmpty() ? "Content-Disposition: attachment" : "Content-Disposition: inline")
        + "; filename*=UTF-8''" + name + "\r\n";
    if (!file.contentId.isEmpty())
        part += "Content-ID: <" + file.contentId.toUtf8() + ">\r\n";
    return part + "\r\n" + base64Lines(file.bytes);
}

/// The value of a parameter of Content-Type.
QByteArray boundaryOf(const QByteArray &contentType)
{
    const qsizetype at = contentType.toLower().indexOf("boundary=");
    QByteArray value = at < 0 ? QByteArray() : contentType.mid(at + 9);
    if (value.startsWith('"'))
        return value.mid(1, value.indexOf('"', 1) - 1);
    const qsizetype end = value.indexOf(';');
    return (end < 0 ? value : value.left(end)).trimmed();
}

} // namespace

GraphOutcome<QByteArray> mimeFromBase64(const QByteArray &body, const DemoMailbox &box)
{
    QByteArray text = body;
    text.replace("\r", "").replace("\n", "");
    const auto mime = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!mime || (*mime).isEmpty())
        return refusedByGraph(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.");
    return completed(*mime, box);
}

GraphOutcome<Enclosure> enclosureFrom(const QJsonObject &json)
{
    const auto bytes = QByteArray::fromBase64Encoding(json.value(QStringLiteral("contentBytes")).toString().toLatin1(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    const QString name = json.value(QStringLiteral("name")).toString();
    const QString type = json.value(QStringLiteral("contentType")).toString();
    const QString id = json.value(QStringLiteral("contentId")).toString();
    if (json.value(QStringLiteral("@odata.type")).toString() != QLatin1String("#microsoft.graph.fileAttachment")
        || !bytes || name.isEmpty() || !isOneLine(type + id))
        return refusedByGraph(400, "ErrorInvalidRequest", "The attachment is no fileAttachment with name and bytes.");
    return Enclosure{name, type.isEmpty() ? QByteArray("application/octet-stream") : type.toLatin1(), *bytes,
                     json.value(QStringLiteral("isInline")).toBool() ? id : QString()};
}

QByteArray withBcc(const QByteArray &raw, const QJsonArray &recipients)
{
    QByteArray lines;
    for (const domain::Address &who : addressesIn(recipients))
        lines += "Bcc: <" + who.address.toUtf8() + ">\r\n";
    return lines + withoutBcc(raw);
}

GraphOutcome<QByteArray> mimeOf(const QJsonObject &message, const DemoMailbox &box)
{
    Letter letter;
    const auto headers = headersOf(message);
    if (!headers)
        return tl::unexpected(headers.error());
    letter.headers = *headers;
    letter.from = addressesIn(QJsonArray{message.value(QStringLiteral("from"))}).first();
    if (letter.from.address.isEmpty())
        letter.from = {{}, box.address()};
    letter.to = addressesIn(message.value(QStringLiteral("toRecipients")));
    letter.cc = addressesIn(message.value(QStringLiteral("ccRecipients")));
    letter.subject = message.value(QStringLiteral("subject")).toString();
    letter.messageId = QString::fromUtf8(bareId(message, box));
    letter.inReplyTo = mime::parseMessageIds(textOf(message, "0x1042").toUtf8()).value(0);
    letter.references = mime::parseMessageIds(textOf(message, "0x1039").toUtf8());
    letter.date = QDateTime::currentMSecsSinceEpoch();
    const QJsonValue body = message.value(QStringLiteral("body"));
    const bool html
        = body[QStringLiteral("contentType")].toString().compare(QLatin1String("html"), Qt::CaseInsensitive) == 0;
    (html ? letter.html : letter.text) = body[QStringLiteral("content")].toString();
    for (const QJsonValue &one : message.value(QStringLiteral("attachments")).toArray()) {
        const auto file = enclosureFrom(one.toObject());
        if (!file)
            return tl::unexpected(file.error());
        letter.enclosures << *file;
    }
    for (const domain::Address &who : addressesIn(message.value(QStringLiteral("replyTo"))))
        letter.headers << "Reply-To: <" + who.address.toUtf8() + '>';
    for (const domain::Address &who : addressesIn(message.value(QStringLiteral("bccRecipients"))))
        letter.headers << "Bcc: <" + who.address.toUtf8() + '>';
    const auto lines = letter.headers.join();
    const auto mime = written(letter);
    if (!mime || lines.contains('\n') || !isOneLine(letter.subject))
        return refusedByGraph(400, "ErrorInvalidRequest", "The message cannot be written as MIME.");
    QByteArray raw = mime->mid(mime->indexOf('\n') + 1); // Return-Path is for those who get it
    return letter.to.isEmpty() ? raw.replace("\r\nTo: \r\n", "\r\n") : raw;
}

/// Into the multipart/mixed that it is, or one around what it is.
QByteArray withEnclosure(const QByteArray &raw, const Enclosure &file)
{
    const mime::HeaderBlock headers = mime::splitHeaders(raw, mostFields);
    const QByteArray type = headers.value("Content-Type");
    if (type.toLower().startsWith("multipart/mixed")) {
        const QByteArray end = "--" + boundaryOf(type) + "--";
        const qsizetype at = raw.lastIndexOf(end);
        if (at >= 0)
            return raw.left(at) + end.chopped(2) + "\r\n" + partOf(file) + raw.mid(at);
    }
    QByteArray outer;
    QByteArray inner;
    for (const mime::RawHeader &field : headers.fields)
        (field.name.toLower().startsWith("content-") ? inner : outer)
            += field.name + ": " + field.value.trimmed() + "\r\n";
    const QByteArray boundary
        = "_graph_" + QByteArray::number(QRandomGenerator::global()->generate64(), 36).rightJustified(13, '0');
    return outer + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" + inner
        + "\r\n" + raw.mid(headers.bodyStart) + "\r\n--" + boundary + "\r\n" + partOf(file) + "--" + boundary
        + "--\r\n";
}

} // namespace liaison::demo
