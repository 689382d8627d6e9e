#include "core/transport/wakeup.h"

#include "core/base/log.h"

#include <QDateTime>
#include <QNetworkInformation>

namespace liaison::transport {

namespace {
/// Wall time may run ahead so far before it means sleep; clocks are corrected by less.
constexpr qint64 toleratedMs = 5'000;

Wakeup::Clocks realClocks()
{
    QElapsedTimer monotonic;
    monotonic.start();
    return {[monotonic] { return monotonic.elapsed(); }, [] { return QDateTime::currentMSecsSinceEpoch(); }};
}
} // namespace

Wakeup::Wakeup(QObject *parent) : Wakeup(realClocks(), parent) { }

Wakeup::Wakeup(Clocks clocks, QObject *parent) : QObject(parent), m_clocks(std::move(clocks))
{
    m_ahead = m_clocks.wall() - m_clocks.monotonic();
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Wakeup::compare);
    m_timer.start(m_clocks.everyMs);
    if (const QNetworkInformation *network = QNetworkInformation::instance()) {
        connect(network, &QNetworkInformation::reachabilityChanged, this,
                [this](QNetworkInformation::Reachability reachability) {
                    if (reachability != QNetworkInformation::Reachability::Disconnected)
                        Q_EMIT woken();
                });
    }
}

void Wakeup::prepare()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        qCInfo(lcNet) << "nothing here tells of networks coming and going";
}

void Wakeup::compare()
{
    const qint64 ahead = m_clocks.wall() - m_clocks.monotonic();
    const bool slept = ahead - m_ahead > toleratedMs;
    m_ahead = ahead;
    if (slept)
        Q_EMIT woken();
}

} // namespace liaison::transport
