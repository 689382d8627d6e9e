#include "core/desk/incident_desk.h"

#include "core/desk/changes.h"
#include "core/store/incidents.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::desk {

namespace {

/// A title as lists and subjects can show it: in one line, and without characters that command a terminal.
QString oneLine(QString title)
{
    title = title.simplified();
    title.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return title;
}

using domain::Incident;

QJsonArray idsOf(const QList<BusinessUnitId> &ids)
{
    QJsonArray array;
    for (const BusinessUnitId id : ids)
        array.append(id.value);
    return array;
}

QJsonObject difference(const Incident &before, const Incident &after)
{
    Changes changes;
    changes.add(u"title"_qs, before.title, after.title);
    changes.add(u"type"_qs, before.type, after.type);
    changes.add(u"severity"_qs, domain::toString(before.severity), domain::toString(after.severity));
    changes.add(u"status"_qs, domain::toString(before.status), domain::toString(after.status));
    changes.add(u"owner"_qs, before.owner, after.owner);
    changes.add(u"restricted"_qs, before.restricted, after.restricted);
    changes.add(u"affected"_qs, idsOf(before.affected), idsOf(after.affected));
    return changes.detail();
}

} // namespace

Future<Incident> IncidentDesk::create(Incident incident)
{
    incident.title = oneLine(incident.title);
    if (incident.title.isEmpty())
        return readyFuture<Incident>(fail(ErrorKind::InvalidInput, u"an incident needs a title"_qs));
    return m_context.store->write([incident, actor = m_context.actor](store::Session &session) -> Result<Incident> {
        const auto created = store::Incidents(session).create(incident);
        if (!created)
            return fail(created.error());
        const QJsonObject detail{{u"title"_qs, created->title},
                                 {u"severity"_qs, domain::toString(created->severity)},
                                 {u"status"_qs, domain::toString(created->status)},
                                 {u"affected"_qs, idsOf(created->affected)}};
        return withAudit(session, actor, u"incident.create"_qs, created->key, detail, *created);
    });
}

Future<Incident> IncidentDesk::update(Incident incident)
{
    incident.title = oneLine(incident.title);
    if (incident.title.isEmpty())
        return readyFuture<Incident>(fail(ErrorKind::InvalidInput, u"an incident needs a title"_qs));
    return m_context.store->write([incident, actor = m_context.actor](store::Session &session) -> Result<Incident> {
        store::Incidents incidents(session);
        const auto before = incidents.find(incident.id);
        if (!before)
            return fail(before.error());
        const auto after = incidents.update(incident);
        if (!after)
            return fail(after.error());
        return withAudit(session, actor, u"incident.update"_qs, after->key, difference(*before, *after), *after);
    });
}

} // namespace liaison::desk
