#pragma once

#include "core/base/result.h"
#include "core/store/messages.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace liaison::store {
class Session;
}

namespace liaison::feed {

/// A page of changes, parsed and packed, ready for one transaction.
struct IngestPage {
    FolderId folder; ///< null: imported by hand
    QList<store::IncomingMail> mails;
    struct Flags {
        QString remoteId;
        std::optional<bool> seen; ///< none: not told, as it is stored
        std::optional<bool> answered;
    };
    QList<Flags> flags;
    QStringList vanished;
    bool generationChanged = false;
    bool onlyNamed = false; ///< Junk: only mail that a tag or a Message-ID of ours names is stored
    QByteArray nextCursor;
};

struct IngestSummary {
    int stored = 0; ///< new mails
    int copies = 0; ///< further copies of mails we have
    int matched = 0;
    int unmatched = 0; ///< new ones a person should look at
    QList<MessageId> ids;
    QStringList passedOver; ///< remoteIds of mails that the store takes in no form
};

/// Stores a page and its cursor, links each mail and judges again what depends on it: all in the caller's transaction.
Result<IngestSummary> ingest(store::Session &session, const IngestPage &page);

/// Judges one mail by the rules and writes its link, thread and flags; then everything that depends on it. A
/// person's decision is never touched. Links come out the same in whatever order mails arrived.
Result<void> judge(store::Session &session, MessageId id);

} // namespace liaison::feed
