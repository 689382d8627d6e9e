#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QList>
#include <QSslCertificate>
#include <QSslKey>

namespace liaison::transport {

/// A client certificate with those that issued it, and its private key.
struct ClientIdentity {
    QList<QSslCertificate> chain;
    QSslKey key;
};

/// Reads PEM files; with `keyFile` empty the key stands beside the certificate. RSA and EC keys, in PKCS #8 or the
/// older forms, encrypted by `passphrase` or not. Error InvalidInput, its words saying which file is at fault.
Result<ClientIdentity> readClientIdentity(const QString &certificateFile, const QString &keyFile,
                                          const Secret &passphrase);

} // namespace liaison::transport
