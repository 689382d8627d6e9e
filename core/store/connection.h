#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/dialect.h"
#include "core/store/session.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>
#include <memory>

namespace liaison::store {

/// One connection to the database, opened, used and destroyed on one thread. Statements are prepared once and kept.
class Connection {
public:
    Connection(const Dialect &dialect, TransactionKind use);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    Result<void> open();
    /// Opens anew what was lost.
    Result<void> ensureOpen();

    struct Answer {
        Rows rows;
        qint64 affected = 0;
    };
    /// Runs a prepared statement, in the transaction if one is open.
    Result<Answer> execute(const QString &sql, const Binds &binds = {});
    /// Runs a statement that is not worth preparing (BEGIN, PRAGMA, DDL).
    Result<void> command(const QString &sql);

    /// Begin, body, changes, commit; rolled back when any of them fails. Runs `body` again, twice at most, when the
    /// database says that the transaction lost against another one. A connection that was lost is opened anew first.
    Result<void> transaction(TransactionKind kind, Durability durability, const Clock &clock,
                             const std::function<Result<void>(Session &)> &body);

    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }

private:
    void rollBack();
    Result<void> runOnce(TransactionKind kind, Durability durability, const Clock &clock,
                         const std::function<Result<void>(Session &)> &body);
    Error noted(const QSqlError &error);
    void close();

    const Dialect &m_dialect;
    TransactionKind m_use;
    QString m_name;
    QSqlDatabase m_database;
    struct Statement {
        explicit Statement(const QSqlDatabase &database) : query(database) { }
        QSqlQuery query;
        int columns = -1; ///< of its answer; -1: not run yet
    };
    QHash<QString, std::shared_ptr<Statement>> m_statements;
    bool m_retryable = false;
    bool m_lost = false;
};

} // namespace liaison::store
