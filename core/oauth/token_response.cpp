#include "core/oauth/token_response.h"

#include "core/oauth/json.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace liaison::oauth {

namespace {

constexpr qint64 usualLifetimeSeconds = 3'600;
constexpr qint64 longestLifetimeSeconds = 10LL * 366 * 86'400;
constexpr qsizetype longestToken = 64 * 1024;

/// RFC 6749 appendix A.12 and A.17: visible ASCII. An access token goes into a header and a SASL message, so it may
/// hold nothing that ends a field there.
bool isToken(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestToken
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; });
}

QList<int> numbersIn(const QString &description)
{
    static const QRegularExpression pattern(QStringLiteral("AADSTS([0-9]{4,8})"));
    QList<int> found;
    auto match = pattern.globalMatch(description.left(4'000));
    while (match.hasNext())
        found << match.next().captured(1).toInt();
    return found;
}

/// 511 comes from a network that wants its own log-in first (RFC 6585 section 6), not from the provider.
bool isBusy(int status)
{
    constexpr int networkLogIn = 511;
    return status == 429 || (status >= 500 && status != networkLogIn);
}

} // namespace

Failure failureOf(const QString &error, const QString &description, QList<int> aadsts, const QList<Secret> &sent)
{
    aadsts += numbersIn(description);
    Failure out;
    out.problem = classify(error, aadsts);
    out.code = aadsts.isEmpty() ? serverSays(error.left(64), sent) : QStringLiteral("AADSTS%1").arg(aadsts.first());
    out.serverWords = serverSays(description, sent);
    return out;
}

Failure failureIn(const HttpAnswer &answer, const QList<Secret> &sent)
{
    const auto json = jsonObject(answer.body);
    const QString error = json ? json->value(QLatin1String("error")).toString() : QString();
    Failure out;
    if (!error.isEmpty()) {
        QList<int> aadsts;
        const QJsonArray codes = json->value(QLatin1String("error_codes")).toArray();
        for (const QJsonValue &code : codes)
            if (aadsts.size() < 16)
                aadsts << code.toInt();
        aadsts.removeAll(0);
        out = failureOf(error, json->value(QLatin1String("error_description")).toString(), aadsts, sent);
    } else {
        out.problem = json ? Problem::BadAnswer : Problem::NotAProvider;
        out.code = QStringLiteral("HTTP %1").arg(answer.status);
    }
    const bool vague
        = out.problem == Problem::Refused || out.problem == Problem::BadAnswer || out.problem == Problem::NotAProvider;
    if (vague && isBusy(answer.status))
        out.problem = Problem::Busy;
    if (out.problem == Problem::Busy)
        out.retryAfterMs = answer.retryAfterMs;
    return out;
}

Answer<Tokens> parseTokens(const HttpAnswer &answer, UtcMs nowMs, const QList<Secret> &sent)
{
    const auto json = jsonObject(answer.body);
    if (!json || answer.status != 200 || json->contains(QLatin1String("error")))
        return tl::unexpected<Failure>(failureIn(answer, sent));
    const QString access = json->value(QLatin1String("access_token")).toString();
    const QJsonValue refresh = json->value(QLatin1String("refresh_token"));
    const QString type = json->value(QLatin1String("token_type")).toString();
    const QJsonValue expires = json->value(QLatin1String("expires_in"));
    const auto seconds = expires.isUndefined() ? usualLifetimeSeconds : positiveNumber(expires, longestLifetimeSeconds);
    const bool refreshIsFine = refresh.isUndefined() || refresh.isNull() || isToken(refresh.toString());
    if (!isToken(access) || type.compare(QLatin1String("Bearer"), Qt::CaseInsensitive) != 0 || !seconds
        || !refreshIsFine)
        return failed(Problem::BadAnswer, QStringLiteral("HTTP 200"));
    Tokens out;
    out.access = Secret::fromText(access);
    out.refresh = Secret::fromText(refresh.toString());
    out.scopes = json->value(QLatin1String("scope")).toString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    out.expiresAt = nowMs + *seconds * 1'000;
    return out;
}

} // namespace liaison::oauth
