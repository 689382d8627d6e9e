#include "core/transport/account_tokens.h"

namespace liaison::transport {

using domain::OAuthFlow;

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
        onDone<oauth::Answer<oauth::Endpoints>>(
            this, providerOf(m_ground, this),
            [this](const Result<oauth::Answer<oauth::Endpoints>> &endpoints) { found(endpoints); });
    return promise->future();
}

std::optional<oauth::Failure> AccountTokens::lastFailure() const
{
    return m_source ? m_source->lastFailure() : m_noProvider;
}

SignInExpiry AccountTokens::expiry() const
{
    return {m_source ? m_source->expiresAt().value_or(0) : 0, m_certificateExpiresAt};
}

std::optional<qint64> AccountTokens::renewedInMs() const
{
    const std::optional<UtcMs> at = m_source ? m_source->renewsAt() : std::nullopt;
    return at ? std::optional<qint64>(*at - m_ground.clock->nowMs()) : std::nullopt;
}

void AccountTokens::refused(const Secret &token)
{
    if (m_source)
        m_source->refused(token);
    else
        m_void = true;
}

void AccountTokens::found(const Result<oauth::Answer<oauth::Endpoints>> &endpoints)
{
    m_finding = false;
    m_noProvider.reset();
    if (!endpoints)
        return settle(endpoints.error());
    if (!*endpoints) {
        m_noProvider = endpoints->error();
        return settle(oauth::errorOf(*m_noProvider));
    }
    Result<TokenClientSettings> settings = tokenClientSettings(m_ground, **endpoints);
    if (!settings)
        return settle(settings.error());
    const bool person = m_ground.signIn.oauth.flow != OAuthFlow::Application;
    if (person && !m_ground.vault)
        return settle(
            Error{ErrorKind::CredentialsMissing, QStringLiteral("there is no vault to sign in with"), {}, {}});
    m_certificateExpiresAt = settings->identity ? settings->identity->notAfter() : 0;
    auto client = std::make_unique<TokenClient>(std::move(*settings), tokenHttp(m_ground), m_ground.clock);
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
