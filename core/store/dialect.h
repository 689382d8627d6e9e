#pragma once

#include "core/base/result.h"
#include "core/store/store.h"

#include <QString>

#include <memory>

class QSqlDatabase;
class QSqlError;

namespace liaison::store {

class Connection;

enum class TransactionKind { Read, Write };

/// What SQLite and PostgreSQL do differently. Everything else is the same SQL.
class Dialect {
public:
    Dialect() = default;
    Dialect(const Dialect &) = delete;
    Dialect &operator=(const Dialect &) = delete;
    virtual ~Dialect() = default;

    [[nodiscard]] virtual QString driver() const = 0; ///< Qt's name of it
    /// Sets where and how `database` connects; creates an SQLite file that is not there, mode 0600.
    [[nodiscard]] virtual Result<void> prepare(QSqlDatabase &database) const = 0;
    /// What a fresh connection is told first.
    [[nodiscard]] virtual Result<void> configure(Connection &connection, TransactionKind use) const = 0;
    virtual Result<void> begin(Connection &connection, TransactionKind kind, Durability durability) const = 0;
    /// Whether another connection may have committed since the last time this was asked.
    virtual bool mayHaveChanged(Connection &connection, qint64 &mark) const = 0;

    [[nodiscard]] virtual Error error(const QSqlError &error) const = 0;
    /// The transaction lost against another one and may simply run again.
    [[nodiscard]] virtual bool isRetryable(const QSqlError &error) const = 0;

    [[nodiscard]] virtual QString nowMs() const = 0;      ///< SQL: the database's clock in ms UTC
    [[nodiscard]] virtual QString tableCount() const = 0; ///< SQL: how many tables of one name (bound) there are
    /// SQL: the account that this connection signed in with, quoted where SQL would; empty where there are none.
    [[nodiscard]] virtual QString ownAccount() const = 0;
    /// SQL: a column of text that is compared and ordered byte by byte, as an index over it has to be.
    [[nodiscard]] virtual QString byBytes(const QString &column) const = 0;
    /// SQL: 1 where this connection may do something ("INSERT", bound third) to a column (bound second) of a table
    /// (bound first), else 0.
    [[nodiscard]] virtual QString mayUse() const = 0;
    /// SQL: 1 where this connection may give roles of ours to others, else 0.
    [[nodiscard]] virtual QString mayGiveRoles() const = 0;
    /// SQL: whom the database knows that can open this store: name, whether it is us, owns the store, is a superuser,
    /// then one of our roles (empty: none) and whether it is held directly; a row a role. Empty where there are no
    /// roles.
    [[nodiscard]] virtual QString accounts() const = 0;
    [[nodiscard]] virtual QString migrationsFolder() const = 0; ///< among the compiled-in resources
    [[nodiscard]] virtual bool hasFts5() const = 0;             ///< else tsvector
};

/// The dialect that `options.location` asks for; InvalidInput when it cannot be understood.
Result<std::unique_ptr<Dialect>> makeDialect(const OpenOptions &options);

std::unique_ptr<Dialect> makeSqliteDialect(const QString &path);
Result<std::unique_ptr<Dialect>> makePostgresDialect(const OpenOptions &options);

} // namespace liaison::store
