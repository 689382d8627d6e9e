#pragma once

#include "core/graph/folder.h"
#include "core/graph/operation.h"
#include "core/graph/page.h"

namespace liaison::graph {

/// GET mailFolders, or childFolders of one: a level of the tree without hidden folders. For where a delta cannot be
/// had; SyncFolders tells the whole tree.
class ListFolders final : public Operation<Page<Folder>> {
public:
    /// `parent`: id or well-known name; empty: the top level.
    static Request request(const MailboxRef &mailbox, const QString &parent = {});
    /// The page that `next` of the one before names.
    static Request next(const QByteArray &target) { return get(target); }

    explicit ListFolders(const ServiceRoot &root) : m_root(root) { }

private:
    Answer<Page<Folder>> read(const HttpHead &head, const QJsonObject &body) override;
    [[nodiscard]] Failure refined(Failure failure) const override { return ofFolder(std::move(failure)); }

    ServiceRoot m_root;
};

} // namespace liaison::graph
