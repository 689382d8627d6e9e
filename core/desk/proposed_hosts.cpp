#include "core/desk/proposed_hosts.h"

#include "core/transport/usual_host.h"

namespace liaison::desk {

using domain::Endpoint;
using domain::Mailbox;
using domain::Protocol;
using domain::SecretUse;

namespace {

bool signsInAtMicrosoft(const Endpoint &signIn)
{
    return signIn.signIn == domain::SignIn::OAuth2 && signIn.oauth.flow != domain::OAuthFlow::AccessToken
        && signIn.oauth.issuer.isEmpty() && signIn.oauth.loginHost.isEmpty();
}

} // namespace

QString proposedHost(const Mailbox &mailbox, SecretUse use)
{
    const Endpoint &endpoint = use == SecretUse::Inbound ? mailbox.inbound : mailbox.outbound;
    const Endpoint &signIn = domain::signInEndpoint(mailbox, use);
    if (endpoint.protocol != Protocol::Ews || signIn.protocol != Protocol::Ews || !signsInAtMicrosoft(signIn))
        return {};
    const QString usual = transport::usualHost(Protocol::Ews, signIn.oauth.cloud);
    const bool follows = &signIn != &endpoint;
    const QString there = signIn.host.trimmed();
    return follows && !there.isEmpty() && there.compare(usual, Qt::CaseInsensitive) != 0 ? QString() : usual;
}

Mailbox withProposedHosts(Mailbox mailbox)
{
    const QString inbound = proposedHost(mailbox, SecretUse::Inbound);
    const QString outbound = proposedHost(mailbox, SecretUse::Outbound);
    if (mailbox.inbound.host.trimmed().isEmpty())
        mailbox.inbound.host = inbound;
    if (mailbox.outbound.host.trimmed().isEmpty())
        mailbox.outbound.host = outbound;
    return mailbox;
}

} // namespace liaison::desk
