#include "core/store/dialect.h"

#include "core/store/postgres_location.h"

namespace liaison::store {

Result<std::unique_ptr<Dialect>> makeDialect(const OpenOptions &options)
{
    if (isPostgresLocation(options.location))
        return makePostgresDialect(options);
    if (isUnknownLocation(options.location))
        return fail(ErrorKind::InvalidInput, QStringLiteral("a store is a file or postgresql://user@host/database"));
    if (options.location.isEmpty() || options.location == QLatin1String(":memory:"))
        return fail(ErrorKind::InvalidInput, QStringLiteral("a store needs a file"));
    return makeSqliteDialect(options.location);
}

} // namespace liaison::store
