#pragma once

#include "core/transport/graph_session.h"

#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace liaison::transport {

/// Requests that go in batches.
struct GraphPartsJob {
    QList<graph::Request> requests;
    /// OneByOne where all are expected to go well: what stands behind one that failed is asked for again, in any order.
    graph::BatchOrder order = graph::BatchOrder::OneByOne;
    qint64 mostBytes = graph::largestJson; ///< of the answer to one batch
    std::stop_token stop = {};
};

/// Many small requests in as few batches as possible, one after the other. A part that was told to wait, that is
/// missing, or at which the service itself failed is asked for again, three times at most. Where one was told to wait
/// nothing else begins for the account until then. Deletes itself when it is over.
class GraphParts final : public QObject {
    Q_OBJECT
public:
    using Replies = graph::Answer<std::vector<graph::BatchReply>>;
    /// A reply for each request, in their order; a failure is one of the whole, or of the account. Ends with `owner`.
    using Done = std::function<void(Replies)>;

    static void ask(GraphSession *session, QObject *owner, GraphPartsJob job, Done done);

private:
    GraphParts(GraphSession *session, QObject *owner, GraphPartsJob job, Done done);
    [[nodiscard]] bool isOneByOne() const { return m_job.order == graph::BatchOrder::OneByOne && m_rounds == 0; }
    void next();
    void take(const QList<qsizetype> &asked, Replies replies);
    void waitAndGoOn();
    void again();
    void end(Replies replies);

    GraphSession *m_session;
    GraphPartsJob m_job;
    Done m_done;
    std::deque<qsizetype> m_open;
    QList<qsizetype> m_again; ///< for the next round
    std::vector<graph::BatchReply> m_replies;
    qint64 m_waitMs = 0;
    std::shared_ptr<void> m_hold; ///< of the account, while it waits
    int m_rounds = 0;
};

} // namespace liaison::transport
