#pragma once

#include "core/graph/sync_folders.h"
#include "core/transport/graph_parts.h"
#include "core/transport/graph_task.h"
#include "core/transport/mail_source.h"
#include "core/transport/page_trail.h"

#include <QHash>

#include <memory>

namespace liaison::transport {

/// The folder tree as far as an adapter has read it; the next time only what changed is asked for.
struct GraphTree {
    QHash<QString, domain::FolderRole> roles; ///< by id
    QString root;                             ///< id of what is above all others
    QHash<QString, graph::Folder> known;      ///< the folders that every mailbox has, by id
    QHash<QString, graph::Folder> folders;    ///< by id
    QStringList order;                        ///< as the server told of them
    QByteArray at;                            ///< deltaLink; empty: from the start
};

/// MailSource::folders() over Graph: the folders that every mailbox has, for what they are for, and the tree by its
/// delta.
class GraphFolders final : public GraphTask<QList<domain::RemoteFolder>> {
public:
    GraphFolders(GraphSession *session, std::shared_ptr<GraphTree> tree, std::stop_token stop, QObject *parent)
        : GraphTask(session, std::move(stop), parent), m_tree(std::move(tree))
    {
    }
    void start() override;

private:
    void askKnown();
    void takeKnown(const QStringList &names, const GraphParts::Replies &replies);
    void askTree(const QByteArray &at);
    void take(const graph::FolderChanges &page);
    void treeFailed(const graph::Failure &failure, const QByteArray &at);
    void list();
    [[nodiscard]] QString pathOf(const graph::Folder &folder) const;

    std::shared_ptr<GraphTree> m_tree;
    PageTrail m_trail;
    bool m_restarted = false;
};

} // namespace liaison::transport
