#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// A password that a server refused. It holds for every process until the mailbox is saved anew: trying on could lock
/// the account.
struct FeedRefusal {
    MailboxId mailbox;
    UtcMs settingsAt = 0; ///< Mailbox::updatedAt of the settings that were refused
    UtcMs at = 0;
    QString log;         ///< of the Error, redacted, bounded
    QString serverWords; ///< likewise
    QString host;
    qint64 pid = 0;

    /// As the feed that met it told it.
    [[nodiscard]] Error error() const { return {ErrorKind::AuthenticationFailed, log, serverWords, {}}; }
};

class FeedRefusals {
public:
    explicit FeedRefusals(Session &session) : m_session(session) { }
    /// Takes the place of an earlier one; `at` and `pid` are the store's to fill in.
    Result<void> note(const FeedRefusal &refusal);
    /// The one that still holds; nullopt: none, or somebody has saved the mailbox since.
    Result<std::optional<FeedRefusal>> current(MailboxId mailbox);

private:
    Session &m_session;
};

} // namespace liaison::store
