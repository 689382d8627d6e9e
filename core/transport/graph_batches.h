#pragma once

#include "core/transport/fetch_room.h"
#include "core/transport/graph_cursor.h"
#include "core/transport/graph_parts.h"
#include "core/transport/graph_session.h"
#include "core/transport/sync_ahead.h"
#include "core/transport/sync_fetch.h"

#include <QObject>

#include <deque>
#include <memory>
#include <stop_token>

namespace liaison::transport {

class GraphAhead;
using GraphMemory = SyncMemory<GraphAhead>;

/// Asks for mails over Graph: small ones in batches, which saves round trips, others one by one and four at a time.
/// What is under way ends with it.
class GraphBatches final : public QObject {
    Q_OBJECT
public:
    using Session = GraphSession;
    using Memory = GraphMemory;
    using Failure = graph::Failure;
    using Pending = SyncCursor::Pending;
    /// May be told from inside of add().
    using Taker = MailTaker<Failure>;

    GraphBatches(GraphSession *session, std::shared_ptr<GraphMemory> memory, Taker *taker);
    ~GraphBatches() override;

    /// Bytes that the server told of a mail, or the usual size where it was not told.
    static qint64 sizeOf(const Pending &item);

    void add(const QList<Pending> &items);
    /// Ends what is under way; nobody is told.
    void close();

private:
    struct Group {
        QList<Pending> items;
        bool anySize = false; ///< the mail, one alone, is larger than the service told
    };
    static qint64 allowance(const Group &group);
    void pump();
    void askAlone(const Group &group);
    void askTogether(const Group &group);
    void takeTogether(const QList<Pending> &items, const GraphParts::Replies &replies);
    void take(const Pending &item, const graph::Answer<QByteArray> &mime);
    void itemFailed(const Pending &item, const Failure &failure);
    void eachAlone(const QList<Pending> &items);
    void end(const Failure &failure);

    GraphSession *m_session;
    std::shared_ptr<GraphMemory> m_memory;
    Taker *m_taker;
    std::stop_source m_stop;
    std::deque<Group> m_groups;
    FetchRoom m_room;
    int m_under = 0;
    bool m_over = false;
};

using GraphFetch = SyncFetch<GraphBatches>;

} // namespace liaison::transport
