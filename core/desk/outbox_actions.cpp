// ComposeDesk: what people do with mail that is in the outbox already.
#include "core/base/and_then.h"
#include "core/base/in_pool.h"
#include "core/desk/compose_desk.h"
#include "core/desk/reply_source.h"
#include "core/feed/engine.h"
#include "core/mime/body.h"
#include "core/store/audit_log.h"
#include "core/store/links.h"
#include "core/store/markdown_sources.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/store.h"
#include "core/store/threads.h"

#include <QSet>
#include <QThreadPool>

#include <optional>

namespace liaison::desk {

namespace {

using domain::OutboxMail;
using domain::OutboxState;
using store::Session;

/// Moves a mail of the outbox from where it stands to `to`, audited; answers the mail as it was before.
Result<OutboxMail> settleAudited(Session &session, OutboxId id, const store::Outbox::Outcome &outcome,
                                 const QList<OutboxState> &allowedFrom, const domain::Actor &actor,
                                 const QString &action)
{
    store::Outbox outbox(session);
    Result<OutboxMail> mail = outbox.find(id);
    if (!mail)
        return mail;
    if (!allowedFrom.contains(mail->state))
        return fail(ErrorKind::Conflict, domain::toString(mail->state));
    store::Outbox::Outcome kept = outcome;
    if (mail->state == OutboxState::Uncertain) // whom the server refused for good is known whatever became of the rest
        kept.refused = mail->refused;
    Result<void> done = outbox.settle(id, mail->state, kept);
    if (done)
        done = store::AuditLog(session).append(actor, action, mail->messageIdHeader,
                                               {{QStringLiteral("was"), domain::toString(mail->state)}});
    return done ? mail : Result<OutboxMail>(fail(done.error()));
}

Future<void> settleAndWake(const Context &context, OutboxId id, const store::Outbox::Outcome &outcome,
                           const QList<OutboxState> &allowedFrom, const QString &action)
{
    const Future<OutboxMail> settled = context.store->write([=, actor = context.actor](Session &session) {
        return settleAudited(session, id, outcome, allowedFrom, actor, action);
    });
    return andThen<void>(context.store, settled, [context](const OutboxMail &mail) {
        if (context.engine)
            context.engine->outboxChanged(mail.mailbox);
        return readyFuture<void>({});
    });
}

/// A mail that some recipients have already is not taken back: the others are given up.
Result<OutboxMail> cancelOrEnd(Session &session, OutboxId id, const domain::Actor &actor)
{
    Result<OutboxMail> mail = store::Outbox(session).find(id);
    if (!mail)
        return mail;
    store::Outbox::Outcome outcome;
    outcome.to = mail->pending.isEmpty() ? OutboxState::Cancelled : OutboxState::Sent;
    outcome.refused = mail->refused + mail->pending;
    outcome.serverWords = mail->serverWords;
    outcome.pending = QStringList();
    return settleAudited(session, id, outcome, {OutboxState::Queued, OutboxState::Failed}, actor,
                         QStringLiteral("outbox.cancel"));
}

struct TakenBack {
    OutboxMail mail;
    QByteArray raw;
    bool threadIsEmpty = false;
    BusinessUnitId businessUnit;
    std::optional<QString> markdown; ///< as it was written
};

/// Takes the mail out of its thread: it never left. What it changed is put back.
Result<TakenBack> takeBack(Session &session, OutboxId id, const domain::Actor &actor)
{
    store::Outbox::Outcome cancelled;
    cancelled.to = OutboxState::Cancelled;
    Result<OutboxMail> mail
        = settleAudited(session, id, cancelled, {OutboxState::Queued}, actor, QStringLiteral("outbox.undo"));
    if (!mail)
        return fail(mail.error());
    const Result<MessageId> message = store::Outbox(session).messageOf(id);
    if (!message)
        return fail(message.error());
    Result<QByteArray> raw = store::Messages(session).raw(*message);
    if (!raw)
        return fail(raw.error());
    const Result<domain::Thread> thread = store::Threads(session).find(mail->thread);
    if (!thread)
        return fail(thread.error());
    Result<void> done = store::Links(session).remove(*message);
    if (done)
        done = store::Messages(session).setTriage(*message, store::Triage::Dismissed);
    if (done && mail->answers)
        done = store::RemoteOps(session).enqueue(
            *mail->answers, mail->isForward ? QStringLiteral("forwarded") : QStringLiteral("answered"), false);
    if (done && mail->answers && !mail->isForward)
        done = store::Threads(session).setWaiting(mail->thread, domain::Waiting::ForUs);
    const Result<QList<store::MailRow>> left
        = done ? store::Threads(session).mails(mail->thread, actor.person) : fail(done.error());
    if (!left)
        return fail(left.error());
    Result<std::optional<QString>> markdown = store::MarkdownSources(session).of(id);
    if (!markdown)
        return fail(markdown.error());
    return TakenBack{std::move(*mail), std::move(*raw), left->isEmpty(), thread->businessUnit, std::move(*markdown)};
}

/// The mail as a draft again; pure, for the pool.
ComposeDraft draftAgain(const TakenBack &taken)
{
    const mime::MailBody body = mime::readBody(taken.raw);
    const domain::MailFacts &facts = body.parsed.facts;
    ComposeDraft draft;
    draft.incident = taken.mail.incident;
    if (!taken.threadIsEmpty)
        draft.thread = taken.mail.thread;
    draft.businessUnit = taken.businessUnit;
    draft.answers = taken.mail.answers;
    draft.isForward = taken.mail.isForward;
    draft.mailbox = taken.mail.mailbox;
    draft.to = facts.to;
    draft.cc = facts.cc;
    draft.subject = facts.subject;
    draft.markdown = taken.markdown.has_value();
    draft.text = taken.markdown ? *taken.markdown : visibleText(taken.raw);
    QSet<QString> open;
    for (const domain::Addresses &addresses : {facts.to, facts.cc}) {
        for (const domain::Address &address : addresses)
            open.insert(domain::normalisedAddress(address.address));
    }
    for (const QString &recipient : taken.mail.recipients) {
        if (!open.contains(domain::normalisedAddress(recipient)))
            draft.bcc.append({{}, recipient});
    }
    for (const domain::PartInfo &part : body.parsed.parts) {
        if (part.isAttachment)
            draft.attachments.append({part.fileName, part.contentType, mime::partBytes(taken.raw, part.path)});
    }
    return draft;
}

} // namespace

Future<ComposeDraft> ComposeDesk::undoSend(OutboxId id)
{
    const Future<TakenBack> taken = m_context.store->write(
        [id, actor = m_context.actor](Session &session) { return takeBack(session, id, actor); });
    return andThen<ComposeDraft>(m_context.store, taken, [](TakenBack back) {
        return inPool(QThreadPool::globalInstance(),
                      [back = std::move(back)]() -> Result<ComposeDraft> { return draftAgain(back); });
    });
}

Future<void> ComposeDesk::retry(OutboxId id)
{
    store::Outbox::Outcome again;
    again.to = OutboxState::Queued;
    again.notBefore = m_context.clock->nowMs();
    return settleAndWake(m_context, id, again, {OutboxState::Failed}, QStringLiteral("outbox.retry"));
}

Future<void> ComposeDesk::resolveUncertain(OutboxId id, bool arrived)
{
    store::Outbox::Outcome outcome;
    outcome.to = arrived ? OutboxState::Sent : OutboxState::Queued;
    if (arrived) {
        outcome.copy = domain::SentCopy::Wanted; // filed only if the Sent folder has none
        outcome.pending = QStringList();
    } else {
        outcome.notBefore = m_context.clock->nowMs();
    }
    return settleAndWake(m_context, id, outcome, {OutboxState::Uncertain},
                         arrived ? QStringLiteral("outbox.arrived") : QStringLiteral("outbox.send-again"));
}

Future<void> ComposeDesk::cancel(OutboxId id)
{
    const Future<OutboxMail> settled = m_context.store->write(
        [id, actor = m_context.actor](Session &session) { return cancelOrEnd(session, id, actor); });
    return andThen<void>(m_context.store, settled, [context = m_context](const OutboxMail &mail) {
        if (context.engine)
            context.engine->outboxChanged(mail.mailbox); // a copy may have to be filed now
        return readyFuture<void>({});
    });
}

} // namespace liaison::desk
