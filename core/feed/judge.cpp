#include "core/feed/judge.h"

#include "core/feed/ingest.h"

namespace liaison::feed {

using domain::LinkReason;
using store::Direction;
using store::Link;
using store::Triage;

namespace {

/// Whether the link was made by somebody here: by a person, or by writing the mail.
bool isDecided(const Link &link)
{
    return link.byPerson || link.reason == LinkReason::Person || link.reason == LinkReason::SentByUs;
}

/// Mail from Junk only suggests, and a dismissed mail stays where a person put it.
bool mayBeLinked(const store::MailRow &row)
{
    return row.triage != Triage::Junk && row.triage != Triage::Dismissed;
}

bool isSame(const Link &a, const Link &b)
{
    return a.incident == b.incident && a.thread == b.thread && a.reason == b.reason && a.detail == b.detail
        && a.distance == b.distance && a.outsider == b.outsider && a.conflicting == b.conflicting;
}

} // namespace

Judge::Judge(store::Session &session)
    : m_session(session), m_links(session), m_messages(session), m_threads(session) { }

Result<void> Judge::arrived(const QList<MessageId> &ids)
{
    if (auto done = read(ids); !done)
        return done;
    for (const MessageId id : ids) {
        if (auto done = arrived(id); !done)
            return done;
    }
    return {};
}

Result<void> Judge::read(const QList<MessageId> &ids)
{
    auto facts = m_messages.facts(ids);
    const auto rows = m_messages.rows(ids, {});
    if (!facts || !rows)
        return fail(facts ? rows.error() : facts.error());
    QStringList named;
    for (const store::MailRow &row : *rows) {
        const domain::MailFacts &known = (*facts)[row.id];
        named += domain::lookupIds(known);
        m_mails.insert(row.id, {known, row});
    }
    return m_links.lookUp(named);
}

Result<void> Judge::arrived(MessageId id)
{
    const auto found = mail(id);
    if (!found)
        return fail(found.error());
    enqueue(id);
    if (auto done = relax(); !done)
        return done;
    if (!m_links.mayBeOurs(domain::lookupIds(found->facts)))
        return {};
    const auto evidence = m_links.evidenceFor(found->facts);
    if (!evidence)
        return fail(evidence.error());
    return noteOutboxEvidence(m_session, found->facts, found->row, *evidence);
}

Result<void> Judge::decided(MessageId id)
{
    const auto link = m_links.find(id);
    if (!link)
        return fail(link.error());
    if (*link && isDecided(**link)) {
        m_linked.insert(id);
        m_touched.insert((*link)->thread);
        m_regroup.insert((*link)->thread);
        if (auto done = regroupAround(id); !done)
            return done;
    } else if (auto done = unlinkDownstream(id); !done) {
        return done;
    }
    return relax();
}

Result<Judge::Mail> Judge::mail(MessageId id)
{
    const auto known = m_mails.constFind(id);
    if (known != m_mails.constEnd())
        return *known;
    auto facts = m_messages.facts(id);
    if (!facts)
        return fail(facts.error());
    auto row = m_messages.row(id, {});
    if (!row)
        return fail(row.error());
    const Mail mail{std::move(*facts), std::move(*row)};
    m_mails.insert(id, mail);
    return mail;
}

void Judge::enqueue(MessageId id)
{
    if (m_queued.contains(id))
        return;
    m_queued.insert(id);
    m_queue.append(id);
}

/// A person moved the mail: what names it is judged again, and the threads it stood between may fall apart.
Result<void> Judge::regroupAround(MessageId id)
{
    const auto current = mail(id);
    if (!current)
        return fail(current.error());
    const auto evidence = m_links.evidenceFor(current->facts);
    if (!evidence)
        return fail(evidence.error());
    for (const domain::Evidence::Known &known : evidence->known + evidence->threadIndexMatches) {
        if (known.thread)
            m_regroup.insert(known.thread);
    }
    const auto dependents = m_links.dependents(id);
    if (!dependents)
        return fail(dependents.error());
    for (const MessageId dependent : *dependents) {
        const auto link = m_links.find(dependent);
        if (!link)
            return fail(link.error());
        if (*link)
            m_regroup.insert((*link)->thread);
        enqueue(dependent);
    }
    return {};
}

Result<void> Judge::enqueueDependents(const Link &link, bool isNew)
{
    const auto dependents = m_links.dependents(link.message);
    if (!dependents)
        return fail(dependents.error());
    for (const MessageId dependent : *dependents) {
        const auto theirs = m_links.find(dependent);
        if (!theirs)
            return fail(theirs.error());
        // Long conversations: a mail that is as near in the same incident learns nothing from one that is new there.
        const bool knowsBetter
            = isNew && *theirs && (*theirs)->incident == link.incident && (*theirs)->distance <= link.distance;
        if (!knowsBetter && !(*theirs && isDecided(**theirs)))
            enqueue(dependent);
    }
    return {};
}

Result<void> Judge::relax()
{
    while (!m_queue.isEmpty()) {
        const MessageId id = m_queue.takeFirst();
        m_queued.remove(id);
        if (auto done = judgeOne(id); !done)
            return done;
    }
    return {};
}

Result<void> Judge::judgeOne(MessageId id)
{
    const auto old = m_links.find(id);
    if (!old)
        return fail(old.error());
    if (*old && isDecided(**old))
        return {};
    const auto current = mail(id);
    if (!current)
        return fail(current.error());
    domain::Evidence evidence;
    std::optional<domain::Match> match;
    if (mayBeLinked(current->row)) {
        auto found = m_links.evidenceFor(current->facts);
        if (!found)
            return fail(found.error());
        evidence = std::move(*found);
        match = domain::correlate(current->facts, evidence);
    }
    if (*old && (!match || match->distance > (*old)->distance)) {
        // What held this link up is gone: nothing downstream may go on holding itself up.
        return unlinkDownstream(id);
    }
    return match ? keep(*current, *old, *match, evidence) : Result<void>();
}

Result<void> Judge::unlinkDownstream(MessageId id)
{
    QList<MessageId> open{id};
    QSet<MessageId> seen{id};
    while (!open.isEmpty()) {
        const MessageId current = open.takeFirst();
        const auto link = m_links.find(current);
        if (!link)
            return fail(link.error());
        if (*link && isDecided(**link))
            continue;
        if (*link) {
            if (auto done = lose(current, **link); !done)
                return done;
        }
        enqueue(current);
        const auto dependents = m_links.dependents(current);
        if (!dependents)
            return fail(dependents.error());
        for (const MessageId dependent : *dependents) {
            if (!seen.contains(dependent)) {
                seen.insert(dependent);
                open.append(dependent);
            }
        }
    }
    return {};
}

Result<void> Judge::lose(MessageId id, const Link &old)
{
    if (!m_lost.contains(id))
        m_lost.insert(id, old);
    m_regroup.insert(old.thread);
    m_touched.insert(old.thread);
    return m_links.remove(id);
}

Result<void> Judge::keep(const Mail &mail, const std::optional<Link> &old, const domain::Match &match,
                         const domain::Evidence &evidence)
{
    const MessageId id = mail.row.id;
    // A link that is found again after it was taken away in this run is the same link.
    const auto lost = m_lost.constFind(id);
    const bool foundAgain = lost != m_lost.constEnd() && (!old || lost->incident == match.incident);
    const std::optional<Link> before = foundAgain ? std::optional(*lost) : old;
    Link link;
    link.message = id;
    link.incident = match.incident;
    link.reason = mail.row.direction == Direction::Out ? LinkReason::SentElsewhere : match.reason;
    link.detail = match.detail;
    link.distance = match.distance;
    link.conflicting = match.conflicting;
    const bool stays = before && before->incident == match.incident;
    if (stays) {
        link.thread = before->thread;
        link.outsider = before->outsider; // a person may have accepted the sender since
        link.afterClosing = before->afterClosing;
    } else {
        const auto thread = chooseThread(mail, match, evidence);
        if (!thread)
            return fail(thread.error());
        link.thread = *thread;
        const auto outsider = isOutsider(mail, link);
        if (!outsider)
            return fail(outsider.error());
        link.outsider = *outsider;
        const auto late = isAfterClosing(mail, match.incident);
        if (!late)
            return fail(late.error());
        link.afterClosing = *late;
        m_linked.insert(id);
        if (before)
            m_regroup.insert(before->thread);
    }
    m_touched.insert(link.thread);
    if (old && isSame(*old, link))
        return {};
    if (auto done = m_links.put(link); !done)
        return done;
    const bool moved = !old || old->incident != link.incident || old->distance != link.distance;
    return moved ? enqueueDependents(link, !old) : Result<void>();
}

Result<void> judge(store::Session &session, MessageId id)
{
    Judge judge(session);
    if (auto done = judge.decided(id); !done)
        return done;
    return judge.finish();
}

} // namespace liaison::feed
