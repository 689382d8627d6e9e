#pragma once

#include <QString>

namespace liaison::store {

/// Qt's driver that a store at this location needs ("QSQLITE", "QPSQL"), whether it is installed, and whether the
/// database has a clock of its own: SQLite's is this machine's.
struct Driver {
    QString name;
    bool isInstalled = false;
    bool hasClock = false;
};
Driver driverFor(const QString &location);

} // namespace liaison::store
