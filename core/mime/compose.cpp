#include "core/mime/compose.h"

#include "core/base/ids.h"
#include "core/mime/header_write.h"
#include "core/mime/sniff.h"
#include "core/mime/text_part.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace liaison::mime {

namespace {

constexpr int mostReferences = 50;
constexpr qsizetype base64LineBytes = 57; ///< 76 characters a line, RFC 2045 section 6.8

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return u < 0x20 || (u >= 0x7f && u < 0xa0) || u == 0x2028 || u == 0x2029;
    });
}

bool isWellFormed(const QString &text)
{
    return text.isValidUtf16();
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

/// What stands between "<" and ">" of a Message-ID must not be able to end it.
bool isIdText(const QString &id)
{
    constexpr qsizetype longestId = 900;
    return !id.isEmpty() && id.size() <= longestId && isWellFormed(id) && !hasControls(id)
        && std::none_of(id.begin(), id.end(),
                        [](QChar c) { return c.isSpace() || c == QLatin1Char('<') || c == QLatin1Char('>'); });
}

Result<void> checkAddress(const domain::Address &address, bool smtpUtf8)
{
    if (hasControls(address.name) || !isWellFormed(address.name))
        return fail(ErrorKind::InvalidInput, QStringLiteral("control character in a display name"));
    if (hasControls(address.address) || !domain::isValidAddress(address.address))
        return fail(ErrorKind::InvalidInput, QStringLiteral("not a mail address"));
    if (!smtpUtf8 && !isAscii(address.address.section(QLatin1Char('@'), 0, -2)))
        return fail(ErrorKind::InvalidInput, QStringLiteral("the server takes no address with non-ASCII local part"));
    return {};
}

Result<void> checkDraft(const Draft &draft)
{
    const domain::Addresses all = domain::Addresses{draft.from} + draft.to + draft.cc + draft.bcc;
    for (const domain::Address &address : all) {
        if (const auto checked = checkAddress(address, draft.smtpUtf8); !checked)
            return checked;
    }
    if (hasControls(draft.subject) || !isWellFormed(draft.subject))
        return fail(ErrorKind::InvalidInput, QStringLiteral("control character in the subject"));
    if (!isIdText(draft.messageIdHeader) || (!draft.inReplyTo.isEmpty() && !isIdText(draft.inReplyTo)))
        return fail(ErrorKind::InvalidInput, QStringLiteral("not a Message-ID"));
    if (!std::all_of(draft.references.begin(), draft.references.end(), isIdText))
        return fail(ErrorKind::InvalidInput, QStringLiteral("not a Message-ID in References"));
    static const QRegularExpression type(
        QStringLiteral("\\A[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}\\z"));
    for (const Attachment &attachment : draft.attachments) {
        if (hasControls(attachment.fileName) || !isWellFormed(attachment.fileName))
            return fail(ErrorKind::InvalidInput, QStringLiteral("control character in a file name"));
        if (!attachment.contentType.isEmpty() && !type.match(attachment.contentType).hasMatch())
            return fail(ErrorKind::InvalidInput, QStringLiteral("not a content type"));
    }
    return {};
}

QByteArray base64Lines(const QByteArray &bytes)
{
    QByteArray result;
    result.reserve(bytes.size() * 4 / 3 + bytes.size() / 28 + 4);
    for (qsizetype at = 0; at < bytes.size(); at += base64LineBytes)
        result += bytes.mid(at, base64LineBytes).toBase64() + "\r\n";
    return result;
}

/// Line ends of any kind as CRLF; U+0000 and other controls that no text needs are left out.
QByteArray wireText(const QString &text)
{
    QString lines = text;
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    lines.removeIf([](QChar c) {
        return (c.unicode() < 0x20 && c != QLatin1Char('\n') && c != QLatin1Char('\t')) || c.unicode() == 0x7f;
    });
    return lines.replace(QLatin1Char('\n'), QLatin1String("\r\n")).toUtf8();
}

/// Whether bytes can go as they are: ASCII with lines that no server needs to cut.
bool fits7bit(const QByteArray &bytes)
{
    constexpr qsizetype longestLine = 900;
    qsizetype run = 0;
    for (const char c : bytes) {
        run = c == '\n' ? 0 : run + 1;
        if ((c & 0x80) != 0 || run > longestLine)
            return false;
    }
    return true;
}

struct Part {
    QByteArray headers; ///< Content-… fields with CRLF
    QByteArray body;    ///< with CRLF, ends in CRLF
};

/// Base64 rather than quoted-printable: Exchange has broken the latter when it reassembled a mail.
Part textPart(const QByteArray &type, const QByteArray &content)
{
    const bool plain = fits7bit(content);
    Part part;
    part.headers = "Content-Type: " + type + "; charset=utf-8"
        + (type == "text/plain" ? QByteArray("; format=flowed") : QByteArray())
        + "\r\nContent-Transfer-Encoding: " + (plain ? "7bit" : "base64") + "\r\n";
    part.body = plain ? content : base64Lines(content);
    if (!part.body.endsWith("\r\n"))
        part.body += "\r\n";
    return part;
}

QByteArray folded(const QByteArray &head, const QList<QByteArray> &parameters)
{
    QByteArray field = head;
    for (const QByteArray &one : parameters)
        field += ";\r\n " + one;
    return field + "\r\n";
}

Part attachmentPart(const Attachment &attachment)
{
    QByteArray type = attachment.contentType.toLatin1().toLower();
    if (type.isEmpty())
        type = sniffType(attachment.bytes);
    // A mail may not be base64 as message/rfc822 (RFC 2046 section 5.2.1), so it goes as a file.
    if (type.isEmpty() || type.startsWith("message/") || type.startsWith("multipart/"))
        type = "application/octet-stream";
    const QString name = attachment.fileName.isEmpty() ? QStringLiteral("attachment") : attachment.fileName;
    Part part;
    part.headers = folded("Content-Type: " + type, parameter("name", name))
        + folded("Content-Disposition: attachment", parameter("filename", name))
        + "Content-Transfer-Encoding: base64\r\n";
    part.body = base64Lines(attachment.bytes);
    return part;
}

Part multipart(const QByteArray &subtype, const QList<Part> &parts)
{
    // "=_" stands in no base64 or flowed text line by itself, and the rest is random.
    const QByteArray boundary = "=_" + randomToken(130).toLatin1();
    Part whole;
    whole.headers = "Content-Type: multipart/" + subtype + ";\r\n boundary=\"" + boundary + "\"\r\n";
    for (const Part &part : parts)
        whole.body += "--" + boundary + "\r\n" + part.headers + "\r\n" + part.body;
    whole.body += "--" + boundary + "--\r\n";
    return whole;
}

QByteArray dateField(UtcMs date)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(date, Qt::UTC);
    return QLocale::c().toString(utc, QStringLiteral("ddd, d MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
}

/// RFC 5322 section 3.6.4 lets References grow for ever; threads need its root and its newest.
QStringList prunedReferences(const QStringList &references)
{
    if (references.size() <= mostReferences)
        return references;
    return QStringList{references.first()} + references.mid(references.size() - mostReferences + 1);
}

QByteArray headerFields(const Draft &draft)
{
    HeaderWriter writer(draft.smtpUtf8);
    writer.tokens("Date", dateField(draft.date));
    writer.addresses("From", {draft.from});
    writer.addresses("To", draft.to);
    writer.addresses("Cc", draft.cc);
    if (draft.to.isEmpty() && draft.cc.isEmpty())
        writer.tokens("To", "undisclosed-recipients:;");
    writer.text("Subject", draft.subject);
    writer.messageIds("Message-ID", {draft.messageIdHeader});
    if (!draft.inReplyTo.isEmpty())
        writer.messageIds("In-Reply-To", {draft.inReplyTo});
    writer.messageIds("References", prunedReferences(draft.references));
    writer.tokens("MIME-Version", "1.0");
    return writer.take();
}

} // namespace

Result<QByteArray> compose(const Draft &draft)
{
    if (const auto checked = checkDraft(draft); !checked)
        return fail(checked.error());
    Part content = textPart("text/plain", wireText(flowed(draft.text)));
    if (!draft.html.isEmpty())
        content = multipart("alternative", {content, textPart("text/html", wireText(draft.html))});
    if (!draft.attachments.isEmpty()) {
        QList<Part> parts = {content};
        for (const Attachment &attachment : draft.attachments)
            parts.append(attachmentPart(attachment));
        content = multipart("mixed", parts);
    }
    return headerFields(draft) + content.headers + "\r\n" + content.body;
}

QString newMessageId(const QString &address)
{
    const QString domain = QString::fromUtf8(addrSpec(address, false)).section(QLatin1Char('@'), -1).toLower();
    static const QRegularExpression usable(QStringLiteral("\\A[a-z0-9._-]{1,253}\\z"));
    return randomToken(130) + QLatin1Char('@')
        + (usable.match(domain).hasMatch() ? domain : QStringLiteral("localhost"));
}

} // namespace liaison::mime
