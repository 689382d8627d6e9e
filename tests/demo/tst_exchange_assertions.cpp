#include "app/demo/client_assertion_check.h"
#include "app/demo/self_made_certificate.h"
#include "core/oauth/client_assertion.h"
#include "core/oauth/pkce.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QSslCertificate>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>

using namespace liaison;

namespace {

const QString clientId = QStringLiteral("5d1c7e0e-0000-4000-8000-7bd1a4a1f2aa");

QByteArray compact(const QJsonObject &json)
{
    return oauth::base64Url(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 section 3.3); core signs by PSS alone.
QByteArray rs256(const QByteArray &keyPem, const QByteArray &text)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(keyPem.constData(), int(keyPem.size())),
                                                        &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::array<unsigned char, 512> signature{};
    size_t size = signature.size();
    const bool done = EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
        && EVP_DigestSign(context.get(), signature.data(), &size,
                          reinterpret_cast<const unsigned char *>(text.constData()), size_t(text.size()))
            == 1;
    return done ? QByteArray(reinterpret_cast<const char *>(signature.data()), qsizetype(size)) : QByteArray();
}

} // namespace

/// Which client assertions the demo's sign-in service takes for proof.
class TestExchangeAssertions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesAssertions_data();
    void refusesAssertions();
    void takesAssertionsByAlgorithm_data();
    void takesAssertionsByAlgorithm();
};

void TestExchangeAssertions::refusesAssertions_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("audience");
    QTest::addColumn<int>("minutes"); ///< the client's clock is ahead
    QTest::addColumn<bool>("tampered");
    QTest::addColumn<int>("aadsts"); ///< 0: it is good
    const QString place = QStringLiteral("https://here/token");
    QTest::newRow("good") << clientId << place << 0 << false << 0;
    QTest::newRow("another client") << QStringLiteral("other") << place << 0 << false << 700021;
    QTest::newRow("another place") << clientId << QStringLiteral("https://there/token") << 0 << false << 700023;
    QTest::newRow("early") << clientId << place << 30 << false << 700024;
    QTest::newRow("late") << clientId << place << -30 << false << 700024;
    QTest::newRow("tampered") << clientId << place << 0 << true << 700027;
}

void TestExchangeAssertions::refusesAssertions()
{
    QFETCH(QString, client);
    QFETCH(QString, audience);
    QFETCH(int, minutes);
    QFETCH(bool, tampered);
    QFETCH(int, aadsts);
    const auto made = demo::makeCertificate(demo::CertificateUse::Application);
    const UtcMs now = QDateTime::currentMSecsSinceEpoch();
    const auto identity = oauth::SigningIdentity::fromPem(made->certificatePem, made->keyPem, {}, now);
    QVERIFY(identity);
    QByteArray jwt = oauth::clientAssertion(*identity, {client, audience, "id", now + minutes * 60'000}).reveal();
    if (tampered) { // the claims of another assertion under this one's signature
        const QByteArray another = oauth::clientAssertion(*identity, {client, audience, "other", now}).reveal();
        jwt = another.left(another.lastIndexOf('.')) + jwt.mid(jwt.lastIndexOf('.'));
    }
    const demo::AssertionRules rules{made->certificatePem, clientId, {QStringLiteral("https://here/token")}, now};
    const auto problem = demo::problemOf(jwt, rules);
    QCOMPARE(problem ? problem->aadsts : 0, aadsts);
    for (qsizetype size = 0; size < jwt.size(); size += 7)
        QVERIFY(demo::problemOf(jwt.left(size), rules));
}

void TestExchangeAssertions::takesAssertionsByAlgorithm_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("signature"); ///< how it is made
    QTest::addColumn<QString>("thumbprint");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *algorithm, const char *signature, const char *thumbprint, bool good) {
        QTest::addRow("%s signed by %s, %s", algorithm, signature, thumbprint)
            << QString::fromLatin1(algorithm) << QString::fromLatin1(signature) << QString::fromLatin1(thumbprint)
            << good;
    };
    // Microsoft asks for PS256 with x5t#S256 and still takes RS256 with x5t.
    row("PS256", "PS256", "x5t#S256", true);
    row("RS256", "RS256", "x5t#S256", true);
    row("RS256", "RS256", "x5t", true);
    row("PS256", "RS256", "x5t#S256", false);
    row("RS256", "PS256", "x5t#S256", false);
    row("none", "nothing", "x5t#S256", false);
    row("None", "nothing", "x5t#S256", false);
    row("none", "RS256", "x5t#S256", false);
    row("", "RS256", "x5t#S256", false);
    row("RS256", "nothing", "x5t#S256", false);
    row("ES256", "RS256", "x5t#S256", false);
    row("HS256", "HS256", "x5t#S256", false); // with the certificate, which is no secret, as the key
    row("RS256", "RS256", "kid", false);
}

void TestExchangeAssertions::takesAssertionsByAlgorithm()
{
    QFETCH(QString, algorithm);
    QFETCH(QString, signature);
    QFETCH(QString, thumbprint);
    QFETCH(bool, good);
    const auto made = demo::makeCertificate(demo::CertificateUse::Application);
    QVERIFY(made);
    const QByteArray der = QSslCertificate(made->certificatePem).toDer();
    const UtcMs now = QDateTime::currentMSecsSinceEpoch();
    const auto hash = thumbprint == QLatin1String("x5t") ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256;
    const QString place = QStringLiteral("https://here/token");
    const QByteArray text
        = compact({{QStringLiteral("alg"), algorithm},
                   {QStringLiteral("typ"), QStringLiteral("JWT")},
                   {thumbprint, QString::fromLatin1(oauth::base64Url(QCryptographicHash::hash(der, hash)))}})
        + '.'
        + compact({{QStringLiteral("aud"), place},
                   {QStringLiteral("iss"), clientId},
                   {QStringLiteral("sub"), clientId},
                   {QStringLiteral("jti"), QStringLiteral("1")},
                   {QStringLiteral("nbf"), now / 1'000},
                   {QStringLiteral("exp"), now / 1'000 + 600}});
    QByteArray bytes;
    if (signature == QLatin1String("PS256"))
        bytes = oauth::SigningIdentity::fromPem(made->certificatePem, made->keyPem, {}, now)->sign(text);
    else if (signature == QLatin1String("RS256"))
        bytes = rs256(made->keyPem, text);
    else if (signature == QLatin1String("HS256"))
        bytes = QMessageAuthenticationCode::hash(text, made->certificatePem, QCryptographicHash::Sha256);
    QCOMPARE(bytes.isEmpty(), signature == QLatin1String("nothing"));
    const auto problem
        = demo::problemOf(text + '.' + oauth::base64Url(bytes), {made->certificatePem, clientId, {place}, now});
    QCOMPARE(problem ? problem->aadsts : 0, good ? 0 : 700027);
}

LIAISON_TEST(TestExchangeAssertions)
#include "tst_exchange_assertions.moc"
