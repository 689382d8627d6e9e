// NotificationDesk: notifications are sent, taken back and tried again. See notification_desk.h.
#include "core/base/and_then.h"
#include "core/base/fault_point.h"
#include "core/base/in_pool.h"
#include "core/desk/notification_board.h"
#include "core/desk/notification_desk.h"
#include "core/desk/outbox_steps.h"
#include "core/desk/queue_mail.h"
#include "core/desk/send_guards.h"
#include "core/desk/then.h"
#include "core/feed/engine.h"
#include "core/store/notifications.h"
#include "core/store/store.h"

#include <QSet>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace liaison::desk {

namespace {

using domain::OutboxMail;
using store::Session;

Result<QList<SendSource>> sourcesOf(Session &session, const QList<ComposeDraft> &mails)
{
    QList<SendSource> sources;
    for (const ComposeDraft &draft : mails) {
        Result<SendSource> source = sendSource(session, draft);
        if (!source)
            return fail(source.error());
        sources.append(std::move(*source));
    }
    return sources;
}

/// Pure, for the pool.
Result<QList<ReadyMail>> composeAll(const QList<ComposeDraft> &mails, const QList<SendSource> &sources, UtcMs now)
{
    QList<ReadyMail> ready;
    for (qsizetype i = 0; i < mails.size(); ++i) {
        Result<ReadyMail> mail = composeReady(mails.at(i), sources.at(i), now);
        if (!mail)
            return fail(mail.error());
        ready.append(std::move(*mail));
    }
    return ready;
}

/// Whether every unit of the batch stands where the person saw it, by the store as it is now.
Result<void> checkAsSeen(Session &session, const NotificationBatch &batch, const domain::Actor &actor, UtcMs now)
{
    const Result<NotificationBoard> board = readBoard(session, batch.incident, actor.person, now);
    if (!board)
        return fail(board.error());
    const bool reminds = batch.kind == domain::NotificationKind::FollowUp;
    const auto meanwhile = [](const QString &what) { return fail(ErrorKind::Conflict, what); };
    if (!board->on)
        return meanwhile(QStringLiteral("the notification process was switched off meanwhile"));
    if (board->incident.id != batch.incident)
        return meanwhile(QStringLiteral("the incident was merged meanwhile"));
    if (reminds && batch.deadlinesRan && !board->deadlinesRun)
        return meanwhile(QStringLiteral("the incident was paused or closed meanwhile"));
    for (const ComposeDraft &draft : batch.mails) {
        const auto on = std::find_if(board->units.cbegin(), board->units.cend(),
                                     [&draft](const UnitOnBoard &unit) { return unit.unit.id == draft.businessUnit; });
        if (on == board->units.cend())
            return meanwhile(QStringLiteral("the incident affects a business unit no more"));
        const bool may = reminds ? on->notification.mayFollowUp : on->notification.mayNotify;
        if (!may || on->mails != batch.seen.value(draft.businessUnit))
            return meanwhile(QStringLiteral("a business unit was notified, or answered, meanwhile"));
    }
    return {};
}

Result<QList<OutboxMail>> queueAll(Session &session, const NotificationBatch &batch, const QList<ReadyMail> &ready,
                                   UtcMs now, UtcMs notBefore, const domain::Actor &actor)
{
    if (const Result<void> same = checkAsSeen(session, batch, actor, now); !same)
        return fail(same.error());
    store::Notifications notifications(session);
    QList<OutboxMail> queued;
    for (const ReadyMail &mail : ready) {
        const Result<OutboxMail> one = queueMail(session, mail, now, notBefore, actor);
        if (!one)
            return fail(one.error());
        if (const Result<void> marked = notifications.mark(one->id, batch.kind); !marked)
            return fail(marked.error());
        queued.append(*one);
    }
    return queued;
}

/// Tells the feeds of the mailboxes that something of their outbox has changed.
void wake(const Context &context, const QSet<MailboxId> &mailboxes)
{
    for (const MailboxId mailbox : mailboxes) {
        if (context.engine)
            context.engine->outboxChanged(mailbox);
    }
}

/// Does `step` with each mail within one transaction; a mail that stands elsewhere meanwhile, or is needless by now, is
/// left as it is.
template <class Step> Result<QSet<MailboxId>> withEach(const QList<OutboxId> &mails, int *done, Step step)
{
    QSet<MailboxId> mailboxes;
    for (const OutboxId id : mails) {
        const Result<MailboxId> mailbox = step(id);
        if (!mailbox && mailbox.error().kind != ErrorKind::Conflict && mailbox.error().kind != ErrorKind::AlreadyExists)
            return fail(mailbox.error());
        if (mailbox) {
            mailboxes.insert(*mailbox);
            ++*done;
        }
    }
    return mailboxes;
}

struct Outcome {
    int done = 0;
    QSet<MailboxId> mailboxes;
};

/// Writes and then wakes the feeds; answers how many mails it was done with.
template <class Step> Future<int> settleEach(const Context &context, const QList<OutboxId> &mails, Step step)
{
    const Future<Outcome> settled = context.store->write([mails, step](Session &session) -> Result<Outcome> {
        Outcome outcome;
        const auto mailboxes = withEach(mails, &outcome.done, [&](OutboxId id) { return step(session, id); });
        if (!mailboxes)
            return fail(mailboxes.error());
        outcome.mailboxes = *mailboxes;
        return outcome;
    });
    return andThen<int>(context.store, settled, [context](const Outcome &outcome) {
        wake(context, outcome.mailboxes);
        return readyFuture<int>(outcome.done);
    });
}

} // namespace

