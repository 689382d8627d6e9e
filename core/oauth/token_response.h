#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/oauth/problem.h"

#include <QStringList>

namespace liaison::oauth {

/// What came back by HTTP.
struct HttpAnswer {
    int status = 0;
    QByteArray body;
    std::optional<qint64> retryAfterMs = std::nullopt; ///< from Retry-After
    std::optional<UtcMs> dateMs = std::nullopt;        ///< what time the provider has, from Date
};

/// What a provider issued (RFC 6749 section 5.1).
struct Tokens {
    Secret access;
    Secret refresh;      ///< empty: none came, and one had before stays good (section 6)
    QStringList scopes;  ///< what was granted; empty: what was asked for
    UtcMs expiresAt = 0; ///< of the access token
};

/// Reads a token endpoint's answer. What of `sent` the provider echoes is taken out of its words. A token whose
/// lifetime is not told is taken to be good for an hour. Problems: classify()'s; NotAProvider for what is no JSON
/// object; BadAnswer; Busy for 429 and 5xx without a better reason.
Answer<Tokens> parseTokens(const HttpAnswer &answer, UtcMs nowMs, const QList<Secret> &sent = {});

/// The failure that an answer tells of, whatever its status (section 5.2).
Failure failureIn(const HttpAnswer &answer, const QList<Secret> &sent = {});

/// The failure of an `error` word and its description, in JSON or in a redirect.
Failure failureOf(const QString &error, const QString &description, QList<int> aadsts, const QList<Secret> &sent = {});

} // namespace liaison::oauth
