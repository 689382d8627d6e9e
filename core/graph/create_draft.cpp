#include "core/graph/create_draft.h"

namespace liaison::graph {

Request CreateDraft::request(const MailboxRef &mailbox, const QByteArray &mime, const QString &folder)
{
    const QByteArray in = folder.isEmpty() ? QByteArray() : "/mailFolders/" + segment(folder);
    return withMime(mailbox.path() + in + "/messages", mime);
}

Answer<Message> CreateDraft::read(const HttpHead &, const QJsonObject &body)
{
    return messageFrom(body);
}

} // namespace liaison::graph
