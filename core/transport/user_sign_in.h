#pragma once

#include "core/transport/delays.h"
#include "core/transport/loopback_redirect.h"
#include "core/transport/token_client.h"

#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>

namespace liaison::transport {

struct BrowserSignInSettings {
    /// As it is registered, without a port: "http://localhost/" or "http://127.0.0.1/". We listen on 127.0.0.1 alone.
    QUrl redirect = QUrl(QStringLiteral("http://localhost/"));
    QString loginHint = {}; ///< the address that the sign-in is for
    QString prompt = {};    ///< see AuthorizationRequest
    RedirectPage page = {};
    int timeoutMs = 120'000;
};

/// Signs a person in in the system's browser: authorization code with PKCE on a loopback redirect (RFC 8252). The
/// future's answer may be the provider's no, or NotFinished where nobody came back in time. Deletes itself when it is
/// over; deleted earlier, it answers Cancelled. Opening the browser is `open`'s matter, called once on this thread with
/// the address. Errors: ConnectionRefused where this machine gives no port, and the network's.
Asked<oauth::Tokens> signInByBrowser(TokenClient *client, BrowserSignInSettings settings,
                                     const std::function<void(const QUrl &)> &open, std::stop_token stop = {});

/// Signs a person in by a code that is typed elsewhere (RFC 8628). `show` is called once with it. The provider is asked
/// until the person said yes or no or the code ran out; a network that fails meanwhile is waited for.
Asked<oauth::Tokens> signInByDeviceCode(TokenClient *client, const Clock *clock,
                                        std::function<void(const oauth::DeviceCode &)> show, std::stop_token stop = {},
                                        After after = timerDelay());

} // namespace liaison::transport
