#include "core/transport/ews_stock.h"

namespace liaison::transport {

using ews::ItemChange;
using ews::Remedy;

EwsStock::EwsStock(EwsSession *session, const QString &folder, std::stop_token stop, QObject *parent)
    : EwsTask(session, std::move(stop), parent)
{
    m_request.folder = ews::FolderRef::byId(folder);
    m_request.messageIds = true;
}

void EwsStock::start()
{
    ask<ews::SyncFolderItems>(
        [request = m_request](const ews::RequestContext &context) {
            return ews::SyncFolderItems::request(context, request);
        },
        [this](const ews::Answer<ews::ItemsPage> &page) {
            if (page)
                take(*page);
            else
                failed(page.error());
        });
}

void EwsStock::failed(const ews::Failure &failure)
{
    const bool tooMuch = failure.remedy == Remedy::HalveBatch || failure.error.kind == ErrorKind::LimitExceeded;
    if (tooMuch && m_request.maxChanges > 1) {
        m_request.maxChanges /= 2;
        return start();
    }
    end(failure);
}

void EwsStock::take(const ews::ItemsPage &page)
{
    for (const ItemChange &change : page.changes) {
        const QString &id = change.id.id;
        if (change.kind == ItemChange::Kind::Removed) {
            m_mails.gone(id);
        } else if (change.kind == ItemChange::Kind::Upsert) {
            ListedMail &mail = m_mails.at(id);
            mail.messageIdHeader = bareMessageId(change.messageId);
            mail.internalDate = change.receivedAt.value_or(0);
            mail.size = change.size;
            mail.seen = change.read;
        } else if (ListedMail *mail = m_mails.find(id)) {
            mail->seen = change.read;
        }
    }
    m_request.syncState = page.syncState;
    if (!page.last)
        return start();
    finish(m_mails.finished(page.syncState));
}

} // namespace liaison::transport
