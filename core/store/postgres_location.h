#pragma once

#include "core/base/result.h"

#include <QString>

namespace liaison::store {

/// A PostgreSQL URL taken apart for Qt's driver.
struct PostgresLocation {
    QString host; ///< name, address or the folder of a Unix socket; empty: libpq's default
    int port = 5432;
    QString user;
    QString database;
    QString connectOptions; ///< as QPSQL takes them: "sslmode=verify-full;connect_timeout=10"
};

bool isPostgresLocation(const QString &location); ///< by its scheme, in any case (RFC 3986 section 3.1)
/// A URL of something else: a slip that must not become a file of that name.
bool isUnknownLocation(const QString &location);

/// Reads "postgresql://user@host:port/database?sslmode=…&host=/socket/folder". A password in it is refused, because
/// URLs end up in process lists and settings. Without an sslmode a host that is not this machine gets verify-full.
/// InvalidInput says what is wrong.
Result<PostgresLocation> parsePostgresLocation(const QString &location);

} // namespace liaison::store
