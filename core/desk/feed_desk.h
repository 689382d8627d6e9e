#pragma once

#include "core/base/ids.h"
#include "core/domain/feed_status.h"

#include <QList>
#include <QObject>

namespace liaison::feed {
class Engine;
}

namespace liaison::desk {

/// What windows see of the feeds and may ask of them, so that ui needs no word of the engine. Starting and
/// stopping are in MailboxDesk, because they are written down; what is here changes nothing in the store.
class FeedDesk : public QObject {
    Q_OBJECT
public:
    /// `engine` outlives this; null in a process that runs no feeds: then there are no statuses.
    explicit FeedDesk(feed::Engine *engine, QObject *parent = nullptr);

    /// Virtual, so that windows can be tried with statuses of no engine.
    [[nodiscard]] virtual QList<domain::FeedStatus> statuses() const;
    /// This process's name in leases; empty where it runs no feeds.
    [[nodiscard]] QString holder() const;
    /// "Get mail": every enabled mailbox syncs now; a back-off ends.
    void syncAll();
    void syncNow(MailboxId mailbox);

Q_SIGNALS:
    void statusChanged(const liaison::domain::FeedStatus &status);
    void mailArrived(liaison::MailboxId mailbox, int matched, int unmatched);

private:
    feed::Engine *m_engine;
};

} // namespace liaison::desk
