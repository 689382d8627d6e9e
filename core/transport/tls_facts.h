#pragma once

#include "core/base/clock.h"

#include <QString>

#include <optional>

namespace liaison::transport {

/// The TLS library that connections use, with its version; nothing where Qt finds none.
std::optional<QString> tlsLibrary();

/// Until when all certificates of a PEM file are good (RFC 7468 section 5; their notAfter, RFC 5280 section 4.1.2.5).
/// Nothing where the file holds none that can be read, as a sealed one (PKCS #12).
std::optional<UtcMs> certificatesGoodUntil(const QString &file);

} // namespace liaison::transport
