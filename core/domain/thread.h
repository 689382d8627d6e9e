#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QString>
#include <QUuid>

namespace liaison::domain {

/// Whose turn it is, per team.
enum class Waiting { Nobody, ForUs, ForThem };

/// Mails of one conversation inside one incident.
struct Thread {
    ThreadId id;
    QUuid uuid;
    IncidentId incident;
    BusinessUnitId businessUnit; ///< null: not known
    QString title;
    Waiting waiting = Waiting::Nobody;
    QString assignedTo;
    UtcMs createdAt = 0;
    UtcMs lastAt = 0;
};

QString toString(Waiting waiting);
Waiting waitingFrom(const QString &text);

} // namespace liaison::domain
