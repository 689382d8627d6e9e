#include "core/store/incidents.h"

#include "core/domain/outbox.h"
#include "core/domain/thread.h"
#include "core/store/business_units.h"
#include "core/store/session.h"

#include <QDateTime>

namespace liaison::store {

namespace {

QString columns()
{
    return QStringLiteral("i.id, i.uuid, i.incident_key, i.token, i.title, i.type, i.severity, i.status, i.owner, "
                          "i.restricted, i.merged_into, i.created_at, i.updated_at");
}

domain::Incident incidentFrom(Row &row)
{
    domain::Incident incident;
    incident.id = row.id<IncidentId>();
    incident.uuid = row.uuid();
    incident.key = row.text();
    incident.token = row.text();
    incident.title = row.text();
    incident.type = row.text();
    incident.severity = domain::severityFrom(row.text()).value_or(domain::Severity::Medium);
    incident.status = domain::incidentStatusFrom(row.text()).value_or(domain::IncidentStatus::Untriaged);
    incident.owner = row.text();
    incident.restricted = row.flag();
    incident.mergedInto = row.optionalId<IncidentId>();
    incident.createdAt = row.number();
    incident.updatedAt = row.number();
    return incident;
}

void readAffected(Session &session, domain::Incident &incident)
{
    Rows rows = session.rows(QStringLiteral("SELECT business_unit_id FROM incident_bu WHERE incident_id = ? "
                                            "ORDER BY business_unit_id"),
                             {incident.id.value});
    for (Row &row : rows)
        incident.affected.append(row.id<BusinessUnitId>());
}

void writeAffected(Session &session, const domain::Incident &incident)
{
    session.run(QStringLiteral("DELETE FROM incident_bu WHERE incident_id = ?"), {incident.id.value});
    for (const BusinessUnitId unit : incident.affected)
        session.run(QStringLiteral("INSERT INTO incident_bu (incident_id, business_unit_id) VALUES (?, ?) "
                                   "ON CONFLICT DO NOTHING"),
                    {incident.id.value, unit.value});
}

Result<domain::Incident> findWhere(Session &session, const QString &condition, const QVariant &value)
{
    auto row = session.row(QStringLiteral("SELECT %1 FROM incident i WHERE %2").arg(columns(), condition), {value});
    if (!row)
        return session.missing(QStringLiteral("incident %1").arg(value.toString()));
    domain::Incident incident = incidentFrom(*row);
    readAffected(session, incident);
    return session.answer(incident);
}

QString searchNorm(const domain::Incident &incident)
{
    return (incident.key + QLatin1Char(' ') + incident.title).toCaseFolded();
}

/// Unread, waiting and failed counts, the last mail, and mail after closing, of the incident `i`. Bound by countBinds.
QString counts()
{
    return QStringLiteral(
        "(SELECT count(*) FROM link l JOIN message m ON m.id = l.message_id WHERE l.incident_id = i.id "
        "AND m.direction = 'in' AND m.machine = 0 AND NOT EXISTS (SELECT 1 FROM read_state s "
        "WHERE s.message_id = m.id AND s.person = ?)), "
        "(SELECT count(*) FROM thread t WHERE t.incident_id = i.id AND t.waiting = ? "
        "AND EXISTS (SELECT 1 FROM link l WHERE l.thread_id = t.id)), "
        "(SELECT count(*) FROM outbox o WHERE o.incident_id = i.id AND o.state IN (?, ?)), "
        "(SELECT coalesce(max(t.last_at), 0) FROM thread t WHERE t.incident_id = i.id "
        "AND EXISTS (SELECT 1 FROM link l WHERE l.thread_id = t.id)), "
        "CASE WHEN i.status = ? THEN (SELECT count(*) FROM link l WHERE l.incident_id = i.id AND l.after_closing = 1 "
        "AND NOT EXISTS (SELECT 1 FROM read_state s WHERE s.message_id = l.message_id AND s.person = ?)) ELSE 0 END");
}

Binds countBinds(const QString &person)
{
    return {person,
            domain::toString(domain::Waiting::ForUs),
            domain::toString(domain::OutboxState::Failed),
            domain::toString(domain::OutboxState::Uncertain),
            domain::toString(domain::IncidentStatus::Closed),
            person};
}

Result<QList<IncidentRow>> selectRows(Session &session, const QString &person, const QString &conditionAndOrder,
                                      const Binds &binds)
{
    Rows rows = session.rows(
        QStringLiteral("SELECT %1, %2 FROM incident i WHERE %3").arg(columns(), counts(), conditionAndOrder),
        countBinds(person) + binds);
    QList<IncidentRow> lines;
    for (Row &row : rows) {
        IncidentRow line;
        line.incident = incidentFrom(row);
        line.unread = row.integer();
        line.waitingForUs = row.integer();
        line.failedSends = row.integer();
        line.lastMailAt = row.number();
        line.afterClosing = row.integer();
        readAffected(session, line.incident);
        lines.append(line);
    }
    return session.answer(lines);
}

template <class Enum>
void addIn(QStringList &conditions, Binds &binds, const QString &column, const QList<Enum> &values)
{
    if (values.isEmpty())
        return;
    conditions << QStringLiteral("%1 IN (%2)").arg(column, placeholders(values.size()));
    for (const Enum value : values)
        binds << domain::toString(value);
}

} // namespace

Result<domain::Incident> Incidents::create(domain::Incident incident)
{
    const int year = QDateTime::fromMSecsSinceEpoch(m_session.now(), Qt::UTC).date().year();
    const qint64 number = m_session.number(
        QStringLiteral("INSERT INTO incident_counter (year, last) VALUES (?, 1) "
                       "ON CONFLICT (year) DO UPDATE SET last = incident_counter.last + 1 RETURNING last"),
        {year});
    incident.uuid = newUuid(m_session.now());
    incident.key = domain::incidentKey(year, number);
    incident.token = randomToken(30);
    incident.createdAt = m_session.now();
    incident.updatedAt = incident.createdAt;
    incident.id = {m_session.number(
        QStringLiteral("INSERT INTO incident (uuid, incident_key, token, title, search_norm, type, severity, status, "
                       "owner, restricted, merged_into, created_at, updated_at) VALUES (%1) RETURNING id")
            .arg(placeholders(13)),
        {toBind(incident.uuid), incident.key, incident.token, incident.title, searchNorm(incident), incident.type,
         domain::toString(incident.severity), domain::toString(incident.status), incident.owner,
         toBind(incident.restricted), toBind(incident.mergedInto), incident.createdAt, incident.updatedAt})};
    m_session.run(QStringLiteral("INSERT INTO incident_alias (incident_key, token, incident_id) VALUES (?, ?, ?)"),
                  {incident.key, incident.token, incident.id.value});
    writeAffected(m_session, incident);
    m_session.touch(Aggregate::Incident, incident.id);
    return m_session.answer(incident);
}

Result<domain::Incident> Incidents::update(const domain::Incident &incident)
{
    domain::Incident saved = incident;
    // Two saves within a millisecond must not look like one.
    saved.updatedAt = qMax(m_session.now(), incident.updatedAt + 1);
    const qint64 changed = m_session.run(
        QStringLiteral("UPDATE incident SET title = ?, search_norm = ?, type = ?, severity = ?, status = ?, owner = ?, "
                       "restricted = ?, updated_at = ? WHERE id = ? AND updated_at = ?"),
        {saved.title, searchNorm(saved), saved.type, domain::toString(saved.severity), domain::toString(saved.status),
         saved.owner, toBind(saved.restricted), saved.updatedAt, saved.id.value, incident.updatedAt});
    if (changed == 0) {
        auto there = find(incident.id);
        return there ? fail(ErrorKind::Conflict, QStringLiteral("incident %1 was changed meanwhile").arg(saved.key))
                     : fail(there.error());
    }
    writeAffected(m_session, saved);
    m_session.touch(Aggregate::Incident, saved.id);
    return m_session.answer(saved);
}

Result<domain::Incident> Incidents::find(IncidentId id)
{
    return findWhere(m_session, QStringLiteral("i.id = ?"), id.value);
}

Result<domain::Incident> Incidents::findByKey(const QString &key)
{
    return findWhere(m_session, QStringLiteral("i.incident_key = ?"), key.trimmed().toUpper());
}

Result<QList<IncidentRow>> Incidents::list(const IncidentFilter &filter, std::optional<IncidentPageKey> before,
                                           int limit)
{
    QStringList conditions{QStringLiteral("1 = 1")};
    Binds binds;
    const QStringList wanted = filter.text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : wanted) {
        conditions << QStringLiteral("i.search_norm LIKE ? ESCAPE '!'");
        binds << likeAnywhere(word.toCaseFolded());
    }
    addIn(conditions, binds, QStringLiteral("i.status"), filter.statuses);
    addIn(conditions, binds, QStringLiteral("i.severity"), filter.severities);
    if (filter.businessUnit) {
        conditions << QStringLiteral("EXISTS (SELECT 1 FROM incident_bu b WHERE b.incident_id = i.id "
                                     "AND b.business_unit_id = ?)");
        binds << filter.businessUnit->value;
    }
    if (before) {
        conditions << QStringLiteral("(i.created_at, i.id) < (?, ?)");
        binds << before->createdAt << before->id.value;
    }
    binds << limit;
    return selectRows(m_session, filter.person,
                      conditions.join(QStringLiteral(" AND "))
                          + QStringLiteral(" ORDER BY i.created_at DESC, i.id DESC LIMIT ?"),
                      binds);
}

