#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// The right to work a mailbox. A later epoch fences every earlier one off.
struct Lease {
    MailboxId mailbox;
    QString holder; ///< process id, a space, UUID
    QString host;
    qint64 epoch = 0;
    UtcMs expiresAt = 0; ///< by the database's clock
    qint64 pid = 0;      ///< the holder's process, for people to look for
    UtcMs takenAt = 0;   ///< by the database's clock
};

class Leases {
public:
    explicit Leases(Session &session) : m_session(session) { }
    /// Takes a free or expired lease with a new epoch, or renews our own with the same epoch. Busy
    /// (log: who holds it, "host (pid 123)") otherwise.
    Result<Lease> acquire(MailboxId mailbox, const QString &holder, const QString &host, qint64 ttlMs);
    Result<Lease> renew(const Lease &lease, qint64 ttlMs); ///< Busy when it is somebody else's by now
    Result<void> release(const Lease &lease);
    Result<void> verify(const Lease &lease); ///< Busy unless current and unexpired
    /// Who holds the mailbox now; nullopt: nobody.
    Result<std::optional<Lease>> holder(MailboxId mailbox);

private:
    Session &m_session;
};

} // namespace liaison::store
