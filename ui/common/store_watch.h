#pragma once

#include "core/store/store.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace liaison::ui {

/// Tells a page that what it shows may have changed, once for a burst of changes.
class StoreWatch : public QObject {
    Q_OBJECT
public:
    StoreWatch(store::Store *store, QSet<store::Aggregate> aggregates, QObject *parent);

Q_SIGNALS:
    void stale();

private:
    void onChanged(const QList<store::Change> &changes);

    QSet<store::Aggregate> m_aggregates;
    QTimer m_gather;
};

} // namespace liaison::ui
