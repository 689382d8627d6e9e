#include "core/oauth/device_code.h"

#include "core/base/log.h"
#include "core/oauth/endpoints.h"
#include "core/oauth/json.h"

#include <algorithm>

namespace liaison::oauth {

namespace {
constexpr qint64 longestIntervalMs = 300'000;
constexpr qint64 longestLifetimeSeconds = 86'400;
constexpr qint64 slowDownMs = 5'000; // RFC 8628 section 3.5

QUrl addressIn(const QJsonObject &json, const char *key)
{
    const QUrl url(json.value(QLatin1String(key)).toString(), QUrl::StrictMode);
    return mayReceiveSecrets(url) ? url : QUrl(); // a person types a code there
}
} // namespace

Answer<DeviceCode> parseDeviceCode(const HttpAnswer &answer, UtcMs nowMs, const QList<Secret> &sent)
{
    const auto json = jsonObject(answer.body);
    if (!json || answer.status != 200 || json->contains(QLatin1String("error")))
        return tl::unexpected<Failure>(failureIn(answer, sent));
    DeviceCode out;
    out.deviceCode = Secret::fromText(json->value(QLatin1String("device_code")).toString());
    out.userCode = printable(json->value(QLatin1String("user_code")).toString().toUtf8(), 64);
    out.verificationUrl = addressIn(*json, "verification_uri");
    if (out.verificationUrl.isEmpty())
        out.verificationUrl = addressIn(*json, "verification_url"); // before the RFC, and Google to this day
    out.verificationUrlFull = addressIn(*json, "verification_uri_complete");
    const QJsonValue interval = json->value(QLatin1String("interval"));
    if (!interval.isUndefined())
        out.intervalMs = positiveNumber(interval, longestIntervalMs / 1'000).value_or(0) * 1'000;
    const auto lifetime = positiveNumber(json->value(QLatin1String("expires_in")), longestLifetimeSeconds);
    if (out.deviceCode.isEmpty() || out.userCode.isEmpty() || out.verificationUrl.isEmpty() || out.intervalMs == 0
        || !lifetime)
        return failed(Problem::BadAnswer, QStringLiteral("HTTP 200"));
    out.expiresAt = nowMs + *lifetime * 1'000;
    return out;
}

DevicePolling::DevicePolling(const DeviceCode &code, UtcMs nowMs)
    : m_intervalMs(code.intervalMs), m_nextAt(nowMs + code.intervalMs), m_expiresAt(code.expiresAt)
{
}

std::optional<Answer<Tokens>> DevicePolling::later(UtcMs nowMs, qint64 atLeastMs)
{
    m_intervalMs = std::min(m_intervalMs, longestIntervalMs);
    m_nextAt = nowMs + std::max(m_intervalMs, atLeastMs);
    if (m_nextAt >= m_expiresAt)
        return Answer<Tokens>(failed(Problem::CodeExpired));
    return std::nullopt;
}

std::optional<Answer<Tokens>> DevicePolling::answered(const Answer<Tokens> &answer, UtcMs nowMs)
{
    if (answer)
        return answer;
    switch (answer.error().problem) {
    case Problem::AuthorizationPending:
        return later(nowMs);
    case Problem::SlowDown:
        m_intervalMs += slowDownMs;
        return later(nowMs);
    case Problem::Busy:
        return later(nowMs, answer.error().retryAfterMs.value_or(0));
    default:
        return answer;
    }
}

std::optional<Answer<Tokens>> DevicePolling::unreachable(UtcMs nowMs)
{
    m_intervalMs *= 2;
    return later(nowMs);
}

} // namespace liaison::oauth
