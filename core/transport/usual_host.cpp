#include "core/transport/usual_host.h"

#include "core/oauth/national_cloud.h"

namespace liaison::transport {

QString usualHost(domain::Protocol protocol, domain::NationalCloud cloud)
{
    const oauth::CloudHosts hosts = oauth::hostsOf(cloud);
    switch (protocol) {
    case domain::Protocol::Imap:
    case domain::Protocol::Ews:
        return hosts.mail;
    case domain::Protocol::Smtp:
        return hosts.smtp;
    case domain::Protocol::Graph:
        break;
    }
    return {};
}

QString usualSignInHost(domain::NationalCloud cloud)
{
    return oauth::hostsOf(cloud).login;
}

} // namespace liaison::transport
