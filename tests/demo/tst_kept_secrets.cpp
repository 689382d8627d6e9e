#include "app/demo/kept_secrets.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace liaison;
using namespace liaison::test;

namespace {

constexpr UtcMs day = 86'400'000;

bool overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What a demo server is known by stays over its restarts, and for its owner alone.
class TestKeptSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void staysTheSame();
    void isForItsOwnerAlone();
    void makesWhatIsMissing();
    void makesCertificatesThatHaveExpired();
    void makesCertificatesThatAreDamaged_data();
    void makesCertificatesThatAreDamaged();
    void leavesOtherFilesAlone();
    void needsAFolder();

private:
    [[nodiscard]] QString path(const char *name) const { return m_dir->filePath(QLatin1String(name)); }
    std::unique_ptr<QTemporaryDir> m_temp;
    std::unique_ptr<QDir> m_dir;
    std::unique_ptr<demo::KeptSecrets> m_kept;
    UtcMs m_now = 0;
    demo::ServerSecrets m_first;
};

void TestKeptSecrets::init()
{
    m_temp = std::make_unique<QTemporaryDir>();
    m_dir = std::make_unique<QDir>(m_temp->filePath(QStringLiteral("kept")));
    m_kept = std::make_unique<demo::KeptSecrets>(m_dir->path());
    m_now = QDateTime::currentMSecsSinceEpoch();
    const auto first = m_kept->load(m_now);
    QVERIFY2(first, why(first));
    m_first = *first;
    QVERIFY(m_first.password.size() > 12 && m_first.clientSecret.size() > 12 && !m_first.clientId.isEmpty());
    QVERIFY(m_first.password != m_first.clientSecret);
}

void TestKeptSecrets::staysTheSame()
{
    const auto again = demo::KeptSecrets(m_dir->path()).load(m_now + day);
    QVERIFY2(again, why(again));
    QCOMPARE(again->password, m_first.password);
    QCOMPARE(again->clientId, m_first.clientId);
    QCOMPARE(again->clientSecret, m_first.clientSecret);
    QCOMPARE(again->server.certificatePem, m_first.server.certificatePem);
    QCOMPARE(again->server.keyPem, m_first.server.keyPem);
    QCOMPARE(again->application.certificatePem, m_first.application.certificatePem);
    QCOMPARE(contents(m_kept->certificateFile()), m_first.server.certificatePem);
    QCOMPARE(contents(m_kept->applicationFile()), m_first.application.certificatePem + m_first.application.keyPem);
}

void TestKeptSecrets::isForItsOwnerAlone()
{
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    // One that somebody opened to others is closed again.
    QVERIFY(QFile::setPermissions(path("server.pem"), QFileDevice::ReadOwner | QFileDevice::ReadOther));
    QVERIFY(m_kept->load(m_now));
    QVERIFY(!(QFileInfo(m_dir->path()).permissions() & others));
    const QFileInfoList files = m_dir->entryInfoList(QDir::Files | QDir::Hidden);
    QCOMPARE(files.size(), 4);
    for (const QFileInfo &file : files)
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void TestKeptSecrets::makesWhatIsMissing()
{
    QVERIFY(QFile::remove(m_kept->applicationFile()));
    QVERIFY(overwrite(path("sign-in.json"), R"({"password": "mine"})"));
    const auto again = m_kept->load(m_now);
    QVERIFY2(again, why(again));
    QCOMPARE(again->password, QStringLiteral("mine"));
    QVERIFY(!again->clientSecret.isEmpty() && again->clientSecret != m_first.clientSecret);
    QVERIFY(again->application.certificatePem != m_first.application.certificatePem);
    QCOMPARE(again->server.certificatePem, m_first.server.certificatePem);
}

void TestKeptSecrets::makesCertificatesThatHaveExpired()
{
    const auto later = m_kept->load(m_now + 8 * day);
    QVERIFY2(later, why(later));
    QVERIFY(later->server.certificatePem != m_first.server.certificatePem);
    QVERIFY(later->application.certificatePem != m_first.application.certificatePem);
    QCOMPARE(contents(m_kept->certificateFile()), later->server.certificatePem);
    QCOMPARE(later->password, m_first.password);
    QCOMPARE(later->clientSecret, m_first.clientSecret);
}

void TestKeptSecrets::makesCertificatesThatAreDamaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto other = demo::makeCertificate(demo::CertificateUse::Application);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("something else") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    QTest::newRow("no key") << other->certificatePem;
    QTest::newRow("no certificate") << other->keyPem;
    QTest::newRow("another's key") << other->certificatePem
            + demo::makeCertificate(demo::CertificateUse::Application)->keyPem;
}

void TestKeptSecrets::makesCertificatesThatAreDamaged()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(overwrite(m_kept->applicationFile(), bytes));
    const auto again = m_kept->load(m_now);
    QVERIFY2(again, why(again));
    QVERIFY(demo::isGoodAt(again->application, m_now));
    QVERIFY(again->application.certificatePem != m_first.application.certificatePem);
    QCOMPARE(contents(m_kept->applicationFile()), again->application.certificatePem + again->application.keyPem);
}

void TestKeptSecrets::leavesOtherFilesAlone()
{
    const QByteArray letter = "Dear diary,\n";
    QVERIFY(overwrite(path("sign-in.json"), letter));
    const auto again = m_kept->load(m_now);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::InvalidInput);
    QVERIFY(again.error().log.contains(path("sign-in.json")));
    QCOMPARE(contents(path("sign-in.json")), letter);
}

void TestKeptSecrets::needsAFolder()
{
    const QString file = m_temp->filePath(QStringLiteral("file"));
    QVERIFY(overwrite(file, "x"));
    const auto none = demo::KeptSecrets(file + QStringLiteral("/below")).load(m_now);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::StoreUnavailable);
}

LIAISON_TEST(TestKeptSecrets)
#include "tst_kept_secrets.moc"
