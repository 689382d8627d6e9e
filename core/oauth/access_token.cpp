#include "core/oauth/access_token.h"

#include "core/base/log.h"
#include "core/oauth/json.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

namespace liaison::oauth {

namespace {

constexpr int mostChars = 200;
constexpr qsizetype mostScopes = 50;

QString text(const QJsonValue &value)
{
    return printable(value.toString().toUtf8(), mostChars);
}

/// A list in JSON or, as `scp` and `scope` have it, words with spaces between them.
QStringList list(const QJsonValue &value)
{
    QStringList out;
    const QJsonArray array = value.toArray();
    for (const auto &each : array)
        out << each.toString();
    if (value.isString())
        out = value.toString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString &each : out)
        each = printable(each.toUtf8(), mostChars);
    return out.mid(0, mostScopes);
}

/// "https://outlook.office.com/IMAP.AccessAsUser.All" as a token has it: "IMAP.AccessAsUser.All".
QString shortScope(const QString &scope)
{
    return scope.mid(scope.lastIndexOf(QLatin1Char('/')) + 1);
}

bool isMicrosofts(const QString &authority)
{
    const QString host = QUrl(authority).host();
    static const QStringList known{QStringLiteral("sts.windows.net"), QStringLiteral("login.microsoftonline.com"),
                                   QStringLiteral("login.microsoftonline.us"),
                                   QStringLiteral("login.partner.microsoftonline.cn"),
                                   QStringLiteral("sts.chinacloudapi.cn")};
    return known.contains(host);
}

} // namespace

domain::TokenFacts readAccessToken(const Secret &token)
{
    const QList<QByteArray> parts = token.reveal().split('.');
    if (parts.size() != 3)
        return {};
    const auto payload = QByteArray::fromBase64Encoding(
        parts.at(1), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto claims = payload ? jsonObject(payload.decoded) : std::nullopt;
    if (!claims)
        return {};
    domain::TokenFacts facts;
    facts.authority = text(claims->value(QLatin1String("iss")));
    facts.audience = list(claims->value(QLatin1String("aud"))).join(QLatin1Char(' '));
    for (const char *name : {"scp", "scope", "roles"})
        facts.scopes += list(claims->value(QLatin1String(name)));
    constexpr qint64 year9999 = 253'402'300'799;
    facts.expiresAt = positiveNumber(claims->value(QLatin1String("exp")), year9999).value_or(0) * 1'000;
    return facts;
}

QStringList missingGraphPermissions(const domain::TokenFacts &token)
{
    QStringList missing;
    if (!isMicrosofts(token.authority))
        return missing;
    for (const char *name : {"Mail.ReadWrite", "Mail.Send"}) {
        const QString wanted = QLatin1String(name);
        const bool there = std::any_of(token.scopes.cbegin(), token.scopes.cend(), [&wanted](const QString &scope) {
            return shortScope(scope) == wanted || shortScope(scope) == wanted + QLatin1String(".Shared");
        });
        if (!there)
            missing << wanted;
    }
    return missing;
}

bool lacksPermission(const domain::TokenFacts &token, Service service)
{
    if (!isMicrosofts(token.authority))
        return false;
    if (service == Service::Graph)
        return missingGraphPermissions(token).contains(QLatin1String("Mail.ReadWrite"));
    QStringList good = applicationRoles(service);
    const QStringList scopes = userScopes(service, NationalCloud::Global);
    for (const QString &scope : scopes)
        good << shortScope(scope);
    good.removeAll(QStringLiteral("offline_access"));
    return std::none_of(token.scopes.cbegin(), token.scopes.cend(),
                        [&good](const QString &scope) { return good.contains(shortScope(scope)); });
}

} // namespace liaison::oauth
