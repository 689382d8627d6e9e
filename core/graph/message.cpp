#include "core/graph/message.h"

#include "core/graph/json_value.h"
#include "core/graph/request.h"

#include <QJsonArray>

namespace liaison::graph {

namespace {

/// The names of extended properties as we ask for them; the service answers "Integer 0x1081" and "Long 0xe08" alike.
const QString verbProperty = QStringLiteral("Integer 0x1081");
const QString sizeProperty = QStringLiteral("Long 0x0E08");

/// The tag of "Integer 0x1081"; 0 for anything else.
int tagOf(const QString &id)
{
    const QString hex = id.section(QLatin1Char(' '), 1, 1);
    return hex.startsWith(QLatin1String("0x"), Qt::CaseInsensitive) ? hex.mid(2).toInt(nullptr, 16) : 0;
}

void readExtended(const QJsonObject &json, Message &message)
{
    constexpr int verbTag = 0x1081;
    constexpr int sizeTag = 0x0e08;
    const QJsonArray properties = json.value(QLatin1String("singleValueExtendedProperties")).toArray();
    for (const auto &one : properties) {
        const QJsonObject property = one.toObject();
        bool isNumber = false;
        const qint64 value = textOf(property, "value").toLongLong(&isNumber);
        const int tag = tagOf(textOf(property, "id"));
        if (isNumber && tag == verbTag)
            message.lastVerb = value >= 102 && value <= 104 ? static_cast<LastVerb>(value) : LastVerb::None;
        else if (isNumber && tag == sizeTag && value >= 0)
            message.size = value;
    }
}

} // namespace

QByteArray messageSelect(MessageShape shape)
{
    if (shape == MessageShape::Id)
        return "$select=id,internetMessageId";
    if (shape == MessageShape::Marks)
        return "$select=id,receivedDateTime,sentDateTime,isRead,isDraft&$expand=singleValueExtendedProperties($filter="
            + queryValue(QStringLiteral("id eq ") + quoted(verbProperty) + QStringLiteral(" or id eq ")
                         + quoted(sizeProperty))
            + ')';
    QByteArray query = "$select=id,parentFolderId,changeKey,internetMessageId,subject,receivedDateTime,isRead,isDraft,"
                       "hasAttachments,from";
    if (shape != MessageShape::Sync)
        query += ",sentDateTime,sender,toRecipients,ccRecipients,bccRecipients,replyTo,conversationId";
    return query;
}

Answer<Message> messageFrom(const QJsonObject &json)
{
    Message message;
    message.id = idOf(json);
    if (message.id.isEmpty())
        return failed(lacking(QStringLiteral("the id of a message")));
    message.parentFolderId = textOf(json, "parentFolderId");
    message.changeKey = textOf(json, "changeKey");
    message.internetMessageId = toldText(json, "internetMessageId");
    message.subject = toldText(json, "subject");
    message.receivedAt = timeOf(json, "receivedDateTime");
    message.sentAt = timeOf(json, "sentDateTime");
    message.read = flagOf(json, "isRead");
    message.draft = flagOf(json, "isDraft");
    message.hasAttachments = flagOf(json, "hasAttachments");
    message.from = recipientsOf(json, "from");
    message.sender = recipientsOf(json, "sender");
    message.to = recipientsOf(json, "toRecipients");
    message.cc = recipientsOf(json, "ccRecipients");
    message.bcc = recipientsOf(json, "bccRecipients");
    message.replyTo = recipientsOf(json, "replyTo");
    message.conversationId = textOf(json, "conversationId");
    readExtended(json, message);
    return message;
}

} // namespace liaison::graph
