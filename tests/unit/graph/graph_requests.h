#pragma once

#include "core/graph/request.h"

#include <QList>
#include <QString>

namespace liaison::graph::test {

struct NamedRequest {
    QString name;
    Request request;
};

/// Every request that can leave us for this mailbox, each way it can be written.
QList<NamedRequest> allRequests(const MailboxRef &mailbox);

} // namespace liaison::graph::test
