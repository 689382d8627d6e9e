#include "core/store/leases.h"

#include "core/store/session.h"

#include <QCoreApplication>

namespace liaison::store {

namespace {

std::optional<Lease> current(Session &session, MailboxId mailbox)
{
    auto row = session.row(QStringLiteral("SELECT holder, host, epoch, expires_at, pid, taken_at FROM lease "
                                          "WHERE mailbox_id = ?"),
                           {mailbox.value});
    if (!row)
        return std::nullopt;
    Lease lease;
    lease.mailbox = mailbox;
    lease.holder = row->text();
    lease.host = row->text();
    lease.epoch = row->number();
    lease.expiresAt = row->number();
    lease.pid = row->number();
    lease.takenAt = row->number();
    return lease;
}

tl::unexpected<Error> heldBy(const std::optional<Lease> &lease)
{
    if (!lease)
        return fail(ErrorKind::Busy);
    bool isNumber = false;
    const qint64 pid = lease->holder.section(QLatin1Char(' '), 0, 0).toLongLong(&isNumber);
    return fail(ErrorKind::Busy, isNumber ? QStringLiteral("%1 (pid %2)").arg(lease->host).arg(pid) : lease->host);
}

Result<Lease> write(Session &session, const Lease &lease)
{
    session.run(
        QStringLiteral("INSERT INTO lease (mailbox_id, holder, host, epoch, expires_at, pid, taken_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT (mailbox_id) DO UPDATE SET holder = excluded.holder, "
                       "host = excluded.host, epoch = excluded.epoch, expires_at = excluded.expires_at, "
                       "pid = excluded.pid, taken_at = excluded.taken_at"),
        {lease.mailbox.value, lease.holder, lease.host, lease.epoch, lease.expiresAt, lease.pid, lease.takenAt});
    return session.answer(lease);
}

} // namespace

Result<Lease> Leases::acquire(MailboxId mailbox, const QString &holder, const QString &host, qint64 ttlMs)
{
    const UtcMs now = m_session.databaseNow();
    const auto held = current(m_session, mailbox);
    if (!m_session.status())
        return fail(m_session.status().error());
    const bool alive = held && held->expiresAt > now;
    if (alive && held->holder != holder)
        return heldBy(held);
    // An expired lease of our own gets a new epoch too: somebody may have held it in between.
    const qint64 epoch = alive ? held->epoch : (held ? held->epoch : 0) + 1;
    return write(
        m_session,
        {mailbox, holder, host, epoch, now + ttlMs, QCoreApplication::applicationPid(), alive ? held->takenAt : now});
}

Result<Lease> Leases::renew(const Lease &lease, qint64 ttlMs)
{
    // Late is no harm as long as nobody took it: the epoch would have grown.
    const auto held = current(m_session, lease.mailbox);
    if (!held || held->holder != lease.holder || held->epoch != lease.epoch || held->expiresAt == 0)
        return m_session.status() ? heldBy(held) : fail(m_session.status().error());
    Lease renewed = lease;
    renewed.expiresAt = m_session.databaseNow() + ttlMs;
    return write(m_session, renewed);
}

Result<std::optional<Lease>> Leases::holder(MailboxId mailbox)
{
    auto held = current(m_session, mailbox);
    if (held && held->expiresAt <= m_session.databaseNow())
        held.reset();
    return m_session.answer(std::move(held));
}

Result<void> Leases::release(const Lease &lease)
{
    // The row stays: its epoch must never be given out again.
    m_session.run(QStringLiteral("UPDATE lease SET expires_at = 0 WHERE mailbox_id = ? AND holder = ? AND epoch = ?"),
                  {lease.mailbox.value, lease.holder, lease.epoch});
    return m_session.status();
}

Result<void> Leases::verify(const Lease &lease)
{
    const auto held = current(m_session, lease.mailbox);
    const UtcMs now = m_session.databaseNow();
    if (!m_session.status())
        return m_session.status();
    if (!held || held->holder != lease.holder || held->epoch != lease.epoch || held->expiresAt <= now)
        return heldBy(held);
    return {};
}

} // namespace liaison::store
