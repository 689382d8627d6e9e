#pragma once

#include "core/transport/graph_sync.h"
#include "core/transport/sync_page.h"

namespace liaison::transport {

/// One page of MailSource::changes() over Graph.
class GraphChanges final : public SyncPage<GraphWire> {
public:
    using SyncPage::SyncPage;

private:
    [[nodiscard]] GraphNewsRequest nextItems() const override;
    void take(const GraphNews &page) override;
    void syncFailed(const graph::Failure &failure) override;
    void takeChange(const GraphNews::Change &change);
    [[nodiscard]] bool mayBeNew(const Pending &item);

    int m_pageSize = graph::mostOnDeltaPage;
};

} // namespace liaison::transport
