// ComposeDesk: what people do with mail that is in the outbox already.
#include "core/base/and_then.h"
#include "core/base/in_pool.h"
#include "core/desk/compose_desk.h"
#include "core/desk/outbox_steps.h"
#include "core/desk/reply_source.h"
#include "core/feed/engine.h"
#include "core/mime/body.h"
#include "core/store/outbox.h"
#include "core/store/store.h"

#include <QSet>
#include <QThreadPool>

namespace liaison::desk {

namespace {

using domain::OutboxMail;
using domain::OutboxState;
using store::Session;

/// Tells the mailbox's feed once the change is there.
Future<void> wakeAfter(const Context &context, const Future<OutboxMail> &changed)
{
    return andThen<void>(context.store, changed, [context](const OutboxMail &mail) {
        if (context.engine)
            context.engine->outboxChanged(mail.mailbox);
        return readyFuture<void>({});
    });
}

Future<void> settleAndWake(const Context &context, OutboxId id, const store::Outbox::Outcome &outcome,
                           const QList<OutboxState> &allowedFrom, const QString &action)
{
    return wakeAfter(context, context.store->write([=, actor = context.actor](Session &session) {
        return settleAudited(session, id, outcome, allowedFrom, actor, action);
    }));
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
    const auto write = [id, actor = m_context.actor](Session &session) -> Result<OutboxMail> {
        const Result<OutboxMail> mail = store::Outbox(session).find(id);
        if (mail && mail->state == OutboxState::Queued)
            return hasten(session, id, actor);
        return tryAgain(session, id, actor);
    };
    return wakeAfter(m_context, m_context.store->write(write));
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
    // A copy may have to be filed now.
    return wakeAfter(m_context, m_context.store->write([id, actor = m_context.actor](Session &session) {
        return cancelOrEnd(session, id, actor);
    }));
}

} // namespace liaison::desk
