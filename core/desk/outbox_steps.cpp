#include "core/desk/outbox_steps.h"

#include "core/desk/notification_board.h"
#include "core/store/audit_log.h"
#include "core/store/links.h"
#include "core/store/markdown_sources.h"
#include "core/store/messages.h"
#include "core/store/session.h"
#include "core/store/threads.h"

#include <utility>

namespace liaison::desk {

using domain::OutboxMail;
using domain::OutboxState;
using store::Session;

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
    if (outcome.to == OutboxState::Queued) {
        if (const Result<void> may = checkGoesAgain(session, id); !may)
            return fail(may.error());
    }
    store::Outbox::Outcome kept = outcome;
    if (mail->state == OutboxState::Uncertain) // whom the server refused for good is known whatever became of the rest
        kept.refused = mail->refused;
    Result<void> done = outbox.settle(id, mail->state, kept);
    if (done)
        done = store::AuditLog(session).append(actor, action, mail->messageIdHeader,
                                               {{QStringLiteral("was"), domain::toString(mail->state)}});
    return done ? mail : Result<OutboxMail>(fail(done.error()));
}

Result<OutboxMail> tryAgain(Session &session, OutboxId id, const domain::Actor &actor)
{
    store::Outbox::Outcome again;
    again.to = OutboxState::Queued;
    again.notBefore = session.databaseNow(); // by which it is claimed: this computer's clock may be ahead
    return settleAudited(session, id, again, {OutboxState::Failed}, actor, QStringLiteral("outbox.retry"));
}

Result<OutboxMail> hasten(Session &session, OutboxId id, const domain::Actor &actor)
{
    store::Outbox outbox(session);
    Result<OutboxMail> mail = outbox.find(id);
    if (!mail)
        return mail;
    Result<void> done = outbox.tryNow(id);
    if (done)
        done = store::AuditLog(session).append(actor, QStringLiteral("outbox.retry"), mail->messageIdHeader,
                                               {{QStringLiteral("was"), domain::toString(mail->state)}});
    return done ? mail : Result<OutboxMail>(fail(done.error()));
}

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

} // namespace liaison::desk
