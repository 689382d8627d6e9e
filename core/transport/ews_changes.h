#pragma once

#include "core/transport/ews_ahead.h"
#include "core/transport/sync_page.h"

#include <vector>

namespace liaison::transport {

/// One page of MailSource::changes() over EWS.
class EwsChanges final : public SyncPage<EwsWire> {
public:
    using SyncPage::SyncPage;

private:
    [[nodiscard]] ews::ItemsRequest nextItems() const override;
    void take(const ews::ItemsPage &page) override;
    void syncFailed(const ews::Failure &failure) override;
    void takeChange(const ews::ItemChange &change);
    void askFlags();
    void takeFlags(const QList<ews::ItemId> &asked, const std::vector<ews::Answer<ews::Item>> &items);

    QStringList m_flagged; ///< whose read flag changed
    int m_mostChanges = 512;
    bool m_sizes = true;
};

} // namespace liaison::transport
