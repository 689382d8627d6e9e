#include "tests/support/certificates.h"

#include <QByteArray>
#include <QFile>
#include <QtGlobal>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace liaison::test {

namespace {
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertPtr = std::unique_ptr<X509, decltype(&X509_free)>;

void need(bool done, const char *what)
{
    if (!done)
        qFatal("test certificates: %s failed", what);
}

QString written(const QString &path, const QByteArray &pem)
{
    QFile file(path);
    need(file.open(QIODevice::WriteOnly), "opening a file");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    need(file.write(pem) == pem.size(), "writing a file");
    return path;
}

template <class Write> QByteArray pem(Write write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    need(bio && write(bio.get()) == 1, "PEM");
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

QByteArray pemOf(X509 *certificate)
{
    return pem([certificate](BIO *bio) { return PEM_write_bio_X509(bio, certificate); });
}

QByteArray pemOf(EVP_PKEY *key)
{
    return pem([key](BIO *bio) { return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

KeyPtr newKey()
{
    KeyPtr key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    need(key != nullptr, "EVP_EC_gen");
    return key;
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const QString &value)
{
    if (value.isEmpty())
        return;
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.toUtf8().constData());
    need(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "an extension");
    X509_EXTENSION_free(extension);
}

/// A version 3 certificate with a random serial number and no extensions yet.
CertPtr blank(const QString &commonName, qint64 fromSeconds, qint64 toSeconds, EVP_PKEY *key)
{
    CertPtr certificate(X509_new(), &X509_free);
    need(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "X509_new");
    quint32 serial = 0;
    need(RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) == 1, "RAND_bytes");
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial | 1U);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), fromSeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), toSeconds);
    X509_set_pubkey(certificate.get(), key);
    const QByteArray name = commonName.toUtf8();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.constData()), -1, -1, 0);
    return certificate;
}

QString alternativeNames(const CertificateSpec &spec)
{
    QStringList names;
    for (const QString &dns : spec.dnsNames)
        names << QStringLiteral("DNS:") + dns;
    for (const QString &address : spec.ipAddresses)
        names << QStringLiteral("IP:") + address;
    return names.join(QLatin1Char(','));
}

/// Signs with `issuer`, or with the own key where it is null, and writes both files.
CertificateFiles signedBy(X509 *issuer, EVP_PKEY *issuerKey, const QString &path, const CertificateSpec &spec)
{
    const KeyPtr key = newKey();
    const CertPtr certificate = blank(spec.commonName, spec.validFromSeconds, spec.validToSeconds, key.get());
    X509 *signer = issuer != nullptr ? issuer : certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
    addExtension(certificate.get(), signer, NID_basic_constraints, QStringLiteral("critical,CA:FALSE"));
    addExtension(certificate.get(), signer, NID_key_usage, spec.keyUsage);
    addExtension(certificate.get(), signer, NID_ext_key_usage, spec.extendedKeyUsage);
    addExtension(certificate.get(), signer, NID_subject_alt_name, alternativeNames(spec));
    need(X509_sign(certificate.get(), issuerKey != nullptr ? issuerKey : key.get(), EVP_sha256()) > 0, "X509_sign");
    return {written(path + QStringLiteral(".pem"), pemOf(certificate.get())),
            written(path + QStringLiteral(".key"), pemOf(key.get()))};
}
} // namespace

struct CertificateMaker::Authority {
    KeyPtr key{nullptr, &EVP_PKEY_free};
    CertPtr certificate{nullptr, &X509_free};
};

CertificateMaker::CertificateMaker(const QString &folder, const QString &caName)
    : m_folder(folder), m_authority(std::make_unique<Authority>())
{
    m_authority->key = newKey();
    m_authority->certificate = blank(caName, -3'600, qint64{365} * 86'400, m_authority->key.get());
    X509 *ca = m_authority->certificate.get();
    X509_set_issuer_name(ca, X509_get_subject_name(ca));
    addExtension(ca, ca, NID_basic_constraints, QStringLiteral("critical,CA:TRUE"));
    addExtension(ca, ca, NID_key_usage, QStringLiteral("critical,keyCertSign,cRLSign"));
    addExtension(ca, ca, NID_subject_key_identifier, QStringLiteral("hash"));
    need(X509_sign(ca, m_authority->key.get(), EVP_sha256()) > 0, "X509_sign");
    m_caFile = written(m_folder + QStringLiteral("/ca.pem"), pemOf(ca));
}

CertificateMaker::~CertificateMaker() = default;

QString CertificateMaker::caFile() const
{
    return m_caFile;
}

CertificateFiles CertificateMaker::leaf(const QString &name, const CertificateSpec &spec)
{
    return signedBy(m_authority->certificate.get(), m_authority->key.get(), m_folder + QLatin1Char('/') + name, spec);
}

CertificateFiles CertificateMaker::selfSigned(const QString &name, const CertificateSpec &spec)
{
    return signedBy(nullptr, nullptr, m_folder + QLatin1Char('/') + name, spec);
}

} // namespace liaison::test
