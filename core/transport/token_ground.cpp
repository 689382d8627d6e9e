#include "core/transport/token_ground.h"

#include "core/oauth/endpoints.h"
#include "core/oauth/problem.h"
#include "core/transport/ews_account.h"
#include "core/transport/graph_account.h"

#include <QFile>

namespace liaison::transport {

using domain::OAuthFlow;

namespace {

constexpr qint64 largestCertificate = 1024 * 1024;

/// A file that is not there is like one without what it is to hold: an account's trouble, and not that of the mail
/// that is to leave, which waits.
Result<QByteArray> read(const QString &path, oauth::Problem without)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestCertificate)
        return fail(
            oauth::errorOf({without, {}, QStringLiteral("%1 cannot be read").arg(path), std::nullopt, std::nullopt}));
    return file.readAll();
}

/// Whether `host` is `domain` or a name below it.
bool isWithin(const QString &host, const QString &domain)
{
    return !domain.isEmpty()
        && (host.compare(domain, Qt::CaseInsensitive) == 0
            || host.endsWith(QLatin1Char('.') + domain, Qt::CaseInsensitive));
}

/// Whether `host` is where a cloud of Microsoft's has IMAP or submission.
bool isExchangeOnlines(const QString &host, domain::NationalCloud cloud)
{
    const oauth::CloudHosts hosts = oauth::hostsOf(cloud);
    const bool other = cloud == domain::NationalCloud::Global
        && (isWithin(host, QStringLiteral("outlook.com")) || isWithin(host, QStringLiteral("outlook.office.com")));
    return other || isWithin(host, hosts.mail) || isWithin(host, hosts.smtp);
}

/// "https://outlook.office.com" of "https://outlook.office.com/SMTP.Send".
QString resourceOf(const QString &scope)
{
    return scope.left(scope.lastIndexOf(QLatin1Char('/')));
}

/// Reading over IMAP and sending over SMTP with the same sign-in share one token, so that it holds the permissions of
/// both: a provider that rotates refresh tokens would take a second who renews for a theft. A token is for one
/// resource: where the two are different ones each side has its own.
QStringList imapAndSmtpScopes(const domain::Mailbox &mailbox, domain::SecretUse use)
{
    const domain::Endpoint &signIn = domain::signInEndpoint(mailbox, use);
    const bool inbound = use == domain::SecretUse::Inbound;
    const auto service = inbound ? oauth::Service::Imap : oauth::Service::Smtp;
    const QStringList own = mailScopes(signIn, service, (inbound ? mailbox.inbound : mailbox.outbound).host);
    const bool both = mailbox.outbound.signIn == domain::SignIn::AsInbound
        && mailbox.inbound.protocol == domain::Protocol::Imap && mailbox.outbound.protocol == domain::Protocol::Smtp;
    if (!both)
        return own;
    const QStringList reading = mailScopes(signIn, oauth::Service::Imap, mailbox.inbound.host);
    const QStringList sending = mailScopes(signIn, oauth::Service::Smtp, mailbox.outbound.host);
    const bool one = reading != sending && resourceOf(reading.first()) == resourceOf(sending.first());
    if (!one || signIn.oauth.flow == OAuthFlow::Application)
        return own;
    return QStringList{reading.first()} + sending;
}

QStringList scopesOf(const domain::Mailbox &mailbox, domain::SecretUse use)
{
    const domain::Endpoint &server = use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    const domain::Endpoint &signIn = domain::signInEndpoint(mailbox, use);
    const bool shared = domain::signInName(mailbox, use).compare(mailbox.address, Qt::CaseInsensitive) != 0;
    switch (server.protocol) {
    case domain::Protocol::Imap:
    case domain::Protocol::Smtp:
        break;
    case domain::Protocol::Ews:
        return ewsScopes(signIn, ewsUrlOf(server));
    case domain::Protocol::Graph:
        return graphScopes(signIn, graphServerOf(mailbox, use),
                           shared ? oauth::MailboxOf::Another : oauth::MailboxOf::Oneself);
    }
    return imapAndSmtpScopes(mailbox, use);
}

template <class T> Result<T> resultOf(const oauth::Answer<T> &answer)
{
    return answer ? Result<T>(*answer) : Result<T>(fail(oauth::errorOf(answer.error())));
}

Result<oauth::SigningIdentity> identityOf(const TokenGround &ground)
{
    const QString &path = ground.signIn.clientCertificateFile;
    const Result<QByteArray> certificate = read(path, oauth::Problem::NoCertificate);
    if (!certificate)
        return fail(certificate.error());
    const UtcMs now = ground.clock->nowMs();
    const bool pkcs12 = path.endsWith(QLatin1String(".pfx"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".p12"), Qt::CaseInsensitive);
    if (pkcs12)
        return resultOf(oauth::SigningIdentity::fromPkcs12(*certificate, ground.secret, now));
    const QString &keyPath = ground.signIn.clientKeyFile;
    const Result<QByteArray> key = keyPath.isEmpty() ? certificate : read(keyPath, oauth::Problem::NoKey);
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
    out.scopes = scopesOf(mailbox, use);
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

QStringList mailScopes(const domain::Endpoint &signIn, oauth::Service service, const QString &host)
{
    const domain::NationalCloud cloud = signIn.oauth.cloud;
    const bool application = signIn.oauth.flow == OAuthFlow::Application;
    if (!signIn.oauth.issuer.isEmpty())
        return application ? QStringList() : QStringList{QStringLiteral("openid"), QStringLiteral("offline_access")};
    oauth::CloudHosts hosts;
    if (const QString name = host.trimmed(); !name.isEmpty() && !isExchangeOnlines(name, cloud)) {
        QUrl own;
        own.setScheme(QStringLiteral("https"));
        own.setHost(name);
        hosts.mail = own.toString();
    }
    return application ? oauth::applicationScopes(service, cloud, hosts) : oauth::userScopes(service, cloud, hosts);
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
