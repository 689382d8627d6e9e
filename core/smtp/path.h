#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace liaison::smtp {

/// An address as MAIL FROM and RCPT TO take it, in angle brackets (RFC 5321 section 4.1.2), the domain in
/// A-labels unless `utf8` (SMTPUTF8 was negotiated) keeps it as it is. Nothing that could end the path or the
/// line gets through. Error: InvalidInput, also for a local part beyond ASCII without `utf8`.
Result<QByteArray> path(const QString &address, bool utf8);

/// Whether the address cannot be written without SMTPUTF8: its local part is beyond ASCII.
bool needsUtf8(const QString &address);

} // namespace liaison::smtp
