#include "core/transport/token_ground.h"

#include "core/oauth/endpoints.h"
#include "core/transport/ews_account.h"
#include "core/transport/graph_account.h"

#include <QFile>

namespace liaison::transport {

using domain::OAuthFlow;

namespace {

constexpr qint64 largestCertificate = 1024 * 1024;

Result<QByteArray> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::InvalidInput, QStringLiteral("%1 cannot be read").arg(path));
    if (file.size() > largestCertificate)
        return fail(ErrorKind::InvalidInput, QStringLiteral("%1 is no certificate").arg(path));
    return file.readAll();
}

template <class T> Result<T> resultOf(const oauth::Answer<T> &answer)
{
    return answer ? Result<T>(*answer) : Result<T>(fail(oauth::errorOf(answer.error())));
}

Result<oauth::SigningIdentity> identityOf(const TokenGround &ground)
{
    const QString &path = ground.signIn.clientCertificateFile;
    const Result<QByteArray> certificate = read(path);
    if (!certificate)
        return fail(certificate.error());
    const UtcMs now = ground.clock->nowMs();
    const bool pkcs12 = path.endsWith(QLatin1String(".pfx"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".p12"), Qt::CaseInsensitive);
    if (pkcs12)
        return resultOf(oauth::SigningIdentity::fromPkcs12(*certificate, ground.secret, now));
    const QString &keyPath = ground.signIn.clientKeyFile;
    const Result<QByteArray> key = keyPath.isEmpty() ? certificate : read(keyPath);
    if (!key)
        return fail(key.error());
    return resultOf(oauth::SigningIdentity::fromPem(*certificate, *key, ground.secret, now));
}

} // namespace

TokenGround tokenGroundOf(const Account &account, domain::SecretUse use, const TransportGround &ground)
{
    const domain::Mailbox &mailbox = account.mailbox;
    TokenGround out;
    out.signIn = domain::signInEndpoint(mailbox, use);
    out.secret = signInSecret(account, use);
    out.vaultKey = domain::neededSecret(mailbox, use).value_or(QString());
    const domain::Endpoint &server = use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    const bool shared = domain::signInName(mailbox, use).compare(mailbox.address, Qt::CaseInsensitive) != 0;
    out.scopes = server.protocol == domain::Protocol::Graph
        ? graphScopes(out.signIn, graphServerOf(mailbox, use),
                      shared ? oauth::MailboxOf::Another : oauth::MailboxOf::Oneself)
        : ewsScopes(out.signIn, ewsUrlOf(server));
    out.vault = ground.vault;
    out.clock = ground.clock;
    return out;
}

HttpSettings tokenHttp(const TokenGround &ground)
{
    HttpSettings http;
    http.trustedCaFile = ground.signIn.trustedCaFile; // the pin is for the mail server's certificate alone
    http.proxy = ground.signIn.proxy;
    return http;
}

Asked<oauth::Endpoints> providerOf(const TokenGround &ground, QObject *owner, std::stop_token stop)
{
    using Found = oauth::Answer<oauth::Endpoints>;
    const domain::OAuthSettings &oauth = ground.signIn.oauth;
    if (oauth.issuer.isEmpty() && oauth.loginHost.isEmpty() && oauth::isClosed(oauth.cloud))
        return readyFuture<Found>(Found(oauth::failed(oauth::Problem::CloudClosed)));
    if (oauth.issuer.isEmpty()) {
        oauth::CloudHosts hosts;
        hosts.login = oauth.loginHost;
        return readyFuture<Found>(oauth::microsoftEndpoints(oauth::hostsOf(oauth.cloud, hosts).login, oauth.tenantId));
    }
    auto *http = new HttpClient(tokenHttp(ground), owner);
    Asked<oauth::Endpoints> found = discover(http, oauth.issuer, std::move(stop));
    onDone<Found>(http, found, [http](const Result<Found> &) { http->deleteLater(); });
    return found;
}

QStringList graphScopes(const domain::Endpoint &signIn, const domain::Endpoint &endpoint, oauth::MailboxOf whose)
{
    const domain::NationalCloud cloud = signIn.oauth.cloud;
    oauth::CloudHosts hosts;
    const Result<graph::ServiceRoot> root = graphRootOf(endpoint);
    if (root && root->origin().host() != oauth::hostsOf(cloud).graph)
        hosts.graph = root->origin().toString();
    return signIn.oauth.flow == OAuthFlow::Application ? oauth::applicationScopes(oauth::Service::Graph, cloud, hosts)
                                                       : oauth::userScopes(oauth::Service::Graph, cloud, hosts, whose);
}

QStringList ewsScopes(const domain::Endpoint &signIn, const QUrl &url)
{
    const domain::NationalCloud cloud = signIn.oauth.cloud;
    const QString usual = oauth::hostsOf(cloud).mail;
    oauth::CloudHosts hosts;
    if (url.host() != usual && !url.host().endsWith(QLatin1Char('.') + usual))
        hosts.mail = url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
    return signIn.oauth.flow == OAuthFlow::Application ? oauth::applicationScopes(oauth::Service::Ews, cloud, hosts)
                                                       : oauth::userScopes(oauth::Service::Ews, cloud, hosts);
}

Result<TokenClientSettings> tokenClientSettings(const TokenGround &ground, const oauth::Endpoints &endpoints)
{
    TokenClientSettings settings;
    settings.endpoints = endpoints;
    settings.clientId = ground.signIn.oauth.clientId;
    settings.scopes = ground.scopes;
    if (ground.signIn.oauth.flow != OAuthFlow::Application)
        return settings;
    if (ground.signIn.clientCertificateFile.isEmpty()) {
        settings.clientSecret = ground.secret;
        return settings;
    }
    Result<oauth::SigningIdentity> identity = identityOf(ground);
    if (!identity)
        return fail(identity.error());
    settings.identity = std::move(*identity);
    return settings;
}

} // namespace liaison::transport
