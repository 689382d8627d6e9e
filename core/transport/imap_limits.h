#pragma once

#include <QtGlobal>

namespace liaison::transport {

/// Larger mails, in bytes, are skipped: the parser would refuse their literal.
constexpr quint64 largestMail = 256 * 1024 * 1024;

} // namespace liaison::transport
