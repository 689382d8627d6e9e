#pragma once

#include "core/base/result.h"
#include "core/domain/audit.h"
#include "core/domain/notification.h"

#include <QJsonObject>
#include <QList>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// All severities, gravest last, as files and the audit log have them.
QList<domain::Severity> processSeverities();

/// The process as the store has it; off, with the usual times, where nobody set it up.
Result<domain::NotificationProcess> notificationProcess(store::Session &session);
/// Within the caller's transaction, with its audit row; nothing where it is the same. InvalidInput for what
/// domain::problemsOf() finds, NotFound for a template that is not there.
Result<void> saveNotificationProcess(store::Session &session, const domain::NotificationProcess &process,
                                     const domain::Actor &actor);

/// Templates by their UUID, times in minutes. Keys are those of settings files.
QJsonObject notificationToJson(const domain::NotificationProcess &process);

} // namespace liaison::desk
