#include "core/domain/subject.h"
#include "core/feed/judge.h"
#include "core/feed/regroup.h"

#include <algorithm>

// Where a judged mail goes inside its incident: its thread, whether its author is expected, whose turn it is.

namespace liaison::feed {

using domain::LinkReason;
using store::Direction;
using store::Link;

Result<ThreadId> Judge::chooseThread(const Mail &mail, const domain::Match &match, const domain::Evidence &evidence)
{
    auto touching = m_links.threadsTouching(mail.row.id, match.incident);
    if (!touching)
        return fail(touching.error());
    for (const domain::Evidence::Known &known : evidence.threadIndexMatches) {
        if (known.incident == match.incident && !touching->contains(known.thread))
            touching->append(known.thread);
    }
    if (touching->size() > 1)
        m_regroup.unite(QSet<ThreadId>(touching->cbegin(), touching->cend()));
    if (!touching->isEmpty())
        return *std::min_element(touching->cbegin(), touching->cend());
    if (match.thread)
        return *match.thread;
    const auto unit = unitOf(mail, match.incident);
    if (!unit)
        return fail(unit.error());
    domain::Thread thread;
    thread.incident = match.incident;
    thread.businessUnit = *unit;
    thread.title = domain::threadTitle(mail.facts.subject);
    const auto created = m_threads.create(thread);
    if (!created)
        return fail(created.error());
    return created->id;
}

/// Nothing of an incident or a business unit that counts here changes while mails are judged.
Result<domain::Incident> Judge::incident(IncidentId id)
{
    const auto known = m_incidents.constFind(id);
    if (known != m_incidents.constEnd())
        return *known;
    auto found = store::Incidents(m_session).find(id);
    if (found)
        m_incidents.insert(id, *found);
    return found;
}

Result<domain::BusinessUnit> Judge::unit(BusinessUnitId id)
{
    const auto known = m_units.constFind(id);
    if (known != m_units.constEnd())
        return *known;
    auto found = store::BusinessUnits(m_session).find(id);
    if (found)
        m_units.insert(id, *found);
    return found;
}

Result<BusinessUnitId> Judge::unitOf(const Mail &mail, IncidentId incidentId)
{
    const domain::Addresses &people = mail.row.direction == Direction::Out ? mail.facts.to : mail.facts.from;
    if (people.isEmpty())
        return BusinessUnitId{};
    const QPair<QString, IncidentId> key(people.first().address, incidentId);
    const auto known = m_owners.constFind(key);
    if (known != m_owners.constEnd())
        return *known;
    const auto found = incident(incidentId);
    if (!found)
        return fail(found.error());
    const auto owner = store::BusinessUnits(m_session).ownerOf(key.first, found->affected);
    if (owner)
        m_owners.insert(key, *owner);
    return owner;
}

/// Only a person reopens: the mark is all that happens to a closed incident.
Result<bool> Judge::isAfterClosing(const Mail &mail, IncidentId incidentId)
{
    if (mail.row.direction == Direction::Out)
        return false;
    const auto found = incident(incidentId);
    if (!found)
        return fail(found.error());
    return found->status == domain::IncidentStatus::Closed;
}

Result<bool> Judge::isOutsider(const Mail &mail, const Link &link)
{
    // A report on a mail of ours comes from whichever machine gave up; it proves itself by the Message-ID.
    if (mail.row.direction == Direction::Out || link.reason == LinkReason::DeliveryReport)
        return false;
    if (!m_ownAddresses) {
        auto own = store::Mailboxes(m_session).ownAddresses();
        if (!own)
            return fail(own.error());
        m_ownAddresses = std::move(*own);
    }
    domain::KnownSenders known;
    known.addresses = *m_ownAddresses;
    const auto participants = m_threads.participants(link.thread);
    if (!participants)
        return fail(participants.error());
    known.addresses += *participants;
    const auto thread = m_threads.find(link.thread);
    if (!thread)
        return fail(thread.error());
    if (thread->businessUnit) {
        const auto theirs = unit(thread->businessUnit);
        if (!theirs)
            return fail(theirs.error());
        known.addresses += theirs->recipients + theirs->knownAddresses;
        known.domains = theirs->knownDomains;
    }
    return domain::isOutsideSender(mail.facts, known);
}

Result<void> Judge::finish()
{
    const auto changed = regroup(m_session, m_regroup);
    if (!changed)
        return fail(changed.error());
    m_touched.unite(*changed);
    for (const ThreadId id : std::as_const(m_touched)) {
        if (auto done = settleThread(id); !done)
            return done;
    }
    return {};
}

Result<void> Judge::settleThread(ThreadId id)
{
    const auto rows = m_threads.mails(id, {});
    if (!rows)
        return fail(rows.error());
    const auto thread = m_threads.find(id);
    if (!thread)
        return fail(thread.error());
    bool hasUnit = !thread->businessUnit.isNull();
    const store::MailRow *newest = nullptr;
    for (const store::MailRow &row : *rows) {
        if (row.kind != domain::MailKind::Human)
            continue;
        newest = &row; // oldest arrival first, so the last one stays
        if (hasUnit || !m_linked.contains(row.id))
            continue;
        const auto current = mail(row.id);
        if (!current)
            return fail(current.error());
        const auto unit = unitOf(*current, thread->incident);
        if (!unit)
            return fail(unit.error());
        hasUnit = !unit->isNull();
        if (auto done = hasUnit ? m_threads.setBusinessUnit(id, *unit) : Result<void>(); !done)
            return done;
    }
    if (auto done = settleTurn(*thread, newest); !done)
        return done;
    return settleOutsiders(*rows);
}

Result<void> Judge::settleTurn(const domain::Thread &thread, const store::MailRow *newest)
{
    using domain::Waiting;
    Waiting turn = thread.waiting;
    if (!newest) {
        turn = Waiting::Nobody;
    } else if (m_linked.contains(newest->id)) {
        // Only the newest word changes whose turn it is: old mail may come late (newest is fetched first).
        turn = newest->direction == Direction::In ? Waiting::ForUs : Waiting::ForThem;
    } else if (turn == Waiting::ForUs && newest->direction == Direction::Out) {
        turn = Waiting::ForThem; // the mail that waited has left the thread
    }
    return turn == thread.waiting ? Result<void>() : m_threads.setWaiting(thread.id, turn);
}

/// Newest first, an answer comes before the mail whose recipients make its author known.
Result<void> Judge::settleOutsiders(const QList<store::MailRow> &rows)
{
    bool found = true;
    QSet<MessageId> accepted;
    while (found) {
        found = false;
        for (const store::MailRow &row : rows) {
            if (!row.outsider || accepted.contains(row.id))
                continue;
            const auto current = mail(row.id);
            const auto link = m_links.find(row.id);
            if (!current || !link)
                return fail(current ? link.error() : current.error());
            if (!*link)
                continue;
            const auto outside = isOutsider(*current, **link);
            if (!outside)
                return fail(outside.error());
            if (*outside)
                continue;
            if (auto done = m_links.setOutsider(row.id, false); !done)
                return done;
            accepted.insert(row.id);
            found = true;
        }
    }
    return {};
}

} // namespace liaison::feed
