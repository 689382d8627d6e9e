#include "core/transport/account_tokens.h"

#include "core/oauth/endpoints.h"

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

HttpSettings httpFor(const TokenGround &ground)
{
    HttpSettings http;
    http.trustedCaFile = ground.signIn.trustedCaFile; // the pin is for the mail server's certificate alone
    return http;
}

} // namespace

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

AccountTokens::AccountTokens(TokenGround ground, QObject *parent) : QObject(parent), m_ground(std::move(ground)) { }

AccountTokens::~AccountTokens()
{
    settle(Error{ErrorKind::Cancelled, {}, {}, {}});
}

Future<AccessToken> AccountTokens::token(std::stop_token stop)
{
    if (m_ground.signIn.oauth.flow == OAuthFlow::AccessToken) {
        if (m_void)
            return readyFuture<AccessToken>(
                fail(ErrorKind::AuthenticationFailed, QStringLiteral("the access token is not taken any more")));
        return readyFuture<AccessToken>(AccessToken{m_ground.secret, 0});
    }
    if (m_source)
        return m_source->token(std::move(stop));
    auto promise = std::make_shared<QPromise<Result<AccessToken>>>();
    promise->start();
    m_waiters.push_back({promise, std::move(stop)});
    if (!std::exchange(m_finding, true))
        find();
    return promise->future();
}

std::optional<oauth::Failure> AccountTokens::lastFailure() const
{
    return m_source ? m_source->lastFailure() : std::nullopt;
}

void AccountTokens::refused(const Secret &token)
{
    if (m_source)
        m_source->refused(token);
    else
        m_void = true;
}

/// Where the provider is asked: Microsoft's addresses are known, another's are in its discovery document.
void AccountTokens::find()
{
    using Found = oauth::Answer<oauth::Endpoints>;
    const domain::OAuthSettings &oauth = m_ground.signIn.oauth;
    if (oauth.issuer.isEmpty()) {
        oauth::CloudHosts hosts;
        hosts.login = oauth.loginHost;
        found(Result<Found>(oauth::microsoftEndpoints(oauth::hostsOf(oauth.cloud, hosts).login, oauth.tenantId)));
        return;
    }
    m_discovery = std::make_unique<HttpClient>(httpFor(m_ground));
    onDone<Found>(this, discover(m_discovery.get(), oauth.issuer),
                  [this](const Result<Found> &endpoints) { found(endpoints); });
}

void AccountTokens::found(const Result<oauth::Answer<oauth::Endpoints>> &endpoints)
{
    m_finding = false;
    if (!endpoints)
        return settle(endpoints.error());
    if (!*endpoints)
        return settle(oauth::errorOf(endpoints->error()));
    Result<TokenClientSettings> settings = tokenClientSettings(m_ground, **endpoints);
    if (!settings)
        return settle(settings.error());
    const bool person = m_ground.signIn.oauth.flow != OAuthFlow::Application;
    if (person && !m_ground.vault)
        return settle(
            Error{ErrorKind::CredentialsMissing, QStringLiteral("there is no vault to sign in with"), {}, {}});
    auto client = std::make_unique<TokenClient>(std::move(*settings), httpFor(m_ground), m_ground.clock);
    m_source = std::make_unique<TokenSource>(
        std::move(client), person ? vaultRefreshTokenStore(m_ground.vault, m_ground.vaultKey) : nullptr,
        m_ground.clock);
    settle(std::nullopt);
}

void AccountTokens::settle(const std::optional<Error> &error)
{
    const std::vector<Waiter> waiters = std::exchange(m_waiters, {});
    for (const Waiter &waiter : waiters) {
        if (error) {
            finishWith<AccessToken>(*waiter.promise, fail(*error));
            continue;
        }
        onDone<AccessToken>(this, m_source->token(waiter.stop), [promise = waiter.promise](Result<AccessToken> token) {
            finishWith<AccessToken>(*promise, std::move(token));
        });
    }
}

} // namespace liaison::transport
