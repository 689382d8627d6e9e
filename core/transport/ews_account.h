#pragma once

#include "core/base/clock.h"
#include "core/ews/failure.h"
#include "core/ews/ids.h"
#include "core/ews/request_context.h"
#include "core/transport/account.h"
#include "core/transport/account_tokens.h"
#include "core/transport/request_gate.h"
#include "core/transport/second_try.h"

#include <QHash>
#include <QUrl>

#include <memory>
#include <optional>

namespace liaison::transport {

/// Where EWS of an endpoint is; invalid where its host is no host and no URL.
QUrl ewsUrlOf(const domain::Endpoint &endpoint);

/// Where earlier negotiations of versions ended, by server and mailbox; for as long as the process lives.
using EwsVersions = QHash<QString, ews::ServerVersion>;

/// What all requests to one Exchange mailbox share, whoever makes them: the version spoken, the pause that the server
/// asked for, how many requests may be under way, the sign-in. Lives on one thread.
class EwsAccount {
public:
    /// `tokens`: for SignIn::OAuth2; others have none. `versions`: so that the next one need not begin anew; none: it
    /// does.
    EwsAccount(Account account, domain::SecretUse use, const Clock *clock, std::unique_ptr<AccountTokens> tokens,
               std::shared_ptr<EwsVersions> versions = nullptr);

    /// Requests under way at a time, streams left out.
    static constexpr int mostAtATime = 5;

    [[nodiscard]] const Account &account() const { return m_account; }
    [[nodiscard]] const domain::Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] const domain::Endpoint &signIn() const { return m_signIn; }
    [[nodiscard]] QString user() const { return m_user; }
    [[nodiscard]] const Secret &secret() const { return m_secret; }
    [[nodiscard]] AccountTokens *tokens() const { return m_tokens.get(); }
    /// Where requests go; invalid where the endpoint's host is no host.
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] bool isExchangeOnline() const;
    [[nodiscard]] ews::RequestContext context() const;
    /// A folder that every mailbox has, of this mailbox also where somebody else signs in.
    [[nodiscard]] ews::FolderRef folder(const QString &distinguished) const;

    [[nodiscard]] ews::ServerVersion version() const { return m_negotiation.current(); }
    void learn(const ews::ServerBuild &build);
    /// The server refused `version`. False: there is none left to try.
    bool versionRefused(ews::ServerVersion version);

    /// When requests may leave: pauses, a refused sign-in, how many go at a time.
    [[nodiscard]] RequestGate &gate() { return m_gate; }
    /// Whose turn it is to send a password that was refused.
    [[nodiscard]] SecondTry &secondTry() { return m_secondTry; }

private:
    [[nodiscard]] QString versionKey() const;
    [[nodiscard]] std::optional<ews::ServerVersion> knownVersion() const;
    void keepVersion();

    Account m_account;
    domain::Endpoint m_endpoint;
    domain::Endpoint m_signIn;
    QString m_user;
    Secret m_secret;
    std::unique_ptr<AccountTokens> m_tokens;
    QUrl m_url;
    std::shared_ptr<EwsVersions> m_versions;
    ews::VersionNegotiation m_negotiation;
    RequestGate m_gate;
    SecondTry m_secondTry;
};

/// The code of a failure that is the network's or our own: no answer came.
inline constexpr char networkCode[] = "network";

/// Tells a connection test what the kind of the error that follows would not.
void tellWhy(const EwsAccount &account, const ews::Failure &failure);

/// What a failure comes to for those who know no EWS.
Error errorOf(const ews::Failure &failure);

} // namespace liaison::transport
