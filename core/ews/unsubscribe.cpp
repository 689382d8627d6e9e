#include "core/ews/unsubscribe.h"

#include "core/ews/request_writer.h"

namespace liaison::ews {

QByteArray Unsubscribe::request(const RequestContext &context, const QString &subscriptionId)
{
    return RequestWriter(context, "Unsubscribe").textM("SubscriptionId", subscriptionId).finish();
}

} // namespace liaison::ews
