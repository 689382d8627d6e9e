#include "core/transport/graph_batches.h"

#include "core/base/log.h"

namespace liaison::transport {

using graph::Remedy;

namespace {

/// A mail of this size costs less in a batch, as base64, than a round trip of its own.
constexpr qint64 smallMail = 128 * 1024;
constexpr qint64 batchBytes = 1024 * 1024;
/// Of a mail whose size was not told.
constexpr qint64 usualSize = 64 * 1024;
/// Beside those under way, so that the next leaves before an answer is taken apart.
constexpr int inLine = 2;
/// A mail that is to blame for so many failed pages is left out.
constexpr int mostTrouble = 3;

bool isSmall(const SyncCursor::Pending &item)
{
    return item.size >= 0 && item.size <= smallMail;
}

} // namespace

GraphBatches::GraphBatches(GraphSession *session, std::shared_ptr<GraphMemory> memory, Taker *taker)
    : m_session(session), m_memory(std::move(memory)), m_taker(taker)
{
}

GraphBatches::~GraphBatches()
{
    m_stop.request_stop();
}

qint64 GraphBatches::sizeOf(const Pending &item)
{
    return item.size >= 0 ? item.size : usualSize;
}

void GraphBatches::close()
{
    m_over = true;
    m_groups.clear();
    m_stop.request_stop();
}

void GraphBatches::add(const QList<Pending> &items)
{
    qint64 bytes = 0;
    bool open = false; // the last group takes more
    for (const Pending &item : items) {
        const bool fits = open && isSmall(item) && m_groups.back().items.size() < graph::mostInBatch
            && bytes + item.size <= batchBytes;
        if (!fits) {
            m_groups.emplace_back();
            bytes = 0;
        }
        m_groups.back().items << item;
        bytes += sizeOf(item);
        open = isSmall(item);
    }
    pump();
}

void GraphBatches::pump()
{
    while (!m_over && m_under < graph::mostRequestsAtATime + inLine && !m_groups.empty() && m_taker->hasRoom()
           && m_room.hasRoomFor(allowance(m_groups.front()))) {
        Group group = std::move(m_groups.front());
        m_groups.pop_front();
        group.items.removeIf([this](const Pending &item) { return !m_taker->wants(item.id); });
        if (group.items.isEmpty())
            continue;
        ++m_under;
        m_room.enter(allowance(group));
        if (group.items.size() == 1)
            askAlone(group);
        else
            askTogether(group);
    }
}

qint64 GraphBatches::allowance(const Group &group)
{
    qint64 told = 0;
    for (const Pending &item : group.items)
        told += sizeOf(item);
    return group.anySize ? FetchRoom::largestAnswer() : FetchRoom::allowance(told);
}

void GraphBatches::askAlone(const Group &group)
{
    const Pending item = group.items.constFirst();
    GraphCall call;
    call.request = graph::GetMime::request(m_session->account().mailbox(), item.id);
    call.stop = m_stop.get_token();
    call.mostBytes = allowance(group);
    const qsizetype likely = item.size > 0 ? FetchRoom::likely(item.size) : 0;
    m_session->ask<graph::GetMime>(
        this, std::move(call),
        [this, group, item](const graph::Answer<QByteArray> &mime) {
            --m_under;
            m_room.leave(allowance(group));
            const bool larger = !mime && !group.anySize && mime.error().error.kind == ErrorKind::LimitExceeded;
            if (!m_over && larger)
                m_groups.push_front({group.items, true});
            else if (!m_over)
                take(item, mime);
            pump();
        },
        qsizetype(graph::largestMail), graph::GetMime::Sink(), likely);
}

void GraphBatches::askTogether(const Group &group)
{
    QList<graph::Request> requests;
    for (const Pending &item : group.items)
        requests << graph::GetMime::request(m_session->account().mailbox(), item.id);
    GraphParts::ask(m_session, this,
                    {std::move(requests), graph::BatchOrder::OneByOne, allowance(group), m_stop.get_token()},
                    [this, group](const GraphParts::Replies &replies) {
                        --m_under;
                        m_room.leave(allowance(group));
                        if (!m_over)
                            takeTogether(group.items, replies);
                        pump();
                    });
}

void GraphBatches::takeTogether(const QList<Pending> &items, const GraphParts::Replies &replies)
{
    if (!replies && concernsAnyRequest(replies.error()))
        return end(replies.error());
    if (!replies)
        return eachAlone(items); // one of them may be to blame
    for (qsizetype i = 0; i < items.size() && size_t(i) < replies->size() && !m_over; ++i) {
        const graph::Answer<QByteArray> mime = replies->at(size_t(i)).mime();
        if (mime || mime.error().remedy == Remedy::DropItem)
            take(items.at(i), mime);
        else // by itself it may be had
            eachAlone({items.at(i)});
    }
}

void GraphBatches::eachAlone(const QList<Pending> &items)
{
    for (const Pending &item : items)
        m_groups.push_back({{item}});
}

void GraphBatches::take(const Pending &item, const graph::Answer<QByteArray> &mime)
{
    if (!m_taker->wants(item.id))
        return;
    if (!mime)
        return itemFailed(item, mime.error());
    m_memory->troubled.remove(item.id);
    RemoteMail mail;
    mail.remoteId = item.id;
    mail.raw = *mime;
    m_taker->came(std::move(mail));
}

void GraphBatches::itemFailed(const Pending &item, const Failure &failure)
{
    // Exchange says so of mails that are on their way between servers, too: what is gone the delta tells.
    if (failure.remedy == Remedy::DropItem)
        return m_taker->isWithheld(item.id);
    if (concernsAnyRequest(failure))
        return end(failure);
    // What passes by itself is worth another page; a mail that never comes is not worth its folder.
    const bool passing = failure.error.kind != ErrorKind::LimitExceeded
        && (failure.remedy == Remedy::RetryLater || failure.remedy == Remedy::SmallerBatch
            || failure.origin == Failure::Origin::Unreadable);
    if (passing && !m_taker->waitsFor(item.id))
        return m_taker->comesLater(item.id);
    if (passing && ++m_memory->troubled[item.id] < mostTrouble)
        return end(failure);
    m_memory->troubled.remove(item.id);
    qCInfo(lcNet, "a mail that the server does not give out (%s): %s", qPrintable(failure.code),
           qPrintable(printable(item.id.toUtf8())));
    m_taker->isWithheld(item.id);
}

void GraphBatches::end(const Failure &failure)
{
    m_over = true;
    m_groups.clear();
    m_taker->failed(failure);
}

} // namespace liaison::transport
