#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace liaison::demo {

struct SelfMadeCertificate {
    QByteArray certificatePem;
    QByteArray keyPem; ///< EC P-256, not encrypted: it never leaves the process
};

/// A fresh certificate for 127.0.0.1, valid for a week, signed by its own key. Error: Internal.
Result<SelfMadeCertificate> makeCertificate();

} // namespace liaison::demo
