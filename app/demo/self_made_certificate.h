#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>

namespace liaison::demo {

struct SelfMadeCertificate {
    QByteArray certificatePem;
    QByteArray keyPem; ///< not encrypted
};

enum class CertificateUse {
    Server,     ///< for 127.0.0.1; EC P-256
    Application ///< signs client assertions; RSA with 2048 bits
};

/// A fresh certificate, valid for a week, signed by its own key. Error: Internal.
Result<SelfMadeCertificate> makeCertificate(CertificateUse use = CertificateUse::Server);

/// Whether both can be read and belong together, and the certificate is valid at that time.
bool isGoodAt(const SelfMadeCertificate &made, UtcMs nowMs);

} // namespace liaison::demo
