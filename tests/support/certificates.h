#pragma once

#include <QString>
#include <QStringList>

#include <memory>

namespace liaison::test {

/// What a certificate says. The defaults are a good server certificate for "localhost" and 127.0.0.1.
struct CertificateSpec {
    QString commonName = QStringLiteral("localhost");
    QStringList dnsNames = {QStringLiteral("localhost")}; ///< both lists empty: no subjectAltName at all
    QStringList ipAddresses = {QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
    qint64 validFromSeconds = -3'600; ///< counted from now
    qint64 validToSeconds = 30 * 86'400;
    QString keyUsage = QStringLiteral("critical,digitalSignature,keyAgreement"); ///< OpenSSL's words; empty: none
    QString extendedKeyUsage = QStringLiteral("serverAuth");
};

/// Paths of PEM files. The key is not encrypted and its file is readable by its owner only.
struct CertificateFiles {
    QString certificate;
    QString key;
};

/// Makes a certificate authority and what it signs (EC P-256), as PEM files in `folder`, which must exist.
/// A call that fails ends the program: tests cannot go on without.
class CertificateMaker {
public:
    explicit CertificateMaker(const QString &folder, const QString &caName = QStringLiteral("Liaison test CA"));
    ~CertificateMaker();

    /// The authority's own certificate, to be trusted by clients.
    [[nodiscard]] QString caFile() const;
    /// Signed by the authority; the files are NAME.pem and NAME.key.
    CertificateFiles leaf(const QString &name, const CertificateSpec &spec = {});
    /// Signed by its own key.
    CertificateFiles selfSigned(const QString &name, const CertificateSpec &spec = {});

private:
    struct Authority;
    QString m_folder;
    QString m_caFile;
    std::unique_ptr<Authority> m_authority;
};

} // namespace liaison::test
