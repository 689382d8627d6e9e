#pragma once

#include "core/transport/account.h"
#include "core/transport/token_ground.h"
#include "core/transport/token_source.h"
#include "core/transport/user_sign_in.h"

#include <QObject>

namespace liaison::transport {

/// One sign-in of a person for one side of a mailbox: finds the provider, has the person sign in there, and puts the
/// refresh token into the vault, where the feed's TokenSource looks for it. Deletes itself when it is over; deleted
/// earlier, it answers Cancelled.
class MailboxSignIn : public QObject {
    Q_OBJECT
public:
    MailboxSignIn(const TransportGround &ground, MailboxSignInRequest request, ShowSignIn show, std::stop_token stop,
                  QObject *parent);
    ~MailboxSignIn() override;

    /// Once. What comes of it is as TransportFactory::signIn() says.
    Future<domain::SignInOutcome> run();

private:
    using Endpoints = oauth::Answer<oauth::Endpoints>;
    void ask(const Result<Endpoints> &endpoints);
    [[nodiscard]] Asked<oauth::Tokens> inBrowser(TokenClient *client);
    [[nodiscard]] Asked<oauth::Tokens> byDeviceCode(TokenClient *client);
    void keep(const Result<oauth::Answer<oauth::Tokens>> &tokens);
    void refuse(const oauth::Failure &failure);
    void finish(Result<domain::SignInOutcome> outcome);

    TransportGround m_ground;
    MailboxSignInRequest m_request;
    TokenGround m_tokens;
    ShowSignIn m_show;
    std::stop_token m_stop;
    std::unique_ptr<TokenClient> m_client;
    std::unique_ptr<TokenSource> m_source; ///< owns the client once the person has signed in
    QPromise<Result<domain::SignInOutcome>> m_promise;
};

} // namespace liaison::transport
