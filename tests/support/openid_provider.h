#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace liaison::test {

/// An OpenID provider on loopback (npm's oidc-provider, see tests/servers/openid) that issues access tokens to whom it
/// is told to, and answers a mail server's introspection (RFC 7662).
class OpenIdProvider {
public:
    ~OpenIdProvider();

    /// Empty when Node.js and the provider are installed, else a sentence.
    static QString missing();
    bool start();
    [[nodiscard]] QString failure() const { return m_failure; }

    /// An access token for `user` that is good for so many seconds; empty when that failed.
    [[nodiscard]] QByteArray tokenFor(const QString &user, int seconds = 3'600) const;
    /// What the provider itself says of a token.
    [[nodiscard]] bool isActive(const QByteArray &token) const;
    /// Where a mail server asks, with its credentials.
    [[nodiscard]] QString introspectionUrl() const;

private:
    [[nodiscard]] QByteArray post(const QString &url, const QByteArray &body) const;

    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_failure;
};

} // namespace liaison::test
