#include "core/ews/get_streaming_events.h"

#include "core/ews/request_writer.h"

#include <algorithm>
#include <utility>

namespace liaison::ews {

QByteArray GetStreamingEvents::request(const RequestContext &context, const QStringList &subscriptionIds, int minutes)
{
    RequestWriter writer(context, "GetStreamingEvents");
    writer.openM("SubscriptionIds");
    for (const QString &id : subscriptionIds.mid(0, mostSubscriptions))
        writer.textT("SubscriptionId", id);
    return writer.close().textM("ConnectionTimeout", QString::number(qBound(1, minutes, 30))).finish();
}

void GetStreamingEvents::onMessage(const ResponseMessage &message)
{
    const Element &element = message.element;
    m_signals.alive = true;
    if (!message.isGood())
        m_signals.failures.push_back(failureFrom(message));
    for (const Element &id : element.child("ErrorSubscriptionIds").children)
        m_signals.deadSubscriptions << id.text.trimmed();
    if (element.childText("ConnectionStatus").trimmed() == QLatin1String("Closed"))
        m_closed = m_signals.closed = true;
    for (const Element &child : element.child("Notifications").children) {
        Notification notification = notificationFrom(child);
        const bool news
            = std::any_of(notification.events.cbegin(), notification.events.cend(),
                          [](const MailboxEvent &event) { return event.kind != MailboxEvent::Kind::Status; });
        if (news)
            m_signals.notifications << std::move(notification);
    }
}

bool GetStreamingEvents::onDocumentEnd()
{
    m_signals.alive = true;
    return true;
}

GetStreamingEvents::Signals GetStreamingEvents::takeSignals()
{
    return std::exchange(m_signals, {});
}

std::optional<Failure> GetStreamingEvents::finish(const HttpHead &head)
{
    if (m_closed)
        return std::nullopt;
    return failure(head);
}

} // namespace liaison::ews
