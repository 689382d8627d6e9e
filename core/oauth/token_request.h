#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/oauth/problem.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace liaison::oauth {

/// Who asks. With an assertion its secret is not sent; with neither it is a public client, which proves itself by PKCE
/// or a device code alone. A secret goes in the body (client_secret_post), which Microsoft's and most providers take.
struct Client {
    QString id;
    Secret secret;
    Secret assertion; ///< fresh for each request, see clientAssertion()
};

/// What a token is asked for with.
enum class Grant { ClientCredentials, AuthorizationCode, RefreshToken, DeviceCode };

/// RFC 6749's words stand for several causes each; who asked knows which it was. Microsoft's numbers are left alone.
Failure explained(Failure failure, const Client &client, Grant grant);

/// Measures a clock that is wrong: an assertion counts for minutes (RFC 7523 section 3), so a refusal that names no
/// better reason is ClockWrong where the provider's Date is further from `nowMs` than providers put up with; and where
/// one says itself that the time is wrong, by how much. The rest stays as it is: nothing else in our requests and
/// answers depends on the time of day (lifetimes are relative).
Failure timed(Failure failure, const Client &client, std::optional<UtcMs> providersTime, UtcMs nowMs);

/// The bodies of requests, application/x-www-form-urlencoded. They hold secrets and go by POST to their endpoint and
/// nowhere else.

/// For the application itself (RFC 6749 section 4.4). Problem: NoCredentials.
Answer<Secret> clientCredentialsRequest(const Client &client, const QStringList &scopes);

/// For the code that the browser brought (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
Secret authorizationCodeRequest(const Client &client, const Secret &code, const Secret &verifier, const QUrl &redirect);

/// For a new access token (RFC 6749 section 6). One resource a token: `scopes` say which.
Secret refreshRequest(const Client &client, const Secret &refreshToken, const QStringList &scopes);

/// For a device code (RFC 8628 section 3.1), to the device endpoint.
Secret deviceAuthorizationRequest(const Client &client, const QStringList &scopes);

/// For the tokens of a device code (RFC 8628 section 3.4).
Secret deviceCodeRequest(const Client &client, const Secret &deviceCode);

} // namespace liaison::oauth
