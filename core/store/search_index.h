#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/messages.h"

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

IndexText indexText(const domain::ParsedMail &parsed);
SearchWords searchWords(const IndexText &text);

/// Writes the text of a new mail and its index. A mail whose words the index refuses is stored with a shortened index.
void indexMessage(Session &session, MessageId id, const IndexText &text, const SearchWords &words);

/// Whether an older segmenter than ours was at work on the index, which then must be made anew by `reindexSome`. What
/// such a renewal has done already, before the program ended, is kept.
Result<bool> beginReindex(Session &session);
/// Indexes the next few mails, newest first; whether there are more. New mail is stored and found meanwhile.
Result<bool> reindexSome(Session &session);
/// How much of the mail is in the index: 100 but while it is being renewed.
int indexedPercent(Session &session);

/// A condition on `m.id` (a message) for the words a person typed.
struct TextCondition {
    QString sql; ///< with one placeholder
    QVariant bind;
};
/// nullopt when the text holds no word.
std::optional<TextCondition> textCondition(const Session &session, const QString &text);

} // namespace liaison::store
