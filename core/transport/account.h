#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/domain/mailbox.h"
#include "core/domain/sign_in.h"
#include "core/sasl/mechanism.h"
#include "core/transport/milestone.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace liaison::secrets {
class Vault;
}

namespace liaison::transport {

class MailSource;
class MailSink;

/// What an adapter needs to connect: the mailbox and the two secrets, read from the vault beforehand.
struct Account {
    domain::Mailbox mailbox;
    Secret inboundSecret;
    Secret outboundSecret;
    std::function<void(const QString &)> trace; ///< redacted protocol lines; empty: no trace
    /// Asked before bytes leave, on the adapter's thread. Once it says no the connection ends with Error{Busy}: the
    /// mailbox may be somebody else's. Empty: always yes.
    std::function<bool()> mayWrite = {};
    /// Told on the adapter's thread how far it has come, for connection tests; empty: nobody wants to know.
    OnMilestone milestone = {};
};

/// What `use` signs in with over SASL; nullopt for a relay that wants no sign-in. A token that is renewed is not there
/// yet (see AccountTokens): nobody is to be shown what it is got with. At Microsoft the user is the mailbox, whoever
/// the person is that signs in: that is in the token, and so mailboxes are read that are shared with somebody.
std::optional<sasl::Credentials> credentialsOf(const Account &account, domain::SecretUse use);

/// The secret that `use` signs in with: password, access token or the passphrase of the client certificate's key.
const Secret &signInSecret(const Account &account, domain::SecretUse use);

/// A person's sign-in for one side of a mailbox.
struct MailboxSignInRequest {
    domain::Mailbox mailbox;
    domain::SecretUse use = domain::SecretUse::Inbound;
    domain::SignInWay way = domain::SignInWay::Browser;
    QString signedIn = {};    ///< what the browser shows at the end; empty: English
    QString notSignedIn = {}; ///< likewise
};
/// Called once, as soon as there is something to show to the person.
using ShowSignIn = std::function<void(const domain::SignInPrompt &)>;

/// Makes the adapters of a mailbox's protocols. An Error{InvalidInput} names a protocol that is not to be had.
class TransportFactory {
public:
    virtual ~TransportFactory() = default;
    virtual Result<std::unique_ptr<MailSource>> source(Account account) = 0;
    virtual Result<std::unique_ptr<MailSink>> sink(Account account) = 0;
    /// Signs a person in; done once the refresh token is in the vault. It ends with `owner`, on whose thread `show` is
    /// called. A provider's no is in the outcome, as is nobody coming back in time. Errors: InvalidInput where nobody
    /// can sign in so, CredentialsMissing where no refresh token came, Cancelled, those of network and vault.
    virtual Future<domain::SignInOutcome> signIn(MailboxSignInRequest request, ShowSignIn show, QObject *owner,
                                                 std::stop_token stop);
};

/// What the adapters of a process need beside an account. All of it outlives the factory and what it made.
struct TransportGround {
    secrets::Vault *vault = nullptr; ///< where the refresh tokens of people's sign-ins are; none: nobody can sign in so
    const Clock *clock = nullptr;    ///< none: the machine's
    /// Whether a person looks at the window: servers that notify nobody are asked more often then. Asked on the
    /// adapters' thread; empty: nobody does.
    std::function<bool()> inFront = {};
    /// false: the server is no cloud's and allows as many requests within a while as one likes (the benches').
    bool countsRequests = true;
};

/// The factory over real sockets. It and its adapters are used on one thread.
std::unique_ptr<TransportFactory> networkTransport(TransportGround ground = {});

} // namespace liaison::transport
