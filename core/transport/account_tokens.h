#pragma once

#include "core/transport/mail_source.h"
#include "core/transport/token_ground.h"
#include "core/transport/token_source.h"

#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace liaison::transport {

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
    /// Why there was none at the last request, by the provider's word or because nobody is to be asked (a closed cloud,
    /// a tenant that is none); nullopt: there was one, or the provider could not be reached.
    [[nodiscard]] std::optional<oauth::Failure> lastFailure() const;
    /// A server did not take it.
    void refused(const Secret &token);
    /// Until when the token in hand and the application's certificate are good.
    [[nodiscard]] SignInExpiry expiry() const;
    /// In how many milliseconds token() will give another one than now; nullopt: there is none that is renewed.
    [[nodiscard]] std::optional<qint64> renewedInMs() const;

private:
    using Promise = std::shared_ptr<QPromise<Result<AccessToken>>>;
    struct Waiter {
        Promise promise;
        std::stop_token stop;
    };
    void found(const Result<oauth::Answer<oauth::Endpoints>> &endpoints);
    void settle(const std::optional<Error> &error);

    TokenGround m_ground;
    std::unique_ptr<TokenSource> m_source;
    std::optional<oauth::Failure> m_noProvider;
    std::vector<Waiter> m_waiters;
    bool m_finding = false;
    UtcMs m_certificateExpiresAt = 0; ///< 0: there is none
    bool m_void = false;              ///< the token that was given is good no more
};

} // namespace liaison::transport
