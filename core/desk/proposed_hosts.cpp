#include "core/desk/proposed_hosts.h"

#include "core/transport/usual_host.h"

#include <QUrlQuery>

#include <algorithm>

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
    if (!signsInAtMicrosoft(signIn))
        return {};
    const bool follows = &signIn != &endpoint;
    const QString there = signIn.host.trimmed();
    const QString usualThere = transport::usualHost(signIn.protocol, signIn.oauth.cloud);
    const bool elsewhere = follows && !there.isEmpty() && there.compare(usualThere, Qt::CaseInsensitive) != 0;
    return elsewhere ? QString() : transport::usualHost(endpoint.protocol, signIn.oauth.cloud);
}

namespace {

void takeProposedHost(Endpoint &endpoint, const QString &proposed)
{
    if (!endpoint.host.trimmed().isEmpty())
        return;
    endpoint.host = proposed;
    const bool usual = endpoint.security == domain::Security::Tls && endpoint.port == 465;
    if (endpoint.protocol != Protocol::Smtp || proposed.isEmpty() || !usual)
        return;
    endpoint.security = domain::Security::StartTls;
    endpoint.port = domain::defaultPort(Protocol::Smtp, domain::Security::StartTls);
}

} // namespace

Mailbox withProposedHosts(Mailbox mailbox)
{
    const QString inbound = proposedHost(mailbox, SecretUse::Inbound);
    const QString outbound = proposedHost(mailbox, SecretUse::Outbound);
    takeProposedHost(mailbox.inbound, inbound);
    takeProposedHost(mailbox.outbound, outbound);
    return mailbox;
}

QString usualSignInHost(domain::NationalCloud cloud)
{
    return transport::usualSignInHost(cloud);
}

QUrl adminConsentLink(const Endpoint &endpoint)
{
    const domain::OAuthSettings &oauth = endpoint.oauth;
    if (endpoint.signIn != domain::SignIn::OAuth2 || oauth.flow == domain::OAuthFlow::AccessToken
        || !oauth.issuer.isEmpty())
        return {};
    Mailbox mailbox;
    mailbox.inbound = endpoint;
    const QList<domain::FieldError> errors = domain::validate(mailbox);
    const bool wrong = std::any_of(errors.cbegin(), errors.cend(), [](const domain::FieldError &error) {
        return error.field == domain::MailboxField::InboundClientId
            || error.field == domain::MailboxField::InboundTenantId;
    });
    if (wrong)
        return {};
    const QString host = oauth.loginHost.isEmpty() ? transport::usualSignInHost(oauth.cloud) : oauth.loginHost;
    QUrl link(host.contains(QLatin1String("://")) ? host : QStringLiteral("https://") + host);
    link.setPath(QStringLiteral("/%1/adminconsent").arg(oauth.tenantId));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("client_id"), oauth.clientId);
    link.setQuery(query);
    return link;
}

} // namespace liaison::desk
