#include "core/store/audit_search.h"

#include "core/store/session.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace liaison::store {

namespace {

constexpr int rowsAStep = 500;
constexpr int mostRows = 20'000; ///< that one page looks through

struct Wanted {
    QString where;
    Binds values;
};

Wanted wantedRows(const AuditFilter &filter)
{
    Wanted wanted{QStringLiteral("WHERE id < ?"), {}};
    const auto add = [&wanted](const QString &condition, const auto &value) {
        wanted.where += QStringLiteral(" AND ") + condition;
        wanted.values << value;
    };
    if (!filter.person.isEmpty())
        add(QStringLiteral("person = ?"), filter.person);
    if (filter.from)
        add(QStringLiteral("at >= ?"), *filter.from);
    if (filter.before)
        add(QStringLiteral("at < ?"), *filter.before);
    QStringList kinds;
    for (const QString &kind : filter.kinds) {
        kinds << QStringLiteral("action LIKE ?");
        wanted.values << kind + QStringLiteral(".%");
    }
    if (!kinds.isEmpty())
        wanted.where += QStringLiteral(" AND (%1)").arg(kinds.join(QStringLiteral(" OR ")));
    return wanted;
}

/// What this says is looked for row by row, in Unicode's sense of case, which neither database's LIKE has.
bool fits(const domain::AuditEntry &entry, const QString &detail, const QString &object, const QStringList &words)
{
    // A unit's entries are under its UUID, and name it.
    const QString name = entry.detail.value(QLatin1String("name")).toString();
    if (!entry.object.contains(object, Qt::CaseInsensitive) && !name.contains(object, Qt::CaseInsensitive))
        return false;
    const QString text
        = QStringList{entry.actor.person, entry.actor.osAccount, entry.actor.host, entry.action, entry.object, detail}
              .join(QLatin1Char('\n'));
    return std::all_of(words.cbegin(), words.cend(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

Result<AuditPage> AuditSearch::page(const AuditFilter &filter, std::optional<qint64> beforeId, int limit)
{
    const Wanted wanted = wantedRows(filter);
    const QStringList words = filter.text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString object = filter.object.trimmed();
    const int step
        = words.isEmpty() && object.isEmpty() ? limit + 1 : rowsAStep; // one more tells whether there is more
    AuditPage page;
    page.older = beforeId.value_or(std::numeric_limits<qint64>::max());
    for (int looked = 0; page.older && looked < mostRows && page.entries.size() < limit;) {
        Binds values{*page.older};
        values << wanted.values << step;
        Rows rows = m_session.rows(
            QStringLiteral("SELECT id, at, person, os_account, host, action, object, detail FROM audit %1 "
                           "ORDER BY id DESC LIMIT ?")
                .arg(wanted.where),
            values);
        const bool isLast = rows.size() < step;
        looked += int(rows.size());
        for (Row &row : rows) {
            domain::AuditEntry entry;
            entry.id = row.number();
            entry.at = row.number();
            entry.actor.person = row.text();
            entry.actor.osAccount = row.text();
            entry.actor.host = row.text();
            entry.action = row.text();
            entry.object = row.text();
            const QString detail = row.text();
            if (page.entries.size() == limit) // what was read too much is read again with the next page
                return m_session.answer(page);
            page.older = entry.id;
            entry.detail = QJsonDocument::fromJson(detail.toUtf8()).object();
            if (fits(entry, detail, object, words))
                page.entries << entry;
        }
        if (isLast)
            page.older.reset();
    }
    return m_session.answer(page);
}

Result<QStringList> AuditSearch::people()
{
    QStringList people;
    Rows rows = m_session.rows(QStringLiteral("SELECT DISTINCT person FROM audit"), {});
    for (Row &row : rows)
        people << row.text();
    std::sort(people.begin(), people.end(),
              [](const QString &a, const QString &b) { return QString::localeAwareCompare(a, b) < 0; });
    return m_session.answer(people);
}

Result<qint64> AuditSearch::count()
{
    return m_session.answer(m_session.number(QStringLiteral("SELECT count(*) FROM audit")));
}

} // namespace liaison::store
