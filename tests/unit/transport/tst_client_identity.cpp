#include "core/transport/client_identity.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/tls_server.h"

#include <QTemporaryDir>
#include <QTest>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString written(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

/// `pem`'s key in PKCS #8, encrypted.
QByteArray encryptedKey(const QByteArray &pem, const QByteArray &passphrase)
{
    BIO *in = BIO_new_mem_buf(pem.constData(), int(pem.size()));
    EVP_PKEY *key = PEM_read_bio_PrivateKey(in, nullptr, nullptr, nullptr);
    BIO *out = BIO_new(BIO_s_mem());
    PEM_write_bio_PKCS8PrivateKey(out, key, EVP_aes_256_cbc(), passphrase.constData(), int(passphrase.size()), nullptr,
                                  nullptr);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(out, &bytes);
    const QByteArray encrypted(bytes, size);
    EVP_PKEY_free(key);
    BIO_free(in);
    BIO_free(out);
    return encrypted;
}

} // namespace

/// The certificate that signs a person in.
class TestClientIdentity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void readsWhatPeopleHave();
    void saysWhatIsWrong();
    void theServerSeesIt();
    void aBrokenOneNeverConnects();

private:
    QTemporaryDir m_dir;
    std::unique_ptr<CertificateMaker> m_maker;
    CertificateFiles m_server;
    CertificateFiles m_client;
};

void TestClientIdentity::initTestCase()
{
    m_maker = std::make_unique<CertificateMaker>(m_dir.path());
    m_server = m_maker->leaf(u"server"_qs);
    CertificateSpec spec;
    spec.commonName = QStringLiteral("ann@corp.example");
    spec.extendedKeyUsage = QStringLiteral("clientAuth");
    m_client = m_maker->leaf(u"client"_qs, spec);
}

void TestClientIdentity::readsWhatPeopleHave()
{
    const auto apart = readClientIdentity(m_client.certificate, m_client.key, {});
    QVERIFY(apart && apart->chain.size() == 1 && !apart->key.isNull());
    const QString both = written(m_dir.filePath(u"both.pem"_qs),
                                 contents(m_client.key) + contents(m_client.certificate) + contents(m_maker->caFile()));
    const auto together = readClientIdentity(both, {}, {});
    QVERIFY(together);
    QCOMPARE(together->chain.size(), 2); // with the authority's
    QCOMPARE(together->key, apart->key);
    const QString encrypted
        = written(m_dir.filePath(u"encrypted.key"_qs), encryptedKey(contents(m_client.key), "open sesame"));
    const auto opened = readClientIdentity(m_client.certificate, encrypted, Secret("open sesame"));
    QVERIFY(opened);
    QCOMPARE(opened->key, apart->key);
    QCOMPARE(readClientIdentity(m_client.certificate, encrypted, Secret("wrong")).error().kind,
             ErrorKind::InvalidInput);
    QCOMPARE(readClientIdentity(m_client.certificate, encrypted, {}).error().kind, ErrorKind::InvalidInput);
}

void TestClientIdentity::saysWhatIsWrong()
{
    const QString nonsense = written(m_dir.filePath(u"nonsense.pem"_qs), "-----BEGIN NONSENSE-----\n");
    for (const QString &path : {nonsense, m_dir.filePath(u"missing.pem"_qs)}) {
        const auto noCertificate = readClientIdentity(path, m_client.key, {});
        QCOMPARE(noCertificate.error().kind, ErrorKind::InvalidInput);
        QVERIFY(noCertificate.error().log.contains(u"no certificate"_qs));
        QCOMPARE(readClientIdentity(m_client.certificate, path, {}).error().kind, ErrorKind::InvalidInput);
    }
    QCOMPARE(readClientIdentity(m_client.certificate, {}, {}).error().kind, ErrorKind::InvalidInput);
}

void TestClientIdentity::theServerSeesIt()
{
    QSslConfiguration configuration = serverConfiguration(m_server);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates(QSslCertificate::fromPath(m_maker->caFile()));
    Server server(configuration, true, "* OK hi\r\n");
    Account account;
    account.mailbox.inbound.host = QStringLiteral("localhost");
    account.mailbox.inbound.port = server.serverPort();
    account.mailbox.inbound.trustedCaFile = m_maker->caFile();
    account.mailbox.inbound.signIn = domain::SignIn::Certificate;
    account.mailbox.inbound.clientCertificateFile = m_client.certificate;
    account.mailbox.inbound.clientKeyFile = m_client.key;
    Client client;
    client.stream.open(StreamSettings::of(account, domain::SecretUse::Inbound));
    QTRY_COMPARE(client.bytes, QByteArray("* OK hi\r\n"));
    QCOMPARE(server.peer()->peerCertificate(), QSslCertificate::fromPath(m_client.certificate).value(0));
    // Sending "as inbound" shows the same one; with a password of its own it shows none.
    QCOMPARE(StreamSettings::of(account, domain::SecretUse::Outbound).clientCertificateFile, m_client.certificate);
    account.mailbox.outbound.signIn = domain::SignIn::Password;
    QVERIFY(StreamSettings::of(account, domain::SecretUse::Outbound).clientCertificateFile.isEmpty());
}

void TestClientIdentity::aBrokenOneNeverConnects()
{
    Server server(serverConfiguration(m_server), true, "* OK hi\r\n");
    StreamSettings settings;
    settings.host = QStringLiteral("localhost");
    settings.port = server.serverPort();
    settings.trustedCaFile = m_maker->caFile();
    settings.clientCertificateFile = m_dir.filePath(u"missing.pem"_qs);
    Client client;
    client.stream.open(settings);
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::InvalidInput);
    QVERIFY(server.peer() == nullptr);
}

LIAISON_TEST(TestClientIdentity)
#include "tst_client_identity.moc"
