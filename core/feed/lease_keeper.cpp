#include "core/feed/lease_keeper.h"

#include "core/base/fault_point.h"
#include "core/base/log.h"
#include "core/store/store.h"

namespace liaison::feed {

LeaseKeeper::LeaseKeeper(const FeedContext *context, MailboxId mailbox, QObject *parent)
    : QObject(parent), m_context(context), m_mailbox(mailbox)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_lease ? renew() : acquire(); });
}

LeaseKeeper::~LeaseKeeper()
{
    giveBack();
}

void LeaseKeeper::want()
{
    m_wanted = true;
    if (!m_lease && !m_asking && !m_timer.isActive())
        acquire();
}

void LeaseKeeper::giveBack()
{
    m_wanted = false;
    m_timer.stop();
    if (!m_lease)
        return;
    const store::Lease lease = *m_lease;
    m_lease.reset();
    // Nobody waits for the answer: should it fail, the lease runs out by itself.
    m_context->store->write([lease](store::Session &session) { return store::Leases(session).release(lease); },
                            store::Durability::Refetchable);
}

void LeaseKeeper::check()
{
    if (m_lease && !m_asking)
        renew();
}

void LeaseKeeper::acquire()
{
    m_asking = true;
    faultPoint("lease.before-acquire");
    const auto ask = [mailbox = m_mailbox, holder = m_context->holder, host = m_context->host,
                      ttl = m_context->options.leaseTtlMs](store::Session &session) {
        return store::Leases(session).acquire(mailbox, holder, host, ttl);
    };
    // Counted from the question: the store's clock starts the lease's time at some moment after it.
    const qint64 until = LeaseWatch::nowMs() + m_context->options.leaseTtlMs;
    onDone<store::Lease>(this, m_context->store->write(ask), [this, until](Result<store::Lease> answer) {
        m_asking = false;
        if (answer)
            m_lease = *answer;
        if (!m_wanted) {
            giveBack();
            Q_EMIT givenBack();
            return;
        }
        m_timer.start(static_cast<int>(m_context->options.leaseRenewMs));
        if (answer) {
            m_watch->holdUntil(until);
            Q_EMIT taken();
        } else if (answer.error().kind == ErrorKind::Busy) {
            Q_EMIT heldElsewhere(answer.error().log);
        } else {
            Q_EMIT troubled(answer.error());
        }
    });
}

void LeaseKeeper::renew()
{
    m_asking = true;
    const auto ask = [lease = *m_lease, ttl = m_context->options.leaseTtlMs](store::Session &session) {
        return store::Leases(session).renew(lease, ttl);
    };
    const qint64 until = LeaseWatch::nowMs() + m_context->options.leaseTtlMs;
    onDone<store::Lease>(this, m_context->store->write(ask, store::Durability::Refetchable),
                         [this, until, epoch = m_lease->epoch](Result<store::Lease> answer) {
                             m_asking = false;
                             if (!m_wanted || !m_lease || m_lease->epoch != epoch) {
                                 if (m_wanted && !m_lease)
                                     acquire();
                                 else
                                     Q_EMIT givenBack();
                                 return;
                             }
                             if (answer) {
                                 const bool late = !m_watch->held();
                                 m_lease = *answer;
                                 m_watch->holdUntil(until);
                                 if (late)
                                     Q_EMIT taken();
                             } else if (answer.error().kind == ErrorKind::Busy || !m_watch->held()) {
                                 qCWarning(lcFeed) << "lease lost" << answer.error().log;
                                 lose(answer.error().kind == ErrorKind::Busy ? answer.error().log : QString());
                                 return;
                             }
                             m_timer.start(static_cast<int>(m_context->options.leaseRenewMs));
                         });
}

void LeaseKeeper::lose(const QString &host)
{
    m_lease.reset();
    m_watch->lose();
    m_timer.start(static_cast<int>(m_context->options.leaseRenewMs));
    Q_EMIT lost(host);
}

} // namespace liaison::feed
