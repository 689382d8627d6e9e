#include "ui/common/store_watch.h"

namespace liaison::ui {

namespace {
constexpr int gatherMs = 40;
}

StoreWatch::StoreWatch(store::Store *store, QSet<store::Aggregate> aggregates, QObject *parent)
    : QObject(parent), m_aggregates(std::move(aggregates))
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMs);
    connect(&m_gather, &QTimer::timeout, this, &StoreWatch::stale);
    connect(store, &store::Store::changed, this, &StoreWatch::onChanged);
}

void StoreWatch::onChanged(const QList<store::Change> &changes)
{
    const bool ours = std::any_of(changes.begin(), changes.end(), [this](const store::Change &change) {
        return m_aggregates.contains(change.aggregate);
    });
    // Not restarted while it runs: a steady stream of mail must not keep the list from being refreshed.
    if (ours && !m_gather.isActive())
        m_gather.start();
}

} // namespace liaison::ui
