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
