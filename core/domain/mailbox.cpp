// Who signs in to a mailbox, and which secret is for whom. See mailbox.h.
#include "core/domain/mailbox.h"

#include "core/base/sha256.h"
#include "core/domain/host_name.h"

#include <QStringList>

#include <algorithm>

namespace liaison::domain {

namespace {

/// What a secret is: a password, an application's or what a person's sign-in brought are not to be taken for each
/// other.
QString kindOfSecret(const Endpoint &endpoint)
{
    if (endpoint.signIn == SignIn::Certificate)
        return QStringLiteral("passphrase");
    if (endpoint.signIn != SignIn::OAuth2)
        return QStringLiteral("password");
    switch (endpoint.oauth.flow) {
    case OAuthFlow::Application:
        return QStringLiteral("application");
    case OAuthFlow::Browser:
    case OAuthFlow::DeviceCode:
        return QStringLiteral("person");
    case OAuthFlow::AccessToken:
        break;
    }
    return QStringLiteral("token");
}

/// Everybody who is shown the secret, or a token that it brings, each with the part that it has.
QStringList audienceOf(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = use == SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    QStringList audience;
    const auto add = [&audience](QLatin1String part, const QString &who) { audience << part + who.toLower(); };
    add(QLatin1String("kind="), kindOfSecret(endpoint));
    add(QLatin1String("host="), hostOf(endpoint));
    if (use == SecretUse::Inbound && mailbox.outbound.signIn == SignIn::AsInbound)
        add(QLatin1String("outbound="), hostOf(mailbox.outbound));
    if (endpoint.signIn != SignIn::OAuth2)
        return audience;
    add(QLatin1String("client="), endpoint.oauth.clientId);
    add(QLatin1String("tenant="), endpoint.oauth.tenantId);
    add(QLatin1String("cloud="), cloudName(endpoint.oauth.cloud));
    add(QLatin1String("login="), endpoint.oauth.loginHost);
    add(QLatin1String("issuer="), endpoint.oauth.issuer);
    return audience;
}

} // namespace

const Endpoint &signInEndpoint(const Mailbox &mailbox, SecretUse use)
{
    const bool follows = use == SecretUse::Outbound && mailbox.outbound.signIn == SignIn::AsInbound;
    return use == SecretUse::Inbound || follows ? mailbox.inbound : mailbox.outbound;
}

bool personSignsIn(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = signInEndpoint(mailbox, use);
    return endpoint.signIn == SignIn::OAuth2
        && (endpoint.oauth.flow == OAuthFlow::Browser || endpoint.oauth.flow == OAuthFlow::DeviceCode);
}

bool secretMayBeMissing(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = signInEndpoint(mailbox, use);
    const bool application = endpoint.signIn == SignIn::OAuth2 && endpoint.oauth.flow == OAuthFlow::Application;
    return endpoint.signIn == SignIn::Certificate || (application && !endpoint.clientCertificateFile.isEmpty());
}

QString vaultKey(const Mailbox &mailbox, SecretUse use)
{
    constexpr qsizetype enough = 8;
    const QByteArray audience = audienceOf(mailbox, use).join(QLatin1Char('\n')).toUtf8();
    return QStringLiteral("mailbox/%1/%2/%3")
        .arg(mailbox.uuid.toString(QUuid::WithoutBraces),
             use == SecretUse::Inbound ? QStringLiteral("inbound") : QStringLiteral("outbound"),
             QString::fromLatin1(Sha256::of(audience).left(enough).toHex()));
}

bool secretMayFollow(const Mailbox &before, const Mailbox &now, SecretUse use)
{
    const QStringList known = audienceOf(before, use);
    const QStringList shown = audienceOf(now, use);
    return before.uuid == now.uuid
        && std::all_of(shown.begin(), shown.end(), [&known](const QString &one) { return known.contains(one); });
}

std::optional<QString> neededSecret(const Mailbox &mailbox, SecretUse use)
{
    if (signInEndpoint(mailbox, use).signIn == SignIn::None)
        return std::nullopt;
    const bool inbound = &signInEndpoint(mailbox, use) == &mailbox.inbound;
    return vaultKey(mailbox, inbound ? SecretUse::Inbound : SecretUse::Outbound);
}

QString signInName(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = signInEndpoint(mailbox, use);
    return endpoint.username.isEmpty() ? mailbox.address : endpoint.username;
}

quint16 defaultPort(Protocol protocol, Security security)
{
    switch (protocol) {
    case Protocol::Imap:
        return security == Security::Tls ? 993 : 143;
    case Protocol::Smtp:
        return security == Security::Tls ? 465 : 587;
    case Protocol::Ews:
    case Protocol::Graph:
        return 443;
    }
    return 0;
}

} // namespace liaison::domain
