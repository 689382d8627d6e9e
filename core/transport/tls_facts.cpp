#include "core/transport/tls_facts.h"

#include "core/transport/certificate_check.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QSslSocket>

#include <algorithm>

namespace liaison::transport {

std::optional<QString> tlsLibrary()
{
    if (!QSslSocket::supportsSsl())
        return std::nullopt;
    return QSslSocket::sslLibraryVersionString();
}

std::optional<UtcMs> certificatesGoodUntil(const QString &file)
{
    const QList<QSslCertificate> certificates = certificatesIn(file);
    std::optional<UtcMs> end;
    for (const QSslCertificate &certificate : certificates) {
        const UtcMs one = certificate.expiryDate().toMSecsSinceEpoch();
        end = std::min(end.value_or(one), one);
    }
    return end;
}

} // namespace liaison::transport
