#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QList>
#include <QString>
#include <QUuid>

#include <optional>

namespace liaison::domain {

enum class IncidentStatus { Untriaged, Open, Paused, Closed, Merged };
enum class Severity { Low, Medium, High, Critical };

/// What the correspondence is about. `key` is such as "INC-2026-000123"; `token` is 30 random bits
/// (six characters) without which a subject tag decides nothing.
struct Incident {
    IncidentId id;
    QUuid uuid;
    QString key;
    QString token;
    QString title;
    QString type;
    Severity severity = Severity::Medium;
    IncidentStatus status = IncidentStatus::Untriaged;
    QString owner;
    bool restricted = false;
    QList<BusinessUnitId> affected;
    std::optional<IncidentId> mergedInto;
    UtcMs createdAt = 0;
    UtcMs updatedAt = 0;
};

/// "[INC-2026-000123-k7f3q9]", as it stands in subjects.
QString subjectTag(const Incident &incident);

/// "INC-2026-000123" from year and running number.
QString incidentKey(int year, qint64 number);

QString toString(IncidentStatus status); ///< stable English identifier for store and JSON
QString toString(Severity severity);
std::optional<IncidentStatus> incidentStatusFrom(const QString &text);
std::optional<Severity> severityFrom(const QString &text);

} // namespace liaison::domain
