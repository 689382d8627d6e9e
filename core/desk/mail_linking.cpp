#include "core/desk/mail_linking.h"

#include "core/domain/subject.h"
#include "core/feed/ingest.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/messages.h"
#include "core/store/threads.h"

namespace liaison::desk {

namespace {

Result<ThreadId> newThread(store::Session &session, MessageId id, const domain::Incident &incident)
{
    const Result<domain::MailFacts> facts = store::Messages(session).facts(id);
    if (!facts)
        return fail(facts.error());
    domain::Thread thread;
    thread.incident = incident.id;
    thread.title = domain::threadTitle(facts->subject);
    if (!facts->from.isEmpty()) {
        const Result<BusinessUnitId> unit
            = store::BusinessUnits(session).ownerOf(facts->from.constFirst().address, incident.affected);
        if (!unit)
            return fail(unit.error());
        thread.businessUnit = *unit;
    }
    return store::Threads(session).create(thread).map([](const domain::Thread &made) { return made.id; });
}

Result<ThreadId> threadFor(store::Session &session, MessageId id, const domain::Incident &incident,
                           std::optional<ThreadId> wanted)
{
    if (wanted) {
        const Result<domain::Thread> thread = store::Threads(session).find(*wanted);
        if (!thread)
            return fail(thread.error());
        if (thread->incident != incident.id)
            return fail(ErrorKind::InvalidInput, QStringLiteral("the thread is in another incident"));
        return *wanted;
    }
    const Result<QList<ThreadId>> touching = store::Links(session).threadsTouching(id, incident.id);
    if (!touching)
        return fail(touching.error());
    return touching->isEmpty() ? newThread(session, id, incident) : Result<ThreadId>(touching->constFirst());
}

} // namespace

Result<domain::Incident> standingIncident(store::Session &session, IncidentId id)
{
    Result<domain::Incident> incident = store::Incidents(session).find(id);
    // Merges of merges are short chains; a circle would be a broken store, not a reason to hang.
    for (int steps = 0; incident && incident->mergedInto && steps < 100; ++steps)
        incident = store::Incidents(session).find(*incident->mergedInto);
    return incident;
}

Result<void> linkByPerson(store::Session &session, MessageId id, IncidentId incidentId, std::optional<ThreadId> wanted,
                          const QString &person)
{
    const Result<domain::Incident> incident = standingIncident(session, incidentId);
    if (!incident)
        return fail(incident.error());
    const Result<store::MailRow> row = store::Messages(session).row(id, person);
    if (!row)
        return fail(row.error());
    const Result<ThreadId> thread = threadFor(session, id, *incident, wanted);
    if (!thread)
        return fail(thread.error());

    store::Link link;
    link.message = id;
    link.incident = incident->id;
    link.thread = *thread;
    link.reason = domain::LinkReason::Person;
    link.detail = person;
    link.byPerson = true;
    // A dismissed mail that somebody links is wanted again, also after the link is taken back.
    const bool wasDismissed = row->triage == store::Triage::Dismissed;
    return store::Links(session)
        .put(link)
        .and_then([&] {
            return wasDismissed ? store::Messages(session).setTriage(id, store::Triage::Unmatched) : Result<void>();
        })
        .and_then([&] { return feed::judge(session, id); });
}

Result<void> unlinkByPerson(store::Session &session, MessageId id)
{
    store::Links links(session);
    const Result<std::optional<store::Link>> link = links.find(id);
    if (!link)
        return fail(link.error());
    if (!*link || !(*link)->byPerson)
        return fail(ErrorKind::InvalidInput, QStringLiteral("nobody linked this mail"));
    return links.remove(id).and_then([&] { return feed::judge(session, id); });
}

} // namespace liaison::desk
