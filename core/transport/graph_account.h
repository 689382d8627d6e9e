#pragma once

#include "core/base/clock.h"
#include "core/graph/failure.h"
#include "core/graph/limits.h"
#include "core/graph/request.h"
#include "core/graph/service_root.h"
#include "core/transport/account.h"
#include "core/transport/account_tokens.h"
#include "core/transport/request_gate.h"

#include <memory>

namespace liaison::transport {

/// Where Graph of an endpoint is: the host that a person put there, else the cloud's.
Result<graph::ServiceRoot> graphRootOf(const domain::Endpoint &endpoint);

/// The endpoint that Graph of one side is at. Sending that signs in as reading over Graph does, and names no host, goes
/// where reading goes; without a host the cloud is that of whoever signs in.
domain::Endpoint graphServerOf(const domain::Mailbox &mailbox, domain::SecretUse use);

/// What Graph allows an application and mailbox; some requests stay for what a person waits for.
RequestGate::Limits graphLimits();

/// What all requests to one mailbox over Microsoft Graph share, whoever makes them: the sign-in, the pause that the
/// service asked for, how many requests may be under way and how many were made. Lives on one thread.
class GraphAccount {
public:
    /// `clock` outlives it.
    GraphAccount(Account account, domain::SecretUse use, const Clock *clock, std::unique_ptr<AccountTokens> tokens,
                 RequestGate::Limits limits = graphLimits());

    [[nodiscard]] const Account &account() const { return m_account; }
    [[nodiscard]] const domain::Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] const domain::Endpoint &signIn() const { return m_signIn; }
    [[nodiscard]] QString user() const { return m_user; }
    [[nodiscard]] const Secret &secret() const { return m_secret; }
    [[nodiscard]] AccountTokens *tokens() const { return m_tokens.get(); }
    /// An error where the endpoint's host is none.
    [[nodiscard]] const Result<graph::ServiceRoot> &root() const { return m_root; }
    /// Whose mailbox requests are about: always by its address, so that a person who signed in with another account
    /// than was meant never shows us that one's mail.
    [[nodiscard]] graph::MailboxRef mailbox() const { return graph::MailboxRef::of(m_account.mailbox.address); }
    /// The token that requests go out with, to be looked at.
    void tokenCame(const Secret &token);
    /// The permissions that it says it lacks.
    [[nodiscard]] const QStringList &missingPermissions() const { return m_missingPermissions; }
    [[nodiscard]] RequestGate &gate() { return m_gate; }
    [[nodiscard]] UtcMs now() const { return m_clock->nowMs(); }

private:
    Account m_account;
    domain::Endpoint m_endpoint;
    domain::Endpoint m_signIn;
    QString m_user;
    Secret m_secret;
    QByteArray m_tokenSeen; ///< its digest
    QStringList m_missingPermissions;
    const Clock *m_clock;
    std::unique_ptr<AccountTokens> m_tokens;
    Result<graph::ServiceRoot> m_root;
    RequestGate m_gate;
};

/// Tells a connection test what the kind of the error that follows would not.
void tellWhy(const GraphAccount &account, const graph::Failure &failure);

/// What a failure comes to for those who know no Graph.
Error errorOf(const graph::Failure &failure);

/// A failure of the network, or of our own making.
graph::Failure graphFailure(Error error);

/// Whatever was asked for would have failed so: the network and the account. An answer that is larger than is taken is
/// a matter of what was asked.
bool concernsAnyRequest(const graph::Failure &failure);

} // namespace liaison::transport
