#include "core/ews/get_events.h"

#include "core/ews/request_writer.h"

namespace liaison::ews {

QByteArray GetEvents::request(const RequestContext &context, const QString &subscriptionId, const QString &watermark)
{
    return RequestWriter(context, "GetEvents")
        .textM("SubscriptionId", subscriptionId)
        .textM("Watermark", watermark)
        .finish();
}

Answer<Notification> GetEvents::read(const Element &message)
{
    const Element &notification = message.child("Notification");
    if (!notification.exists())
        return lacking("Notification");
    return notificationFrom(notification);
}

} // namespace liaison::ews
