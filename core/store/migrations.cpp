#include "core/store/migrations.h"

#include "core/base/fault_point.h"
#include "core/store/connection.h"
#include "core/store/sql_script.h"

#include <QDir>
#include <QFile>
#include <QSet>

// A static library's resources are dropped by the linker unless somebody names them; outside any namespace.
static void initSqlResources()
{
    Q_INIT_RESOURCE(store_sql);
}

namespace liaison::store {

namespace {

bool hasTable(Session &session, const QString &name)
{
    return session.number(session.dialect().tableCount(), {name}) > 0;
}

/// 0: an empty database.
int currentVersion(Session &session)
{
    if (!hasTable(session, QStringLiteral("migration")))
        return 0;
    return static_cast<int>(session.number(QStringLiteral("SELECT coalesce(max(version), 0) FROM migration")));
}

/// Steps are independent of each other's order: one with a lower number may have come to the program later.
QSet<int> appliedVersions(Session &session)
{
    QSet<int> versions;
    if (!hasTable(session, QStringLiteral("migration")))
        return versions;
    Rows rows = session.rows(QStringLiteral("SELECT version FROM migration"));
    for (Row &row : rows)
        versions.insert(row.integer());
    return versions;
}

Result<void> apply(Session &session, Connection &connection, const Migration &migration)
{
    // Another process may have done it while we waited for the write lock.
    if (appliedVersions(session).contains(migration.version))
        return session.status();
    if (migration.version == 1 && hasTable(session, QStringLiteral("message")))
        return fail(ErrorKind::StoreCorrupt, QStringLiteral("the database belongs to another program"));
    const QStringList statements = splitStatements(migration.script);
    for (const QString &statement : statements)
        if (auto done = connection.command(statement); !done)
            return done;
    session.run(QStringLiteral("INSERT INTO migration (version, name, applied_at) VALUES (?, ?, ?)"),
                {migration.version, migration.name, session.now()});
    faultPoint("store.migrate");
    return session.status();
}

} // namespace

QList<Migration> shippedMigrations(const QString &folder)
{
    initSqlResources();
    QList<Migration> migrations;
    const QDir dir(QStringLiteral(":/liaison/sql/") + folder);
    const QStringList names = dir.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(dir.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            migrations.append({name.section(QLatin1Char('_'), 0, 0).toInt(), name, QString::fromUtf8(file.readAll())});
    }
    return migrations;
}

Result<void> migrate(Connection &connection, const Clock &clock, const QList<Migration> &migrations)
{
    int version = 0;
    QSet<int> applied;
    auto read = connection.transaction(TransactionKind::Read, Durability::Full, clock, [&](Session &session) {
        version = currentVersion(session);
        applied = appliedVersions(session);
        return session.status();
    });
    if (!read)
        return read;
    const int newest = migrations.isEmpty() ? 0 : migrations.last().version;
    if (version > newest)
        return fail(ErrorKind::StoreNewer, QStringLiteral("store %1, program %2").arg(version).arg(newest));
    for (const Migration &migration : migrations) {
        if (applied.contains(migration.version))
            continue;
        auto done = connection.transaction(
            TransactionKind::Write, Durability::Full, clock,
            [&connection, &migration](Session &session) { return apply(session, connection, migration); });
        if (!done)
            return done;
    }
    return {};
}

} // namespace liaison::store
