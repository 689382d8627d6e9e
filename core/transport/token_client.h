#pragma once

#include "core/base/clock.h"
#include "core/oauth/device_code.h"
#include "core/oauth/endpoints.h"
#include "core/oauth/signing_identity.h"
#include "core/oauth/token_request.h"
#include "core/transport/http_client.h"

#include <QObject>

#include <optional>
#include <stop_token>

namespace liaison::transport {

/// Who asks which provider for what.
struct TokenClientSettings {
    oauth::Endpoints endpoints;
    QString clientId;
    Secret clientSecret;                            ///< empty: none
    std::optional<oauth::SigningIdentity> identity; ///< takes the place of the secret
    QStringList scopes;                             ///< of one resource, see oauth::userScopes()
    QString audience = {};                          ///< of client assertions; empty: the token endpoint's address
};

/// What came of one request: Error, there was no answer (network, TLS, Cancelled); within a result, the provider's
/// answer, which may be a refusal. Only the former is worth asking again at once; it names the provider's host
/// (domain::signInServiceOf).
template <class T> using Asked = Future<oauth::Answer<T>>;

/// The requests of core/oauth over the network, each sent once. Lives on one thread.
class TokenClient : public QObject {
    Q_OBJECT
public:
    /// `clock` outlives it.
    TokenClient(TokenClientSettings settings, HttpSettings http, const Clock *clock, QObject *parent = nullptr);

    /// For the application itself.
    Asked<oauth::Tokens> byCredentials(std::stop_token stop = {});
    Asked<oauth::Tokens> byCode(const Secret &code, const Secret &verifier, const QUrl &redirect,
                                std::stop_token stop = {});
    Asked<oauth::Tokens> byRefreshToken(const Secret &refreshToken, std::stop_token stop = {});
    Asked<oauth::DeviceCode> deviceCode(std::stop_token stop = {});
    Asked<oauth::Tokens> byDeviceCode(const Secret &deviceCode, std::stop_token stop = {});

    [[nodiscard]] const TokenClientSettings &settings() const { return m_settings; }

private:
    /// Who we are in one request: an assertion is made anew each time.
    [[nodiscard]] oauth::Client client() const;
    Future<HttpResponse> post(const QUrl &url, const Secret &body, std::stop_token stop);
    Asked<oauth::Tokens> tokens(oauth::Grant grant, const oauth::Client &client, const Secret &body, QList<Secret> sent,
                                std::stop_token stop);

    TokenClientSettings m_settings;
    HttpClient m_http;
    const Clock *m_clock;
};

/// Reads a provider's discovery document for the address `issuer`.
Asked<oauth::Endpoints> discover(HttpClient *http, const QString &issuer, std::stop_token stop = {});

} // namespace liaison::transport
