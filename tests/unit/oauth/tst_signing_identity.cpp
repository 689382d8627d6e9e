#include "core/oauth/client_assertion.h"
#include "core/oauth/pkce.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/err.h>

using namespace liaison;
using namespace liaison::oauth;

namespace {
const Secret passphrase("gr\xC3\xBCn & blau"); // letters beyond ASCII
constexpr qint64 year = 366LL * 86'400 * 1'000;

QByteArray decoded(const QByteArray &base64Url)
{
    return QByteArray::fromBase64(base64Url, QByteArray::Base64UrlEncoding);
}
} // namespace

/// What the openssl program makes is read, and what we sign is verified by it.
class TestSigningIdentity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pem_data();
    void pem();
    void pkcs12_data();
    void pkcs12();
    void refused_data();
    void refused();
    void dates();
    void assertion();
    void errorQueueIsLeftAlone();

private:
    bool openssl(const QStringList &arguments, bool *usable = nullptr);
    QByteArray contents(const char *name) const;
    QString path(const char *name) const { return m_dir.filePath(QLatin1String(name)); }
    bool pair(const char *name, const QStringList &key);

    QTemporaryDir m_dir;
    UtcMs m_now = 0;
    bool m_legacy = false;
};

bool TestSigningIdentity::openssl(const QStringList &arguments, bool *usable)
{
    QProcess process;
    process.setWorkingDirectory(m_dir.path());
    process.start(QStringLiteral("openssl"), arguments);
    process.waitForFinished(60'000);
    const bool done = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (usable)
        *usable = done;
    else if (!done)
        qWarning().noquote() << process.readAllStandardError();
    return done;
}

QByteArray TestSigningIdentity::contents(const char *name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool TestSigningIdentity::pair(const char *name, const QStringList &key)
{
    const QString file = QLatin1String(name);
    return openssl(
        QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-nodes"), QStringLiteral("-newkey")}
        + key
        + QStringList{QStringLiteral("-keyout"), file + QStringLiteral(".key"), QStringLiteral("-out"),
                      file + QStringLiteral(".pem"), QStringLiteral("-days"), QStringLiteral("30"),
                      QStringLiteral("-subj"), QStringLiteral("/CN=") + file});
}

void TestSigningIdentity::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty()) {
        if (qEnvironmentVariableIsSet("CI"))
            QFAIL("the openssl program is not installed");
        QSKIP("the openssl program is not installed");
    }
    m_now = QDateTime::currentMSecsSinceEpoch() + 60'000;
    QVERIFY(pair("app", {QStringLiteral("rsa:2048")}));
    QVERIFY(pair("other", {QStringLiteral("rsa:2048")}));
    QVERIFY(pair("small", {QStringLiteral("rsa:1024")}));
    QVERIFY(pair("ec", {QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256")}));
    const QString words = QString::fromUtf8(passphrase.reveal());
    const QString pass = QStringLiteral("pass:") + words;
    const auto run
        = [this](const QString &line, const QStringList &more) { return openssl(line.split(QLatin1Char(' ')) + more); };
    QVERIFY(run(QStringLiteral("pkcs8 -topk8 -v2 aes-256-cbc -in app.key -out app.enc -passout"), {pass}));
    QVERIFY(run(QStringLiteral("rsa -traditional -aes128 -in app.key -out app.old -passout"), {pass}));
    QVERIFY(run(QStringLiteral("pkcs12 -export -inkey app.key -in app.pem -out app.p12 -passout"), {pass}));
    QVERIFY(run(QStringLiteral("pkcs12 -export -inkey app.key -in app.pem -certfile other.pem -out chain.p12 -passout"),
                {pass}));
    QVERIFY(run(QStringLiteral("pkcs12 -export -inkey app.key -in app.pem -out open.p12 -passout pass:"), {}));
    QVERIFY(run(QStringLiteral("pkcs12 -export -nokeys -in app.pem -out nokey.p12 -passout"), {pass}));
    openssl(QStringLiteral("pkcs12 -export -legacy -inkey app.key -in app.pem -out legacy.p12 -passout")
                    .split(QLatin1Char(' '))
                << pass,
            &m_legacy);
    QVERIFY(run(QStringLiteral("x509 -in app.pem -pubkey -noout -out app.pub"), {}));
    QVERIFY(run(QStringLiteral("x509 -in app.pem -outform DER -out app.der"), {}));
}

void TestSigningIdentity::pem_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("open key") << contents("app.pem") << contents("app.key") << false;
    QTest::newRow("PKCS #8") << contents("app.pem") << contents("app.enc") << true;
    QTest::newRow("traditional") << contents("app.pem") << contents("app.old") << true;
    const QByteArray both = contents("app.key") + contents("app.pem");
    QTest::newRow("one file") << both << both << false;
    QTest::newRow("issuer first") << contents("other.pem") + contents("app.pem") << contents("app.key") << false;
}

void TestSigningIdentity::pem()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    QFETCH(const bool, encrypted);
    const auto identity = SigningIdentity::fromPem(certificate, key, encrypted ? passphrase : Secret(), m_now);
    QVERIFY2(identity, identity ? "" : qPrintable(problemName(identity.error().problem)));
    QCOMPARE(decoded(identity->thumbprint()),
             QCryptographicHash::hash(contents("app.der"), QCryptographicHash::Sha256));
    QVERIFY(identity->notAfter() > m_now + 29LL * 86'400'000 && identity->notAfter() < m_now + 31LL * 86'400'000);
}

void TestSigningIdentity::pkcs12_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Secret>("words");
    QTest::addColumn<QString>("problem");
    QTest::newRow("right") << QStringLiteral("app.p12") << passphrase << QString();
    QTest::newRow("chain") << QStringLiteral("chain.p12") << passphrase << QString();
    QTest::newRow("no pass phrase") << QStringLiteral("open.p12") << Secret() << QString();
    QTest::newRow("empty pass phrase") << QStringLiteral("open.p12") << Secret("") << QString();
    QTest::newRow("wrong") << QStringLiteral("app.p12") << Secret("gruen") << QStringLiteral("WrongPassphrase");
    QTest::newRow("missing") << QStringLiteral("app.p12") << Secret() << QStringLiteral("WrongPassphrase");
    QTest::newRow("superfluous") << QStringLiteral("open.p12") << passphrase << QStringLiteral("WrongPassphrase");
    QTest::newRow("no key") << QStringLiteral("nokey.p12") << passphrase << QStringLiteral("NoKey");
    QTest::newRow("no PKCS #12") << QStringLiteral("app.pem") << passphrase << QStringLiteral("NoCertificate");
    if (m_legacy)
        QTest::newRow("ciphers of old") << QStringLiteral("legacy.p12") << passphrase
                                        << QStringLiteral("UnsupportedFile");
}

