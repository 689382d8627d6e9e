#pragma once

#include "core/domain/address.h"
#include "core/graph/failure.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace liaison::graph {

/// What PR_LAST_VERB_EXECUTED (0x1081) says was done with a mail; PR_ICON_INDEX (0x1080) goes along.
enum class LastVerb { None = 0, Replied = 102, RepliedAll = 103, Forwarded = 104 };

/// A message as far as it was told. A delta may tell no more than id and isRead of one whose mark changed, whatever
/// was asked for: what is not told is not known, not empty. A property in a form that is not its own counts as not
/// told, so that one broken message does not end a folder.
struct Message {
    QString id;
    QString parentFolderId = {};
    QString changeKey = {};
    std::optional<QString> internetMessageId = {}; ///< with angle brackets
    std::optional<QString> subject = {};
    std::optional<qint64> receivedAt = {}; ///< UTC milliseconds
    std::optional<qint64> sentAt = {};
    std::optional<bool> read = {};
    std::optional<bool> draft = {};
    std::optional<bool> hasAttachments = {};
    domain::Addresses from = {}; ///< one or none
    domain::Addresses sender = {};
    domain::Addresses to = {};
    domain::Addresses cc = {};
    domain::Addresses bcc = {};
    domain::Addresses replyTo = {};
    QString conversationId = {};
    std::optional<LastVerb> lastVerb = {}; ///< where MessageShape::Marks was asked for; None where it has none
    std::optional<qint64> size = {};       ///< PR_MESSAGE_SIZE in bytes, likewise
    friend bool operator==(const Message &, const Message &) = default;
};

/// What to ask of a message.
enum class MessageShape {
    Id,      ///< id and internetMessageId
    Sync,    ///< what a sync needs of a message that it then fetches whole: no recipients, no conversation
    Headers, ///< all of Message but lastVerb and size
    Marks    ///< times, read, draft, lastVerb and size. No delta takes it: $expand ends there in a 500
};

/// "$select=…", for Marks with "&$expand=…".
QByteArray messageSelect(MessageShape shape);
/// Fails without an id.
Answer<Message> messageFrom(const QJsonObject &json);

} // namespace liaison::graph
