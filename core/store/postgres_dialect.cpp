#include "core/domain/role.h"
#include "core/store/connection.h"
#include "core/store/dialect.h"
#include "core/store/postgres_location.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QStringList>

namespace liaison::store {

namespace {

/// "Liaison" in ASCII: the one advisory lock behind which writers stand in line.
constexpr qint64 writersLock = 0x4c696169736f6e;

class PostgresDialect final : public Dialect {
public:
    PostgresDialect(PostgresLocation location, QString password)
        : m_location(std::move(location)), m_password(std::move(password))
    {
    }

    QString driver() const override { return QStringLiteral("QPSQL"); }

    Result<void> prepare(QSqlDatabase &database) const override
    {
        database.setHostName(m_location.host);
        database.setPort(m_location.port);
        database.setUserName(m_location.user);
        database.setPassword(m_password);
        database.setDatabaseName(m_location.database);
        database.setConnectOptions(m_location.connectOptions);
        return {};
    }

    Result<void> configure(Connection &connection, TransactionKind use) const override
    {
        QStringList settings{QStringLiteral("SET lock_timeout = '15s'"),
                             // a client that hangs must not keep the writers' lock
                             QStringLiteral("SET idle_in_transaction_session_timeout = '60s'"),
                             QStringLiteral("SET client_min_messages = warning")};
        if (use == TransactionKind::Read)
            settings << QStringLiteral("SET default_transaction_read_only = on");
        for (const QString &setting : std::as_const(settings))
            if (auto done = connection.command(setting); !done)
                return done;
        return {};
    }

    Result<void> begin(Connection &connection, TransactionKind kind, Durability) const override
    {
        if (kind == TransactionKind::Read)
            return connection.command(QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        // All writers in one line, as on SQLite: the change sequence has no gap, and a mail and the mail it answers,
        // stored at the same instant by two processes, see each other. READ COMMITTED, so that what follows the wait
        // sees what was committed during it.
        if (auto begun = connection.command(QStringLiteral("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")); !begun)
            return begun;
        return connection.command(QStringLiteral("SELECT pg_advisory_xact_lock(%1)").arg(writersLock));
    }

    bool mayHaveChanged(Connection &, qint64 &) const override { return true; }

    Error error(const QSqlError &error) const override
    {
        return {kindOf(error), error.text().left(500), {}, std::nullopt};
    }

    bool isRetryable(const QSqlError &error) const override
    {
        return error.nativeErrorCode() == QLatin1String("40001") || error.nativeErrorCode() == QLatin1String("40P01");
    }

    QString nowMs() const override
    {
        return QStringLiteral("CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)");
    }
    QString tableCount() const override
    {
        return QStringLiteral("SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() "
                              "AND tablename = ?");
    }
    QString ownAccount() const override { return QStringLiteral("SELECT quote_ident(CAST(current_user AS text))"); }
    QString byBytes(const QString &column) const override { return column + QStringLiteral(" COLLATE \"C\""); }
    QString mayUse() const override
    {
        return QStringLiteral("SELECT CAST(has_column_privilege(CAST(? AS text), CAST(? AS text), CAST(? AS text)) "
                              "AS integer)");
    }
    QString mayGiveRoles() const override
    {
        // Until version 15 CREATEROLE gives any role away that is no superuser's.
        return QStringLiteral("SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname IN (%1) "
                              "AND pg_has_role(current_user, oid, 'MEMBER WITH ADMIN OPTION')) "
                              "OR (CAST(current_setting('server_version_num') AS integer) < 160000 AND EXISTS "
                              "(SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolcreaterole)) "
                              "THEN 1 ELSE 0 END")
            .arg(ourRoles());
    }
    QString accounts() const override
    {
        return QStringLiteral(
                   "WITH RECURSIVE granted (member, role, direct) AS ("
                   "SELECT m.member, CAST(r.rolname AS text), 1 FROM pg_catalog.pg_auth_members m "
                   "JOIN pg_catalog.pg_roles r ON r.oid = m.roleid WHERE r.rolname IN (%1) "
                   // through roles of others, but not through ours: an administrator is no viewer
                   "UNION SELECT m.member, g.role, 0 FROM granted g "
                   "JOIN pg_catalog.pg_auth_members m ON m.roleid = g.member "
                   "JOIN pg_catalog.pg_roles via ON via.oid = g.member WHERE via.rolname NOT IN (%1)), "
                   "held AS (SELECT member, role, max(direct) AS direct FROM granted GROUP BY member, role), "
                   "store AS (SELECT CAST(tableowner AS text) AS owner FROM pg_catalog.pg_tables "
                   "WHERE schemaname = current_schema() AND tablename = 'migration') "
                   "SELECT CAST(p.rolname AS text), CAST(p.rolname = current_user AS integer), "
                   "CAST(CAST(p.rolname AS text) = store.owner AS integer), CAST(p.rolsuper AS integer), "
                   "coalesce(held.role, ''), coalesce(held.direct, 0) "
                   "FROM pg_catalog.pg_roles p CROSS JOIN store LEFT JOIN held ON held.member = p.oid "
                   "WHERE p.rolcanlogin AND (held.role IS NOT NULL OR p.rolsuper OR p.rolname = current_user "
                   "OR CAST(p.rolname AS text) = store.owner) "
                   "ORDER BY CAST(p.rolname AS text) COLLATE \"C\", held.role")
            .arg(ourRoles());
    }
    QString migrationsFolder() const override { return QStringLiteral("postgresql"); }
    bool hasFts5() const override { return false; }

private:
    /// The roles of a team, as SQL lists them.
    static QString ourRoles()
    {
        QStringList names;
        for (const domain::Role role : domain::rolesInOrder)
            names << QLatin1Char('\'') + domain::databaseName(role) + QLatin1Char('\'');
        return names.join(QStringLiteral(", "));
    }

    /// By SQLSTATE (PostgreSQL manual, appendix A).
    static ErrorKind kindOf(const QSqlError &error)
    {
        const QString state = error.nativeErrorCode();
        const auto is = [&state](const char *prefix) { return state.startsWith(QLatin1String(prefix)); };
        if (is("23505") || is("42710"))
            return ErrorKind::AlreadyExists;
        if (is("23503") || is("42704"))
            return ErrorKind::NotFound;
        if (is("42501") || is("28") || is("25006"))
            return ErrorKind::PermissionDenied;
        if (is("53100"))
            return ErrorKind::DiskFull;
        if (is("40") || is("55P03"))
            return ErrorKind::Busy;
        if (is("54"))
            return ErrorKind::LimitExceeded;
        if (is("XX001") || is("XX002"))
            return ErrorKind::StoreCorrupt;
        if (is("22") || is("23"))
            return ErrorKind::InvalidInput;
        // A lost connection has no state of its own: libpq made the error, not the server.
        if (state.isEmpty() || is("08") || is("57P") || is("53") || is("25P03") || is("3D"))
            return ErrorKind::StoreUnavailable;
        return ErrorKind::Internal;
    }

    PostgresLocation m_location;
    QString m_password;
};

} // namespace

Result<std::unique_ptr<Dialect>> makePostgresDialect(const OpenOptions &options)
{
    auto location = parsePostgresLocation(options.location);
    if (!location)
        return fail(location.error());
    return std::make_unique<PostgresDialect>(*location, options.password);
}

} // namespace liaison::store
