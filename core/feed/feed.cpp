#include "core/feed/feed.h"

#include "core/base/log.h"
#include "core/feed/copy_filer.h"
#include "core/feed/hint_listener.h"
#include "core/feed/outbox_drain.h"
#include "core/feed/remedy.h"
#include "core/feed/remote_ops_drain.h"
#include "core/store/feed_refusals.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/store.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"

#include <algorithm>

namespace liaison::feed {

using domain::FeedState;

namespace {

/// Whether the outbox holds something for the mailbox, also what a former process left in sending.
Result<bool> hasOutboxWork(store::Session &session, MailboxId id)
{
    store::Outbox outbox(session);
    const auto copies = outbox.copiesToFile(id);
    if (!copies)
        return fail(copies.error());
    if (!copies->isEmpty())
        return true;
    const auto open = outbox.list(false, 10'000);
    if (!open)
        return fail(open.error());
    return std::any_of(open->begin(), open->end(), [id](const domain::OutboxMail &mail) {
        return mail.mailbox == id
            && (mail.state == domain::OutboxState::Queued || mail.state == domain::OutboxState::Sending);
    });
}

} // namespace

Feed::Feed(const FeedContext *context, MailboxId mailbox, QObject *parent)
    : QObject(parent), m_context(context), m_id(mailbox), m_lease(context, mailbox),
      m_hints(std::make_unique<HintListener>(context->options.idleRenewMs)),
      m_backoff({context->options.backoffMinMs, context->options.backoffMaxMs, 0.2})
{
    m_status.mailbox = mailbox;
    wireLease();
    wireDrains();
    connect(m_hints.get(), &HintListener::hinted, this, [this](const QStringList &folders) { due({false, folders}); });
    connect(m_hints.get(), &HintListener::broken, this, &Feed::trouble);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] { due({}); });
    m_poll.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, [this] { due({}); });
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        m_outbox->abort();
        if (m_closing && m_connections)
            m_connections->dropSink();
        sendFinished();
    });
    m_statusThrottle.setSingleShot(true);
    m_statusThrottle.setInterval(200);
    connect(&m_statusThrottle, &QTimer::timeout, this, &Feed::publish);
}

Feed::~Feed() = default;

void Feed::start()
{
    m_wantReading = true;
    m_due = Scope();
    if (m_block && isKeychainError(m_block->error.kind))
        m_block.reset(); // no server has seen an attempt: asking the keychain again does no harm
    if (m_block)
        show(m_block->state, m_block->error);
    else if (m_status.state == FeedState::Stopped)
        show(FeedState::Starting);
    wakeOutbox();
}

void Feed::stop()
{
    m_wantReading = false;
    m_due.reset();
    m_retry.stop();
    m_poll.stop();
    m_hints->quiet();
    if (m_block)
        show(FeedState::Stopped, m_block->error); // START shows again what is in the way
    else if (m_sync)
        m_sync->finishUnit(); // Stopped is shown when the page in hand is stored
    else
        advance();
}

void Feed::reload()
{
    m_block.reset();
    m_mended = true;
    m_sendingBlock.reset();
    m_backoff.reset();
    drop();
    m_mailbox.reset();
    m_reloading = true;
    m_due = Scope();
    if (m_wantReading)
        show(FeedState::Starting);
    wakeOutbox();
}

void Feed::follow(const domain::Mailbox &saved)
{
    const bool wanted = saved.enabled && saved.feedWanted;
    if (saved.updatedAt != m_knownAt)
        reload();
    if (wanted && !m_wantReading)
        start();
    else if (!wanted && m_wantReading)
        stop();
}

void Feed::leave()
{
    if (!m_mailbox && !m_wantReading && !m_block)
        return; // it left already
    stop();
    reload(); // switched off now: nothing is sent either
}

