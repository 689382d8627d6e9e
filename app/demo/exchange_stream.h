#pragma once

#include "app/demo/exchange.h"

#include <QPointer>
#include <QTimer>

namespace liaison::demo {

/// The answer to GetStreamingEvents: envelope after envelope until its time is over.
class ExchangeStream : public QObject {
    Q_OBJECT
public:
    /// `subscriptions`: their ids, all there. `lifeMs`: how long it stays open.
    ExchangeStream(Exchange *exchange, QStringList subscriptions, qint64 lifeMs, QObject *parent);
    ~ExchangeStream() override;
    /// The first envelope; then the others come by themselves.
    void start();

Q_SIGNALS:
    void envelope(const QByteArray &bytes);
    void ended();

private:
    void onArrived(const QString &id);
    void onRemoved(const QString &id);
    void status(const char *connection);
    void close();

    QPointer<Exchange> m_exchange; ///< sockets may go after it
    QStringList m_subscriptions;
    QTimer m_heartbeat;
    QTimer m_life;
};

/// One envelope that refuses a stream because of these subscriptions.
QByteArray streamRefusal(const Exchange &exchange, const QStringList &lost);

} // namespace liaison::demo
