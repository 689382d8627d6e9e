#include "core/transport/graph_changes.h"

namespace liaison::transport {

using graph::Remedy;

GraphNewsRequest GraphChanges::nextItems() const
{
    return {request().folder.remoteId, cursor().state, m_pageSize};
}

void GraphChanges::syncFailed(const graph::Failure &failure)
{
    constexpr int badRequest = 400; // a link that the service does not understand any more
    const bool lost = failure.remedy == Remedy::RestartSync
        || (failure.status == badRequest && failure.origin == graph::Failure::Origin::Response);
    if (lost && !cursor().state.isEmpty())
        return restart();
    const bool tooMuch = failure.remedy == Remedy::SmallerBatch || failure.error.kind == ErrorKind::LimitExceeded;
    if (tooMuch && m_pageSize > 1) {
        m_pageSize /= 2;
        return sync();
    }
    end(failure);
}

void GraphChanges::take(const GraphNews &news)
{
    for (const GraphNews::Change &change : news.changes)
        takeChange(change);
    stand(news.at, news.last, !news.changes.isEmpty());
    fetch();
}

/// A delta does not say whether a message is new or changed.
void GraphChanges::takeChange(const GraphNews::Change &change)
{
    Pending item = change.item;
    if (change.removed) {
        isNews(item.id);
        return removed(item.id);
    }
    if (isWaiting(item.id))
        return remark(item);
    const bool oldMark = change.marksOnly && !isSkipped(item.id) && !mayBeNew(item);
    if (isKnown(item.id) || oldMark) {
        page().flags << FlagChange{item.id, flagsFrom(item.marks)};
        return;
    }
    if (change.marksOnly && isSkipped(item.id)) // it is asked for again in its time
        return;
    isNews(item.id);
    item.updated = !cursor().first;
    if (item.size > largestMail)
        skipTooLarge(item);
    else
        await(item);
}

/// A mark alone is told of mails that are known, though not always to this adapter, which is new after each start.
/// Should a service tell it of a mail that came and was marked between two pages, that must not be missed: a recent one
/// is fetched again rather than once too few.
bool GraphChanges::mayBeNew(const Pending &item)
{
    constexpr qint64 recentMs = 3LL * 24 * 60 * 60 * 1'000;
    return cursor().first || item.receivedAt <= 0 || item.receivedAt > session().account().now() - recentMs;
}

} // namespace liaison::transport
