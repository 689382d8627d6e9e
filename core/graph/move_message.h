#pragma once

#include "core/graph/message.h"
#include "core/graph/operation.h"

namespace liaison::graph {

/// POST messages/{id}/move. The answer is the message where it is now; an immutable id stays what it was.
class MoveMessage final : public Operation<Message> {
public:
    /// `destination`: id or well-known name of a folder.
    static Request request(const MailboxRef &mailbox, const QString &id, const QString &destination);

private:
    Answer<Message> read(const HttpHead &head, const QJsonObject &body) override;
};

} // namespace liaison::graph
