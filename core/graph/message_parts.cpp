#include "core/graph/message_parts.h"

#include "core/graph/json_value.h"
#include "core/mime/body.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace liaison::graph {

namespace {

QString bracketed(const QString &id)
{
    return id.isEmpty() || id.startsWith(QLatin1Char('<')) ? id : QLatin1Char('<') + id + QLatin1Char('>');
}

QString bracketed(const QStringList &ids)
{
    QStringList all;
    for (const QString &id : ids)
        all << bracketed(id);
    return all.join(QLatin1Char(' '));
}

QJsonArray recipients(const domain::Addresses &addresses)
{
    QJsonArray all;
    for (const domain::Address &address : addresses)
        all << recipient(address);
    return all;
}

void insertRecipients(QJsonObject &body, const char *name, const domain::Addresses &addresses)
{
    if (!addresses.isEmpty())
        body.insert(QLatin1String(name), recipients(addresses));
}

/// In-Reply-To and References are no headers that Graph takes (it wants "x-" in front of names); MAPI's properties for
/// them are: PR_IN_REPLY_TO_ID and PR_INTERNET_REFERENCES.
QJsonArray threading(const MessageParts &parts)
{
    QJsonArray properties;
    const auto add = [&properties](const char *id, const QString &value) {
        if (!value.isEmpty())
            properties << QJsonObject{{QStringLiteral("id"), QLatin1String(id)}, {QStringLiteral("value"), value}};
    };
    add("String 0x1042", parts.inReplyTo);
    add("String 0x1039", parts.references);
    return properties;
}

} // namespace

MessageParts partsOf(const QByteArray &mime, const domain::Addresses &bcc)
{
    const mime::MailBody mail = mime::readBody(mime);
    const domain::MailFacts &facts = mail.parsed.facts;
    MessageParts parts{bracketed(facts.messageIdHeader),
                       bracketed(facts.inReplyTo),
                       bracketed(facts.references),
                       facts.subject,
                       facts.from,
                       facts.to,
                       facts.cc,
                       bcc,
                       facts.replyTo};
    QStringList bodies;
    for (const auto &section : mail.sections) {
        bodies << section.partPath;
        if (section.isHtml && !parts.bodyIsHtml) {
            parts.bodyIsHtml = true;
            parts.body = QString::fromUtf8(mime::partBytes(mime, section.partPath));
        } else if (parts.body.isEmpty()) {
            parts.body = section.plain;
        }
    }
    for (const domain::PartInfo &part : mail.parsed.parts) {
        const bool isBody = bodies.contains(part.path)
            || (!part.isAttachment && part.contentId.isEmpty() && part.contentType.startsWith(QLatin1String("text/")));
        if (isBody || part.contentType.startsWith(QLatin1String("multipart/")))
            continue;
        const bool isInline = !part.contentId.isEmpty() && parts.bodyIsHtml;
        parts.files << PartFile{part.fileName.isEmpty() ? QStringLiteral("attachment") : part.fileName,
                                part.contentType, part.contentId, isInline, mime::partBytes(mime, part.path)};
    }
    return parts;
}

Request CreateMessage::request(const MailboxRef &mailbox, const MessageParts &parts)
{
    QJsonObject body{{QStringLiteral("internetMessageId"), parts.messageId},
                     {QStringLiteral("subject"), parts.subject},
                     {QStringLiteral("body"),
                      QJsonObject{{QStringLiteral("contentType"),
                                   parts.bodyIsHtml ? QStringLiteral("html") : QStringLiteral("text")},
                                  {QStringLiteral("content"), parts.body}}}};
    if (!parts.from.isEmpty())
        body.insert(QStringLiteral("from"), recipient(parts.from.first()));
    insertRecipients(body, "toRecipients", parts.to);
    insertRecipients(body, "ccRecipients", parts.cc);
    insertRecipients(body, "bccRecipients", parts.bcc);
    insertRecipients(body, "replyTo", parts.replyTo);
    const QJsonArray properties = threading(parts);
    if (!properties.isEmpty())
        body.insert(QStringLiteral("singleValueExtendedProperties"), properties);
    return withJson(Request::Method::Post, mailbox.path() + "/messages",
                    QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Answer<Message> CreateMessage::read(const HttpHead &, const QJsonObject &body)
{
    return messageFrom(body);
}

Request AddAttachment::request(const MailboxRef &mailbox, const QString &messageId, const PartFile &file)
{
    QJsonObject body{{QStringLiteral("@odata.type"), QStringLiteral("#microsoft.graph.fileAttachment")},
                     {QStringLiteral("name"), file.name},
                     {QStringLiteral("contentType"), file.contentType},
                     {QStringLiteral("contentBytes"), QString::fromLatin1(file.bytes.toBase64())},
                     {QStringLiteral("isInline"), file.isInline}};
    if (!file.contentId.isEmpty())
        body.insert(QStringLiteral("contentId"), file.contentId);
    return withJson(Request::Method::Post, mailbox.path() + "/messages/" + segment(messageId) + "/attachments",
                    QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Answer<QString> AddAttachment::read(const HttpHead &, const QJsonObject &body)
{
    const QString id = idOf(body);
    if (id.isEmpty())
        return failed(lacking(QStringLiteral("the id of an attachment")));
    return id;
}

} // namespace liaison::graph
