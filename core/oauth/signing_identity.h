#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/oauth/problem.h"

#include <QByteArray>

#include <memory>

namespace liaison::oauth {

/// An application's certificate with its private RSA key, for client assertions. The key stays inside. A value: copies
/// share the key.
class SigningIdentity {
public:
    /// From PEM texts, which may be the same one. Of several certificates the key's own is taken. `nowMs` is compared
    /// with the certificate's dates. Problems: NoCertificate, NoKey, WrongPassphrase, KeyNotRsa, KeyTooSmall (fewer
    /// than 2048 bits), KeyMismatch, CertificateExpired, CertificateNotYetValid.
    static Answer<SigningIdentity> fromPem(const QByteArray &certificate, const QByteArray &key,
                                           const Secret &passphrase, UtcMs nowMs);
    /// From a PKCS #12 file (.pfx, .p12). Problems: as above, and UnsupportedFile.
    static Answer<SigningIdentity> fromPkcs12(const QByteArray &file, const Secret &passphrase, UtcMs nowMs);

    /// SHA-256 of the certificate's DER form, base64url: JOSE's "x5t#S256" (RFC 7515 section 4.1.8).
    [[nodiscard]] QByteArray thumbprint() const { return m_thumbprint; }
    /// When the certificate runs out, so that it can be said in time.
    [[nodiscard]] UtcMs notAfter() const { return m_notAfter; }
    /// PS256 over `bytes`: RSASSA-PSS with SHA-256 and a salt of 32 bytes (RFC 7518 section 3.5).
    [[nodiscard]] QByteArray sign(const QByteArray &bytes) const;

private:
    struct Key;
    friend class IdentityParts;

    std::shared_ptr<const Key> m_key;
    QByteArray m_thumbprint;
    UtcMs m_notAfter = 0;
};

} // namespace liaison::oauth
