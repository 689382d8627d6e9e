#include "core/graph/create_draft.h"

#include "core/mime/header_block.h"

namespace liaison::graph {

Request CreateDraft::request(const MailboxRef &mailbox, const QByteArray &mime, const QString &folder)
{
    const QByteArray in = folder.isEmpty() ? QByteArray() : "/mailFolders/" + segment(folder);
    return withMime(mailbox.path() + in + "/messages", mime);
}

QString CreateDraft::messageIdOf(const QByteArray &mime)
{
    constexpr int mostFields = 1'000;
    return QString::fromUtf8(mime::splitHeaders(mime, mostFields).value("Message-ID")).trimmed();
}

Answer<Message> CreateDraft::read(const HttpHead &, const QJsonObject &body)
{
    return messageFrom(body);
}

} // namespace liaison::graph
