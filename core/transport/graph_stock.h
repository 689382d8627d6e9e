#pragma once

#include "core/graph/sync_messages.h"
#include "core/transport/graph_task.h"
#include "core/transport/page_trail.h"
#include "core/transport/stock_taking.h"

namespace liaison::transport {

/// MailSource::stock() over Graph: a folder's delta from the start to the end, and nothing of the messages in it.
class GraphStock final : public GraphTask<FolderStock> {
public:
    GraphStock(GraphSession *session, QString folder, std::stop_token stop, QObject *parent);
    void start() override;

private:
    void take(const graph::MessageChanges &page);
    void failed(const graph::Failure &failure);

    QString m_folder;
    QByteArray m_at; ///< a continuation; empty: from the start
    int m_pageSize = graph::mostOnDeltaPage;
    StockTaking m_mails;
    PageTrail m_trail;
};

} // namespace liaison::transport
