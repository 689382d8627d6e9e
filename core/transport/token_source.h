#pragma once

#include "core/base/backoff.h"
#include "core/base/clock.h"
#include "core/oauth/token_response.h"
#include "core/transport/delays.h"
#include "core/transport/refresh_token_store.h"
#include "core/transport/token_client.h"

#include <QList>
#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

struct AccessToken {
    Secret value;
    UtcMs expiresAt = 0;
};

struct TokenSourceSettings {
    qint64 earlyMs = 300'000; ///< a token is renewed so long before it runs out, or at half of its life
    int attempts = 3;         ///< so often in all, where the network fails
    Backoff::Range waits{1'000, 8'000, 0.2};
    After after = timerDelay();
};

/// Access tokens for one account and resource, renewed in time. Everybody who needs one asks here for each connection
/// or request; at most one request to the provider is under way, and all who ask meanwhile get its token.
///
/// With a store it is a person's sign-in: the refresh token is there, and one that the provider put in its place is
/// stored before the new access token is handed out, unless somebody has signed in anew meanwhile, here or in another
/// process: then that sign-in counts. Without a store it is the application's own (client credentials).
class TokenSource : public QObject {
    Q_OBJECT
public:
    /// `clock` outlives it.
    TokenSource(std::unique_ptr<TokenClient> client, std::unique_ptr<RefreshTokenStore> store, const Clock *clock,
                TokenSourceSettings settings = {}, QObject *parent = nullptr);
    ~TokenSource() override; ///< everybody who waits gets Cancelled

    /// A token that is good now. A stop ends the waiting and not the request, whose answer may hold the only good
    /// refresh token. Errors: CredentialsMissing (nobody signed in yet), the keychain's, the network's after all
    /// attempts, what oauth::errorOf() makes of a refusal, Cancelled.
    Future<AccessToken> token(std::stop_token stop = {});

    /// A server did not take `token`: the next one asked for is new.
    void refused(const Secret &token);

    /// What a person's sign-in brought. Done once its refresh token is stored. Errors: the keychain's;
    /// CredentialsMissing where there is a store and no refresh token came.
    Future<void> adopt(oauth::Tokens tokens);

    /// When the token in hand runs out, for the feed's status; nullopt: there is none.
    [[nodiscard]] std::optional<UtcMs> expiresAt() const;
    /// From when on token() asks for another one; nullopt: there is none in hand.
    [[nodiscard]] std::optional<UtcMs> renewsAt() const { return m_token ? std::optional(m_renewAt) : std::nullopt; }
    /// Why the provider gave none at the last request; nullopt: it gave one, or could not be asked.
    [[nodiscard]] std::optional<oauth::Failure> lastFailure() const { return m_failure; }

private:
    class Waiter;

    [[nodiscard]] bool fresh() const;
    void begin();
    void ask(const Secret &refreshToken);
    void answered(const Result<oauth::Answer<oauth::Tokens>> &result, const Secret &refreshToken);
    void replaceStored();
    void storePending();
    void settle(const Result<void> &result);

    std::unique_ptr<TokenClient> m_client;
    std::unique_ptr<RefreshTokenStore> m_store;
    const Clock *m_clock;
    TokenSourceSettings m_settings;
    Backoff m_backoff;

    std::optional<AccessToken> m_token;
    UtcMs m_renewAt = 0;
    std::optional<oauth::Tokens> m_pending; ///< received, its refresh token not stored yet
    std::optional<Secret> m_spent;          ///< in whose place it comes; nullopt: adopted
    std::optional<oauth::Failure> m_failure;
    bool m_busy = false;
    int m_signIn = 0; ///< counts adopt(): what was asked for an earlier sign-in does not count any more
    QList<std::shared_ptr<Waiter>> m_waiters;
};

} // namespace liaison::transport
