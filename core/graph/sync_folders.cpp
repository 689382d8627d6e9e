#include "core/graph/sync_folders.h"

namespace liaison::graph {

Request SyncFolders::request(const MailboxRef &mailbox, int pageSize)
{
    return request(mailbox.path() + "/mailFolders/delta?" + folderSelect(), pageSize);
}

Request SyncFolders::request(const QByteArray &continuation, int pageSize)
{
    return get(continuation, qBound(1, pageSize, mostOnDeltaPage));
}

Answer<FolderChanges> SyncFolders::read(const HttpHead &, const QJsonObject &body)
{
    auto changes = changesOf(body, folderFrom, &FolderChange::folder);
    if (!changes)
        return failed(std::move(changes.error()));
    auto then = continuationOf(m_root, body, Collection::Delta);
    if (!then)
        return failed(std::move(then.error()));
    return FolderChanges{std::move(*changes), std::move(*then)};
}

} // namespace liaison::graph
