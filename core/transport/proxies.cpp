#include "core/transport/proxies.h"

#include "core/domain/mailbox.h"

namespace liaison::transport {

QNetworkProxy proxyTo(const QString &host, quint16 port, const domain::ProxySettings &settings)
{
    if (domain::isLoopbackHost(host))
        return {QNetworkProxy::NoProxy};
    switch (settings.kind) {
    case domain::ProxyKind::None:
        return {QNetworkProxy::NoProxy};
    case domain::ProxyKind::Http:
        return {QNetworkProxy::HttpProxy, settings.host, settings.port};
    case domain::ProxyKind::Socks5:
        return {QNetworkProxy::Socks5Proxy, settings.host, settings.port};
    case domain::ProxyKind::System:
        break;
    }
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(host, port));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.constFirst();
}

QList<QNetworkProxy> Proxies::queryProxy(const QNetworkProxyQuery &query)
{
    // The system's answer may depend on more than host and port, and may be several.
    if (m_settings.kind == domain::ProxyKind::System && !domain::isLoopbackHost(query.peerHostName()))
        return QNetworkProxyFactory::proxyForQuery(query);
    return {proxyTo(query.peerHostName(), static_cast<quint16>(query.peerPort()), m_settings)};
}

} // namespace liaison::transport
