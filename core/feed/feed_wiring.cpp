// Feed: what its parts tell it. See feed.h.
#include "core/feed/copy_filer.h"
#include "core/feed/feed.h"
#include "core/feed/hint_listener.h"
#include "core/feed/outbox_drain.h"
#include "core/feed/remote_ops_drain.h"
#include "core/store/feed_requests.h"
#include "core/store/store.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"

namespace liaison::feed {

using domain::FeedState;

void Feed::wireLease()
{
    connect(&m_lease, &LeaseKeeper::taken, this, [this] {
        m_status.holder.clear();
        m_outboxDue = true; // what was not begun while the lease had run out
        if (!m_connections && !m_loading)
            m_mailbox.reset(); // who held it before may have been refused since it was read
        advance();
    });
    connect(&m_lease, &LeaseKeeper::heldElsewhere, this, [this](const QString &host) {
        m_status.holder = host;
        show(m_wantReading ? FeedState::Starting : FeedState::Stopped);
    });
    connect(&m_lease, &LeaseKeeper::lost, this, [this](const QString &host) {
        m_status.holder = host;
        drop(); // somebody else may be working the mailbox: not one more byte
        show(m_wantReading ? FeedState::Starting : FeedState::Stopped);
        m_due = Scope();
        m_outboxDue = true;
        m_lease.want();
    });
    connect(&m_lease, &LeaseKeeper::givenBack, this, [this] {
        if (m_closing)
            checkClosed();
    });
    connect(&m_lease, &LeaseKeeper::troubled, this,
            [this](const Error &error) { show(m_wantReading ? FeedState::Starting : FeedState::Stopped, error); });
}

void Feed::wireDrains()
{
    const DrainPorts ports{m_context, m_id,
                           [this]() -> const store::Lease * {
                               return mayWork() || (m_closing && m_lease.isHeld()) ? &*m_lease.lease() : nullptr;
                           },
                           [this]() -> Result<transport::MailSource *> {
                               if (!mayWork())
                                   return fail(ErrorKind::Cancelled);
                               m_hints->quiet(); // the connection is needed for something else
                               return m_connections->source();
                           },
                           [this]() -> Result<transport::MailSink *> {
                               return mayWork() ? m_connections->sink()
                                                : Result<transport::MailSink *>(fail(ErrorKind::Cancelled));
                           }};
    m_outbox = std::make_unique<OutboxDrain>(ports);
    m_copies = std::make_unique<CopyFiler>(ports);
    m_ops = std::make_unique<RemoteOpsDrain>(ports);
    connect(m_outbox.get(), &OutboxDrain::sent, m_copies.get(), &CopyFiler::wake);
    connect(m_outbox.get(), &OutboxDrain::sendEnded, this, &Feed::sendFinished);
    connect(m_outbox.get(), &OutboxDrain::idle, this, [this](bool moreLater) {
        if (std::exchange(m_giveBackLater, false))
            m_lease.giveBack();
        m_outboxLater = moreLater;
        if (m_connections)
            m_connections->dropSink();
        m_copies->wake(); // what is uncertain now may be found in Sent
        advance();
    });
    connect(m_outbox.get(), &OutboxDrain::troubled, this, &Feed::sendingTrouble);
    connect(m_copies.get(), &CopyFiler::idle, this, [this](bool moreLater) {
        m_copiesLater = moreLater;
        advance();
    });
    connect(m_copies.get(), &CopyFiler::troubled, this, &Feed::trouble);
    connect(m_ops.get(), &RemoteOpsDrain::idle, this, [this](bool moreLater) {
        m_opsLater = moreLater;
        advance();
    });
    connect(m_ops.get(), &RemoteOpsDrain::troubled, this, &Feed::trouble);
}

void Feed::takeRequests()
{
    if (!m_lease.isHeld())
        return;
    const auto take = [lease = *m_lease.lease()](store::Session &session) {
        return store::FeedRequests(session).take(lease, store::FeedAsk::GetMail);
    };
    onDone<bool>(this, m_context->store->write(take, store::Durability::Refetchable), [this](Result<bool> taken) {
        if (taken && *taken && !m_closing)
            syncNow();
    });
}

Future<domain::Addresses> Feed::resolve(QString typed, std::stop_token stop)
{
    if (!mayWork())
        return readyFuture<domain::Addresses>(domain::Addresses());
    const Result<transport::MailSink *> directory = m_connections->directory();
    return directory ? (*directory)->resolve(std::move(typed), std::move(stop))
                     : readyFuture<domain::Addresses>(fail(directory.error()));
}

} // namespace liaison::feed
