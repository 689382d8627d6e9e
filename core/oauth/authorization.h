#pragma once

#include "core/base/secret.h"
#include "core/oauth/endpoints.h"

#include <QStringList>

namespace liaison::oauth {

/// What a person is asked in the browser (RFC 6749 section 4.1.1, RFC 7636, RFC 8252).
struct AuthorizationRequest {
    QString clientId;
    QUrl redirect; ///< a loopback address with its port
    QStringList scopes;
    QByteArray state;     ///< see randomWord(); used for this one request
    QByteArray challenge; ///< of its PKCE pair
    QString loginHint;    ///< the address that the sign-in is for; empty: none
    QString prompt;       ///< OpenID Connect's "login", "consent", "select_account"; empty: as the provider likes
};

/// The address to open in the system's browser. It holds no secret.
QUrl authorizationUrl(const Endpoints &endpoints, const AuthorizationRequest &request);

/// What the one right redirect looks like.
struct ExpectedRedirect {
    QString path; ///< "/"
    QByteArray state;
    QString issuer; ///< as in Endpoints
    bool namesIssuer = false;
};

/// The code that a redirect brought, from the target of the browser's GET ("/?code=…&state=…"). Problems: StateMismatch
/// for whatever is not the answer to this request, which leaves the question open; all others end it: IssuerMismatch
/// (RFC 9207), BadAnswer, and what the provider said (failureOf).
Answer<Secret> parseRedirect(const QByteArray &target, const ExpectedRedirect &expected);

} // namespace liaison::oauth