Future<QStringList> NotificationDesk::outsiders(QList<ComposeDraft> mails)
{
    const UtcMs now = m_context.clock->nowMs();
    return m_context.store->read([mails = std::move(mails), now](Session &session) -> Result<QStringList> {
        QStringList all;
        for (const ComposeDraft &draft : mails) {
            const Result<SendGuards> guards = guardsFor(session, draft, now);
            if (!guards)
                return fail(guards.error());
            all += guards->outsiders;
        }
        all.removeDuplicates();
        return all;
    });
}

Future<QList<OutboxMail>> NotificationDesk::send(NotificationBatch batch, qint64 undoMs)
{
    const Context context = m_context;
    const UtcMs now = context.clock->nowMs();
    QSet<MailboxId> mailboxes;
    for (const ComposeDraft &draft : std::as_const(batch.mails))
        mailboxes.insert(draft.mailbox);
    const auto read
        = context.store->read([mails = batch.mails](Session &session) { return sourcesOf(session, mails); });
    const auto compose = [mails = batch.mails, now](QList<SendSource> sources) {
        return inPool(QThreadPool::globalInstance(),
                      [mails, now, sources = std::move(sources)] { return composeAll(mails, sources, now); });
    };
    const auto queue = [context, batch, now, undoMs](QList<ReadyMail> ready) {
        faultPoint("notify.before-queue");
        return context.store->write([context, batch, now, undoMs, ready = std::move(ready)](Session &session) {
            return queueAll(session, batch, ready, now, now + undoMs, context.actor);
        });
    };
    QObject *owner = context.store;
    const Future<QList<ReadyMail>> ready = andThen<QList<ReadyMail>>(owner, read, compose);
    const Future<QList<OutboxMail>> queued = andThen<QList<OutboxMail>>(owner, ready, queue);
    return afterSuccess<QList<OutboxMail>>(owner, queued, [context, mailboxes] { wake(context, mailboxes); });
}

Future<int> NotificationDesk::undo(QList<OutboxId> mails)
{
    return settleEach(m_context, mails, [actor = m_context.actor](Session &session, OutboxId id) {
        return takeBack(session, id, actor).map([](const TakenBack &back) { return back.mail.mailbox; });
    });
}

Future<int> NotificationDesk::retry(QList<OutboxId> mails)
{
    return settleEach(m_context, mails, [actor = m_context.actor](Session &session, OutboxId id) {
        return tryAgain(session, id, actor).map([](const OutboxMail &mail) { return mail.mailbox; });
    });
}

} // namespace liaison::desk
