#include "app/demo/exchange_stream.h"

#include "app/demo/exchange_subscriptions.h"

namespace liaison::demo {

ExchangeStream::ExchangeStream(Exchange *exchange, QStringList subscriptions, qint64 lifeMs, QObject *parent)
    : QObject(parent), m_exchange(exchange), m_subscriptions(std::move(subscriptions))
{
    ++exchange->diary.openStreams;
    m_life.setSingleShot(true);
    m_life.setInterval(static_cast<int>(lifeMs));
    m_heartbeat.setInterval(exchange->options().heartbeatMs);
    connect(&m_life, &QTimer::timeout, this, &ExchangeStream::close);
    connect(&m_heartbeat, &QTimer::timeout, this, [this] { status("OK"); });
    connect(&exchange->subscriptions(), &Subscriptions::arrived, this, &ExchangeStream::onArrived);
    connect(&exchange->subscriptions(), &Subscriptions::removed, this, &ExchangeStream::onRemoved);
}

ExchangeStream::~ExchangeStream()
{
    if (m_exchange)
        --m_exchange->diary.openStreams;
}

void ExchangeStream::start()
{
    m_life.start();
    m_heartbeat.start();
    status("OK");
    for (const QString &id : std::as_const(m_subscriptions))
        onArrived(id); // what came between Subscribe and now
}

void ExchangeStream::onArrived(const QString &id)
{
    Subscription *subscription = m_subscriptions.contains(id) ? m_exchange->subscriptions().find(id) : nullptr;
    if (!subscription || subscription->waiting.isEmpty())
        return;
    const QList<MailboxEvent> events = std::exchange(subscription->waiting, {});
    for (const MailboxEvent &event : events)
        if (event.name == "NewMailEvent")
            m_exchange->diary.streamed << event.item;
    XmlOut out;
    beginEnvelope(out, m_exchange->version());
    ResponseMessages messages(out, "GetStreamingEvents");
    messages.success().open("m:Notifications").open("m:Notification");
    writeNotification(out, *subscription, events, 0, false);
    out.close().close();
    messages.close();
    messages.end();
    Q_EMIT envelope(endEnvelope(out));
}

void ExchangeStream::onRemoved(const QString &id)
{
    if (m_subscriptions.removeAll(id) == 0)
        return;
    Q_EMIT envelope(streamRefusal(*m_exchange, {id}));
    if (m_subscriptions.isEmpty())
        close();
}

void ExchangeStream::status(const char *connection)
{
    XmlOut out;
    beginEnvelope(out, m_exchange->version());
    ResponseMessages messages(out, "GetStreamingEvents");
    messages.success().text("m:ConnectionStatus", QLatin1String(connection));
    messages.close();
    messages.end();
    Q_EMIT envelope(endEnvelope(out));
}

void ExchangeStream::close()
{
    m_life.stop();
    m_heartbeat.stop();
    m_subscriptions.clear();
    status("Closed");
    Q_EMIT ended();
}

QByteArray streamRefusal(const Exchange &exchange, const QStringList &lost)
{
    XmlOut out;
    beginEnvelope(out, exchange.version());
    ResponseMessages messages(out, "GetStreamingEvents");
    out.open("m:GetStreamingEventsResponseMessage").attr("ResponseClass", QStringLiteral("Error"));
    out.text("m:MessageText", QStringLiteral("You can't retrieve events for the specified subscription."));
    out.text("m:ResponseCode", QStringLiteral("ErrorInvalidSubscription"));
    out.text("m:DescriptiveLinkKey", QStringLiteral("0"));
    out.open("m:ErrorSubscriptionIds");
    for (const QString &id : lost)
        out.text("t:SubscriptionId", id);
    out.close().close();
    messages.end();
    return endEnvelope(out);
}

} // namespace liaison::demo
