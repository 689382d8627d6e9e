#include "core/oauth/endpoints.h"

#include "core/domain/mailbox.h"
#include "core/oauth/json.h"

#include <QRegularExpression>

namespace liaison::oauth {

namespace {

/// A host or URL as the URL it begins with, without a slash at its end.
QString baseOf(const QString &hostOrUrl)
{
    QString base = hostOrUrl.trimmed();
    if (!base.contains(QLatin1String("://")))
        base.prepend(QLatin1String("https://"));
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    return base;
}

bool isTenant(const QString &tenant)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}(?:\\.[A-Za-z0-9-]{1,63})*)\\z"));
    return tenant.size() <= 253 && pattern.match(tenant).hasMatch();
}

QUrl addressIn(const QJsonObject &document, const char *key)
{
    return QUrl(document.value(QLatin1String(key)).toString(), QUrl::StrictMode);
}

} // namespace

bool mayReceiveSecrets(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return false;
    return url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && domain::isLoopbackHost(url.host()));
}

Answer<Endpoints> microsoftEndpoints(const QString &loginHost, const QString &tenant)
{
    const QString bare = tenant.trimmed();
    const QString base = baseOf(loginHost) + QLatin1Char('/') + bare + QStringLiteral("/oauth2/v2.0/");
    const auto at = [&base](QLatin1String name) { return QUrl(base + name, QUrl::StrictMode); };
    Endpoints out{
        at(QLatin1String("authorize")), at(QLatin1String("token")), at(QLatin1String("devicecode")), {}, false};
    if (!isTenant(bare) || !mayReceiveSecrets(out.token) || out.token.hasQuery())
        return failed(Problem::BadConfiguration);
    return out;
}

Answer<QUrl> discoveryUrl(const QString &issuer)
{
    QUrl url(baseOf(issuer) + QStringLiteral("/.well-known/openid-configuration"), QUrl::StrictMode);
    if (!mayReceiveSecrets(url) || url.hasQuery())
        return failed(Problem::BadConfiguration);
    return url;
}

Answer<Endpoints> endpointsFromDiscovery(const QByteArray &document, const QString &issuer)
{
    const auto json = jsonObject(document);
    if (!json)
        return failed(Problem::NotAProvider);
    Endpoints out;
    out.issuer = json->value(QLatin1String("issuer")).toString();
    if (baseOf(out.issuer) != baseOf(issuer))
        return failed(Problem::IssuerMismatch);
    out.authorize = addressIn(*json, "authorization_endpoint");
    out.token = addressIn(*json, "token_endpoint");
    out.deviceCode = addressIn(*json, "device_authorization_endpoint");
    out.namesIssuer = json->value(QLatin1String("authorization_response_iss_parameter_supported")).toBool();
    if (!mayReceiveSecrets(out.authorize) || !mayReceiveSecrets(out.token)
        || (!out.deviceCode.isEmpty() && !mayReceiveSecrets(out.deviceCode)))
        return failed(Problem::BadAnswer);
    return out;
}

} // namespace liaison::oauth
