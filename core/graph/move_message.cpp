#include "core/graph/move_message.h"

#include <QJsonDocument>

namespace liaison::graph {

Request MoveMessage::request(const MailboxRef &mailbox, const QString &id, const QString &destination)
{
    const QJsonObject body{{QStringLiteral("destinationId"), destination}};
    return withJson(Request::Method::Post, mailbox.path() + "/messages/" + segment(id) + "/move",
                    QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Answer<Message> MoveMessage::read(const HttpHead &, const QJsonObject &body)
{
    return messageFrom(body);
}

} // namespace liaison::graph
