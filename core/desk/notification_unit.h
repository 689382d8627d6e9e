#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/desk/notification_desk.h"
#include "core/domain/notification.h"
#include "core/store/threads.h"

#include <QHash>
#include <QList>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// Where a unit of the board's incident stands, by its `threads` (those of other units are passed over) and by which
/// mails of the outbox are notifications.
Result<UnitOnBoard> readUnit(store::Session &session, const NotificationBoard &board, const domain::BusinessUnit &unit,
                             const QList<store::ThreadRow> &threads,
                             const QHash<OutboxId, domain::NotificationKind> &kinds, UtcMs now);

} // namespace liaison::desk
