#pragma once

#include <QString>

namespace liaison::store {

/// Qt's driver that a store at this location needs ("QSQLITE", "QPSQL"), and whether it is installed.
struct Driver {
    QString name;
    bool isInstalled = false;
};
Driver driverFor(const QString &location);

} // namespace liaison::store
