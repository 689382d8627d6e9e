#include "app/demo/self_made_certificate.h"

#include <QtGlobal>

#include <openssl/err.h>
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

bool isGoodAt(const SelfMadeCertificate &made, UtcMs nowMs)
{
    const auto memory = [](const QByteArray &bytes) {
        return BioPtr(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())), &BIO_free);
    };
    // A password is never asked for: one that is wanted makes the key unreadable.
    const auto noPassword = [](char *, int, int, void *) { return -1; };
    ERR_set_mark(); // the thread's TLS reads the same queue
    const BioPtr certificateText = memory(made.certificatePem);
    const BioPtr keyText = memory(made.keyPem);
    const CertificatePtr certificate(PEM_read_bio_X509(certificateText.get(), nullptr, noPassword, nullptr),
                                     &X509_free);
    const KeyPtr key(PEM_read_bio_PrivateKey(keyText.get(), nullptr, noPassword, nullptr), &EVP_PKEY_free);
    time_t now = nowMs / 1'000;
    const bool good = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1
        && X509_cmp_time(X509_get0_notBefore(certificate.get()), &now) < 0
        && X509_cmp_time(X509_get0_notAfter(certificate.get()), &now) > 0;
    ERR_pop_to_mark();
    return good;
}

} // namespace liaison::demo
