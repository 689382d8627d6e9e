#pragma once

#include "core/graph/folder.h"
#include "core/graph/operation.h"
#include "core/graph/page.h"

namespace liaison::graph {

struct FolderChange {
    Removal removed = Removal::None;
    Folder folder; ///< of a removed one the id alone
    friend bool operator==(const FolderChange &, const FolderChange &) = default;
};

/// One page. The continuation is true once the page is stored.
struct FolderChanges {
    QList<FolderChange> changes;
    Continuation then;
};

/// GET mailFolders/delta: the folders of the whole tree, then what changed among them.
class SyncFolders final : public Operation<FolderChanges> {
public:
    /// From the start.
    static Request request(const MailboxRef &mailbox, int pageSize = mostOnDeltaPage);
    /// From where a page before left off: `next` or `delta` of it.
    static Request request(const QByteArray &continuation, int pageSize = mostOnDeltaPage);

    explicit SyncFolders(const ServiceRoot &root) : m_root(root) { }

private:
    Answer<FolderChanges> read(const HttpHead &head, const QJsonObject &body) override;

    ServiceRoot m_root;
};

} // namespace liaison::graph
