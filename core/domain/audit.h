#pragma once

#include "core/base/clock.h"

#include <QJsonObject>
#include <QString>

namespace liaison::domain {

/// Who acts: shown in the audit log beside each change.
struct Actor {
    QString person; ///< the person's name in Liaison
    QString osAccount;
    QString host;
};

/// One line of the append-only audit log.
struct AuditEntry {
    qint64 id = 0;
    UtcMs at = 0;
    Actor actor;
    QString action;     ///< "mail.link", "mailbox.save", "outbox.send" …
    QString object;     ///< key, address or UUID of what was acted on
    QJsonObject detail; ///< never a secret
};

} // namespace liaison::domain
