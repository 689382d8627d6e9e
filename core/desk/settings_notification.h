#pragma once

#include "core/desk/json_reader.h"
#include "core/domain/notification.h"

namespace liaison::desk {

/// How business units are notified, as a settings file has it (written by notificationToJson()); what
/// domain::problemsOf() finds wrong is marked at its key. A severity that is not named is as usual.
domain::NotificationProcess readNotificationProcess(JsonReader reader);

} // namespace liaison::desk
