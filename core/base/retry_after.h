#pragma once

#include <QByteArray>

#include <optional>

namespace liaison {

/// A Retry-After header in milliseconds (RFC 9110 section 10.2.3). A date counts from the answer's own Date header, so
/// that a clock that is wrong does no harm. None where it is missing, unreadable or past; never more than an hour.
std::optional<qint64> retryAfterMs(const QByteArray &retryAfter, const QByteArray &date);

} // namespace liaison
