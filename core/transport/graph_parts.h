#pragma once

#include "core/transport/graph_session.h"

#include <QPointer>

#include <deque>
#include <functional>
#include <stop_token>
#include <vector>

namespace liaison::transport {

/// Many small requests in as few batches as possible, one after the other: the service carries out four parts of one at
/// a time. A part that was told to wait, or that is missing, is asked for again alone. Deletes itself when it is over.
class GraphParts final : public QObject {
    Q_OBJECT
public:
    using Replies = graph::Answer<std::vector<graph::BatchReply>>;
    /// A reply for each request, in their order; a failure is one of the whole, or of the account. Ends with `owner`.
    using Done = std::function<void(Replies)>;

    /// `mostBytes`: of the answer to one batch.
    static void ask(GraphSession *session, QObject *owner, QList<graph::Request> requests, std::stop_token stop,
                    qint64 mostBytes, Done done);

private:
    GraphParts(GraphSession *session, QObject *owner, QList<graph::Request> requests, std::stop_token stop,
               qint64 mostBytes, Done done);
    void next();
    void take(const QList<qsizetype> &asked, Replies replies);
    void waitAndAskAgain();
    void end(Replies replies);

    GraphSession *m_session;
    QList<graph::Request> m_requests;
    std::stop_token m_stop;
    qint64 m_mostBytes;
    Done m_done;
    std::deque<qsizetype> m_open;
    QList<qsizetype> m_again; ///< for the next round
    std::vector<graph::BatchReply> m_replies;
    qint64 m_waitMs = 0;
    int m_rounds = 0;
};

} // namespace liaison::transport
