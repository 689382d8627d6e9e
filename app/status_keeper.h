#pragma once

#include "core/domain/feed_status.h"

#include <QHash>
#include <QObject>

namespace liaison::feed {
class Engine;
}
namespace liaison::store {
class Store;
}

namespace liaison::app {

/// Writes down what the engine says of the mailboxes this process holds, so that `liaison feed status` of another
/// process can tell, and that their secrets are here once a feed runs. Progress alone is not worth a write.
class StatusKeeper : public QObject {
    Q_OBJECT
public:
    StatusKeeper(feed::Engine *engine, store::Store *store, QObject *parent = nullptr);

private:
    void note(const domain::FeedStatus &status);

    QString m_holder;
    store::Store *m_store;
    QHash<MailboxId, domain::FeedStatus> m_noted;
};

} // namespace liaison::app
