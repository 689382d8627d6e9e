#pragma once

#include "core/graph/message.h"
#include "core/graph/operation.h"
#include "core/graph/page.h"

namespace liaison::graph {

struct MessageChange {
    /// None: created or changed; one of an unknown id is new, and a known one may tell its mark alone.
    Removal removed = Removal::None;
    Message message; ///< of a removed one the id alone
    friend bool operator==(const MessageChange &, const MessageChange &) = default;
};

/// One page. The continuation is true once the page is stored. An item may come more than once, in its order.
struct MessageChanges {
    QList<MessageChange> changes;
    Continuation then;
};

/// GET mailFolders/{folder}/messages/delta: the messages of one folder, newest first, then what changed among them.
class SyncMessages final : public Operation<MessageChanges> {
public:
    /// From the start.
    static Request request(const MailboxRef &mailbox, const QString &folder, int pageSize = mostOnDeltaPage);
    /// From where a page before left off: `next` or `delta` of it, which carry what was asked for at the start.
    static Request request(const QByteArray &continuation, int pageSize = mostOnDeltaPage);

    explicit SyncMessages(const ServiceRoot &root) : m_root(root) { }

private:
    Answer<MessageChanges> read(const HttpHead &head, const QJsonObject &body) override;
    [[nodiscard]] Failure refined(Failure failure) const override { return ofFolder(std::move(failure)); }

    ServiceRoot m_root;
};

} // namespace liaison::graph
