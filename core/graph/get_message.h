#pragma once

#include "core/graph/message.h"
#include "core/graph/operation.h"

namespace liaison::graph {

/// GET messages/{id}: the properties of one.
class GetMessage final : public Operation<Message> {
public:
    static Request request(const MailboxRef &mailbox, const QString &id, MessageShape shape = MessageShape::Headers);

private:
    Answer<Message> read(const HttpHead &head, const QJsonObject &body) override;
};

} // namespace liaison::graph
