#pragma once

#include "core/ews/sync_folder_items.h"
#include "core/transport/ews_ahead.h"
#include "core/transport/ews_task.h"
#include "core/transport/mail_source.h"

#include <QSet>

namespace liaison::transport {

/// One page of MailSource::changes() over EWS: what SyncFolderItems tells, and as many of the mails as fit the budget.
/// The rest waits in the cursor for the next page.
class EwsChanges final : public EwsTask<ChangePage> {
public:
    EwsChanges(EwsSession *session, ChangeRequest request, std::shared_ptr<EwsMemory> memory, std::stop_token stop,
               QObject *parent);
    void start() override;

private:
    void sync();
    [[nodiscard]] ews::ItemsRequest nextItems() const;
    void retrySkipped();
    void skip(const EwsCursor::Pending &item);
    void syncFailed(const ews::Failure &failure);
    void take(const ews::ItemsPage &page);
    void takeChange(const ews::ItemChange &change);
    void askFlags();
    void takeFlags(const QList<ews::ItemId> &asked, const std::vector<ews::Answer<ews::Item>> &items);
    void fetch();
    [[nodiscard]] QList<EwsCursor::Pending> choose();
    void arrived(const QList<EwsCursor::Pending> &chosen, EwsFetch::Fetched fetched);
    void finishPage();

    ChangeRequest m_request;
    std::shared_ptr<EwsMemory> m_memory;
    std::shared_ptr<EwsAhead> m_ahead;
    EwsCursor m_cursor;
    EwsCursor m_before; ///< the cursor as it came
    ChangePage m_page;
    QStringList m_flagged;    ///< whose read flag changed
    QSet<QString> m_waiting;  ///< ids in m_cursor.pending
    QSet<size_t> m_handedOut; ///< hashes of the ids in m_page.arrived
    int m_mostChanges = 512;
    bool m_sizes = true;
};

} // namespace liaison::transport