void Feed::syncNow()
{
    m_sendingBlock.reset();
    if (m_block && (m_block->state == FeedState::Failed || isKeychainError(m_block->error.kind))) {
        m_block.reset();
        show(FeedState::Starting);
    }
    m_sinceFolderList.invalidate();
    m_retry.stop();
    m_due = Scope();
    wakeOutbox();
}

void Feed::wakeOutbox()
{
    m_wantSending = true;
    m_outboxDue = true;
    advance();
}

void Feed::setHold(bool hold)
{
    m_hold = hold;
    if (hold)
        m_outbox->hold();
    else
        wakeOutbox();
}

void Feed::storeChanged()
{
    if (mayWork())
        m_ops->wake();
}

void Feed::advance()
{
    if (m_closing) {
        checkClosed();
        return;
    }
    if (m_block || m_loading)
        return;
    if (!m_wantReading && !m_sync && m_status.state != FeedState::Stopped)
        show(FeedState::Stopped);
    const bool later = m_outboxLater || m_copiesLater || m_opsLater;
    const bool draining = later || m_outbox->busy() || m_copies->busy() || m_ops->busy();
    if (!m_wantReading && !m_sync && !m_wantSending && !draining)
        rest();
    else if (!m_mailbox)
        loadMailbox();
    else if (!m_mailbox->enabled)
        rest();
    else if (!m_lease.lease())
        m_lease.want();
    else if (!m_connections)
        askSecrets();
    else
        work();
}

void Feed::loadMailbox()
{
    m_loading = true;
    struct Loaded {
        domain::Mailbox mailbox;
        bool sends = false; ///< the outbox holds something
        std::optional<store::FeedRefusal> refusal;
    };
    const auto read = [id = m_id](store::Session &session) -> Result<Loaded> {
        const Result<domain::Mailbox> mailbox = store::Mailboxes(session).find(id);
        if (!mailbox)
            return fail(mailbox.error());
        const Result<bool> work = hasOutboxWork(session, id);
        if (!work)
            return fail(work.error());
        const auto refusal = store::FeedRefusals(session).current(id);
        if (!refusal)
            return fail(refusal.error());
        return Loaded{*mailbox, *work, *refusal};
    };
    onDone<Loaded>(this, m_context->store->read(read), [this, generation = m_generation](const Result<Loaded> &loaded) {
        if (generation != m_generation)
            return;
        m_loading = false;
        if (!loaded) {
            trouble(loaded.error());
            return;
        }
        m_mailbox = loaded->mailbox;
        m_knownAt = m_mailbox->updatedAt;
        if (std::exchange(m_reloading, false) && m_mailbox->enabled && m_mailbox->feedWanted) {
            m_wantReading = true; // switched on again
            show(FeedState::Starting);
        }
        m_status.address = m_mailbox->address;
        m_status.personSignsIn = domain::personSignsIn(*m_mailbox, domain::SecretUse::Inbound);
        // Without work neither the lease is taken nor the keychain asked.
        if (!m_wantReading && !loaded->sends)
            rest();
        else if (m_mailbox->enabled && stillRefused(loaded->refusal))
            block(FeedState::NeedsSignIn, loaded->refusal->error());
        else
            advance();
    });
}

/// Whether this or another process was refused with these very settings, and nobody has acted since.
bool Feed::stillRefused(const std::optional<store::FeedRefusal> &refusal)
{
    if (std::exchange(m_mended, false))
        m_forgivenAt = refusal ? refusal->at : 0;
    return refusal && refusal->at != m_forgivenAt;
}

