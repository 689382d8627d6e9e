#include "ui/admin/usual_endpoint.h"

namespace liaison::ui {

domain::Endpoint usualEndpoint(domain::Protocol protocol, domain::SecretUse use)
{
    domain::Endpoint endpoint
        = use == domain::SecretUse::Inbound ? domain::Mailbox().inbound : domain::Mailbox().outbound;
    if (protocol != domain::Protocol::Graph)
        return endpoint;
    endpoint.protocol = protocol;
    endpoint.port = domain::defaultPort(protocol, domain::Security::Tls);
    if (use == domain::SecretUse::Inbound) {
        endpoint.signIn = domain::SignIn::OAuth2;
        endpoint.oauth.flow = domain::OAuthFlow::Application;
    }
    return endpoint;
}

} // namespace liaison::ui
