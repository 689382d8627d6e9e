#include "core/desk/compose_desk.h"

#include "core/base/and_then.h"
#include "core/base/fault_point.h"
#include "core/base/in_pool.h"
#include "core/desk/draft_json.h"
#include "core/desk/mail_linking.h"
#include "core/desk/queue_mail.h"
#include "core/desk/reply_source.h"
#include "core/desk/send_guards.h"
#include "core/desk/signature_desk.h"
#include "core/desk/then.h"
#include "core/domain/subject.h"
#include "core/feed/engine.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/drafts.h"
#include "core/store/store.h"

#include <QThreadPool>

namespace liaison::desk {

namespace {

using store::Session;

/// A draft made from a mail in the pool.
template <class Make> Future<ComposeDraft> draftFrom(const Context &context, MessageId id, Make make)
{
    const auto read = context.store->read(
        [id, person = context.actor.person](Session &session) { return replySource(session, id, person); });
    return andThen<ComposeDraft>(context.store, read, [make](ReplySource source) {
        return inPool(QThreadPool::globalInstance(),
                      [make, source = std::move(source)]() -> Result<ComposeDraft> { return make(source); });
    });
}

} // namespace

Future<ComposeDraft> ComposeDesk::reply(MessageId id, bool all)
{
    return draftFrom(m_context, id, [all](const ReplySource &source) { return replyDraft(source, all); });
}

Future<ComposeDraft> ComposeDesk::forward(MessageId id)
{
    return draftFrom(m_context, id, [](const ReplySource &source) { return forwardDraft(source); });
}

Future<ComposeDraft> ComposeDesk::newMail(IncidentId incidentId, std::optional<BusinessUnitId> unitId)
{
    return m_context.store->read(
        [incidentId, unitId, person = m_context.actor.person](Session &session) -> Result<ComposeDraft> {
            const Result<domain::Incident> incident = standingIncident(session, incidentId);
            if (!incident)
                return fail(incident.error());
            const Result<MailboxId> mailbox = mailboxFor(session, std::nullopt);
            if (!mailbox)
                return fail(mailbox.error());
            ComposeDraft draft;
            draft.incident = incident->id;
            draft.mailbox = *mailbox;
            const Result<QString> signature = signatureOf(session, person);
            if (!signature)
                return fail(signature.error());
            draft.text = aboveSignature(*signature);
            draft.subject = domain::taggedSubject(incident->title, domain::subjectTag(*incident));
            std::optional<BusinessUnitId> to = unitId;
            if (!to && incident->affected.size() == 1)
                to = incident->affected.first();
            if (!to)
                return draft;
            const Result<domain::BusinessUnit> unit = store::BusinessUnits(session).find(*to);
            if (!unit)
                return fail(unit.error());
            draft.businessUnit = unit->id;
            for (const QString &recipient : unit->recipients)
                draft.to.append({{}, recipient});
            return draft;
        });
}

Future<SendGuards> ComposeDesk::check(ComposeDraft draft, UtcMs begunAt)
{
    return m_context.store->read([draft = std::move(draft), begunAt](Session &session) {
        return guardsFor(session, draft, begunAt).map([&draft](SendGuards guards) {
            guards.attachmentMentioned = draft.attachments.isEmpty() && speaksOfAttachment(draft.text);
            guards.unresolved = unresolvedOf(draft);
            guards.emptySubject = domain::threadTitle(draft.subject).trimmed().isEmpty();
            return guards;
        });
    });
}

Future<domain::OutboxMail> ComposeDesk::send(ComposeDraft draft, qint64 undoMs)
{
    const Context context = m_context;
    const UtcMs now = context.clock->nowMs();
    const auto read = context.store->read([draft](Session &session) { return sendSource(session, draft); });
    const auto compose = [draft, now](SendSource source) {
        return inPool(QThreadPool::globalInstance(),
                      [draft, now, source = std::move(source)] { return composeReady(draft, source, now); });
    };
    const auto queue = [context, now, undoMs](ReadyMail ready) {
        faultPoint("compose.before-queue");
        return context.store->write([context, now, undoMs, ready = std::move(ready)](Session &session) {
            return queueMail(session, ready, now, now + undoMs, context.actor);
        });
    };
    QObject *owner = context.store;
    const Future<ReadyMail> ready = andThen<ReadyMail>(owner, read, compose);
    const Future<domain::OutboxMail> queued = andThen<domain::OutboxMail>(owner, ready, queue);
    return afterSuccess<domain::OutboxMail>(owner, queued, [context, mailbox = draft.mailbox] {
        if (context.engine)
            context.engine->outboxChanged(mailbox);
    });
}

Future<ComposeDraft> ComposeDesk::saveDraft(ComposeDraft draft)
{
    return m_context.store->write(
        [draft = std::move(draft), person = m_context.actor.person](Session &session) -> Result<ComposeDraft> {
            store::DraftRow row;
            row.id = draft.id;
            row.incident = draft.incident;
            row.thread = draft.thread;
            row.person = person;
            row.content = draftToJson(draft);
            return store::Drafts(session).save(row).map([&draft](const store::DraftRow &saved) {
                ComposeDraft answer = draft;
                answer.id = saved.id;
                return answer;
            });
        });
}

Future<ComposeDraft> ComposeDesk::loadDraft(DraftId id)
{
    return m_context.store->read([id](Session &session) -> Result<ComposeDraft> {
        const Result<store::DraftRow> row = store::Drafts(session).find(id);
        if (!row)
            return fail(row.error());
        return draftFromJson(row->content).map([&row](ComposeDraft draft) {
            draft.id = row->id;
            draft.incident = row->incident;
            draft.thread = row->thread;
            return draft;
        });
    });
}

Future<void> ComposeDesk::discardDraft(DraftId id)
{
    return m_context.store->write([id](Session &session) { return store::Drafts(session).remove(id); });
}

} // namespace liaison::desk