void Feed::askSecrets()
{
    m_giveBackLater = false;
    m_loading = true;
    onDone<QPair<Secret, Secret>>(this, m_context->secrets(*m_mailbox),
                                  [this, generation = m_generation](const Result<QPair<Secret, Secret>> &secrets) {
                                      if (generation != m_generation)
                                          return;
                                      m_loading = false;
                                      if (!secrets) {
                                          trouble(secrets.error());
                                          return;
                                      }
                                      transport::Account account{*m_mailbox, secrets->first, secrets->second, {}};
                                      account.mayWrite = [watch = m_lease.watch()] { return watch->held(); };
                                      traceWhileVerbose(account);
                                      m_connections
                                          = std::make_unique<Connections>(m_context->transport, std::move(account));
                                      m_hints->reset();
                                      m_sinceFolderList.invalidate();
                                      advance();
                                  });
}

/// A connection may outlive the time: each line asks.
void Feed::traceWhileVerbose(transport::Account &account) const
{
    const Clock *clock = m_context->clock;
    if (!domain::isVerbose(account.mailbox, clock->nowMs()))
        return;
    account.trace
        = [clock, address = account.mailbox.address, until = account.mailbox.verboseUntil](const QString &line) {
              if (clock->nowMs() < until)
                  qCInfo(lcNet).noquote() << address << redacted(line);
          };
}

/// Everything is there: settings, lease and secrets.
void Feed::work()
{
    if (m_outboxDue) {
        m_outboxDue = false;
        m_wantSending = false;
        if (!m_hold && !m_sendingBlock)
            m_outbox->wake();
        m_copies->wake();
        m_ops->wake();
    }
    if (!m_wantReading || m_sync || m_retry.isActive())
        return;
    if (m_due)
        startPass();
    else
        listen();
}

/// Nothing is wanted: the mailbox is free for others.
void Feed::rest()
{
    drop();
    m_wantSending = false;
    m_outboxDue = false;
    m_mailbox.reset();
    giveBackLease();
    if (m_status.state != FeedState::Stopped)
        show(FeedState::Stopped);
}

/// Ends every use of the connections and forgets them. Outcomes of what was in hand are still recorded.
void Feed::drop()
{
    ++m_generation;
    m_loading = false;
    m_retry.stop();
    m_poll.stop();
    m_hints->reset();
    letSendFinish();
    m_copies->abort();
    m_ops->abort();
    m_outboxLater = m_copiesLater = m_opsLater = false;
    if (m_sync) {
        m_sync->disconnect(this);
        m_sync->abort();
        m_sync.release()->deleteLater();
    }
    m_connections.reset();
    m_status.folder.clear();
    m_status.done = 0;
    m_status.total = 0;
}

/// No further mail is claimed. One that is on its way out gets closeWaitMs to arrive: cut off behind the end of its
/// text it would be uncertain.
void Feed::letSendFinish()
{
    if (!m_outbox->isSending()) {
        m_outbox->abort();
        return;
    }
    m_outbox->hold();
    if (!m_grace.isActive())
        m_grace.start(static_cast<int>(std::clamp<qint64>(m_context->options.closeWaitMs, 0, 3'600'000)));
    if (m_leaving || m_closing || !m_connections)
        return;
    m_leaving = std::move(m_connections);
    m_leaving->dropSource();
}

void Feed::sendFinished()
{
    m_grace.stop();
    m_leaving.reset();
}

/// While a mail is on its way out nobody else may call it uncertain.
void Feed::giveBackLease()
{
    m_giveBackLater = m_outbox->busy();
    if (!m_giveBackLater)
        m_lease.giveBack();
}

void Feed::close(std::function<void()> done)
{
    m_closed = std::move(done);
    m_closing = true;
    m_retry.stop();
    m_poll.stop();
    m_hints->quiet();
    letSendFinish();
    m_copies->abort();
    m_ops->abort();
    if (m_sync)
        m_sync->abort();
    checkClosed();
}

void Feed::checkClosed()
{
    if (!m_closed || m_sync || m_outbox->busy() || m_copies->busy() || m_ops->busy())
        return;
    drop();
    m_lease.giveBack();
    if (!m_lease.isAsking()) // else a lease may come yet: it is given back first
        std::exchange(m_closed, {})();
}

} // namespace liaison::feed
