#include "core/smtp/envelope.h"

#include "core/domain/xtext.h"
#include "core/smtp/path.h"

#include <algorithm>

namespace liaison::smtp {

namespace {

bool hasEightBits(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
}

QByteArrayView headerOf(const QByteArray &raw)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return QByteArrayView(raw).first(end < 0 ? raw.size() : end);
}

/// RFC 6531 section 3.2: only mail that cannot do without asks for it, since every server on its way must have it.
bool needsSmtpUtf8(const Mail &mail)
{
    return needsUtf8(mail.sender) || hasEightBits(headerOf(mail.raw))
        || std::any_of(mail.recipients.cbegin(), mail.recipients.cend(), &needsUtf8);
}

/// An international address as ORCPT takes it while SMTPUTF8 is spoken (RFC 6533 section 3, unitext).
QByteArray unitext(const QByteArray &address)
{
    QByteArray out;
    for (const char c : address) {
        const bool special = c == '+' || c == '=' || c == '\\' || c == ' ';
        out += special ? "\\x{" + QByteArray::number(static_cast<int>(c), 16).toUpper() + '}' : QByteArray(1, c);
    }
    return out;
}

/// What RCPT says beside the path (RFC 3461 sections 4.1 and 4.2). Arrivals are not asked for: each would be a mail in
/// everybody's inbox.
QByteArray recipientParameters(const QString &recipient, const QByteArray &path, bool utf8)
{
    constexpr qsizetype longest = 500; // RFC 3461 section 4.2
    const QByteArray address = path.mid(1, path.size() - 2);
    const QByteArray original
        = utf8 && needsUtf8(recipient) ? "utf-8;" + unitext(address) : "rfc822;" + domain::toXtext(address);
    const QByteArray notify = " NOTIFY=FAILURE,DELAY";
    return original.size() <= longest ? notify + " ORCPT=" + original : notify;
}

/// RET and ENVID (RFC 3461 sections 4.3 and 4.4): a report needs the headers, and not what the mail said.
QByteArray reportParameters(const Mail &mail)
{
    constexpr qsizetype longest = 100; // RFC 3461 section 4.4, before xtext
    const QByteArray id = mail.envelopeId.toUtf8();
    return id.isEmpty() || id.size() > longest ? " RET=HDRS" : " RET=HDRS ENVID=" + domain::toXtext(id);
}

} // namespace

Result<Envelope> envelopeFor(const Mail &mail, const Capabilities &capabilities)
{
    if (mail.recipients.isEmpty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("a mail without recipients"));
    if (capabilities.maxBytes > 0 && mail.raw.size() > capabilities.maxBytes)
        return fail(ErrorKind::MessageTooLarge,
                    QStringLiteral("the mail has %1 bytes, the server takes %2")
                        .arg(mail.raw.size())
                        .arg(capabilities.maxBytes));
    const bool utf8 = needsSmtpUtf8(mail);
    if (utf8 && !capabilities.smtpUtf8)
        return fail(ErrorKind::InvalidInput, QStringLiteral("an address or header field needs SMTPUTF8"),
                    QStringLiteral("5.6.7 the server does not offer SMTPUTF8"));
    const bool eightBits = utf8 || hasEightBits(mail.raw);
    if (eightBits && !capabilities.eightBitMime)
        return fail(ErrorKind::InvalidInput, QStringLiteral("the mail has 8-bit text"),
                    QStringLiteral("5.6.3 the server does not offer 8BITMIME"));

    const Result<QByteArray> sender = path(mail.sender, utf8);
    if (!sender)
        return fail(sender.error());
    Envelope envelope;
    envelope.mailLine = "MAIL FROM:" + *sender;
    if (capabilities.maxBytes > 0)
        envelope.mailLine += " SIZE=" + QByteArray::number(mail.raw.size());
    if (eightBits)
        envelope.mailLine += " BODY=8BITMIME";
    if (utf8)
        envelope.mailLine += " SMTPUTF8";
    if (capabilities.dsn)
        envelope.mailLine += reportParameters(mail);
    for (const QString &recipient : mail.recipients) {
        const Result<QByteArray> to = path(recipient, utf8);
        if (!to)
            return fail(to.error());
        envelope.recipientLines << "RCPT TO:" + *to
                + (capabilities.dsn ? recipientParameters(recipient, *to, utf8) : QByteArray());
    }
    return envelope;
}

} // namespace liaison::smtp
