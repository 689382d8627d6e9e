#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace liaison::domain {

/// How to get out to a server. System: as the system is set. Http: by CONNECT (RFC 9110 section 9.3.6). Socks5:
/// RFC 1928. This machine is always reached without.
enum class ProxyKind { System, None, Http, Socks5 };

struct ProxySettings {
    ProxyKind kind = ProxyKind::System;
    QString host = {}; ///< for Http and Socks5, as the two have their own
    quint16 port = 0;

    [[nodiscard]] bool isManual() const { return kind == ProxyKind::Http || kind == ProxyKind::Socks5; }
    friend bool operator==(const ProxySettings &, const ProxySettings &) = default;
};

/// "system", "none", "http", "socks5".
QString toString(ProxyKind kind);
std::optional<ProxyKind> proxyKindFrom(const QString &name);

/// {"kind", "host", "port"}: host and port only where there are any.
QJsonObject toJson(const ProxySettings &proxy);
/// nullopt for an unknown kind or a port that is none; {} is the system's.
std::optional<ProxySettings> proxyFromJson(const QJsonObject &json);

} // namespace liaison::domain
