#pragma once

#include "core/graph/message.h"
#include "core/graph/operation.h"
#include "core/graph/page.h"

namespace liaison::graph {

/// Which messages of a folder, or of the mailbox.
struct MessageQuery {
    QString folder = {};    ///< id or well-known name; empty: all folders
    QString messageId = {}; ///< Message-ID with angle brackets, compared whole; empty: any
    int top = 50;           ///< of a page, 1 to 1000, put into range
    MessageShape shape = MessageShape::Headers;
    /// Received at these times or between them, in UTC milliseconds, to the second; both or none. Not with messageId.
    std::optional<qint64> receivedFrom = {};
    std::optional<qint64> receivedTo = {};
    friend bool operator==(const MessageQuery &, const MessageQuery &) = default;
};

/// GET messages: the newest of a folder, those of a time, or those with one Message-ID (whether a mail whose sending is
/// uncertain is in Sent Items).
class ListMessages final : public Operation<Page<Message>> {
public:
    static Request request(const MailboxRef &mailbox, const MessageQuery &query);
    static Request next(const QByteArray &target) { return get(target); }

    explicit ListMessages(const ServiceRoot &root) : m_root(root) { }

private:
    Answer<Page<Message>> read(const HttpHead &head, const QJsonObject &body) override;
    [[nodiscard]] Failure refined(Failure failure) const override { return ofFolder(std::move(failure)); }

    ServiceRoot m_root;
};

} // namespace liaison::graph
