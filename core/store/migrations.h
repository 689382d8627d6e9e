#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QList>
#include <QString>

namespace liaison::store {

class Connection;

/// One numbered step of the schema: resources/sql/<dialect>/NNNN_name.sql.
struct Migration {
    int version = 0;
    QString name;
    QString script;
};

/// The steps compiled in for a dialect, by version.
QList<Migration> shippedMigrations(const QString &folder);

/// Brings the schema to the last of `migrations`: each step with its version in one transaction, so that an
/// interrupted one leaves the version before it. StoreNewer when the store is ahead of us; StoreCorrupt when it is
/// some other program's database.
Result<void> migrate(Connection &connection, const Clock &clock, const QList<Migration> &migrations);

} // namespace liaison::store
