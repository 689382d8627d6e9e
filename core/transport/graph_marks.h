#pragma once

#include "core/graph/message.h"
#include "core/graph/page.h"
#include "core/transport/graph_parts.h"

#include <QHash>
#include <QList>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// Asks for size and marks of messages, which no delta tells. Each request counts for the account's limit, so where
/// many messages are asked about that were received near each other, lists of the folder tell them by the hundred; the
/// others are asked for one by one, in batches. Deletes itself when it is over.
class GraphMarks final : public QObject {
    Q_OBJECT
public:
    struct Wanted {
        QString id;
        std::optional<qint64> receivedAt = {}; ///< UTC milliseconds, where it was told
    };
    /// By id. One that is gone, or whose marks are not to be had, is not among them.
    using Marks = graph::Answer<QHash<QString, graph::Message>>;
    using Done = std::function<void(const Marks &)>;

    /// `wanted`: each once. A failure is one of the network or of the account. Ends with `owner`.
    static void ask(GraphSession *session, QObject *owner, QString folder, QList<Wanted> wanted, std::stop_token stop,
                    Done done);

private:
    GraphMarks(GraphSession *session, QObject *owner, QString folder, QList<Wanted> wanted, std::stop_token stop,
               Done done);
    void start();
    [[nodiscard]] std::optional<graph::Request> firstPage() const;
    void askPage(graph::Request request);
    void takePage(const graph::Page<graph::Message> &page);
    void pageFailed(const graph::Failure &failure);
    void askRest();
    void takeRest(const QStringList &ids, const std::vector<graph::BatchReply> &replies);
    void end(const Marks &marks);

    GraphSession *m_session;
    QString m_folder;
    QList<Wanted> m_wanted; ///< not told yet
    std::stop_token m_stop;
    Done m_done;
    QHash<QString, graph::Message> m_marks;
};

} // namespace liaison::transport
