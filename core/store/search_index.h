#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>
#include <QVariant>

#include <optional>

namespace liaison::store {

class Session;

/// What of a mail can be searched.
struct IndexText {
    QString subject;
    QString people;
    QString body;
    QString attachments;
};

/// Writes the text of a new mail and its index. A mail whose text the index refuses is stored with a shortened index.
void indexMessage(Session &session, MessageId id, const IndexText &text);

/// Makes the index anew when a newer segmenter than ours was not at work on it.
Result<void> refreshSearchIndex(Session &session);

/// A condition on `m.id` (a message) for the words a person typed.
struct TextCondition {
    QString sql; ///< with one placeholder
    QVariant bind;
};
/// nullopt when the text holds no word.
std::optional<TextCondition> textCondition(const Session &session, const QString &text);

} // namespace liaison::store
