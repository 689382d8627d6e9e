#include "core/transport/graph_parts.h"

#include <algorithm>

namespace liaison::transport {

using graph::BatchOrder;
using graph::BatchReply;
using graph::Failure;
using graph::Remedy;

namespace {

constexpr int mostRounds = 4;
constexpr int failedDependency = 424;
constexpr int firstOfServers = 500; ///< … errors, which may pass
/// What a part that does not say how long it wants to wait waits.
constexpr qint64 shortWaitMs = 1'000;
/// A part that wants to wait longer than this speaks for the account.
constexpr qint64 longestWaitMs = 30'000;

} // namespace

void GraphParts::ask(GraphSession *session, QObject *owner, GraphPartsJob job, Done done)
{
    auto *parts = new GraphParts(session, owner, std::move(job), std::move(done));
    parts->next();
}

GraphParts::GraphParts(GraphSession *session, QObject *owner, GraphPartsJob job, Done done)
    : QObject(owner), m_session(session), m_job(std::move(job)), m_done(std::move(done)),
      m_replies(size_t(m_job.requests.size()))
{
    for (qsizetype i = 0; i < m_job.requests.size(); ++i)
        m_open.push_back(i);
}

void GraphParts::next()
{
    if (m_waitMs > 0)
        return waitAndGoOn();
    if (m_open.empty() && !m_again.isEmpty())
        again();
    if (m_open.empty())
        return end(std::move(m_replies));
    QList<qsizetype> asked;
    QList<graph::Request> requests;
    while (!m_open.empty() && asked.size() < graph::mostInBatch) {
        asked << m_open.front();
        requests << m_job.requests.at(m_open.front());
        m_open.pop_front();
    }
    GraphCall call;
    call.request = graph::Batch::request(requests, isOneByOne() ? BatchOrder::OneByOne : BatchOrder::Any);
    call.stop = m_job.stop;
    call.requests = int(requests.size());
    call.places = isOneByOne() ? 1 : std::min(int(requests.size()), graph::mostRequestsAtATime);
    call.mostBytes = m_job.mostBytes;
    m_session->ask<graph::Batch>(
        this, std::move(call), [this, asked](Replies replies) { take(asked, std::move(replies)); },
        int(requests.size()));
}

void GraphParts::take(const QList<qsizetype> &asked, Replies replies)
{
    if (!replies)
        return end(std::move(replies));
    for (qsizetype i = 0; i < asked.size() && size_t(i) < replies->size(); ++i) {
        BatchReply &reply = replies->at(size_t(i));
        if (isOneByOne() && reply.head.status == failedDependency) {
            m_again << asked.at(i);
            continue;
        }
        const std::optional<Failure> failure = reply.lost ? reply.lost
            : reply.head.isGood()                         ? std::nullopt
                                                          : std::optional(graph::failureFrom(reply.head, reply.json));
        const bool busy = failure && failure->remedy == Remedy::BackOff;
        const qint64 wait = busy ? failure->error.retryAfterMs.value_or(shortWaitMs) : 0;
        if (busy && (wait > longestWaitMs || m_rounds + 1 >= mostRounds)) {
            Failure all = *failure;
            all.error = m_session->account().gate().pause(all.error);
            return end(graph::failed(std::move(all)));
        }
        m_waitMs = std::max(m_waitMs, wait);
        const bool mayPass = reply.lost || reply.head.status >= firstOfServers;
        if (busy || (mayPass && m_rounds + 1 < mostRounds))
            m_again << asked.at(i);
        m_replies[size_t(asked.at(i))] = std::move(reply);
    }
    next();
}

void GraphParts::waitAndGoOn()
{
    m_hold = m_session->account().gate().hold();
    m_session->timings().after(this, std::exchange(m_waitMs, 0), [this] {
        m_hold.reset();
        next();
    });
}

void GraphParts::again()
{
    ++m_rounds;
    m_open.assign(m_again.cbegin(), m_again.cend());
    m_again.clear();
}

void GraphParts::end(Replies replies)
{
    deleteLater();
    if (const auto done = std::exchange(m_done, nullptr))
        done(std::move(replies));
}

} // namespace liaison::transport
