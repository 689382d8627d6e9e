#pragma once

#include "core/ews/sync_folder_items.h"
#include "core/transport/ews_task.h"
#include "core/transport/stock_taking.h"

namespace liaison::transport {

/// MailSource::stock() over EWS: SyncFolderItems from the start to the end, with Message-IDs and without GetItem.
class EwsStock final : public EwsTask<FolderStock> {
public:
    EwsStock(EwsSession *session, const QString &folder, std::stop_token stop, QObject *parent);
    void start() override;

private:
    void take(const ews::ItemsPage &page);
    void failed(const ews::Failure &failure);

    ews::ItemsRequest m_request;
    StockTaking m_mails;
};

} // namespace liaison::transport
