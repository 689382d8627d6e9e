#include "core/feed/regroup.h"

#include "core/domain/subject.h"
#include "core/store/links.h"
#include "core/store/messages.h"
#include "core/store/threads.h"

#include <QHash>
#include <QList>
#include <QMap>

#include <algorithm>
#include <numeric>

namespace liaison::feed {

namespace {

/// One mail of the threads in question.
struct Member {
    MessageId id;
    ThreadId thread; ///< where it is now
    bool pinned = false;
    QList<QByteArray> keys; ///< equal keys belong together
    QString title;
};

/// Mails that belong together, as places in the list of members.
struct Group {
    QList<int> members;
    ThreadId target;
    bool drawn = false; ///< it joins a mail that a person placed
};

constexpr int threadIndexRootBytes = 22; // [MS-OXOMSG] 2.2.1.3: header, time and GUID of the conversation

QList<QByteArray> keysOf(const domain::MailFacts &facts)
{
    QList<QByteArray> keys;
    for (const QString &id : domain::lookupIds(facts))
        keys.append(id.toUtf8());
    if (!facts.messageIdHeader.isEmpty())
        keys.append(facts.messageIdHeader.toUtf8());
    if (facts.threadIndex.size() >= threadIndexRootBytes)
        keys.append(QByteArrayLiteral("\0index:") + facts.threadIndex.left(threadIndexRootBytes));
    return keys;
}

Result<QList<Member>> membersOf(store::Session &session, const QList<ThreadId> &threads)
{
    QList<Member> members;
    store::Threads repository(session);
    store::Messages messages(session);
    const QStringList pinning{domain::toString(domain::LinkReason::Person),
                              domain::toString(domain::LinkReason::SentByUs)};
    for (const ThreadId thread : threads) {
        const auto rows = repository.mails(thread, {});
        if (!rows)
            return fail(rows.error());
        for (const store::MailRow &row : *rows) {
            const auto facts = messages.facts(row.id);
            if (!facts)
                return fail(facts.error());
            members.append({row.id, thread, pinning.contains(row.linkReason), keysOf(*facts), row.subject});
        }
    }
    std::sort(members.begin(), members.end(), [](const Member &a, const Member &b) { return a.id < b.id; });
    return members;
}

/// The root of `index`, shortening the way there.
int rootOf(QList<int> &parents, int index)
{
    while (parents.at(index) != index) {
        parents[index] = parents.at(parents.at(index));
        index = parents.at(index);
    }
    return index;
}

/// The free mails by connection; pinned ones do not connect what they touch.
QList<Group> groupsOf(const QList<Member> &members)
{
    QList<int> parents(members.size());
    std::iota(parents.begin(), parents.end(), 0);
    QHash<QByteArray, int> owners;
    for (int i = 0; i < members.size(); ++i) {
        if (members.at(i).pinned)
            continue;
        for (const QByteArray &key : members.at(i).keys) {
            const auto owner = owners.constFind(key);
            if (owner == owners.constEnd())
                owners.insert(key, i);
            else
                parents[rootOf(parents, i)] = rootOf(parents, *owner);
        }
    }
    QMap<int, Group> byRoot;
    for (int i = 0; i < members.size(); ++i) {
        if (!members.at(i).pinned)
            byRoot[rootOf(parents, i)].members.append(i);
    }
    return byRoot.values();
}

/// Groups that touch a pinned mail go to its thread, to the oldest where there are several.
void drawToPinned(const QList<Member> &members, QList<Group> &groups)
{
    QHash<QByteArray, ThreadId> pinnedThreads;
    for (const Member &member : members) {
        for (const QByteArray &key : member.pinned ? member.keys : QList<QByteArray>()) {
            const auto known = pinnedThreads.constFind(key);
            if (known == pinnedThreads.constEnd() || member.thread < *known)
                pinnedThreads.insert(key, member.thread);
        }
    }
    for (Group &group : groups) {
        for (const int index : std::as_const(group.members)) {
            for (const QByteArray &key : members.at(index).keys) {
                const ThreadId thread = pinnedThreads.value(key);
                if (thread && (!group.drawn || thread < group.target)) {
                    group.target = thread;
                    group.drawn = true;
                }
            }
        }
    }
}

/// Every other group keeps the oldest thread it is in that no group before it took; null: it needs a new one.
void keepOldest(const QList<Member> &members, QList<Group> &groups)
{
    QSet<ThreadId> taken;
    for (Group &group : groups) {
        if (group.drawn)
            continue;
        ThreadId oldest;
        for (const int index : std::as_const(group.members)) {
            const ThreadId thread = members.at(index).thread;
            if (!taken.contains(thread) && (!oldest || thread < oldest))
                oldest = thread;
        }
        group.target = oldest;
        taken.insert(oldest);
    }
}

/// A thread for a group that fell off `origin`.
Result<ThreadId> splitOff(store::Session &session, ThreadId origin, const QString &subject)
{
    store::Threads threads(session);
    const auto source = threads.find(origin);
    if (!source)
        return fail(source.error());
    domain::Thread thread;
    thread.incident = source->incident;
    thread.businessUnit = source->businessUnit;
    thread.title = domain::threadTitle(subject);
    thread.waiting = source->waiting;
    thread.assignedTo = source->assignedTo;
    const auto created = threads.create(thread);
    if (!created)
        return fail(created.error());
    return created->id;
}

Result<void> moveMail(store::Session &session, MessageId id, ThreadId to)
{
    store::Links links(session);
    const auto link = links.find(id);
    if (!link)
        return fail(link.error());
    if (!*link || (*link)->thread == to)
        return {};
    store::Link moved = **link;
    moved.thread = to;
    return links.put(moved);
}

/// Threads all of whose mails go to one other thread; they are merged as a whole, drafts and outbox included.
QHash<ThreadId, ThreadId> wholeMoves(const QList<Member> &members, const QHash<MessageId, ThreadId> &targets)
{
    QHash<ThreadId, ThreadId> moves;
    QSet<ThreadId> divided;
    for (const Member &member : members) {
        const ThreadId target = member.pinned ? member.thread : targets.value(member.id);
        if (target == member.thread || moves.value(member.thread, target) != target)
            divided.insert(member.thread);
        moves.insert(member.thread, target);
    }
    for (const ThreadId thread : divided)
        moves.remove(thread);
    return moves;
}

/// Merges, and keeps what the younger thread knew better: its unit, and whose turn it is where its mail is newer.
Result<void> mergeInto(store::Session &session, ThreadId into, ThreadId from)
{
    store::Threads threads(session);
    const auto target = threads.find(into);
    const auto source = threads.find(from);
    if (!target || !source)
        return fail(target ? source.error() : target.error());
    Result<void> done = threads.merge(into, from);
    if (done && source->lastAt > target->lastAt && source->waiting != target->waiting)
        done = threads.setWaiting(into, source->waiting);
    if (done && target->businessUnit.isNull() && source->businessUnit)
        done = threads.setBusinessUnit(into, source->businessUnit);
    if (done && target->assignedTo.isEmpty() && !source->assignedTo.isEmpty())
        done = threads.assign(into, source->assignedTo);
    return done;
}

Result<void> regroupIncident(store::Session &session, const QList<ThreadId> &threads)
{
    const auto found = membersOf(session, threads);
    if (!found)
        return fail(found.error());
    const QList<Member> &members = *found;
    QList<Group> groups = groupsOf(members);
    drawToPinned(members, groups);
    keepOldest(members, groups);
    QHash<MessageId, ThreadId> targets;
    for (Group &group : groups) {
        const Member &first = members.at(group.members.first());
        if (!group.target) {
            const auto created = splitOff(session, first.thread, first.title);
            if (!created)
                return fail(created.error());
            group.target = *created;
        }
        for (const int index : std::as_const(group.members))
            targets.insert(members.at(index).id, group.target);
    }
    const QHash<ThreadId, ThreadId> moves = wholeMoves(members, targets);
    for (auto it = moves.cbegin(); it != moves.cend(); ++it) {
        if (auto done = mergeInto(session, it.value(), it.key()); !done)
            return done;
    }
    for (const Member &member : members) {
        if (member.pinned || moves.contains(member.thread))
            continue;
        if (auto done = moveMail(session, member.id, targets.value(member.id)); !done)
            return done;
    }
    return {};
}

} // namespace

Result<QSet<ThreadId>> regroup(store::Session &session, const QSet<ThreadId> &threads)
{
    QMap<IncidentId, QList<ThreadId>> byIncident;
    store::Threads repository(session);
    for (const ThreadId id : threads) {
        const auto thread = repository.find(id);
        if (!thread)
            return fail(thread.error());
        byIncident[thread->incident].append(id);
    }
    for (auto it = byIncident.cbegin(); it != byIncident.cend(); ++it) {
        if (auto done = regroupIncident(session, it.value()); !done)
            return fail(done.error());
    }
    return threads;
}

} // namespace liaison::feed
