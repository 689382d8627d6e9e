#include "core/oauth/client_assertion.h"

#include "core/oauth/pkce.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::oauth {

namespace {
constexpr qint64 toleranceSeconds = 60;
constexpr qint64 lifetimeSeconds = 600;

QByteArray compact(const QJsonObject &object)
{
    return base64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}
} // namespace

Secret clientAssertion(const SigningIdentity &identity, const AssertionClaims &claims)
{
    const qint64 from = claims.nowMs / 1'000 - toleranceSeconds;
    const QByteArray text = compact({{QStringLiteral("alg"), QStringLiteral("PS256")},
                                     {QStringLiteral("typ"), QStringLiteral("JWT")},
                                     {QStringLiteral("x5t#S256"), QString::fromLatin1(identity.thumbprint())}})
        + '.'
        + compact({{QStringLiteral("aud"), claims.audience},
                   {QStringLiteral("iss"), claims.clientId},
                   {QStringLiteral("sub"), claims.clientId},
                   {QStringLiteral("jti"), QString::fromLatin1(claims.id)},
                   {QStringLiteral("iat"), from},
                   {QStringLiteral("nbf"), from},
                   {QStringLiteral("exp"), from + lifetimeSeconds}});
    return Secret(text + '.' + base64Url(identity.sign(text)));
}

} // namespace liaison::oauth
