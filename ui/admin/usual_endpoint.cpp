#include "ui/admin/usual_endpoint.h"

#include "core/desk/found_exchange.h"

namespace liaison::ui {

using domain::Protocol;

domain::Endpoint usualEndpoint(Protocol protocol, domain::SecretUse use)
{
    const bool inbound = use == domain::SecretUse::Inbound;
    if (protocol == Protocol::Ews)
        return inbound ? desk::exchangeAt({}) : desk::exchangeSending(desk::exchangeAt({}));
    domain::Endpoint endpoint = inbound ? domain::Mailbox().inbound : domain::Mailbox().outbound;
    if (protocol != Protocol::Graph)
        return endpoint;
    endpoint.protocol = protocol;
    endpoint.port = domain::defaultPort(protocol, domain::Security::Tls);
    if (inbound) {
        endpoint.signIn = domain::SignIn::OAuth2;
        endpoint.oauth.flow = domain::OAuthFlow::Application;
    }
    return endpoint;
}

} // namespace liaison::ui
