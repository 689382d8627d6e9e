#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace liaison::transport {

/// Tells when connections may have died unnoticed or become possible again: this machine woke from sleep, or has got
/// another network. Sleep shows as wall time that ran ahead of the monotonic clock, which stands still meanwhile; a
/// clock that is set forward looks the same and costs a needless look at each connection.
class Wakeup : public QObject {
    Q_OBJECT
public:
    /// The two clocks, in milliseconds, and how often they are compared.
    struct Clocks {
        std::function<qint64()> monotonic;
        std::function<qint64()> wall;
        int everyMs = 10'000;
    };
    explicit Wakeup(QObject *parent = nullptr);
    Wakeup(Clocks clocks, QObject *parent);

    /// Loads what tells of networks. On the main thread, once.
    static void prepare();

Q_SIGNALS:
    void woken();

private:
    void compare();

    Clocks m_clocks;
    qint64 m_ahead = 0; ///< wall − monotonic, when last compared
    QTimer m_timer;
};

} // namespace liaison::transport
