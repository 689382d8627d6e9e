#include "core/store/business_units.h"

#include "core/domain/address.h"
#include "core/store/facts_json.h"
#include "core/store/session.h"

namespace liaison::store {

namespace {

enum class AddressKind { Recipient, Address, Deputy, Domain };

QString toString(AddressKind kind)
{
    switch (kind) {
    case AddressKind::Recipient:
        return QStringLiteral("recipient");
    case AddressKind::Address:
        return QStringLiteral("address");
    case AddressKind::Deputy:
        return QStringLiteral("deputy");
    case AddressKind::Domain:
        return QStringLiteral("domain");
    }
    return {};
}

QString normalised(AddressKind kind, const QString &value)
{
    if (kind != AddressKind::Domain)
        return indexKey(domain::normalisedAddress(value.trimmed()));
    // through the same folding as an address's domain; people write "@example.com" too
    const QString bare = value.trimmed();
    return indexKey(domain::domainOf(
        domain::normalisedAddress(QStringLiteral("x@") + (bare.startsWith(QLatin1Char('@')) ? bare.mid(1) : bare))));
}

QString titleNorm(const QString &title)
{
    return indexKey(title.simplified().toCaseFolded());
}

QString columns()
{
    return QStringLiteral("SELECT id, uuid, title, description, escalation_phone, answer_minutes, archived, "
                          "created_at, updated_at FROM business_unit ");
}

domain::BusinessUnit unitFrom(Session &session, Row &row)
{
    domain::BusinessUnit unit;
    unit.id = row.id<BusinessUnitId>();
    unit.uuid = row.uuid();
    unit.title = row.text();
    unit.description = row.text();
    unit.escalationPhone = row.text();
    unit.answerMinutes = int(row.number());
    unit.archived = row.flag();
    unit.createdAt = row.number();
    unit.updatedAt = row.number();
    Rows addresses = session.rows(
        QStringLiteral("SELECT kind, value FROM bu_address WHERE business_unit_id = ? ORDER BY id"), {unit.id.value});
    for (Row &address : addresses) {
        const QString kind = address.text();
        if (kind == toString(AddressKind::Deputy)) {
            unit.deputy = address.text();
            continue;
        }
        QStringList &list = kind == toString(AddressKind::Recipient) ? unit.recipients
            : kind == toString(AddressKind::Address)                 ? unit.knownAddresses
                                                                     : unit.knownDomains;
        list.append(address.text());
    }
    return unit;
}

void addAddress(Session &session, BusinessUnitId id, AddressKind kind, const QString &value)
{
    const QString norm = normalised(kind, value);
    if (!norm.isEmpty())
        session.run(QStringLiteral("INSERT INTO bu_address (business_unit_id, kind, value, norm) VALUES (?, ?, ?, ?) "
                                   "ON CONFLICT DO NOTHING"),
                    {id.value, toString(kind), value.trimmed(), norm});
}

void writeAddresses(Session &session, const domain::BusinessUnit &unit)
{
    session.run(QStringLiteral("DELETE FROM bu_address WHERE business_unit_id = ?"), {unit.id.value});
    for (const QString &value : unit.recipients)
        addAddress(session, unit.id, AddressKind::Recipient, value);
    for (const QString &value : unit.knownAddresses)
        addAddress(session, unit.id, AddressKind::Address, value);
    for (const QString &value : unit.knownDomains)
        addAddress(session, unit.id, AddressKind::Domain, value);
    addAddress(session, unit.id, AddressKind::Deputy, unit.deputy);
}

/// The units that know `norm`, those of a recipient before those of a known address, older ones first.
QList<BusinessUnitId> unitsKnowing(Session &session, const QString &norm, const QStringList &kinds)
{
    Binds binds{norm};
    for (const QString &kind : kinds)
        binds << kind;
    Rows rows = session.rows(QStringLiteral("SELECT a.business_unit_id FROM bu_address a JOIN business_unit u "
                                            "ON u.id = a.business_unit_id WHERE a.norm = ? AND a.kind IN (%1) "
                                            "AND u.archived = 0 ORDER BY a.kind DESC, u.id")
                                 .arg(placeholders(kinds.size())),
                             binds);
    QList<BusinessUnitId> units;
    for (Row &row : rows)
        units.append(row.id<BusinessUnitId>());
    return units;
}

BusinessUnitId bestOf(const QList<BusinessUnitId> &units, const QList<BusinessUnitId> &preferred)
{
    for (const BusinessUnitId unit : units)
        if (preferred.contains(unit))
            return unit;
    return units.value(0);
}

} // namespace

Result<domain::BusinessUnit> BusinessUnits::create(domain::BusinessUnit unit)
{
    if (unit.uuid.isNull())
        unit.uuid = newUuid(m_session.now());
    unit.createdAt = m_session.now();
    unit.updatedAt = unit.createdAt;
    if (m_session.number(QStringLiteral("SELECT count(*) FROM business_unit WHERE title_norm = ?"),
                         {titleNorm(unit.title)})
        > 0)
        return fail(ErrorKind::AlreadyExists, QStringLiteral("a business unit has this title"));
    unit.id = {m_session.number(
        QStringLiteral("INSERT INTO business_unit (uuid, title, title_norm, description, escalation_phone, "
                       "answer_minutes, archived, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "RETURNING id"),
        {toBind(unit.uuid), unit.title, titleNorm(unit.title), unit.description, unit.escalationPhone,
         unit.answerMinutes, toBind(unit.archived), unit.createdAt, unit.updatedAt})};
    writeAddresses(m_session, unit);
    m_session.touch(Aggregate::BusinessUnit, unit.id);
    return m_session.answer(unit);
}

Result<domain::BusinessUnit> BusinessUnits::update(const domain::BusinessUnit &unit)
{
    domain::BusinessUnit saved = unit;
    saved.updatedAt = qMax(m_session.now(), unit.updatedAt + 1);
    if (m_session.number(QStringLiteral("SELECT count(*) FROM business_unit WHERE title_norm = ? AND id <> ?"),
                         {titleNorm(unit.title), unit.id.value})
        > 0)
        return fail(ErrorKind::AlreadyExists, QStringLiteral("a business unit has this title"));
    const qint64 changed
        = m_session.run(QStringLiteral("UPDATE business_unit SET title = ?, title_norm = ?, description = ?, "
                                       "escalation_phone = ?, answer_minutes = ?, archived = ?, "
                                       "updated_at = ? WHERE id = ? AND updated_at = ?"),
                        {saved.title, titleNorm(saved.title), saved.description, saved.escalationPhone,
                         saved.answerMinutes, toBind(saved.archived), saved.updatedAt, saved.id.value, unit.updatedAt});
    if (changed == 0) {
        auto there = find(unit.id);
        return there ? fail(ErrorKind::Conflict, QStringLiteral("the business unit was changed meanwhile"))
                     : fail(there.error());
    }
    writeAddresses(m_session, saved);
    m_session.touch(Aggregate::BusinessUnit, saved.id);
    return m_session.answer(saved);
}

Result<domain::BusinessUnit> BusinessUnits::find(BusinessUnitId id)
{
    auto row = m_session.row(columns() + QStringLiteral("WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("business unit %1").arg(id.value));
    return m_session.answer(unitFrom(m_session, *row));
}

Result<QList<domain::BusinessUnit>> BusinessUnits::list(bool withArchived)
{
    Rows rows = m_session.rows(columns() + QStringLiteral("WHERE archived <= ?"), {toBind(withArchived)});
    QList<domain::BusinessUnit> units;
    for (Row &row : rows)
        units.append(unitFrom(m_session, row));
    // Sorted here: the databases order letters each in its own way.
    std::sort(units.begin(), units.end(), [](const domain::BusinessUnit &a, const domain::BusinessUnit &b) {
        return QString::localeAwareCompare(a.title, b.title) < 0;
    });
    return m_session.answer(units);
}

Result<BusinessUnitId> BusinessUnits::ownerOf(const QString &address, const QList<BusinessUnitId> &preferred)
{
    const QString norm = domain::normalisedAddress(address);
    QList<BusinessUnitId> units = unitsKnowing(
        m_session, indexKey(norm),
        {toString(AddressKind::Recipient), toString(AddressKind::Deputy), toString(AddressKind::Address)});
    if (units.isEmpty())
        units = unitsKnowing(m_session, indexKey(domain::domainOf(norm)), {toString(AddressKind::Domain)});
    return m_session.answer(bestOf(units, preferred));
}

Result<void> BusinessUnits::rememberAddress(BusinessUnitId id, const QString &address)
{
    addAddress(m_session, id, AddressKind::Address, address);
    m_session.run(QStringLiteral("UPDATE business_unit SET updated_at = ? WHERE id = ?"), {m_session.now(), id.value});
    m_session.touch(Aggregate::BusinessUnit, id);
    return m_session.status();
}

} // namespace liaison::store
