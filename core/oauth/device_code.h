#pragma once

#include "core/oauth/token_response.h"

#include <QUrl>

#include <optional>

namespace liaison::oauth {

/// What a person types on another device, and what we ask for meanwhile (RFC 8628 section 3.2).
struct DeviceCode {
    Secret deviceCode;
    QString userCode;         ///< printable, at most 64 characters
    QUrl verificationUrl;     ///< where it is typed
    QUrl verificationUrlFull; ///< the same with the code in it; empty: there is none
    qint64 intervalMs = 5'000;
    UtcMs expiresAt = 0;
};

/// Reads a device endpoint's answer. Problems: as parseTokens().
Answer<DeviceCode> parseDeviceCode(const HttpAnswer &answer, UtcMs nowMs, const QList<Secret> &sent = {});

/// When to ask, and when to stop asking (RFC 8628 sections 3.3 and 3.5). Time is given from outside.
class DevicePolling {
public:
    DevicePolling(const DeviceCode &code, UtcMs nowMs);

    /// When the provider may be asked next.
    [[nodiscard]] UtcMs nextAt() const { return m_nextAt; }
    /// What an answer means: nullopt, ask again at nextAt(); else the end. The person said yes (tokens), or no, or the
    /// code ran out (CodeExpired). Asking again after Busy is a matter of the interval too.
    std::optional<Answer<Tokens>> answered(const Answer<Tokens> &answer, UtcMs nowMs);
    /// The network failed: ask half as often as before (section 3.5). As answered().
    std::optional<Answer<Tokens>> unreachable(UtcMs nowMs);

private:
    std::optional<Answer<Tokens>> later(UtcMs nowMs, qint64 atLeastMs = 0);

    qint64 m_intervalMs;
    UtcMs m_nextAt;
    UtcMs m_expiresAt;
};

} // namespace liaison::oauth
