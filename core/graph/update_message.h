#pragma once

#include "core/graph/message.h"
#include "core/graph/operation.h"

namespace liaison::graph {

/// What is to change of one message.
struct MessageUpdate {
    std::optional<bool> read = {};         ///< isRead
    std::optional<LastVerb> lastVerb = {}; ///< 0x1081 and, going with it, the icon 0x1080
    std::optional<qint64> verbAt = {};     ///< 0x1082, UTC milliseconds; with `lastVerb`
    /// Of a draft: recipients that no header of its MIME names, for the service to send to.
    std::optional<domain::Addresses> bcc = {};
};

/// PATCH messages/{id}.
class UpdateMessage final : public StatusOperation {
public:
    static Request request(const MailboxRef &mailbox, const QString &id, const MessageUpdate &update);
    UpdateMessage() : StatusOperation({200, 204}) { }
};

} // namespace liaison::graph
