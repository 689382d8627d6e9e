#include "core/desk/incident_desk.h"

#include "core/store/audit_log.h"
#include "core/store/business_units.h"
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

using domain::BusinessUnit;
using domain::Incident;

/// [old, new] for each field that differs; what the audit log keeps of a change.
class Changes {
public:
    void add(const QString &field, const QJsonValue &before, const QJsonValue &after)
    {
        if (before != after)
            m_detail.insert(field, QJsonArray{before, after});
    }
    [[nodiscard]] const QJsonObject &detail() const { return m_detail; }

private:
    QJsonObject m_detail;
};

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

QJsonObject difference(const BusinessUnit &before, const BusinessUnit &after)
{
    Changes changes;
    changes.add(u"title"_qs, before.title, after.title);
    changes.add(u"description"_qs, before.description, after.description);
    changes.add(u"recipients"_qs, QJsonArray::fromStringList(before.recipients),
                QJsonArray::fromStringList(after.recipients));
    changes.add(u"knownAddresses"_qs, QJsonArray::fromStringList(before.knownAddresses),
                QJsonArray::fromStringList(after.knownAddresses));
    changes.add(u"knownDomains"_qs, QJsonArray::fromStringList(before.knownDomains),
                QJsonArray::fromStringList(after.knownDomains));
    changes.add(u"archived"_qs, before.archived, after.archived);
    return changes.detail();
}

/// The unit's name in the audit log: its title may change, its UUID does not.
QString objectOf(const BusinessUnit &unit)
{
    return unit.uuid.toString(QUuid::WithoutBraces);
}

/// What is wrong with a unit's fields, or an empty string.
QString problemOf(const BusinessUnit &unit)
{
    if (unit.title.isEmpty())
        return u"a business unit needs a title"_qs;
    for (const QString &address : unit.recipients + unit.knownAddresses) {
        if (!domain::isValidAddress(address))
            return u"no mail address: "_qs + address;
    }
    for (const QString &domainName : unit.knownDomains) {
        if (!domain::isValidAddress(u"postmaster@"_qs + domainName))
            return u"no mail domain: "_qs + domainName;
    }
    return {};
}

QStringList tidied(const QStringList &texts)
{
    QStringList clean;
    for (const QString &text : texts) {
        const QString trimmed = text.trimmed();
        if (!trimmed.isEmpty() && !clean.contains(trimmed))
            clean.append(trimmed);
    }
    return clean;
}

BusinessUnit tidied(BusinessUnit unit)
{
    unit.title = unit.title.trimmed();
    unit.recipients = tidied(unit.recipients);
    unit.knownAddresses = tidied(unit.knownAddresses);
    unit.knownDomains = tidied(unit.knownDomains);
    return unit;
}

/// Appends the audit row and passes `value` on, so that both are in the caller's transaction.
template <class T>
Result<T> audited(store::Session &session, const domain::Actor &actor, const QString &action, const QString &object,
                  const QJsonObject &detail, T value)
{
    if (auto done = store::AuditLog(session).append(actor, action, object, detail); !done)
        return fail(done.error());
    return value;
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
        return audited(session, actor, u"incident.create"_qs, created->key, detail, *created);
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
        return audited(session, actor, u"incident.update"_qs, after->key, difference(*before, *after), *after);
    });
}

Future<BusinessUnit> IncidentDesk::createUnit(BusinessUnit unit)
{
    unit = tidied(std::move(unit));
    if (const QString problem = problemOf(unit); !problem.isEmpty())
        return readyFuture<BusinessUnit>(fail(ErrorKind::InvalidInput, problem));
    return m_context.store->write([unit, actor = m_context.actor](store::Session &session) -> Result<BusinessUnit> {
        const auto created = store::BusinessUnits(session).create(unit);
        if (!created)
            return fail(created.error());
        return audited(session, actor, u"unit.create"_qs, objectOf(*created), difference({}, *created), *created);
    });
}

Future<BusinessUnit> IncidentDesk::updateUnit(BusinessUnit unit)
{
    unit = tidied(std::move(unit));
    if (const QString problem = problemOf(unit); !problem.isEmpty())
        return readyFuture<BusinessUnit>(fail(ErrorKind::InvalidInput, problem));
    return m_context.store->write([unit, actor = m_context.actor](store::Session &session) -> Result<BusinessUnit> {
        store::BusinessUnits units(session);
        const auto before = units.find(unit.id);
        if (!before)
            return fail(before.error());
        const auto after = units.update(unit);
        if (!after)
            return fail(after.error());
        const bool archived = after->archived && !before->archived;
        return audited(session, actor, archived ? u"unit.archive"_qs : u"unit.update"_qs, objectOf(*after),
                       difference(*before, *after), *after);
    });
}

} // namespace liaison::desk
