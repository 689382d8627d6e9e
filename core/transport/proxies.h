#pragma once

#include "core/domain/proxy.h"

#include <QNetworkProxyFactory>

namespace liaison::transport {

/// The proxy on the way to a server, as an endpoint is set; none for this machine, whose "localhost" must not become
/// the proxy's own.
QNetworkProxy proxyTo(const QString &host, quint16 port, const domain::ProxySettings &settings);

/// proxyTo() for HTTP.
class Proxies final : public QNetworkProxyFactory {
public:
    explicit Proxies(domain::ProxySettings settings) : m_settings(std::move(settings)) { }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

private:
    domain::ProxySettings m_settings;
};

} // namespace liaison::transport
