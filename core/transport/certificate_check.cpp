#include "core/transport/certificate_check.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QSslCipher>
#include <QSslSocket>
#include <QUrl>

#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace liaison::transport {

namespace {
using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;

X509Ptr decoded(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    return {d2i_X509(nullptr, &bytes, static_cast<long>(der.size())), &X509_free};
}

QString distinguishedName(const QSslCertificate &certificate, bool issuer)
{
    QStringList parts;
    const QList<QByteArray> attributes
        = issuer ? certificate.issuerInfoAttributes() : certificate.subjectInfoAttributes();
    for (const QByteArray &attribute : attributes) {
        const QStringList values = issuer ? certificate.issuerInfo(attribute) : certificate.subjectInfo(attribute);
        for (const QString &value : values)
            parts << QString::fromLatin1(attribute) + QLatin1Char('=') + value;
    }
    return parts.join(QStringLiteral(", "));
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLSv1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLSv1.3");
    default:
        return {};
    }
}
} // namespace

CertificateSummary summarise(const QSslSocket &socket)
{
    return summarise(socket.sslConfiguration());
}

CertificateSummary summarise(const QSslConfiguration &session)
{
    const QSslCertificate leaf = session.peerCertificate();
    CertificateSummary out;
    out.subject = distinguishedName(leaf, false);
    out.issuer = distinguishedName(leaf, true);
    const auto names = leaf.subjectAlternativeNames();
    for (const QString &name : names)
        out.names << name;
    out.names.sort();
    out.notBefore = leaf.effectiveDate().toMSecsSinceEpoch();
    out.notAfter = leaf.expiryDate().toMSecsSinceEpoch();
    out.sha256 = fingerprint(leaf);
    out.protocol = protocolName(session.sessionProtocol());
    out.cipher = session.sessionCipher().name();
    return out;
}

namespace {
/// The system's authorities, read once: they are more than a hundred files, which takes longer than a handshake.
const QList<QSslCertificate> &systemCertificates()
{
    static const QList<QSslCertificate> certificates = QSslConfiguration::systemCaCertificates();
    return certificates;
}
} // namespace

QList<QSslCertificate> certificatesIn(const QString &pemFile)
{
    constexpr qint64 mostPemBytes = 1024 * 1024;
    QFile file(pemFile);
    if (!QFileInfo(pemFile).isFile() || !file.open(QIODevice::ReadOnly) || file.size() > mostPemBytes)
        return {};
    return QSslCertificate::fromData(file.read(mostPemBytes), QSsl::Pem);
}

Result<QSslConfiguration> clientConfiguration(const QString &trustedCaFile)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!trustedCaFile.isEmpty()) {
        const QList<QSslCertificate> own = certificatesIn(trustedCaFile);
        if (own.isEmpty())
            return fail(ErrorKind::InvalidInput, QStringLiteral("no certificate in the CA file"));
        configuration.setCaCertificates(systemCertificates() + own);
    }
    return configuration;
}

QString fingerprint(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex());
}

bool matchesPin(const QSslCertificate &certificate, const QString &pinnedSha256)
{
    QString pin = pinnedSha256.toLower();
    pin.remove(QLatin1Char(':'));
    pin.remove(QLatin1Char(' '));
    return pin.size() == 64 && !certificate.isNull() && pin == fingerprint(certificate);
}

bool matchesHost(const QSslCertificate &certificate, const QString &host)
{
    const X509Ptr x509 = decoded(certificate);
    if (!x509)
        return false;
    const QHostAddress address(host);
    if (!address.isNull())
        return X509_check_ip_asc(x509.get(), address.toString().toLatin1().constData(), 0) == 1;
    const QByteArray ascii = QUrl::toAce(host);
    constexpr unsigned flags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    return !ascii.isEmpty()
        && X509_check_host(x509.get(), ascii.constData(), static_cast<size_t>(ascii.size()), flags, nullptr) == 1;
}

bool excusableByPin(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::HostNameMismatch:
        return true;
    default:
        return false;
    }
}

Error certificateError(const QList<QSslError> &problems, const QString &host)
{
    bool expired = false;
    bool untrusted = false;
    QStringList words;
    for (const QSslError &problem : problems) {
        words << problem.errorString();
        switch (problem.error()) {
        case QSslError::CertificateExpired:
        case QSslError::CertificateNotYetValid:
            expired = true;
            break;
        case QSslError::HostNameMismatch:
            break;
        default:
            untrusted = true;
        }
    }
    const ErrorKind kind = expired ? ErrorKind::CertificateExpired
        : untrusted                ? ErrorKind::CertificateUntrusted
                                   : ErrorKind::CertificateWrongHost;
    return {kind, QStringLiteral("%1: %2").arg(host, words.join(QStringLiteral("; "))), {}, {}};
}

} // namespace liaison::transport
