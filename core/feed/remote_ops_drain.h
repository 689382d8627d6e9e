#pragma once

#include "core/domain/folder.h"
#include "core/feed/drain_ports.h"
#include "core/store/outbox.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>
#include <stop_token>

namespace liaison::feed {

/// Carries queued flag changes (seen, answered, forwarded) to the server. Setting a flag twice does no harm, so an
/// operation is marked done only after the server's answer.
class RemoteOpsDrain : public QObject {
    Q_OBJECT
public:
    explicit RemoteOpsDrain(DrainPorts ports, QObject *parent = nullptr);
    ~RemoteOpsDrain() override;

    void wake();
    void abort();
    [[nodiscard]] bool busy() const { return m_busy; }

Q_SIGNALS:
    void idle(bool moreLater);
    void troubled(const liaison::Error &error); ///< sign-in or settings

private:
    struct Item {
        store::RemoteOp op;
        domain::RemoteFolder folder;
    };
    void load();
    void next();
    void apply(const Item &item);
    void note(const Item &item, const Result<void> &outcome);
    void rest(bool retry);

    DrainPorts m_ports;
    std::stop_source m_stop;
    QTimer m_retry;
    std::deque<Item> m_queue;
    QSet<qint64> m_tried; ///< in this round; a failed one waits for the next
    bool m_busy = false;
    bool m_wakeAgain = false;
};

} // namespace liaison::feed
