#include "core/domain/incident.h"

#include "core/domain/names.h"

namespace liaison::domain {

namespace {

constexpr std::array<Name<IncidentStatus>, 5> statusNames{{
    {IncidentStatus::Untriaged, QLatin1String("untriaged")},
    {IncidentStatus::Open, QLatin1String("open")},
    {IncidentStatus::Paused, QLatin1String("paused")},
    {IncidentStatus::Closed, QLatin1String("closed")},
    {IncidentStatus::Merged, QLatin1String("merged")},
}};
constexpr std::array<Name<Severity>, 4> severityNames{{
    {Severity::Low, QLatin1String("low")},
    {Severity::Medium, QLatin1String("medium")},
    {Severity::High, QLatin1String("high")},
    {Severity::Critical, QLatin1String("critical")},
}};

} // namespace

QString subjectTag(const Incident &incident)
{
    return QLatin1Char('[') + incident.key + QLatin1Char('-') + incident.token + QLatin1Char(']');
}

QString incidentKey(int year, qint64 number)
{
    return QStringLiteral("INC-%1-%2").arg(year, 4, 10, QLatin1Char('0')).arg(number, 6, 10, QLatin1Char('0'));
}

QString toString(IncidentStatus status)
{
    return nameOf(statusNames, status);
}

QString toString(Severity severity)
{
    return nameOf(severityNames, severity);
}

std::optional<IncidentStatus> incidentStatusFrom(const QString &text)
{
    return valueOf(statusNames, text);
}

std::optional<Severity> severityFrom(const QString &text)
{
    return valueOf(severityNames, text);
}

} // namespace liaison::domain
