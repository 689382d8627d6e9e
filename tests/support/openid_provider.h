#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace liaison::test {

/// An OpenID provider on loopback (npm's oidc-provider, see tests/servers/openid) that issues access tokens to whom it
/// is told to, and answers a mail server's introspection (RFC 7662).
class OpenIdProvider {
public:
    ~OpenIdProvider();

    /// Empty when Node.js and the provider are installed, else a sentence.
    static QString missing();
    /// With a PEM certificate there is the client "signer", which proves itself by its key. People can be asked for
    /// "mail" and for `scopes`; a token for scopes that begin with one of `resources` (URLs) is for that one alone.
    bool start(const QString &certificateFile = {}, const QStringList &scopes = {}, const QStringList &resources = {});
    [[nodiscard]] QString failure() const { return m_failure; }

    /// An access token for `user` that is good for so many seconds; empty when that failed.
    [[nodiscard]] QByteArray tokenFor(const QString &user, int seconds = 3'600) const;
    /// What the provider itself says of a token.
    [[nodiscard]] bool isActive(const QByteArray &token) const;
    /// What it says of a token by introspection (RFC 7662): "active", "aud", "scope".
    [[nodiscard]] QJsonObject introspect(const QByteArray &token) const;
    /// Whose token it is, as the provider says: a person's name, empty for an application; nullopt: it is not good.
    /// From any thread.
    [[nodiscard]] std::optional<QString> ownerOf(const QByteArray &token) const;
    /// Ends every sign-in of `user`, as an administrator would.
    void forget(const QString &user) const;
    /// The provider's own name, "http://127.0.0.1:PORT".
    [[nodiscard]] QString issuer() const;
    /// Makes a token of the public client "desktop" void (RFC 7009).
    void revoke(const QByteArray &token) const;
    /// Starts a person's way through the forms at `url`, as `user` or, where `declines`, saying no; the caller owns the
    /// process and keeps its event loop running meanwhile. Its output is the last page.
    [[nodiscard]] static std::unique_ptr<QProcess> browse(const QString &url, const QString &user,
                                                          bool declines = false);
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
