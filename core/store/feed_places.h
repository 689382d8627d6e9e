#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// The process to which a mailbox's secrets belong.
struct FeedPlace {
    QString holder; ///< its name in leases
    QString host;
    qint64 pid = 0;
    bool holds = false; ///< it has the lease now; else it was the last one that read the mailbox, or wanted to
};

/// Where mailboxes are worked.
class FeedPlaces {
public:
    explicit FeedPlaces(Session &session) : m_session(session) { }
    /// The process at `place` reads the mailbox. Not part of the change sequence.
    Result<void> note(MailboxId mailbox, const FeedPlace &place);
    /// It would, and needs a sign-in first; nothing where another one has read the mailbox or was here before.
    Result<void> noteFirst(MailboxId mailbox, const FeedPlace &place);
    /// Whoever holds it; else whoever read it last, which may have ended since. nullopt: nobody ever did.
    Result<std::optional<FeedPlace>> find(MailboxId mailbox);

private:
    Session &m_session;
};

} // namespace liaison::store
