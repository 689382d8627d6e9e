#include "core/transport/ews_fetch.h"

namespace liaison::transport {

using ews::Failure;
using Pending = EwsCursor::Pending;

EwsFetch::EwsFetch(EwsSession *session, std::shared_ptr<EwsMemory> memory) : m_batches(session, std::move(memory), this)
{
}

void EwsFetch::close()
{
    m_over = true;
    m_done = nullptr;
    m_batches.close();
    m_fetched = {};
}

void EwsFetch::want(const QList<Pending> &items)
{
    QList<Pending> fresh;
    for (const Pending &item : items) {
        if (m_wanted.contains(item.id))
            continue;
        m_wanted.insert(item.id, EwsBatches::sizeOf(item));
        m_heldBytes += EwsBatches::sizeOf(item);
        fresh << item;
    }
    m_batches.add(fresh);
}

void EwsFetch::take(const QList<Pending> &items, std::function<void(ews::Answer<Fetched>)> done)
{
    if (m_over) // what was read ahead failed before anybody waited for it
        return done(ews::failed(m_failure));
    m_done = std::move(done);
    m_awaited.clear();
    m_missing = 0;
    for (const Pending &item : items) {
        m_awaited.insert(item.id);
        m_missing += m_settled.contains(item.id) ? 0 : 1;
    }
    want(items);
    if (m_missing == 0)
        deliver();
}

/// The mail came, or is known not to come.
void EwsFetch::settled(const QString &id)
{
    m_settled.insert(id);
    if (m_awaited.contains(id) && --m_missing == 0)
        deliver();
}

void EwsFetch::forget(const QString &id)
{
    m_settled.remove(id);
    m_heldBytes -= m_wanted.take(id);
}

void EwsFetch::drop(const QString &id)
{
    m_fetched.mails.erase(id);
    m_fetched.withheld.remove(id);
    forget(id);
}

void EwsFetch::deliver()
{
    Fetched taken;
    for (const QString &id : std::exchange(m_awaited, {})) {
        if (auto mail = m_fetched.mails.extract(id))
            taken.mails.insert(std::move(mail));
        if (m_fetched.withheld.remove(id))
            taken.withheld.insert(id);
        forget(id);
    }
    if (const auto done = std::exchange(m_done, nullptr))
        done(std::move(taken));
}

void EwsFetch::came(RemoteMail mail)
{
    const QString id = mail.remoteId;
    m_fetched.mails.insert_or_assign(id, std::move(mail));
    settled(id);
}

void EwsFetch::isWithheld(const QString &id)
{
    m_fetched.withheld.insert(id);
    settled(id);
}

void EwsFetch::failed(const Failure &failure)
{
    m_over = true;
    m_failure = failure;
    if (const auto done = std::exchange(m_done, nullptr))
        done(ews::failed(failure));
}

} // namespace liaison::transport
