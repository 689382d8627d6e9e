// liaison incidents create, liaison incidents list.
#include "core/store/incidents.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/paging.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/incident_desk.h"
#include "core/store/business_units.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

using domain::Incident;

QJsonObject toJson(const Incident &incident)
{
    return {{QStringLiteral("key"), incident.key},
            {QStringLiteral("uuid"), incident.uuid.toString(QUuid::WithoutBraces)},
            {QStringLiteral("tag"), domain::subjectTag(incident)},
            {QStringLiteral("title"), incident.title},
            {QStringLiteral("type"), incident.type},
            {QStringLiteral("severity"), domain::toString(incident.severity)},
            {QStringLiteral("status"), domain::toString(incident.status)},
            {QStringLiteral("createdAt"), timeText(incident.createdAt)},
            {QStringLiteral("updatedAt"), timeText(incident.updatedAt)}};
}

/// The incident with the units that have these titles (case aside) as affected.
Result<Incident> withUnits(store::Session &session, Incident incident, const QStringList &titles)
{
    const auto units = store::BusinessUnits(session).list(false);
    if (!units)
        return fail(units.error());
    for (const QString &title : titles) {
        const auto found = std::find_if(units->cbegin(), units->cend(), [&title](const domain::BusinessUnit &unit) {
            return unit.title.compare(title, Qt::CaseInsensitive) == 0;
        });
        if (found == units->cend())
            return fail(ErrorKind::NotFound, Cli::tr("there is no business unit “%1”").arg(title));
        incident.affected.append(found->id);
    }
    return incident;
}

Future<Answer> create(Workplace &place, const Invocation &call)
{
    Incident incident;
    incident.title = call.value(QStringLiteral("title")).trimmed();
    incident.type = call.value(QStringLiteral("type"));
    constexpr qsizetype mostTitle = 500;
    if (incident.title.isEmpty() || incident.title.size() > mostTitle)
        return wrongUse(Cli::tr("“incidents create” wants --title, of at most 500 characters"));
    const QString severity = call.value(QStringLiteral("severity"));
    const auto known = domain::severityFrom(severity.isEmpty() ? QStringLiteral("medium") : severity);
    if (!known)
        return wrongUse(Cli::tr("--severity is low, medium, high or critical, not “%1”").arg(severity));
    incident.severity = *known;
    incident.status = domain::IncidentStatus::Open;
    incident.owner = place.context().actor.person;
    const QStringList titles = call.options.value(QStringLiteral("unit"));
    const auto complete = place.store()->read(
        [incident, titles](store::Session &session) { return withUnits(session, incident, titles); });
    const auto created = andThen<Incident>(place.store(), complete, [context = place.context()](const Incident &whole) {
        return desk::IncidentDesk(context).create(whole);
    });
    return andThen<Answer>(place.store(), created, [](const Incident &made) {
        Answer answer;
        answer.json = toJson(made);
        answer.text = QStringLiteral("%1  %2").arg(domain::subjectTag(made), oneLine(made.title, 200));
        return readyFuture<Answer>(answer);
    });
}

Answer listed(const QList<store::IncidentRow> &rows, int limit)
{
    QJsonArray array;
    QStringList lines;
    for (const store::IncidentRow &row : rows) {
        QJsonObject object = toJson(row.incident);
        object.insert(QStringLiteral("unread"), row.unread);
        object.insert(QStringLiteral("waitingForUs"), row.waitingForUs);
        object.insert(QStringLiteral("failedSends"), row.failedSends);
        object.insert(QStringLiteral("lastMailAt"), timeText(row.lastMailAt));
        array.append(object);
        lines << QStringLiteral("%1  %2  %3  %4  %5")
                     .arg(row.incident.key, domain::toString(row.incident.status),
                          domain::toString(row.incident.severity))
                     .arg(row.unread)
                     .arg(oneLine(row.incident.title, 100));
    }
    Answer answer;
    answer.json = {{QStringLiteral("incidents"), array}};
    if (rows.size() == limit)
        answer.json.insert(QStringLiteral("next"),
                           pageKey(rows.last().incident.createdAt, rows.last().incident.id.value));
    answer.text = lines.join(QLatin1Char('\n'));
    return answer;
}

Future<Answer> list(Workplace &place, const Invocation &call)
{
    const auto paging = pagingOf(call);
    if (!paging)
        return wrongUse(Cli::tr("--limit is a number from 1 to 1000, --before the “next” of a page"));
    store::IncidentFilter filter;
    filter.person = place.context().actor.person;
    if (call.has(QStringLiteral("status"))) {
        const auto status = domain::incidentStatusFrom(call.value(QStringLiteral("status")));
        if (!status)
            return wrongUse(Cli::tr("--status is untriaged, open, paused, closed or merged"));
        filter.statuses = {*status};
    }
    const auto read = place.store()->read([filter, paging = *paging](store::Session &session) {
        const auto before
            = paging.id == 0 ? std::nullopt : std::optional<store::IncidentPageKey>({paging.at, IncidentId{paging.id}});
        return store::Incidents(session).list(filter, before, paging.limit);
    });
    return andThen<Answer>(place.store(), read, [limit = paging->limit](const QList<store::IncidentRow> &rows) {
        return readyFuture<Answer>(listed(rows, limit));
    });
}

} // namespace

Command incidentsCreateCommand()
{
    return {QStringLiteral("incidents create"),
            {},
            0,
            0,
            Cli::tr("creates an incident"),
            {{QStringLiteral("title"), QStringLiteral("TITLE"), Cli::tr("What it is called.")},
             {QStringLiteral("severity"), QStringLiteral("LEVEL"), Cli::tr("low, medium (default), high or critical.")},
             {QStringLiteral("type"), QStringLiteral("TYPE"), Cli::tr("Such as phishing.")},
             {QStringLiteral("unit"), QStringLiteral("TITLE"),
              Cli::tr("An affected business unit; may be given several times.")}},
            true,
            create};
}

Command incidentsListCommand()
{
    return {QStringLiteral("incidents list"),
            {},
            0,
            0,
            Cli::tr("lists incidents, newest first"),
            QList<OptionSpec>{{QStringLiteral("status"), QStringLiteral("STATUS"), Cli::tr("Only those of a status.")}}
                + pagingOptions(),
            false,
            list};
}

} // namespace liaison::cli
