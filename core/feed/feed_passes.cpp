// Feed: reading, and what trouble means for it. See feed.h.
#include "core/base/log.h"
#include "core/feed/copy_filer.h"
#include "core/feed/feed.h"
#include "core/feed/hint_listener.h"
#include "core/feed/outbox_drain.h"
#include "core/feed/remedy.h"
#include "core/feed/remote_ops_drain.h"
#include "core/store/feed_refusals.h"
#include "core/store/store.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"

#include <algorithm>

namespace liaison::feed {

using domain::FeedState;

void Feed::due(const Scope &scope)
{
    m_due = m_due ? m_due->with(scope) : scope;
    advance();
}

void Feed::startPass()
{
    const Result<transport::MailSource *> source = m_connections->source();
    if (!source) {
        trouble(source.error());
        return;
    }
    connect(*source, &transport::MailSource::worthTrying, this, &Feed::tryAgain, Qt::UniqueConnection);
    m_hints->quiet();
    const bool listFolders
        = !m_sinceFolderList.isValid() || m_sinceFolderList.hasExpired(m_context->options.folderListMs);
    if (listFolders)
        m_sinceFolderList.start(); // who asks for the folders from now on is not content with this list
    Scope scope = *std::exchange(m_due, std::nullopt);
    scope.all |= listFolders;
    if (scope.all)
        m_poll.stop();
    m_sync = std::make_unique<MailboxSync>(PassContext{m_context, *m_mailbox, *m_lease.lease(), *source},
                                           MailboxSync::Options{scope, listFolders});
    connect(m_sync.get(), &MailboxSync::progress, this, &Feed::progress);
    connect(m_sync.get(), &MailboxSync::stored, this,
            [this](int matched, int unmatched) { Q_EMIT mailArrived(m_id, matched, unmatched); });
    connect(m_sync.get(), &MailboxSync::finished, this, &Feed::passDone);
    if (m_status.state == FeedState::BackingOff)
        show(FeedState::Starting, m_status.error);
    m_sync->start();
}

/// The network came back: no need to sit out what is left of the delay.
void Feed::tryAgain()
{
    if (!m_retry.isActive())
        return;
    m_retry.stop();
    due({});
}

void Feed::passDone(const std::optional<Error> &failure)
{
    const std::unique_ptr<MailboxSync, void (*)(MailboxSync *)> sync(m_sync.release(), [](MailboxSync *done) {
        done->deleteLater(); // we are inside its signal
    });
    m_status.folder.clear();
    m_status.done = 0;
    m_status.total = 0;
    if (!failure) {
        m_watched = sync->watched();
        m_status.error = sync->warning();
        if (m_wantReading)
            passSucceeded(sync->scope());
        else
            advance();
        return;
    }
    const Error &error = *failure;
    m_sinceFolderList.invalidate(); // it may not have come so far
    if (m_closing || (!m_wantReading && remedyFor(error.kind) == Remedy::Retry)) {
        advance();
    } else if (error.kind == ErrorKind::Cancelled) {
        due({}); // STOP and START again while the page in hand was stored
    } else {
        trouble(error);
    }
}

void Feed::passSucceeded(const Scope &scope)
{
    m_backoff.reset();
    if (scope.all)
        m_status.lastSuccessAt = m_context->clock->nowMs();
    const std::optional<Error> warning = m_status.error;
    show(FeedState::Running, warning ? warning : m_sendingBlock);
    // What the server announces is read at once and puts off no turn of the other folders.
    if (scope.all || !m_poll.isActive())
        m_poll.start(std::clamp(m_mailbox->pollSeconds, 1, 86'400) * 1'000);
    m_copies->wake(); // a Sent folder may be known now
    m_ops->wake();
    advance();
}

void Feed::listen()
{
    if (m_watched.isEmpty() || m_hints->listening() || m_ops->busy() || m_copies->busy())
        return;
    const Result<transport::MailSource *> source = m_connections->source();
    if (source)
        m_hints->listen(*source, m_watched);
}

void Feed::trouble(const Error &error)
{
    const QString detail = error.log.isEmpty() ? QString() : QStringLiteral(": ") + redacted(error.log);
    qCInfo(lcFeed).noquote() << m_status.address << errorKindName(error.kind) + detail;
    switch (remedyFor(error.kind)) {
    case Remedy::SignIn:
        noteRefusal(error, domain::SecretUse::Inbound);
        block(FeedState::NeedsSignIn, error);
        break;
    case Remedy::Person:
        block(FeedState::Failed, error);
        break;
    case Remedy::Retry:
        if (error.kind == ErrorKind::Busy)
            m_lease.check(); // fenced off, or only a busy database
        backOff(error);
        break;
    }
}

void Feed::sendingTrouble(const Error &error)
{
    if (remedyFor(error.kind) == Remedy::SignIn) {
        noteRefusal(error, domain::SecretUse::Outbound);
        block(FeedState::NeedsSignIn, error);
        return;
    }
    m_sendingBlock = error; // the submission server alone is unusable: reading goes on
    show(m_status.state, error);
    advance();
}

void Feed::block(FeedState state, const Error &error)
{
    m_block = Block{state, error};
    drop();
    m_mailbox.reset();
    giveBackLease();
    show(state, error);
}

/// Written before the lease is given back, by the same thread: whoever takes it next knows, as does this program after
/// a restart.
void Feed::noteRefusal(const Error &error, domain::SecretUse use)
{
    // Tokens lock nobody out, and what is wrong with them is often mended at the service.
    const bool password = m_mailbox && domain::signInEndpoint(*m_mailbox, use).signIn != domain::SignIn::OAuth2;
    if (error.kind != ErrorKind::AuthenticationFailed || !password || !m_lease.lease())
        return;
    store::FeedRefusal refusal;
    refusal.mailbox = m_id;
    refusal.settingsAt = m_knownAt;
    refusal.log = error.log;
    refusal.serverWords = error.serverWords;
    refusal.host = m_context->host;
    m_context->store->write([refusal](store::Session &session) { return store::FeedRefusals(session).note(refusal); });
}

void Feed::backOff(const Error &error)
{
    const qint64 wait = m_backoff.next(error.retryAfterMs.value_or(0));
    m_poll.stop();
    m_hints->quiet();
    m_due = Scope();
    m_retry.start(static_cast<int>(std::min<qint64>(wait, 24 * 3'600'000)));
    if (m_wantReading) {
        show(FeedState::BackingOff, error);
        m_status.nextTryAt = m_context->clock->nowMs() + wait;
        publish();
    } else {
        show(FeedState::Stopped, error);
    }
}

void Feed::show(FeedState state, std::optional<Error> error)
{
    m_status.state = state;
    m_status.error = std::move(error);
    if (state != FeedState::BackingOff)
        m_status.nextTryAt = 0;
    if (state == FeedState::Running)
        m_status.holder.clear();
    publish();
}

void Feed::progress(const QString &folder, qint64 done, qint64 total)
{
    m_status.folder = folder;
    m_status.done = done;
    m_status.total = total;
    if (m_status.state != FeedState::Running && m_wantReading)
        show(FeedState::Running, m_status.error);
    else if (!m_statusThrottle.isActive())
        m_statusThrottle.start();
}

void Feed::publish()
{
    m_statusThrottle.stop();
    const transport::SignInExpiry expiry = m_connections ? m_connections->signInExpiry() : transport::SignInExpiry();
    m_status.tokenExpiresAt = expiry.token;
    m_status.certificateExpiresAt = expiry.certificate;
    Q_EMIT statusChanged(m_status);
}

} // namespace liaison::feed
