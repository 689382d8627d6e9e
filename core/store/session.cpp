#include "core/store/session.h"

#include "core/store/connection.h"
#include "core/store/dialect.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace liaison::store {

Result<Rows> Session::query(const QString &sql, const Binds &binds)
{
    if (m_failure)
        return fail(*m_failure);
    auto result = m_connection.execute(sql, binds);
    if (!result) {
        m_failure = result.error();
        return fail(result.error());
    }
    return std::move(result->rows);
}

Rows Session::rows(const QString &sql, const Binds &binds)
{
    return query(sql, binds).value_or(Rows());
}

std::optional<Row> Session::row(const QString &sql, const Binds &binds)
{
    const Rows all = rows(sql, binds);
    return all.isEmpty() ? std::nullopt : std::optional<Row>(all.first());
}

qint64 Session::number(const QString &sql, const Binds &binds, qint64 otherwise)
{
    auto first = row(sql, binds);
    return first ? first->number() : otherwise;
}

qint64 Session::run(const QString &sql, const Binds &binds)
{
    if (m_failure)
        return 0;
    const auto result = m_connection.execute(sql, binds);
    if (!result) {
        m_failure = result.error();
        return 0;
    }
    return result->affected;
}

Result<void> Session::status() const
{
    return m_failure ? Result<void>(fail(*m_failure)) : Result<void>();
}

tl::unexpected<Error> Session::missing(const QString &what) const
{
    return m_failure ? fail(*m_failure) : fail(ErrorKind::NotFound, what);
}

void Session::command(const QString &sql)
{
    if (m_failure)
        return;
    if (auto done = m_connection.command(sql); !done)
        m_failure = done.error();
}

Result<void> Session::attempt(const std::function<void()> &part)
{
    command(QStringLiteral("SAVEPOINT attempt"));
    if (m_failure)
        return status();
    part();
    if (!m_failure) {
        command(QStringLiteral("RELEASE SAVEPOINT attempt"));
        return status();
    }
    const Error failure = *m_failure;
    m_failure.reset();
    command(QStringLiteral("ROLLBACK TO SAVEPOINT attempt"));
    command(QStringLiteral("RELEASE SAVEPOINT attempt"));
    return fail(failure);
}

void Session::touch(Aggregate aggregate, qint64 id)
{
    const QPair<int, qint64> key(static_cast<int>(aggregate), id);
    if (id == 0 || m_touched.contains(key))
        return;
    m_touched.insert(key);
    m_changes.append({0, aggregate, id});
}

UtcMs Session::databaseNow()
{
    return number(QStringLiteral("SELECT ") + dialect().nowMs());
}

const Dialect &Session::dialect() const
{
    return m_connection.dialect();
}

Result<void> Session::writeChanges()
{
    if (m_changes.isEmpty())
        return status();
    // Writers stand in line (BEGIN IMMEDIATE, advisory lock), so that max + 1 leaves no gap and is never taken twice.
    qint64 seq = number(QStringLiteral("SELECT coalesce(max(seq), 0) FROM change"));
    for (const Change &change : std::as_const(m_changes)) {
        run(QStringLiteral("INSERT INTO change (seq, aggregate, aggregate_id, at) VALUES (?, ?, ?, ?)"),
            {++seq, toString(change.aggregate), change.id, m_now});
    }
    return status();
}

QString placeholders(qsizetype count)
{
    QStringList marks;
    marks.fill(QStringLiteral("?"), count);
    return marks.join(QLatin1Char(','));
}

QString likeAnywhere(const QString &text)
{
    QString escaped = text;
    for (const QChar c : {QLatin1Char('!'), QLatin1Char('%'), QLatin1Char('_')})
        escaped.replace(c, QString(QLatin1Char('!')) + c);
    return QLatin1Char('%') + escaped + QLatin1Char('%');
}

QString toJsonText(const QStringList &list)
{
    QJsonArray array;
    for (QString text : list)
        array.append(text.remove(QChar(0)));
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QStringList listFromJsonText(const QString &json)
{
    QStringList list;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const auto &value : array)
        list.append(value.toString());
    return list;
}

namespace {
struct AggregateName {
    Aggregate aggregate;
    const char *name;
};
constexpr std::array aggregateNames{
    AggregateName{Aggregate::Incident, "incident"}, AggregateName{Aggregate::BusinessUnit, "business_unit"},
    AggregateName{Aggregate::Mailbox, "mailbox"},   AggregateName{Aggregate::Folder, "folder"},
    AggregateName{Aggregate::Message, "message"},   AggregateName{Aggregate::Thread, "thread"},
    AggregateName{Aggregate::Outbox, "outbox"},     AggregateName{Aggregate::Draft, "draft"},
    AggregateName{Aggregate::Setting, "setting"},
};
} // namespace

QString toString(Aggregate aggregate)
{
    for (const AggregateName &entry : aggregateNames)
        if (entry.aggregate == aggregate)
            return QLatin1String(entry.name);
    return {};
}

std::optional<Aggregate> aggregateFrom(const QString &text)
{
    for (const AggregateName &entry : aggregateNames)
        if (text == QLatin1String(entry.name))
            return entry.aggregate;
    return std::nullopt;
}

} // namespace liaison::store
