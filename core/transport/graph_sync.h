#pragma once

#include "core/graph/sync_messages.h"
#include "core/transport/graph_batches.h"
#include "core/transport/graph_cursor.h"
#include "core/transport/graph_task.h"
#include "core/transport/sync_ahead.h"

#include <QHash>

#include <functional>
#include <stop_token>

namespace liaison::transport {

/// What to ask about a folder.
struct GraphNewsRequest {
    QString folder;
    QString at = {}; ///< a continuation; empty: from the start
    int pageSize = graph::mostOnDeltaPage;
    friend bool operator==(const GraphNewsRequest &, const GraphNewsRequest &) = default;
};

/// A page of a delta, and what it does not tell: sizes and marks.
struct GraphNews {
    struct Change {
        bool removed = false;
        bool marksOnly = false; ///< Graph told id and mark alone: no new mail is told of so
        SyncCursor::Pending item;
    };
    QList<Change> changes;
    QString at; ///< true once the page is stored
    bool last = true;
};

/// Asks for a page of a folder's delta, then for size and marks of the messages in it (GraphMarks).
class GraphSync final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const graph::Answer<GraphNews> &)>;
    GraphSync(GraphSession *session, GraphNewsRequest request, std::stop_token stop, Done done, QObject *owner);
    void start();

private:
    void take(const graph::MessageChanges &page);
    void askMarks();
    void takeMarks(const QHash<QString, graph::Message> &marks);
    void end(const graph::Answer<GraphNews> &answer);

    GraphSession *m_session;
    GraphNewsRequest m_request;
    std::stop_token m_stop;
    Done m_done;
    GraphNews m_news;
    QList<graph::Message> m_told; ///< by the delta, of each of m_news.changes
};

/// How changes of a folder are asked for over Graph: messages/delta, then each mail by $value.
struct GraphWire {
    using Session = GraphSession;
    using Memory = GraphMemory;
    using Ahead = GraphAhead;
    using Fetch = GraphFetch;
    using Request = GraphNewsRequest;
    using Page = GraphNews;
    using Answer = graph::Answer<Page>;
    using Failure = graph::Failure;
    using Cursor = GraphCursor;
    using Task = GraphTask<ChangePage>;

    static void sync(Session &session, QObject *owner, const Request &request, std::stop_token stop,
                     std::function<void(const Answer &)> done);
    static QList<SyncCursor::Pending> mailsOf(const Page &page);
    /// The mail itself does not say how it is marked.
    static void dress(RemoteMail &mail, const SyncCursor::Pending &item);
    static int remarked(int before, int now) { return transport::remarked(before, now); }
};

class GraphAhead final : public SyncAhead<GraphWire> {
public:
    using SyncAhead::SyncAhead;
};

} // namespace liaison::transport
