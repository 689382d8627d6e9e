#include "core/ews/rebuild_mail.h"

#include "core/mime/header_write.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace liaison::ews {

namespace {

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
    constexpr qsizetype lineBytes = 57; // 76 characters, RFC 2045 section 6.8
    QByteArray out;
    out.reserve(bytes.size() / 3 * 4 + bytes.size() / lineBytes * 2 + 8);
    for (qsizetype at = 0; at < bytes.size(); at += lineBytes)
        out += bytes.mid(at, lineBytes).toBase64() + "\r\n";
    return out;
}

QByteArray textPart(const QString &text, bool html)
{
    return QByteArray("Content-Type: text/") + (html ? "html" : "plain")
        + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines(text.toUtf8());
}

const Attachment *contentOf(const AttachmentInfo &info, const QList<Attachment> &contents)
{
    const auto found = std::find_if(contents.cbegin(), contents.cend(),
                                    [&info](const Attachment &one) { return one.id == info.id; });
    return found == contents.cend() ? nullptr : &*found;
}

/// The attachments that have no content, by name; empty where all have.
QString attachmentNote(const Item &item, const QList<Attachment> &contents)
{
    QString note;
    for (const AttachmentInfo &attachment : item.attachments)
        if (!contentOf(attachment, contents))
            note += QStringLiteral("- %1 (%2)\r\n").arg(attachment.name, attachment.contentType);
    return note.isEmpty() ? note : QStringLiteral("Attachments that the server did not give with the mail:\r\n") + note;
}

/// The type as the server has it, if it is one; the multipart and message types have a structure that base64 hides.
QByteArray typeOf(const QString &told)
{
    static const QRegularExpression type(QStringLiteral("\\A[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}\\z"));
    const QString lower = told.section(QLatin1Char(';'), 0, 0).trimmed().toLower();
    const bool structured
        = lower.startsWith(QLatin1String("multipart/")) || lower.startsWith(QLatin1String("message/"));
    return type.match(lower).hasMatch() && !structured ? lower.toLatin1() : QByteArray("application/octet-stream");
}

QByteArray attachmentPart(const AttachmentInfo &info, const Attachment &attachment)
{
    QByteArray head = "Content-Type: "
        + (attachment.isItem ? QByteArray("message/rfc822")
                             : typeOf(attachment.contentType.isEmpty() ? info.contentType : attachment.contentType))
        + "\r\nContent-Disposition: " + (info.isInline ? "inline" : "attachment");
    const QString name = withoutControls(info.name.isEmpty() ? attachment.name : info.name);
    for (const QByteArray &one : mime::parameter("filename", name))
        head += ";\r\n " + one;
    head += "\r\n";
    const QString id = info.contentId.isEmpty() ? attachment.contentId : info.contentId;
    const bool fits = !id.isEmpty() && id.size() < 200
        && std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    if (fits)
        head += "Content-ID: <" + id.toLatin1() + ">\r\n";
    // RFC 2046 section 5.2.1: a mail within a mail is not encoded.
    if (attachment.isItem)
        return head + "Content-Transfer-Encoding: 8bit\r\n\r\n" + attachment.content + "\r\n";
    return head + "Content-Transfer-Encoding: base64\r\n\r\n" + lines(attachment.content);
}

/// One that stands in no attached mail.
QByteArray boundaryFor(const QList<Attachment> &contents)
{
    for (int number = 0;; ++number) {
        const QByteArray boundary = "=_liaison_rebuilt_" + QByteArray::number(number);
        const bool stands = std::any_of(contents.cbegin(), contents.cend(), [&boundary](const Attachment &one) {
            return one.isItem && one.content.contains(boundary);
        });
        if (!stands)
            return boundary;
    }
}

} // namespace

QByteArray rebuiltMail(const Item &item, const QList<Attachment> &contents)
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
    const QByteArray boundary = boundaryFor(contents);
    const QByteArray next = "--" + boundary + "\r\n";
    QByteArray mail = head + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n" + next + body;
    if (const QString note = attachmentNote(item, contents); !note.isEmpty())
        mail += next + textPart(note, false);
    for (const AttachmentInfo &info : item.attachments)
        if (const Attachment *attachment = contentOf(info, contents))
            mail += next + attachmentPart(info, *attachment);
    return mail + "--" + boundary + "--\r\n";
}

} // namespace liaison::ews
