#include "core/store/people.h"

#include "core/store/dialect.h"
#include "core/store/session.h"

#include <QSet>

namespace liaison::store {

using namespace Qt::StringLiterals;

namespace {

constexpr int newestOfIncident = 2'000; ///< lines of senders and recipients that are looked at
constexpr int newestOfPerson = 50;      ///< mails of one address
constexpr int mostAddresses = 100;      ///< that are tried before a question ends

QString folded(QString text)
{
    return text.remove(QChar(0)).simplified().toCaseFolded();
}

/// What stands behind everything that begins with `prefix`, by bytes.
QString behind(const QString &prefix)
{
    return prefix + QString::fromUcs4(U"\U0010FFFF", 1);
}

bool fits(const QString &norm, const QString &name, const QString &typed)
{
    return norm.startsWith(typed) || (u' ' + folded(name)).contains(u' ' + typed);
}

} // namespace

Result<QList<People::OfUnit>> People::ofUnits(const QString &typed, int limit)
{
    const QString wanted = folded(typed);
    QList<OfUnit> found;
    if (wanted.isEmpty())
        return found;
    // Few rows, whatever the mail: every address of every unit is looked at.
    Rows rows = m_session.rows(u"SELECT a.value, u.id, u.title, a.kind FROM bu_address a "
                               "JOIN business_unit u ON u.id = a.business_unit_id "
                               "WHERE u.archived = 0 AND a.kind IN ('recipient', 'deputy', 'address') "
                               "AND (' ' || a.norm LIKE ? ESCAPE '!' OR ' ' || u.title_norm LIKE ? ESCAPE '!') "
                               "ORDER BY a.kind DESC, u.title_norm, a.id LIMIT ?"_s,
                               {likeAnywhere(u' ' + wanted), likeAnywhere(u' ' + wanted), limit});
    for (Row &row : rows) {
        OfUnit each{row.text(), row.id<BusinessUnitId>(), row.text(), false};
        each.recipient = row.text() == "recipient"_L1;
        found.append(each);
    }
    return m_session.answer(found);
}

Result<domain::Addresses> People::ofIncident(IncidentId incident, const QString &typed, int limit)
{
    const QString wanted = folded(typed);
    domain::Addresses found;
    if (wanted.isEmpty() || incident.isNull())
        return found;
    Rows rows = m_session.rows(u"SELECT a.norm, a.name, a.address FROM link l "
                               "JOIN message_address a ON a.message_id = l.message_id "
                               "WHERE l.incident_id = ? AND l.outsider = 0 AND a.norm <> '' "
                               "ORDER BY l.message_id DESC, a.field, a.ord LIMIT ?"_s,
                               {incident.value, newestOfIncident});
    QSet<QString> seen;
    for (Row &row : rows) {
        const QString norm = row.text();
        const QString name = row.text();
        if (found.size() == limit)
            break;
        if (seen.contains(norm) || !fits(norm, name, wanted))
            continue;
        seen.insert(norm);
        found.append({name, row.text()});
    }
    return m_session.answer(found);
}

Result<domain::Addresses> People::anywhere(const QString &typed, int limit)
{
    const QString wanted = folded(typed);
    domain::Addresses found;
    if (wanted.isEmpty())
        return found;
    // From address to address through the index: thousands of mails of one person cost no more than one.
    const QString norm = m_session.dialect().byBytes(u"norm"_s);
    const QString next = u"SELECT norm FROM message_address WHERE %1 > ? AND %1 < ? ORDER BY %1 LIMIT 1"_s.arg(norm);
    const QString person = u"SELECT a.name, a.address FROM (SELECT message_id, name, address FROM message_address "
                           "WHERE %1 = ? ORDER BY message_id DESC LIMIT ?) a "
                           "JOIN link l ON l.message_id = a.message_id WHERE l.outsider = 0 "
                           "ORDER BY CASE WHEN a.name = '' THEN 1 ELSE 0 END, a.message_id DESC LIMIT 1"_s.arg(norm);
    const QString end = behind(wanted);
    QString at = wanted; // an address is longer than any beginning of it, so ">" leaves nothing out
    for (int tried = 0; tried < mostAddresses && found.size() < limit; ++tried) {
        const auto row = m_session.row(next, {at, end});
        if (!row)
            break;
        at = Row(*row).text();
        if (auto known = m_session.row(person, {at, newestOfPerson})) {
            const QString name = known->text();
            found.append({name, known->text()});
        }
    }
    return m_session.answer(found);
}

} // namespace liaison::store
