#include "core/ews/rebuild_mail.h"

#include "core/mime/header_write.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace liaison::ews {

namespace {

const QByteArray boundary = "=_liaison_rebuilt";

/// Headers that the fields of the item tell better, or that describe a body that is not this one.
bool isReplaced(const QString &name)
{
    static const QStringList replaced{
        QStringLiteral("from"), QStringLiteral("sender"),   QStringLiteral("to"),      QStringLiteral("cc"),
        QStringLiteral("bcc"),  QStringLiteral("reply-to"), QStringLiteral("subject"), QStringLiteral("mime-version")};
    const QString lower = name.toLower();
    return replaced.contains(lower) || lower.startsWith(QLatin1String("content-"));
}

bool isHeaderName(const QString &name)
{
    return !name.isEmpty() && name.size() < 100 && std::all_of(name.cbegin(), name.cend(), [](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7f && c != QLatin1Char(':');
    });
}

QString withoutControls(QString text)
{
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    return text.trimmed();
}

/// Those that can be written; addresses that are no SMTP addresses came empty.
domain::Addresses writable(const domain::Addresses &addresses)
{
    domain::Addresses out;
    for (const domain::Address &address : addresses)
        if (domain::isValidAddress(address.address))
            out << domain::Address{withoutControls(address.name), address.address};
    return out;
}

void writeAddresses(mime::HeaderWriter &writer, const char *name, const domain::Addresses &addresses)
{
    const domain::Addresses all = writable(addresses);
    if (!all.isEmpty())
        writer.addresses(name, all);
}

void writeArrivedWith(mime::HeaderWriter &writer, const Item &item)
{
    for (const auto &[name, value] : item.headers)
        if (isHeaderName(name) && !isReplaced(name))
            writer.text(name.toLatin1().constData(), withoutControls(value));
    if (!item.headers.isEmpty())
        return;
    if (const auto at = item.sentAt ? item.sentAt : item.receivedAt)
        writer.tokens("Date",
                      QLocale::c()
                          .toString(QDateTime::fromMSecsSinceEpoch(*at, Qt::UTC),
                                    QStringLiteral("ddd, dd MMM yyyy HH:mm:ss '+0000'"))
                          .toLatin1());
    const auto id = [&writer](const char *name, const QString &value) {
        if (!value.isEmpty())
            writer.text(name, withoutControls(value));
    };
    id("Message-ID", item.messageId);
    id("In-Reply-To", item.inReplyTo);
    id("References", item.references);
}

QByteArray lines(const QByteArray &bytes)
{
    const QByteArray all = bytes.toBase64();
    QByteArray out;
    for (qsizetype at = 0; at < all.size(); at += 76)
        out += all.mid(at, 76) + "\r\n";
    return out;
}

QByteArray textPart(const QString &text, bool html)
{
    return QByteArray("Content-Type: text/") + (html ? "html" : "plain")
        + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines(text.toUtf8());
}

QString attachmentNote(const Item &item)
{
    QString note = QStringLiteral("Attachments that the server did not give with the mail:\r\n");
    for (const AttachmentInfo &attachment : item.attachments)
        note += QStringLiteral("- %1 (%2)\r\n").arg(attachment.name, attachment.contentType);
    return note;
}

} // namespace

QByteArray rebuiltMail(const Item &item)
{
    mime::HeaderWriter writer(false);
    writeArrivedWith(writer, item);
    writeAddresses(writer, "From", item.from);
    writeAddresses(writer, "Sender", item.sender);
    writeAddresses(writer, "To", item.to);
    writeAddresses(writer, "Cc", item.cc);
    writeAddresses(writer, "Reply-To", item.replyTo);
    writer.text("Subject", withoutControls(item.subject));
    const QByteArray body = textPart(item.body, item.bodyIsHtml);
    const QByteArray head = writer.take() + "MIME-Version: 1.0\r\n";
    if (item.attachments.isEmpty())
        return head + body;
    return head + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" + body
        + "--" + boundary + "\r\n" + textPart(attachmentNote(item), false) + "--" + boundary + "--\r\n";
}

} // namespace liaison::ews
