#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/audit.h"
#include "core/store/leases.h"

#include <QString>

#include <optional>

namespace liaison::store {

/// What can be asked of the process that holds a mailbox. START and STOP need none: they are saved with the mailbox,
/// and every process follows that.
enum class FeedAsk {
    GetMail ///< look for new mail now
};

/// Something that was asked for, and who took it.
struct FeedRequest {
    MailboxId mailbox;
    QString person;
    QString askedFrom; ///< host
    UtcMs askedAt = 0; ///< by the database's clock, as takenAt
    UtcMs takenAt = 0; ///< 0: nobody has
    QString host;      ///< of who took it
    qint64 pid = 0;
};

class FeedRequests {
public:
    explicit FeedRequests(Session &session) : m_session(session) { }
    /// Takes the place of an earlier one. The mailbox counts as changed, so that its holder looks.
    Result<void> ask(MailboxId mailbox, FeedAsk what, const domain::Actor &actor);
    /// Takes what waits, for the holder of `lease`; whether there was something. Busy for a lease that is not the
    /// current one.
    Result<bool> take(const Lease &lease, FeedAsk what);
    Result<std::optional<FeedRequest>> find(MailboxId mailbox, FeedAsk what);

private:
    Session &m_session;
};

} // namespace liaison::store
