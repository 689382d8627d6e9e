#pragma once

#include "core/domain/incident.h"
#include "core/domain/mailbox.h"
#include "core/domain/outbox.h"
#include "ui/common/theme.h"

#include <QString>

namespace liaison::ui {

/// The translated words for what core keeps as enums, and the tone that goes with them.
QString wordFor(domain::IncidentStatus status);
QString wordFor(domain::Severity severity);
QString wordFor(domain::FeedState state); ///< in capitals, as administrators know them: RUNNING, BACKING OFF …
QString wordFor(domain::OutboxState state);
Tone toneFor(domain::Severity severity);
Tone toneFor(domain::FeedState state);
Tone toneFor(domain::OutboxState state);

/// "Why is it here?": a sentence for MailRow::linkReason and linkDetail.
QString linkReasonText(const QString &reason, const QString &detail);

/// The statuses a person can choose; Merged comes from merging alone.
QList<domain::IncidentStatus> choosableStatuses();
QList<domain::Severity> allSeverities(); ///< gravest first

} // namespace liaison::ui
