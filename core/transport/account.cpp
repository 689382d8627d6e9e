#include "core/transport/account.h"

namespace liaison::transport {

std::optional<sasl::Credentials> credentialsOf(const Account &account, domain::SecretUse use)
{
    const domain::Mailbox &mailbox = account.mailbox;
    const domain::Endpoint &server = use == domain::SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    sasl::Credentials out{domain::signInName(mailbox, use), signInSecret(account, use), sasl::Proof::Password,
                          server.host, server.port};
    const domain::Endpoint &signIn = domain::signInEndpoint(mailbox, use);
    switch (signIn.signIn) {
    case domain::SignIn::Password:
        return out;
    case domain::SignIn::PlainPassword:
        out.proof = sasl::Proof::PlainPassword;
        return out;
    case domain::SignIn::OAuth2:
        out.proof = sasl::Proof::BearerToken;
        if (signIn.oauth.flow == domain::OAuthFlow::AccessToken)
            return out;
        out.password = Secret();
        if (signIn.oauth.issuer.isEmpty())
            out.user = mailbox.address;
        return out;
    case domain::SignIn::Certificate:
        out.proof = sasl::Proof::Certificate;
        out.password = Secret(); // the key's passphrase is nobody else's business
        return out;
    case domain::SignIn::AsInbound:
    case domain::SignIn::None:
    case domain::SignIn::Ntlm: // of HTTP alone
        break;
    }
    return std::nullopt;
}

const Secret &signInSecret(const Account &account, domain::SecretUse use)
{
    const bool inbound = &domain::signInEndpoint(account.mailbox, use) == &account.mailbox.inbound;
    return inbound ? account.inboundSecret : account.outboundSecret;
}

Future<domain::SignInOutcome> TransportFactory::signIn(MailboxSignInRequest request, ShowSignIn, QObject *,
                                                       std::stop_token)
{
    return readyFuture<domain::SignInOutcome>(
        fail(ErrorKind::InvalidInput, QStringLiteral("nobody signs in to %1 this way").arg(request.mailbox.address)));
}

} // namespace liaison::transport
