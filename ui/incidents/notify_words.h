#pragma once

#include "core/desk/notification_desk.h"
#include "ui/common/theme.h"

#include <QString>

namespace liaison::ui {

/// What keeps the notification process from working is mended there.
enum class NotifyPlace { Mailboxes, Units, Process, Outbox };

/// "not notified", "overdue" …
QString wordFor(domain::NotificationState state);
Tone toneFor(domain::NotificationState state);

/// What else is to be known of a unit, and what to do: who is away, whom to call, why a mail bounced.
QString notifyDetails(const desk::UnitOnBoard &on);

/// Whether somebody of the unit is away, and a follow-up to its deputy would help.
bool hasDeputyToAsk(const desk::UnitOnBoard &on);

/// Something that sending still needs.
struct NotifyNeed {
    QString sentence;
    QString wayThere; ///< of a button
    NotifyPlace place = NotifyPlace::Process;
};
QList<NotifyNeed> needsOf(const desk::NotificationBoard &board);

} // namespace liaison::ui
