#pragma once

#include "core/domain/mailbox.h"
#include "core/oauth/national_cloud.h"
#include "core/transport/account.h"
#include "core/transport/token_client.h"

#include <QUrl>

#include <stop_token>

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

/// The ground for `use` of an account, whatever its protocol.
TokenGround tokenGroundOf(const Account &account, domain::SecretUse use, const TransportGround &ground);

/// The scopes for Exchange Web Services at `url`, by the endpoint's flow and cloud.
QStringList ewsScopes(const domain::Endpoint &signIn, const QUrl &url);

/// The scopes for Microsoft Graph of `endpoint`, by the flow and cloud that sign in there.
QStringList graphScopes(const domain::Endpoint &signIn, const domain::Endpoint &endpoint,
                        oauth::MailboxOf whose = oauth::MailboxOf::Oneself);

/// The scopes for IMAP (`service`: Imap) or submission (Smtp) at `host`. At Microsoft's sign-in service they are the
/// cloud's where `host` is one of Exchange Online's, else those of `host` itself, so that a token is good nowhere else.
/// A provider of one's own gives applications what they are registered for (RFC 6749 section 3.3), and persons are
/// asked for openid and offline_access.
QStringList mailScopes(const domain::Endpoint &signIn, oauth::Service service, const QString &host);

/// How its provider is asked.
HttpSettings tokenHttp(const TokenGround &ground);

/// Where the provider is asked: Microsoft's addresses are known, another's are in its discovery document, which is
/// read. `owner` is the parent of what does that.
Asked<oauth::Endpoints> providerOf(const TokenGround &ground, QObject *owner, std::stop_token stop = {});

/// Who asks which provider for what, as an endpoint's settings name it. Reads the application's certificate.
/// Errors: what oauth::errorOf() makes of a setting that cannot be used, InvalidInput for files.
Result<TokenClientSettings> tokenClientSettings(const TokenGround &ground, const oauth::Endpoints &endpoints);

} // namespace liaison::transport
