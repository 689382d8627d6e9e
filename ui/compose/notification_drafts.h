#pragma once

#include "core/base/clock.h"
#include "core/desk/notification_desk.h"

#include <QString>

namespace liaison::ui {

/// The mail that the process has for a unit: to its recipients by the rule, in the words of the template in the unit's
/// language, a reminder in the thread of the last notification. What nothing was filled in for stays as it is written.
desk::ComposeDraft notificationDraft(const desk::NotificationBoard &board, const desk::UnitOnBoard &on,
                                     domain::NotificationKind kind, const QString &analyst, UtcMs now);

/// Placeholders that are left in a mail, as written.
QStringList unresolvedIn(const desk::ComposeDraft &draft);

} // namespace liaison::ui
