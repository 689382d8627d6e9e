#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/store.h"

#include <QList>
#include <QPair>
#include <QSet>
#include <QString>
#include <QVariant>

#include <functional>
#include <optional>

namespace liaison::store {

class Connection;
class Dialect;

using Binds = QVariantList;

/// One row of an answer. Values are taken one after the other, in the order of the SELECT.
class Row {
public:
    explicit Row(QVariantList values = {}) : m_values(std::move(values)) { }

    QString text() { return take().toString(); }
    QByteArray bytes() { return take().toByteArray(); }
    qint64 number() { return take().toLongLong(); }
    int integer() { return static_cast<int>(number()); }
    bool flag() { return number() != 0; }
    QUuid uuid() { return QUuid::fromString(text()); }
    template <class I> I id() { return I{number()}; } ///< NULL gives the null id
    template <class I> std::optional<I> optionalId()
    {
        const I value = id<I>();
        return value.isNull() ? std::nullopt : std::optional<I>(value);
    }

private:
    QVariant take() { return m_next < m_values.size() ? m_values.at(m_next++) : QVariant(); }
    QVariantList m_values;
    qsizetype m_next = 0;
};
using Rows = QList<Row>;

/// One open transaction. The first statement that fails dooms it: every later call answers that error at once and
/// the commit is refused, on both databases alike. A repository may therefore run several statements and look at
/// `status()` (or `answer()`) once, at its end.
///
/// U+0000 is taken out of every bound text: PostgreSQL has no such character.
class Session {
public:
    Session(Connection &connection, UtcMs now) : m_connection(connection), m_now(now) { }

    /// Runs one statement with `?` placeholders; all rows of its answer.
    Result<Rows> query(const QString &sql, const Binds &binds = {});

    Rows rows(const QString &sql, const Binds &binds = {});              ///< empty after a failure
    std::optional<Row> row(const QString &sql, const Binds &binds = {}); ///< the first row
    qint64 number(const QString &sql, const Binds &binds = {}, qint64 otherwise = 0);
    /// A statement for its effect; how many rows it changed.
    qint64 run(const QString &sql, const Binds &binds = {});

    [[nodiscard]] Result<void> status() const;
    /// `value`, unless a statement failed before.
    template <class T> Result<T> answer(T value) const
    {
        return m_failure ? Result<T>(fail(*m_failure)) : Result<T>(std::move(value));
    }
    /// The failure that was, or NotFound saying `what` is not there.
    [[nodiscard]] tl::unexpected<Error> missing(const QString &what) const;

    /// Runs `part` inside a savepoint: if a statement of it fails, its effects are undone and the transaction lives on.
    Result<void> attempt(const std::function<void()> &part);

    /// Notes that an aggregate changed; written into the change sequence at commit, once a transaction.
    void touch(Aggregate aggregate, qint64 id);
    template <class Tag> void touch(Aggregate aggregate, Id<Tag> id) { touch(aggregate, id.value); }

    /// The time this transaction began, by the program's clock.
    [[nodiscard]] UtcMs now() const { return m_now; }
    /// The database's clock, which all processes share: for leases and for what is due.
    UtcMs databaseNow();
    [[nodiscard]] const Dialect &dialect() const;

    /// Appends the noted changes to the sequence. The transaction calls it last.
    Result<void> writeChanges();

private:
    void command(const QString &sql); // not prepared: savepoints cannot be

    Connection &m_connection;
    UtcMs m_now;
    std::optional<Error> m_failure;
    QList<Change> m_changes;
    QSet<QPair<int, qint64>> m_touched; ///< what is in m_changes
};

/// A key for a foreign key column: NULL when there is none.
template <class Tag> QVariant toBind(Id<Tag> id)
{
    return id.isNull() ? QVariant() : QVariant(id.value);
}
template <class Tag> QVariant toBind(const std::optional<Id<Tag>> &id)
{
    return id ? toBind(*id) : QVariant();
}
inline QVariant toBind(bool flag)
{
    return flag ? 1 : 0;
}
inline QVariant toBind(const QUuid &uuid)
{
    return uuid.toString(QUuid::WithoutBraces);
}

/// "?,?,?" for `count` values.
QString placeholders(qsizetype count);

/// At most `bindsForInMost` values of a list, from one on, to be bound to `IN (placeholders)`: the last is repeated up
/// to a power of two, so that few statements are prepared however many there are. Empty past the end.
constexpr qsizetype bindsForInMost = 512;
template <class T> Binds bindsForIn(const QList<T> &values, qsizetype from)
{
    const qsizetype count = std::min(values.size() - from, bindsForInMost);
    qsizetype padded = count > 0 ? 1 : 0;
    while (padded < count)
        padded *= 2;
    Binds binds;
    binds.reserve(padded);
    for (qsizetype i = 0; i < padded; ++i)
        binds.append(values.at(from + std::min(i, count - 1)));
    return binds;
}

/// `text` for LIKE … ESCAPE '!' anywhere in a column: its own wildcards mean nothing.
QString likeAnywhere(const QString &text);

/// Text lists in one column: a JSON array, U+0000 taken out.
QString toJsonText(const QStringList &list);
QStringList listFromJsonText(const QString &json);

QString toString(Aggregate aggregate);
std::optional<Aggregate> aggregateFrom(const QString &text);

} // namespace liaison::store
