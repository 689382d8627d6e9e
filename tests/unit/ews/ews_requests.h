#pragma once

#include "core/ews/request_context.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace liaison::ews::test {

struct NamedRequest {
    QString name;
    QByteArray body;
};

/// Every request that can leave us in this context, each way it can be written.
QList<NamedRequest> allRequests(const RequestContext &context);

} // namespace liaison::ews::test
