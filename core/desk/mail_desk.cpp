#include "core/desk/mail_desk.h"

#include "core/base/and_then.h"
#include "core/base/in_pool.h"
#include "core/desk/audited.h"
#include "core/desk/mail_linking.h"
#include "core/domain/subject.h"
#include "core/feed/ingest.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/store.h"
#include "core/store/threads.h"

#include <QSet>
#include <QThreadPool>

namespace liaison::desk {

using store::Session;

Future<QByteArray> MailDesk::source(MessageId id)
{
    return m_context.store->read([id](Session &session) { return store::Messages(session).raw(id); });
}

Future<mime::MailBody> MailDesk::open(MessageId id)
{
    return andThen<mime::MailBody>(m_context.store, source(id), [](const QByteArray &raw) {
        return inPool(QThreadPool::globalInstance(), [raw]() -> Result<mime::MailBody> { return mime::readBody(raw); });
    });
}

Future<void> MailDesk::setRead(QList<MessageId> ids, bool read)
{
    const QJsonObject detail{{QStringLiteral("mails"), ids.size()}};
    const QString object = ids.size() == 1 ? objectOf(ids.constFirst()) : QString();
    return audited(m_context, read ? QStringLiteral("mail.read") : QStringLiteral("mail.unread"), object, detail,
                   [ids, read, person = m_context.actor.person](Session &session) {
                       return store::Messages(session).setRead(ids, person, read);
                   });
}

Future<void> MailDesk::link(MessageId id, IncidentId incident, std::optional<ThreadId> thread)
{
    return m_context.store->write([=, actor = m_context.actor](Session &session) -> Result<void> {
        const Result<std::optional<store::Link>> before = store::Links(session).find(id);
        if (!before)
            return fail(before.error());
        const Result<void> linked = linkByPerson(session, id, incident, thread, actor.person);
        if (!linked)
            return linked;
        QJsonObject detail{{QStringLiteral("incident"), incident.value}};
        if (thread)
            detail.insert(QStringLiteral("thread"), thread->value);
        if (*before)
            detail.insert(QStringLiteral("from"), (*before)->incident.value);
        return store::AuditLog(session).append(
            actor, *before ? QStringLiteral("mail.move") : QStringLiteral("mail.link"), objectOf(id), detail);
    });
}

Future<void> MailDesk::unlink(MessageId id)
{
    return audited(m_context, QStringLiteral("mail.unlink"), objectOf(id), {},
                   [id](Session &session) { return unlinkByPerson(session, id); });
}

Future<domain::Incident> MailDesk::linkToNewIncident(MessageId id, domain::Incident incident)
{
    return m_context.store->write(
        [id, incident, actor = m_context.actor](Session &session) -> Result<domain::Incident> {
            domain::Incident wanted = incident;
            if (wanted.title.trimmed().isEmpty()) {
                const Result<domain::MailFacts> facts = store::Messages(session).facts(id);
                if (!facts)
                    return fail(facts.error());
                wanted.title = domain::threadTitle(facts->subject);
            }
            if (wanted.title.trimmed().isEmpty())
                return fail(ErrorKind::InvalidInput, QStringLiteral("an incident needs a title"));
            Result<domain::Incident> made = store::Incidents(session).create(wanted);
            if (!made)
                return made;
            store::AuditLog audit(session);
            Result<void> done = audit.append(actor, QStringLiteral("incident.create"), made->key,
                                             {{QStringLiteral("title"), made->title}});
            if (done)
                done = linkByPerson(session, id, made->id, std::nullopt, actor.person);
            if (done)
                done = audit.append(actor, QStringLiteral("mail.link"), objectOf(id),
                                    {{QStringLiteral("incident"), made->id.value}});
            return done ? made : Result<domain::Incident>(fail(done.error()));
        });
}

Future<void> MailDesk::dismiss(MessageId id)
{
    return audited(m_context, QStringLiteral("mail.dismiss"), objectOf(id), {}, [id](Session &session) {
        return store::Messages(session).setTriage(id, store::Triage::Dismissed).and_then([&] {
            return feed::judge(session, id);
        });
    });
}

Future<void> MailDesk::restore(MessageId id)
{
    return audited(m_context, QStringLiteral("mail.restore"), objectOf(id), {}, [id](Session &session) {
        return store::Messages(session).setTriage(id, store::Triage::Unmatched).and_then([&] {
            return feed::judge(session, id);
        });
    });
}

namespace {

/// The sender of `id` is expected from now on in the thread's business unit: every mail of theirs in the thread is.
Result<void> rememberSender(Session &session, MessageId id, const QString &person)
{
    const Result<store::MailRow> row = store::Messages(session).row(id, person);
    if (!row)
        return fail(row.error());
    if (!row->thread)
        return fail(ErrorKind::InvalidInput, QStringLiteral("the mail is in no thread"));
    store::Threads threads(session);
    const Result<domain::Thread> thread = threads.find(*row->thread);
    if (!thread)
        return fail(thread.error());
    if (!thread->businessUnit)
        return fail(ErrorKind::InvalidInput, QStringLiteral("the thread has no business unit"));
    Result<void> done = store::BusinessUnits(session).rememberAddress(thread->businessUnit, row->from.address);
    const Result<QList<store::MailRow>> mails = done ? threads.mails(thread->id, person) : fail(done.error());
    if (!mails)
        return fail(mails.error());
    for (const store::MailRow &mail : *mails) {
        if (done && mail.outsider
            && domain::normalisedAddress(mail.from.address) == domain::normalisedAddress(row->from.address))
            done = store::Links(session).setOutsider(mail.id, false);
    }
    return done;
}

} // namespace

Future<void> MailDesk::decideSender(MessageId id, SenderDecision decision)
{
    switch (decision) {
    case SenderDecision::AcceptAndRemember:
        return audited(
            m_context, QStringLiteral("sender.remember"), objectOf(id), {},
            [id, person = m_context.actor.person](Session &session) { return rememberSender(session, id, person); });
    case SenderDecision::Dismiss:
        return audited(m_context, QStringLiteral("sender.dismiss"), objectOf(id), {}, [id](Session &session) {
            return store::Messages(session)
                .setTriage(id, store::Triage::Dismissed)
                .and_then([&] { return store::Links(session).remove(id); })
                .and_then([&] { return feed::judge(session, id); });
        });
    case SenderDecision::AcceptOnce:
        break;
    }
    return audited(m_context, QStringLiteral("sender.accept"), objectOf(id), {},
                   [id](Session &session) { return store::Links(session).setOutsider(id, false); });
}

Future<void> MailDesk::noAnswerNeeded(ThreadId thread)
{
    return audited(
        m_context, QStringLiteral("thread.no-answer-needed"), QStringLiteral("thread/%1").arg(thread.value), {},
        [thread](Session &session) { return store::Threads(session).setWaiting(thread, domain::Waiting::Nobody); });
}

namespace {

/// Incidents named by attached mails: they suggest, never decide.
Result<QList<IncidentId>> embeddedIncidents(Session &session, const domain::MailFacts &facts)
{
    QList<IncidentId> ids;
    QList<domain::SubjectTagText> tags = domain::subjectTags(facts.subject);
    for (const QString &subject : facts.embeddedSubjects)
        tags += domain::subjectTags(subject);
    const auto matched = store::Incidents(session).matchTags(tags);
    if (!matched)
        return fail(matched.error());
    for (const domain::Evidence::Tag &tag : *matched)
        ids.append(tag.incident);
    domain::MailFacts asReferences;
    asReferences.references = facts.embeddedMessageIds;
    const Result<domain::Evidence> evidence = store::Links(session).evidenceFor(asReferences);
    if (!evidence)
        return fail(evidence.error());
    for (const domain::Evidence::Known &known : evidence->known)
        ids.append(known.incident);
    return ids;
}

bool isOpen(const domain::Incident &incident)
{
    return incident.status != domain::IncidentStatus::Closed && incident.status != domain::IncidentStatus::Merged;
}

} // namespace

Future<QList<domain::Incident>> MailDesk::suggestions(MessageId id)
{
    constexpr int most = 8;
    return m_context.store->read([id](Session &session) -> Result<QList<domain::Incident>> {
        const Result<domain::MailFacts> facts = store::Messages(session).facts(id);
        if (!facts)
            return fail(facts.error());
        const Result<QList<IncidentId>> embedded = embeddedIncidents(session, *facts);
        if (!embedded)
            return fail(embedded.error());
        QList<domain::Incident> found;
        QSet<IncidentId> seen;
        const auto add = [&](const domain::Incident &incident) {
            if (found.size() < most && isOpen(incident) && !seen.contains(incident.id))
                found.append(incident);
            seen.insert(incident.id);
        };
        for (const IncidentId incidentId : *embedded) {
            if (const Result<domain::Incident> incident = standingIncident(session, incidentId))
                add(*incident);
        }
        if (facts->from.isEmpty())
            return found;
        const auto bySender = store::Incidents(session).suggestFor(facts->from.constFirst().address, most);
        if (!bySender)
            return fail(bySender.error());
        for (const domain::Incident &incident : *bySender)
            add(incident);
        return found;
    });
}

} // namespace liaison::desk
