#pragma once

#include "core/ews/notification.h"
#include "core/ews/operation.h"

namespace liaison::ews {

/// GetEvents: what happened since a watermark, for Pull subscriptions.
class GetEvents final : public SingleOperation<Notification> {
public:
    static QByteArray request(const RequestContext &context, const QString &subscriptionId, const QString &watermark);

private:
    Answer<Notification> read(const Element &message) override;
};

} // namespace liaison::ews
