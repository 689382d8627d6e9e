#include "core/graph/get_message.h"

namespace liaison::graph {

Request GetMessage::request(const MailboxRef &mailbox, const QString &id, MessageShape shape)
{
    return get(mailbox.path() + "/messages/" + segment(id) + '?' + messageSelect(shape));
}

Answer<Message> GetMessage::read(const HttpHead &, const QJsonObject &body)
{
    return messageFrom(body);
}

} // namespace liaison::graph
