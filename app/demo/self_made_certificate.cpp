#include "app/demo/self_made_certificate.h"

#include <QtGlobal>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace liaison::demo {

namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertificatePtr = std::unique_ptr<X509, decltype(&X509_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

template <class Write> QByteArray pem(Write write)
{
    const BioPtr bio(BIO_new(BIO_s_mem()), &BIO_free);
    if (!bio || write(bio.get()) != 1)
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

bool addExtension(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value), &X509_EXTENSION_free);
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509 *certificate, EVP_PKEY *key, CertificateUse use)
{
    const bool server = use == CertificateUse::Server;
    constexpr long hour = 3'600;
    quint32 serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) != 1)
        return false;
    const auto *name
        = reinterpret_cast<const unsigned char *>(server ? "Liaison demo server" : "Liaison demo application");
    X509_NAME *subject = X509_get_subject_name(certificate);
    return X509_set_version(certificate, X509_VERSION_3) == 1
        && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial | 1U) == 1
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -hour) != nullptr
        && X509_gmtime_adj(X509_getm_notAfter(certificate), 7 * 24 * hour) != nullptr
        && X509_set_pubkey(certificate, key) == 1
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, name, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, subject) == 1
        && addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, NID_ext_key_usage, server ? "serverAuth" : "clientAuth")
        && (!server || addExtension(certificate, NID_subject_alt_name, "IP:127.0.0.1"))
        && X509_sign(certificate, key, EVP_sha256()) > 0;
}

} // namespace

Result<SelfMadeCertificate> makeCertificate(CertificateUse use)
{
    const KeyPtr key(use == CertificateUse::Server ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048), &EVP_PKEY_free);
    const CertificatePtr certificate(X509_new(), &X509_free);
    if (!key || !certificate || !fill(certificate.get(), key.get(), use))
        return fail(ErrorKind::Internal, QStringLiteral("no certificate for the demo's server"));
    return SelfMadeCertificate{
        pem([&](BIO *bio) { return PEM_write_bio_X509(bio, certificate.get()); }),
        pem([&](BIO *bio) { return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); })};
}

} // namespace liaison::demo
