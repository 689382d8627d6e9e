#include "core/transport/token_source.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <utility>

namespace liaison::transport {

namespace {

/// A renewal that failed while the old token is good is tried again after so long.
constexpr qint64 patienceMs = 60'000;

} // namespace

/// Somebody who waits for a token. The stop's callback runs on any thread, and QPromise may be finished from any.
class TokenSource::Waiter {
public:
    explicit Waiter(const std::stop_token &stop) : m_onStop(stop, [this] { finish(fail(ErrorKind::Cancelled)); }) { }

    [[nodiscard]] Future<AccessToken> future() const { return m_promise->future(); }
    void finish(Result<AccessToken> result)
    {
        if (!m_done.exchange(true)) {
            m_promise->addResult(std::move(result));
            m_promise->finish();
        }
    }

private:
    static std::unique_ptr<QPromise<Result<AccessToken>>> started()
    {
        auto promise = std::make_unique<QPromise<Result<AccessToken>>>();
        promise->start();
        return promise;
    }

    std::atomic_bool m_done = false;
    std::unique_ptr<QPromise<Result<AccessToken>>> m_promise = started();
    std::stop_callback<std::function<void()>> m_onStop; ///< last: it may run at once
};

TokenSource::TokenSource(std::unique_ptr<TokenClient> client, std::unique_ptr<RefreshTokenStore> store,
                         const Clock *clock, TokenSourceSettings settings, QObject *parent)
    : QObject(parent), m_client(std::move(client)), m_store(std::move(store)), m_clock(clock),
      m_settings(std::move(settings)), m_backoff(m_settings.waits)
{
}

TokenSource::~TokenSource()
{
    for (const auto &waiter : std::as_const(m_waiters))
        waiter->finish(fail(ErrorKind::Cancelled));
}

bool TokenSource::fresh() const
{
    return m_token && !m_pending && m_clock->nowMs() < m_renewAt;
}

Future<AccessToken> TokenSource::token(std::stop_token stop)
{
    if (fresh() && !m_busy)
        return readyFuture<AccessToken>(*m_token);
    const auto waiter = std::make_shared<Waiter>(stop);
    m_waiters << waiter;
    begin();
    return waiter->future();
}

void TokenSource::refused(const Secret &token)
{
    if (m_token && m_token->value == token)
        m_token.reset();
}

std::optional<UtcMs> TokenSource::expiresAt() const
{
    return m_token ? std::optional(m_token->expiresAt) : std::nullopt;
}

/// Starts the one request, or whatever is needed before it.
void TokenSource::begin()
{
    if (std::exchange(m_busy, true))
        return;
    m_backoff.reset();
    if (m_pending) // its predecessor is void: storing it is all that is left to do
        return m_spent ? replaceStored() : storePending();
    if (!m_store)
        return ask({});
    // Read each time: another process that worked the mailbox meanwhile has put a new one there, and some providers
    // revoke a sign-in whose old refresh token is used again.
    onDone<std::optional<Secret>>(
        this, m_store->read(), [this, signIn = m_signIn](const Result<std::optional<Secret>> &stored) {
            if (signIn != m_signIn)
                return;
            if (!stored)
                return settle(fail(stored.error()));
            if (!*stored || (*stored)->isEmpty())
                return settle(fail(ErrorKind::CredentialsMissing, QStringLiteral("nobody has signed in yet")));
            ask(**stored);
        });
}

void TokenSource::ask(const Secret &refreshToken)
{
    const auto asked = m_store ? m_client->byRefreshToken(refreshToken) : m_client->byCredentials();
    onDone<oauth::Answer<oauth::Tokens>>(
        this, asked, [this, refreshToken, signIn = m_signIn](const Result<oauth::Answer<oauth::Tokens>> &result) {
            if (signIn == m_signIn)
                answered(result, refreshToken);
        });
}

void TokenSource::answered(const Result<oauth::Answer<oauth::Tokens>> &result, const Secret &refreshToken)
{
    m_failure.reset();
    if (!result) {
        if (!isNetworkTrouble(result.error().kind) || m_backoff.failures() + 1 >= m_settings.attempts)
            return settle(fail(result.error()));
        return m_settings.after(this, m_backoff.next(), [this, refreshToken, signIn = m_signIn] {
            if (signIn == m_signIn)
                ask(refreshToken);
        });
    }
    if (!*result) {
        m_failure = result->error();
        return settle(fail(oauth::errorOf(*m_failure)));
    }
    m_pending = **result;
    if (m_store && !m_pending->refresh.isEmpty() && m_pending->refresh != refreshToken) {
        m_spent = refreshToken;
        return replaceStored();
    }
    settle({});
}

/// In the place of the one that was used, and of no other: while the provider was asked somebody may have signed in,
/// which nothing but the store tells.
void TokenSource::replaceStored()
{
    onDone<std::optional<Secret>>(this, m_store->read(),
                                  [this, signIn = m_signIn](const Result<std::optional<Secret>> &stored) {
                                      if (signIn != m_signIn)
                                          return;
                                      if (!stored)
                                          return settle(fail(stored.error()));
                                      const bool another = *stored && !(*stored)->isEmpty() && **stored != *m_spent
                                          && **stored != m_pending->refresh;
                                      if (!another)
                                          return storePending();
                                      m_pending.reset();
                                      m_spent.reset();
                                      ask(**stored);
                                  });
}

void TokenSource::storePending()
{
    onDone<void>(this, m_store->write(m_pending->refresh), [this, signIn = m_signIn](const Result<void> &written) {
        if (signIn == m_signIn)
            settle(written);
    });
}

/// Ends what is under way and answers everybody who waits.
void TokenSource::settle(const Result<void> &result)
{
    const UtcMs now = m_clock->nowMs();
    if (result) {
        m_token = AccessToken{m_pending->access, m_pending->expiresAt};
        m_renewAt = m_token->expiresAt - std::min(m_settings.earlyMs, (m_token->expiresAt - now) / 2);
        m_pending.reset();
        m_spent.reset();
    }
    m_busy = false;
    // It is renewed early so that a failure counts only once the old token has run out.
    const bool good = result || (m_token && now < m_token->expiresAt);
    if (good && !result)
        m_renewAt = std::min(m_token->expiresAt, now + patienceMs);
    const QList<std::shared_ptr<Waiter>> waiters = std::exchange(m_waiters, {});
    for (const auto &waiter : waiters)
        waiter->finish(good ? Result<AccessToken>(*m_token) : Result<AccessToken>(fail(result.error())));
}

Future<void> TokenSource::adopt(oauth::Tokens tokens)
{
    if (!m_store || tokens.refresh.isEmpty())
        return readyFuture<void>(
            fail(ErrorKind::CredentialsMissing, QStringLiteral("the provider gave no refresh token (offline_access)")));
    ++m_signIn;
    m_failure.reset();
    m_token.reset(); // of the earlier sign-in, which may be somebody else's
    m_pending = std::move(tokens);
    m_spent.reset();
    m_busy = true;
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    onDone<void>(this, m_store->write(m_pending->refresh),
                 [this, promise, signIn = m_signIn](const Result<void> &written) {
                     if (signIn == m_signIn)
                         settle(written);
                     finishWith<void>(*promise, written);
                 });
    return promise->future();
}

} // namespace liaison::transport
