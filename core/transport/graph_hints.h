#pragma once

#include "core/domain/folder.h"
#include "core/transport/graph_session.h"
#include "core/transport/hint_waiter.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <stop_token>

namespace liaison::transport {

/// MailSource::waitForHint() over Graph, which notifies servers alone: folders are due to be looked at after a while,
/// which is shorter while a person looks at the window. A look costs one request a folder, and no more than that where
/// nothing happened.
class GraphHints : public QObject {
    Q_OBJECT
public:
    /// `inFront`: whether a person looks; empty: nobody does.
    GraphHints(GraphTimings timings, std::function<bool()> inFront, QObject *parent);

    Future<QStringList> wait(const QList<domain::RemoteFolder> &folders, std::stop_token stop);
    /// Folders are due at once: the machine woke up.
    void hurry();

private:
    void look();

    GraphTimings m_timings;
    std::function<bool()> m_inFront;
    std::unique_ptr<HintWaiter> m_waiter;
    QElapsedTimer m_since; ///< the last hint, or the first wait
    QTimer m_tick;
};

} // namespace liaison::transport
