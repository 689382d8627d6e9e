#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/desk/notification_desk.h"

#include <QString>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// NotificationDesk::board() within the caller's transaction.
Result<NotificationBoard> readBoard(store::Session &session, IncidentId incident, const QString &person, UtcMs now);

/// Whether a mail that failed, or may not have arrived, may go out once more: any mail but a notification of a unit
/// that another one went to, or is on its way to, or that has answered meanwhile: AlreadyExists.
Result<void> checkGoesAgain(store::Session &session, OutboxId mail);

} // namespace liaison::desk
