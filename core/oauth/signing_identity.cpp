#include "core/oauth/signing_identity.h"

#include "core/base/sha256.h"
#include "core/oauth/pkce.h"

#include <QDateTime>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <vector>

namespace liaison::oauth {

namespace {

constexpr int leastKeyBits = 2048;
constexpr qsizetype largestFile = 1024 * 1024;

template <auto Free> struct Freed {
    template <class T> void operator()(T *object) const { Free(object); }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using Pkcs12Ptr = std::unique_ptr<PKCS12, Freed<PKCS12_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using DigestPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

/// Leaves OpenSSL's error queue of this thread as it was: TLS reads the same one.
class ErrorMark {
public:
    ErrorMark() { ERR_set_mark(); }
    ~ErrorMark() { ERR_pop_to_mark(); }
    ErrorMark(const ErrorMark &) = delete;
    ErrorMark &operator=(const ErrorMark &) = delete;
};

BioPtr reading(const QByteArray &bytes)
{
    return BioPtr(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

struct Passphrase {
    const Secret &secret;
    bool asked = false;
};

int givePassphrase(char *buffer, int size, int, void *context)
{
    auto *passphrase = static_cast<Passphrase *>(context);
    passphrase->asked = true;
    const QByteArray &bytes = passphrase->secret.reveal();
    if (bytes.size() > size)
        return -1;
    std::copy(bytes.cbegin(), bytes.cend(), buffer);
    return int(bytes.size());
}

UtcMs utcMs(const ASN1_TIME *time)
{
    tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return 0;
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC)
        .toMSecsSinceEpoch();
}

QByteArray thumbprintOf(X509 *certificate)
{
    QByteArray der(i2d_X509(certificate, nullptr), '\0');
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    i2d_X509(certificate, &out);
    return base64Url(Sha256::of(der));
}

} // namespace

struct SigningIdentity::Key {
    KeyPtr pkey;
};

/// What a file held, before it is found fit.
class IdentityParts {
public:
    KeyPtr key;
    std::vector<CertificatePtr> certificates;

    Answer<SigningIdentity> checked(UtcMs nowMs);

private:
    [[nodiscard]] X509 *ownCertificate() const;
};

/// The certificate of the key; files name those that issued it in any order.
X509 *IdentityParts::ownCertificate() const
{
    for (const CertificatePtr &certificate : certificates)
        if (X509_check_private_key(certificate.get(), key.get()) == 1)
            return certificate.get();
    return nullptr;
}

Answer<SigningIdentity> IdentityParts::checked(UtcMs nowMs)
{
    if (certificates.empty())
        return failed(Problem::NoCertificate);
    if (!key)
        return failed(Problem::NoKey);
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
        return failed(Problem::KeyNotRsa);
    if (EVP_PKEY_get_bits(key.get()) < leastKeyBits)
        return failed(Problem::KeyTooSmall);
    X509 *own = ownCertificate();
    if (!own)
        return failed(Problem::KeyMismatch);
    if (nowMs < utcMs(X509_get0_notBefore(own)))
        return failed(Problem::CertificateNotYetValid);
    SigningIdentity out;
    out.m_notAfter = utcMs(X509_get0_notAfter(own));
    if (nowMs >= out.m_notAfter)
        return failed(Problem::CertificateExpired);
    out.m_thumbprint = thumbprintOf(own);
    out.m_key = std::make_shared<SigningIdentity::Key>(SigningIdentity::Key{std::move(key)});
    return out;
}

Answer<SigningIdentity> SigningIdentity::fromPem(const QByteArray &certificate, const QByteArray &key,
                                                 const Secret &passphrase, UtcMs nowMs)
{
    const ErrorMark mark;
    if (certificate.size() > largestFile)
        return failed(Problem::NoCertificate);
    if (key.size() > largestFile)
        return failed(Problem::NoKey);
    IdentityParts parts;
    const BioPtr certificates = reading(certificate);
    while (X509 *next = PEM_read_bio_X509(certificates.get(), nullptr, nullptr, nullptr))
        parts.certificates.emplace_back(next);
    Passphrase asked{passphrase};
    parts.key.reset(PEM_read_bio_PrivateKey(reading(key).get(), nullptr, &givePassphrase, &asked));
    if (!parts.key && asked.asked && !parts.certificates.empty())
        return failed(Problem::WrongPassphrase);
    return parts.checked(nowMs);
}

Answer<SigningIdentity> SigningIdentity::fromPkcs12(const QByteArray &file, const Secret &passphrase, UtcMs nowMs)
{
    const ErrorMark mark;
    const auto *bytes = reinterpret_cast<const unsigned char *>(file.constData());
    const Pkcs12Ptr pkcs12(file.size() > largestFile ? nullptr : d2i_PKCS12(nullptr, &bytes, long(file.size())));
    if (!pkcs12)
        return failed(Problem::NoCertificate);
    // No pass phrase is written in two ways, as an empty one and as none.
    const char *words = passphrase.reveal().isNull() ? "" : passphrase.reveal().constData();
    if (PKCS12_mac_present(pkcs12.get()) == 1 && PKCS12_verify_mac(pkcs12.get(), words, -1) != 1) {
        if (!passphrase.isEmpty() || PKCS12_verify_mac(pkcs12.get(), nullptr, 0) != 1)
            return failed(Problem::WrongPassphrase);
        words = nullptr;
    }
    EVP_PKEY *key = nullptr;
    X509 *own = nullptr;
    STACK_OF(X509) *others = nullptr;
    if (PKCS12_parse(pkcs12.get(), words, &key, &own, &others) != 1)
        return failed(Problem::UnsupportedFile);
    IdentityParts parts;
    parts.key.reset(key);
    if (own)
        parts.certificates.emplace_back(own);
    while (X509 *next = others ? sk_X509_shift(others) : nullptr)
        parts.certificates.emplace_back(next);
    sk_X509_free(others);
    return parts.checked(nowMs);
}

QByteArray SigningIdentity::sign(const QByteArray &bytes) const
{
    const ErrorMark mark;
    const DigestPtr digest(EVP_MD_CTX_new());
    EVP_PKEY_CTX *padding = nullptr; // belongs to `digest`
    const auto *data = reinterpret_cast<const unsigned char *>(bytes.constData());
    size_t size = 0;
    if (EVP_DigestSignInit(digest.get(), &padding, EVP_sha256(), nullptr, m_key->pkey.get()) != 1
        || EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING) != 1
        || EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST) != 1
        || EVP_DigestSign(digest.get(), nullptr, &size, data, size_t(bytes.size())) != 1)
        qFatal("OpenSSL cannot sign by RSASSA-PSS");
    QByteArray out(qsizetype(size), '\0');
    if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(out.data()), &size, data, size_t(bytes.size()))
        != 1)
        qFatal("OpenSSL cannot sign by RSASSA-PSS");
    out.truncate(qsizetype(size));
    return out;
}

} // namespace liaison::oauth
