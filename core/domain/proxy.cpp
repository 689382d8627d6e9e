#include "core/domain/proxy.h"

namespace liaison::domain {

using namespace Qt::StringLiterals;

QString toString(ProxyKind kind)
{
    switch (kind) {
    case ProxyKind::System:
        return u"system"_s;
    case ProxyKind::None:
        return u"none"_s;
    case ProxyKind::Http:
        return u"http"_s;
    case ProxyKind::Socks5:
        return u"socks5"_s;
    }
    return {};
}

std::optional<ProxyKind> proxyKindFrom(const QString &name)
{
    for (const ProxyKind kind : {ProxyKind::System, ProxyKind::None, ProxyKind::Http, ProxyKind::Socks5}) {
        if (toString(kind) == name)
            return kind;
    }
    return std::nullopt;
}

QJsonObject toJson(const ProxySettings &proxy)
{
    QJsonObject json{{u"kind"_s, toString(proxy.kind)}};
    if (proxy.isManual()) {
        json.insert(u"host"_s, proxy.host);
        json.insert(u"port"_s, proxy.port);
    }
    return json;
}

std::optional<ProxySettings> proxyFromJson(const QJsonObject &json)
{
    if (json.isEmpty())
        return ProxySettings();
    const auto kind = proxyKindFrom(json.value("kind"_L1).toString());
    if (!kind)
        return std::nullopt;
    ProxySettings proxy{*kind};
    if (!proxy.isManual())
        return proxy;
    const int port = json.value("port"_L1).toInt(-1);
    if (port < 0 || port > 65'535)
        return std::nullopt;
    proxy.host = json.value("host"_L1).toString();
    proxy.port = static_cast<quint16>(port);
    return proxy;
}

} // namespace liaison::domain