void TestSigningIdentity::pkcs12()
{
    QFETCH(const QString, file);
    QFETCH(const Secret, words);
    QFETCH(const QString, problem);
    const QByteArray bytes = contents(qPrintable(file));
    QVERIFY(!bytes.isEmpty());
    const auto identity = SigningIdentity::fromPkcs12(bytes, words, m_now);
    QCOMPARE(identity ? QString() : problemName(identity.error().problem), problem);
    if (identity)
        QCOMPARE(decoded(identity->thumbprint()),
                 QCryptographicHash::hash(contents("app.der"), QCryptographicHash::Sha256));
    // Cut anywhere it is refused, and nothing worse.
    for (qsizetype i = 0; i < bytes.size(); i += 61)
        QVERIFY(!SigningIdentity::fromPkcs12(bytes.left(i), words, m_now));
}

void TestSigningIdentity::refused_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<Secret>("words");
    QTest::addColumn<QString>("problem");
    const QByteArray app = contents("app.pem");
    QTest::newRow("no certificate") << contents("app.key") << contents("app.key") << Secret()
                                    << QStringLiteral("NoCertificate");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << Secret() << QStringLiteral("NoCertificate");
    QTest::newRow("no key") << app << app << Secret() << QStringLiteral("NoKey");
    QTest::newRow("wrong words") << app << contents("app.enc") << Secret("gruen") << QStringLiteral("WrongPassphrase");
    QTest::newRow("no words") << app << contents("app.enc") << Secret() << QStringLiteral("WrongPassphrase");
    QTest::newRow("wrong words, traditional")
        << app << contents("app.old") << Secret("gruen") << QStringLiteral("WrongPassphrase");
    QTest::newRow("words of any length") << app << contents("app.enc") << Secret(QByteArray(100'000, 'x'))
                                         << QStringLiteral("WrongPassphrase");
    QTest::newRow("another's key") << app << contents("other.key") << Secret() << QStringLiteral("KeyMismatch");
    QTest::newRow("elliptic curve") << contents("ec.pem") << contents("ec.key") << Secret()
                                    << QStringLiteral("KeyNotRsa");
    QTest::newRow("1024 bits") << contents("small.pem") << contents("small.key") << Secret()
                               << QStringLiteral("KeyTooSmall");
    QTest::newRow("cut key") << app << contents("app.key").left(400) << Secret() << QStringLiteral("NoKey");
    QTest::newRow("large") << QByteArray(2 * 1024 * 1024, '-') + app << contents("app.key") << Secret()
                           << QStringLiteral("NoCertificate");
}

void TestSigningIdentity::refused()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    QFETCH(const Secret, words);
    QFETCH(const QString, problem);
    const auto identity = SigningIdentity::fromPem(certificate, key, words, m_now);
    QVERIFY(!identity);
    QCOMPARE(problemName(identity.error().problem), problem);
}

