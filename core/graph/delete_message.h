#pragma once

#include "core/graph/operation.h"

namespace liaison::graph {

/// DELETE messages/{id}, into Deleted Items. For drafts of our own that were not sent, never for mail.
class DeleteMessage final : public StatusOperation {
public:
    static Request request(const MailboxRef &mailbox, const QString &id);
    DeleteMessage() : StatusOperation({204}) { }
};

} // namespace liaison::graph
