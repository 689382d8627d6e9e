#pragma once

#include "core/graph/operation.h"

namespace liaison::graph {

/// POST messages/{id}/send: accepted with 202. The service files the copy in Sent Items.
class SendDraft final : public StatusOperation {
public:
    static Request request(const MailboxRef &mailbox, const QString &id);
    SendDraft() : StatusOperation({202}) { }
};

} // namespace liaison::graph
