#include "core/store/driver.h"

#include <QSqlDatabase>

namespace liaison::store {

Driver driverFor(const QString &location)
{
    const bool isServer = location.startsWith(QLatin1String("postgresql:"), Qt::CaseInsensitive);
    const QString name = isServer ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE");
    return {name, QSqlDatabase::isDriverAvailable(name), isServer};
}

} // namespace liaison::store
