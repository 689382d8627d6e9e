#include "core/graph/update_message.h"

#include "core/graph/json_value.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace liaison::graph {

namespace {

QJsonObject property(const char *id, const QString &value)
{
    return {{QStringLiteral("id"), QLatin1String(id)}, {QStringLiteral("value"), value}};
}

QJsonArray verbProperties(LastVerb verb, std::optional<qint64> at)
{
    // 261: the replied arrow, 262: the forwarded one, 256: an opened letter.
    const int icon = verb == LastVerb::None ? 256 : verb == LastVerb::Forwarded ? 262 : 261;
    QJsonArray properties{property("Integer 0x1081", QString::number(static_cast<int>(verb))),
                          property("Integer 0x1080", QString::number(icon))};
    if (at)
        properties << property("SystemTime 0x1082", timeText(*at));
    return properties;
}

} // namespace

Request UpdateMessage::request(const MailboxRef &mailbox, const QString &id, const MessageUpdate &update)
{
    QJsonObject body;
    if (update.read)
        body.insert(QStringLiteral("isRead"), *update.read);
    if (update.lastVerb)
        body.insert(QStringLiteral("singleValueExtendedProperties"), verbProperties(*update.lastVerb, update.verbAt));
    if (update.bcc) {
        QJsonArray recipients;
        for (const domain::Address &address : *update.bcc)
            recipients << recipient(address);
        body.insert(QStringLiteral("bccRecipients"), recipients);
    }
    return withJson(Request::Method::Patch, mailbox.path() + "/messages/" + segment(id),
                    QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace liaison::graph
