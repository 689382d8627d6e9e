#pragma once

#include "core/domain/audit.h"
#include "core/domain/mailbox.h"
#include "core/store/leases.h"
#include "core/store/mailbox_move.h"

#include <QJsonObject>
#include <QList>

namespace liaison::feed {

/// What a switch replaces, all of it in one transaction.
struct SwitchCommit {
    struct FolderMove {
        FolderId folder;
        domain::RemoteFolder there;
        QByteArray cursor; ///< empty: it was never read
        QList<store::MailboxMove::NewId> ids;
    };
    store::Lease lease;
    domain::Mailbox from;
    domain::Mailbox to;
    domain::Actor actor;
    QJsonObject detail; ///< for the audit log
    QList<FolderMove> moves;
    QList<FolderId> left; ///< folders that are not there
    QList<domain::RemoteFolder> there;
};

/// Busy where the lease is somebody else's by now, Conflict where the endpoints are not `from`'s any more.
Result<void> switchIn(store::Session &session, const SwitchCommit &change);

} // namespace liaison::feed
