#pragma once

#include <QByteArray>

namespace liaison::smtp {

/// The mail as BDAT carries it (RFC 3030, RFC 5321 section 2.3.8): every line ends in CRLF, the last one too. A bare CR
/// or LF becomes CRLF, as with DATA. Shares the bytes of a mail that is right already, and is never empty.
QByteArray withCrLf(const QByteArray &raw);

} // namespace liaison::smtp
