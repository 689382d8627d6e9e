#include "core/graph/sync_messages.h"

namespace liaison::graph {

Request SyncMessages::request(const MailboxRef &mailbox, const QString &folder, int pageSize)
{
    return request(mailbox.path() + "/mailFolders/" + segment(folder) + "/messages/delta?"
                       + messageSelect(MessageShape::Sync),
                   pageSize);
}

Request SyncMessages::request(const QByteArray &continuation, int pageSize)
{
    return get(continuation, qBound(1, pageSize, mostOnDeltaPage));
}

Answer<MessageChanges> SyncMessages::read(const HttpHead &, const QJsonObject &body)
{
    auto changes = changesOf(body, messageFrom, &MessageChange::message);
    if (!changes)
        return failed(std::move(changes.error()));
    auto then = continuationOf(m_root, body, Collection::Delta);
    if (!then)
        return failed(std::move(then.error()));
    return MessageChanges{std::move(*changes), std::move(*then)};
}

} // namespace liaison::graph
