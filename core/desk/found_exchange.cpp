#include "core/desk/found_exchange.h"

#include "core/transport/usual_host.h"

namespace liaison::desk {

using domain::Endpoint;
using domain::NationalCloud;
using domain::Protocol;

namespace {

constexpr quint16 httpsPort = 443;

bool isWithin(const QString &host, const QString &domain)
{
    return host.compare(domain, Qt::CaseInsensitive) == 0
        || host.endsWith(QLatin1Char('.') + domain, Qt::CaseInsensitive);
}

/// Whether the host alone leads there, too.
bool isUsual(const QUrl &ewsUrl)
{
    return ewsUrl.port(httpsPort) == httpsPort && !ewsUrl.hasQuery()
        && ewsUrl.path().compare(QLatin1String("/EWS/Exchange.asmx"), Qt::CaseInsensitive) == 0;
}

} // namespace

std::optional<NationalCloud> exchangeOnline(const domain::Autodiscovery &found)
{
    const QString host = found.ewsUrl.host();
    for (const NationalCloud cloud : {NationalCloud::Global, NationalCloud::China, NationalCloud::Germany,
                                      NationalCloud::USGovernment, NationalCloud::USGovernmentDoD}) {
        if (!host.isEmpty() && isWithin(host, transport::usualHost(Protocol::Ews, cloud)))
            return cloud;
    }
    return std::nullopt;
}

Endpoint exchangeAt(const QUrl &ewsUrl)
{
    Endpoint endpoint;
    endpoint.protocol = Protocol::Ews;
    endpoint.port = httpsPort;
    endpoint.signIn = domain::SignIn::PlainPassword;
    endpoint.host = ewsUrl.isEmpty() || isUsual(ewsUrl) ? ewsUrl.host() : ewsUrl.toString();
    return endpoint;
}

Endpoint exchangeSending(const Endpoint &inbound)
{
    Endpoint endpoint;
    endpoint.protocol = Protocol::Ews;
    endpoint.host = inbound.host;
    endpoint.port = inbound.port;
    endpoint.security = inbound.security;
    endpoint.signIn = domain::SignIn::AsInbound;
    endpoint.trustedCaFile = inbound.trustedCaFile;
    endpoint.pinnedSha256 = inbound.pinnedSha256;
    endpoint.proxy = inbound.proxy;
    endpoint.exchange = inbound.exchange;
    return endpoint;
}

} // namespace liaison::desk
