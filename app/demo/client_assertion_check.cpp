#include "app/demo/client_assertion_check.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace liaison::demo {

namespace {

constexpr qint64 toleranceSeconds = 300;

using CertificatePtr = std::unique_ptr<X509, decltype(&X509_free)>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using ContextPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

QByteArray decoded(const QByteArray &part)
{
    const auto result = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    return result ? *result : QByteArray();
}

CertificatePtr certificateFrom(const QByteArray &pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())), &BIO_free);
    return {bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr, &X509_free};
}

QByteArray derOf(X509 *certificate)
{
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    const QByteArray der(reinterpret_cast<const char *>(bytes), std::max(size, 0));
    OPENSSL_free(bytes);
    return der;
}

/// Whether the header names the certificate: by SHA-256, or by SHA-1 as older clients do (RFC 7515 section 4.1.7).
bool names(const QJsonObject &header, const QByteArray &der)
{
    const auto matches = [&](const char *field, QCryptographicHash::Algorithm algorithm) {
        const QByteArray said = header.value(QLatin1String(field)).toString().toLatin1();
        return !said.isEmpty() && decoded(said) == QCryptographicHash::hash(der, algorithm);
    };
    return matches("x5t#S256", QCryptographicHash::Sha256) || matches("x5t", QCryptographicHash::Sha1);
}

bool isSigned(X509 *certificate, const QString &algorithm, const QByteArray &text, const QByteArray &signature)
{
    const KeyPtr key(X509_get_pubkey(certificate), &EVP_PKEY_free);
    const ContextPtr context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_PKEY_CTX *parameters = nullptr;
    if (!key || !context || EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha256(), nullptr, key.get()) != 1)
        return false;
    const bool pss = algorithm == QLatin1String("PS256");
    if (pss
        && (EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1
            || EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) != 1))
        return false;
    return (pss || algorithm == QLatin1String("RS256"))
        && EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
                            static_cast<size_t>(signature.size()),
                            reinterpret_cast<const unsigned char *>(text.constData()), static_cast<size_t>(text.size()))
        == 1;
}

/// Leaves OpenSSL's error queue of this thread as it was: the server's TLS reads the same one.
class ErrorMark {
public:
    ErrorMark() { ERR_set_mark(); }
    ~ErrorMark() { ERR_pop_to_mark(); }
    ErrorMark(const ErrorMark &) = delete;
    ErrorMark &operator=(const ErrorMark &) = delete;
};

std::optional<AssertionProblem> problem(int aadsts, const char *words)
{
    return AssertionProblem{aadsts, QLatin1String(words)};
}

} // namespace

std::optional<AssertionProblem> problemOf(const QByteArray &jwt, const AssertionRules &rules)
{
    const QList<QByteArray> parts = jwt.split('.');
    const QJsonObject header = QJsonDocument::fromJson(decoded(parts.value(0))).object();
    const QJsonObject claims = QJsonDocument::fromJson(decoded(parts.value(1))).object();
    if (parts.size() != 3 || header.isEmpty() || claims.isEmpty())
        return problem(50027, "JWT token is invalid or malformed.");
    const ErrorMark mark;
    const CertificatePtr certificate = certificateFrom(rules.certificatePem);
    if (!certificate || !names(header, derOf(certificate.get())))
        return problem(700027,
                       "The certificate with identifier used to sign the client assertion is not registered on "
                       "application.");
    if (!isSigned(certificate.get(), header.value(QLatin1String("alg")).toString(), parts.at(0) + '.' + parts.at(1),
                  decoded(parts.at(2))))
        return problem(700027, "Client assertion failed signature validation.");
    if (claims.value(QLatin1String("iss")).toString() != rules.clientId
        || claims.value(QLatin1String("sub")).toString() != rules.clientId)
        return problem(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
    if (!rules.audiences.contains(claims.value(QLatin1String("aud")).toString()))
        return problem(700023, "Client assertion audience claim does not match Realm issuer.");
    const qint64 now = rules.nowMs / 1'000;
    const qint64 from = claims.value(QLatin1String("nbf")).toInteger(0);
    const qint64 until = claims.value(QLatin1String("exp")).toInteger(0);
    if (from > now + toleranceSeconds || until < now - toleranceSeconds)
        return problem(700024, "Client assertion is not within its valid time range.");
    return std::nullopt;
}

} // namespace liaison::demo
