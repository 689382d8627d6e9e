#include "core/transport/graph_hints.h"

#include <algorithm>

namespace liaison::transport {

GraphHints::GraphHints(GraphTimings timings, std::function<bool()> inFront, QObject *parent)
    : QObject(parent), m_timings(std::move(timings)), m_inFront(std::move(inFront))
{
    m_tick.setInterval(std::max(1, m_timings.tickMs));
    connect(&m_tick, &QTimer::timeout, this, &GraphHints::look);
}

Future<QStringList> GraphHints::wait(const QList<domain::RemoteFolder> &folders, std::stop_token stop)
{
    QStringList ids;
    for (const domain::RemoteFolder &folder : folders)
        ids << folder.remoteId;
    m_waiter = std::make_unique<HintWaiter>(ids, stop);
    if (!m_since.isValid())
        m_since.start();
    m_tick.start();
    return m_waiter->future();
}

void GraphHints::look()
{
    if (!m_waiter || m_waiter->isOver()) {
        m_tick.stop();
        return;
    }
    const int due = m_inFront && m_inFront() ? m_timings.frontMs : m_timings.behindMs;
    if (m_since.hasExpired(due))
        hurry();
}

void GraphHints::hurry()
{
    m_since.start();
    if (m_waiter)
        m_waiter->finish(m_waiter->folders());
}

} // namespace liaison::transport