void TestSigningIdentity::dates()
{
    const auto at = [this](UtcMs now) {
        const auto identity = SigningIdentity::fromPem(contents("app.pem"), contents("app.key"), {}, now);
        return identity ? QString() : problemName(identity.error().problem);
    };
    const UtcMs end = SigningIdentity::fromPem(contents("app.pem"), contents("app.key"), {}, m_now)->notAfter();
    QCOMPARE(at(end - 1), QString());
    QCOMPARE(at(end), QStringLiteral("CertificateExpired"));
    QCOMPARE(at(m_now + year), QStringLiteral("CertificateExpired"));
    QCOMPARE(at(m_now - year), QStringLiteral("CertificateNotYetValid"));
}

void TestSigningIdentity::assertion()
{
    const auto identity = SigningIdentity::fromPkcs12(contents("app.p12"), passphrase, m_now);
    QVERIFY(identity);
    const QString audience = QStringLiteral("https://login.example/corp/oauth2/v2.0/token");
    const QByteArray id = randomWord();
    const Secret jwt = clientAssertion(*identity, {QStringLiteral("app-id"), audience, id, 1'700'000'000'500});
    const QList<QByteArray> parts = jwt.reveal().split('.');
    QCOMPARE(parts.size(), 3);
    QVERIFY(!jwt.reveal().contains('='));
    const QJsonObject header = QJsonDocument::fromJson(decoded(parts.at(0))).object();
    QCOMPARE(header.value(QStringLiteral("alg")).toString(), QStringLiteral("PS256"));
    QCOMPARE(header.value(QStringLiteral("typ")).toString(), QStringLiteral("JWT"));
    QCOMPARE(header.value(QStringLiteral("x5t#S256")).toString().toLatin1(), identity->thumbprint());
    const QJsonObject claims = QJsonDocument::fromJson(decoded(parts.at(1))).object();
    QCOMPARE(claims.value(QStringLiteral("iss")).toString(), QStringLiteral("app-id"));
    QCOMPARE(claims.value(QStringLiteral("sub")).toString(), QStringLiteral("app-id"));
    QCOMPARE(claims.value(QStringLiteral("aud")).toString(), audience);
    QCOMPARE(claims.value(QStringLiteral("jti")).toString().toLatin1(), id);
    QCOMPARE(claims.value(QStringLiteral("nbf")).toInteger(), 1'699'999'940);
    QCOMPARE(claims.value(QStringLiteral("exp")).toInteger(), 1'700'000'540);

    const auto write = [this](const char *name, const QByteArray &bytes) {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write("signed", parts.at(0) + '.' + parts.at(1)));
    QVERIFY(write("signature", decoded(parts.at(2))));
    const QStringList verify = QStringLiteral("dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 "
                                              "-sigopt rsa_mgf1_md:sha256 -verify app.pub -signature signature signed")
                                   .split(QLatin1Char(' '));
    QVERIFY(openssl(verify));
    QVERIFY(write("signed", parts.at(0) + 'x' + parts.at(1)));
    bool verified = true;
    openssl(verify, &verified);
    QVERIFY(!verified);
}

void TestSigningIdentity::errorQueueIsLeftAlone()
{
    // TLS on the same thread would take what is left there for its own failure.
    ERR_clear_error();
    QVERIFY(!SigningIdentity::fromPem(contents("app.pem"), contents("app.enc"), Secret("no"), m_now));
    QVERIFY(!SigningIdentity::fromPkcs12("rubbish", Secret("no"), m_now));
    QVERIFY(SigningIdentity::fromPem(contents("app.pem"), contents("app.key"), {}, m_now));
    QCOMPARE(ERR_peek_error(), 0UL);
}

LIAISON_TEST(TestSigningIdentity)
#include "tst_signing_identity.moc"
