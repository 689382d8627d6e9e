#include "core/transport/client_identity.h"

#include "core/transport/certificate_check.h"

#include <QFile>

namespace liaison::transport {

namespace {
constexpr qint64 largestPem = 1024 * 1024;

/// The first private key in `pem`, whatever its algorithm; a null one if there is none or the passphrase is wrong.
QSslKey keyIn(const QByteArray &pem, const Secret &passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.reveal());
        if (!key.isNull())
            return key;
    }
    return {};
}
} // namespace

Result<ClientIdentity> readClientIdentity(const QString &certificateFile, const QString &keyFile,
                                          const Secret &passphrase)
{
    ClientIdentity identity;
    identity.chain = certificatesIn(certificateFile);
    if (identity.chain.isEmpty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("no certificate in the client certificate's file"));
    QFile file(keyFile.isEmpty() ? certificateFile : keyFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::InvalidInput, QStringLiteral("the client certificate's key cannot be read"));
    identity.key = keyIn(file.read(largestPem), passphrase);
    if (identity.key.isNull())
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("no key that its passphrase opens stands in the client certificate's key file"));
    return identity;
}

} // namespace liaison::transport