Result<IncidentRow> Incidents::row(IncidentId id, const QString &person)
{
    auto found = selectRows(m_session, person, QStringLiteral("i.id = ?"), {id.value});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return m_session.missing(QStringLiteral("incident %1").arg(id.value));
    return found->first();
}

Result<QList<domain::Evidence::Tag>> Incidents::matchTags(const QList<domain::SubjectTagText> &tags)
{
    constexpr int longestChain = 20; // of merges; ends a circle that should not be
    QList<domain::Evidence::Tag> matches;
    for (const domain::SubjectTagText &tag : tags) {
        qint64 incident = m_session.number(
            QStringLiteral("SELECT incident_id FROM incident_alias WHERE incident_key = ? AND token = ?"),
            {tag.key.toUpper(), tag.token.toLower()});
        for (int i = 0; incident != 0 && i < longestChain; ++i) {
            const qint64 target
                = m_session.number(QStringLiteral("SELECT merged_into FROM incident WHERE id = ?"), {incident});
            if (target == 0)
                break;
            incident = target;
        }
        if (incident != 0)
            matches.append({tag.key, tag.token, IncidentId{incident}});
    }
    return m_session.answer(matches);
}

Result<QList<domain::Incident>> Incidents::suggestFor(const QString &senderAddress, int limit)
{
    QList<domain::Incident> suggestions;
    const auto owner = BusinessUnits(m_session).ownerOf(senderAddress, {});
    if (!owner)
        return fail(owner.error());
    if (owner->isNull())
        return suggestions;
    Rows rows = m_session.rows(QStringLiteral("SELECT %1 FROM incident i JOIN incident_bu b ON b.incident_id = i.id "
                                              "WHERE b.business_unit_id = ? AND i.status NOT IN (?, ?) "
                                              "ORDER BY i.created_at DESC, i.id DESC LIMIT ?")
                                   .arg(columns()),
                               {owner->value, domain::toString(domain::IncidentStatus::Closed),
                                domain::toString(domain::IncidentStatus::Merged), limit});
    for (Row &row : rows) {
        suggestions.append(incidentFrom(row));
        readAffected(m_session, suggestions.last());
    }
    return m_session.answer(suggestions);
}

} // namespace liaison::store
