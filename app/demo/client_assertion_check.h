#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::demo {

/// What a client assertion has to be (RFC 7523 section 3).
struct AssertionRules {
    QByteArray certificatePem; ///< whose key signs; empty: the application has none
    QString clientId;
    QStringList audiences; ///< any of these
    UtcMs nowMs = 0;
};

/// Why an assertion does not count, as Microsoft numbers and words it.
struct AssertionProblem {
    int aadsts = 0;
    QString words;
};

/// Whether `jwt` proves that whoever made it holds the certificate's key: PS256 or RS256 by that very certificate, for
/// this client and place, now. Nullopt: it does.
std::optional<AssertionProblem> problemOf(const QByteArray &jwt, const AssertionRules &rules);

} // namespace liaison::demo
