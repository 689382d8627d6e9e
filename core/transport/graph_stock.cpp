#include "core/transport/graph_stock.h"

namespace liaison::transport {

using graph::Answer;
using graph::Remedy;

GraphStock::GraphStock(GraphSession *session, QString folder, std::stop_token stop, QObject *parent)
    : GraphTask(session, std::move(stop), parent), m_folder(std::move(folder))
{
}

void GraphStock::start()
{
    const Result<graph::ServiceRoot> &root = account().root();
    if (!root)
        return end(graphFailure(root.error()));
    GraphCall call;
    call.request = m_at.isEmpty() ? graph::SyncMessages::request(mailbox(), m_folder, m_pageSize)
                                  : graph::SyncMessages::request(m_at, m_pageSize);
    ask<graph::SyncMessages>(
        std::move(call),
        [this](const Answer<graph::MessageChanges> &page) {
            if (page)
                take(*page);
            else
                failed(page.error());
        },
        *root);
}

void GraphStock::failed(const graph::Failure &failure)
{
    const bool tooMuch = failure.remedy == Remedy::SmallerBatch || failure.error.kind == ErrorKind::LimitExceeded;
    if (tooMuch && m_pageSize > 1) {
        m_pageSize /= 2;
        return start();
    }
    end(failure);
}

void GraphStock::take(const graph::MessageChanges &page)
{
    for (const graph::MessageChange &change : page.changes) {
        const graph::Message &message = change.message;
        if (change.removed != graph::Removal::None) {
            m_mails.gone(message.id);
            continue;
        }
        ListedMail &mail = m_mails.at(message.id);
        // Of one that was told before the mark alone may be told.
        if (message.internetMessageId)
            mail.messageIdHeader = bareMessageId(*message.internetMessageId);
        if (message.receivedAt)
            mail.internalDate = *message.receivedAt;
        mail.seen = message.read.value_or(mail.seen);
    }
    const bool last = page.then.next.isEmpty();
    m_at = last ? page.then.delta : page.then.next;
    if (!last) {
        const auto astray = m_trail.refuse(page.changes.isEmpty(), m_at);
        return astray ? end(*astray) : start();
    }
    finish(m_mails.finished(QString::fromLatin1(m_at)));
}

} // namespace liaison::transport
