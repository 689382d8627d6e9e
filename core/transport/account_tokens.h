#pragma once

#include "core/domain/mailbox.h"
#include "core/oauth/national_cloud.h"
#include "core/transport/token_source.h"

#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace liaison::secrets {
class Vault;
}

namespace liaison::transport {

/// What a side of a mailbox needs for its access tokens.
struct TokenGround {
    domain::Endpoint signIn;         ///< whose `oauth` names the way
    Secret secret;                   ///< what the vault holds for it, see domain::OAuthFlow
    QString vaultKey;                ///< where the refresh token of a person's sign-in is
    QStringList scopes;              ///< of one resource
    secrets::Vault *vault = nullptr; ///< outlives it; needed for a person's sign-in alone
    const Clock *clock = nullptr;    ///< outlives it
};

/// The scopes for Exchange Web Services at `url`, by the endpoint's flow and cloud.
QStringList ewsScopes(const domain::Endpoint &signIn, const QUrl &url);

/// Who asks which provider for what, as an endpoint's settings name it. Reads the application's certificate.
/// Errors: what oauth::errorOf() makes of a setting that cannot be used, InvalidInput for files.
Result<TokenClientSettings> tokenClientSettings(const TokenGround &ground, const oauth::Endpoints &endpoints);

/// Access tokens for one side of a mailbox, whichever of the flows its settings name: the token that somebody put into
/// the vault, the application's own, or a person's. Lives on one thread.
class AccountTokens : public QObject {
    Q_OBJECT
public:
    explicit AccountTokens(TokenGround ground, QObject *parent = nullptr);
    ~AccountTokens() override; ///< everybody who waits gets Cancelled

    /// A token that is good now. Errors: TokenSource's; AuthenticationFailed where the only token there is was refused;
    /// what a provider's discovery or the settings come to.
    Future<AccessToken> token(std::stop_token stop = {});
    /// Why the provider gave none at the last request; nullopt: it gave one, or could not be asked.
    [[nodiscard]] std::optional<oauth::Failure> lastFailure() const;
    /// A server did not take it.
    void refused(const Secret &token);

private:
    using Promise = std::shared_ptr<QPromise<Result<AccessToken>>>;
    struct Waiter {
        Promise promise;
        std::stop_token stop;
    };
    void find();
    void found(const Result<oauth::Answer<oauth::Endpoints>> &endpoints);
    void settle(const std::optional<Error> &error);

    TokenGround m_ground;
    std::unique_ptr<HttpClient> m_discovery;
    std::unique_ptr<TokenSource> m_source;
    std::vector<Waiter> m_waiters;
    bool m_finding = false;
    bool m_void = false; ///< the token that was given is good no more
};

} // namespace liaison::transport
