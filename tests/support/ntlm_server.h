#pragma once

#include "tests/support/certificates.h"
#include "tests/support/server_process.h"

#include <QTemporaryDir>
#include <QUrl>

namespace liaison::test {

/// Apache with mod_auth_gssapi and gss-ntlmssp: an NTLM that is not ours. Behind the sign-in it tells who came and how
/// much they sent, or hands the request on.
class NtlmServer {
public:
    struct User {
        QString domain; ///< NetBIOS name
        QString name;   ///< or a user principal name, "ann@corp.test"
        QString password;
    };

    /// Which part of it is not installed; empty: it is all there.
    static QString missing();

    /// What stands behind the sign-in.
    struct Backend {
        QString url;           ///< "http://127.0.0.1:PORT"; empty: nothing
        QByteArray basicLogin; ///< "user:password" that Apache shows there, whoever signed in
    };

    /// `certificate` is the server's, for 127.0.0.1.
    bool start(const QList<User> &users, const CertificateFiles &certificate, const Backend &backend = {});
    [[nodiscard]] QString failure() const { return m_failure; }
    /// Where Exchange would be.
    [[nodiscard]] QUrl url() const;
    /// How often somebody was refused by the server's own words, in its log.
    [[nodiscard]] int refusals() const;
    /// How many requests came, those of the handshake counted.
    [[nodiscard]] int requests() const;

private:
    bool write(const QString &name, const QString &text);
    [[nodiscard]] QString configuration(const CertificateFiles &certificate, const Backend &backend) const;
    [[nodiscard]] QByteArray log(const QString &name) const;

    QTemporaryDir m_dir;
    quint16 m_port = 0;
    QString m_failure;
    ServerProcess m_server;
};

} // namespace liaison::test
