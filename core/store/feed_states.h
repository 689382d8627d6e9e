#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/feed_status.h"

#include <optional>

namespace liaison::store {

class Session;

/// What the process that works a mailbox last wrote down of its feed, so that others can show it.
struct FeedStateRow {
    MailboxId mailbox;
    domain::FeedState state = domain::FeedState::Stopped;
    QString error;      ///< errorKindName, or empty
    QString errorWords; ///< redacted, bounded
    UtcMs lastSuccessAt = 0;
    UtcMs nextTryAt = 0;
    UtcMs tokenExpiresAt = 0; ///< these two: 0 is not known
    UtcMs certificateExpiresAt = 0;
    QString host;
    qint64 pid = 0;
    UtcMs updatedAt = 0;
};

class FeedStates {
public:
    explicit FeedStates(Session &session) : m_session(session) { }
    /// Not part of the change sequence: it is looked at when somebody asks.
    Result<void> note(const FeedStateRow &row);
    Result<std::optional<FeedStateRow>> find(MailboxId mailbox);

private:
    Session &m_session;
};

} // namespace liaison::store
