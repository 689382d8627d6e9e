#pragma once

#include "core/oauth/problem.h"

#include <QString>
#include <QUrl>

namespace liaison::oauth {

/// Where a provider is asked for what. Every address is https, or http on this machine (tests, the demo).
struct Endpoints {
    QUrl authorize;
    QUrl token;
    QUrl deviceCode;          ///< empty: the provider has no device flow (RFC 8628)
    QString issuer;           ///< the provider's own name for itself, where it is known (RFC 8414)
    bool namesIssuer = false; ///< its redirects carry `iss`, so one without it is refused (RFC 9207)

    friend bool operator==(const Endpoints &, const Endpoints &) = default;
};

/// Microsoft's, for a login host (name, "name:port" or URL) and a tenant (GUID, verified domain, "organizations",
/// "common", "consumers"). Problem: BadConfiguration.
Answer<Endpoints> microsoftEndpoints(const QString &loginHost, const QString &tenant);

/// Where the discovery document of `issuer` stands (OpenID Connect Discovery 1.0 section 4.1).
Answer<QUrl> discoveryUrl(const QString &issuer);

/// What the discovery document says. It has to name the very issuer that was asked for (section 4.3), and no address
/// that a secret may not be sent to. Problems: NotAProvider, BadAnswer, IssuerMismatch.
Answer<Endpoints> endpointsFromDiscovery(const QByteArray &document, const QString &issuer);

/// Whether secrets may be sent to `url`: https, or http to this machine; with a host, without user info and fragment.
bool mayReceiveSecrets(const QUrl &url);

} // namespace liaison::oauth
