#include "core/secrets/credentials_vault.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using namespace Qt::StringLiterals;

class TestCredentialsVault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void tellsApartWhatIsMissing();
    void writesNothing();
};

void TestCredentialsVault::reads_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("plain") << QByteArray("one") << QByteArray("one");
    QTest::newRow("line end") << QByteArray("one\n") << QByteArray("one");
    QTest::newRow("DOS line end") << QByteArray("one\r\n") << QByteArray("one");
    QTest::newRow("one line end alone is taken off") << QByteArray("one\n\n") << QByteArray("one\n");
    QTest::newRow("UTF-8 and spaces") << QByteArray(" p\xC3\xA4\xC3\x9F ") << QByteArray(" p\xC3\xA4\xC3\x9F ");
    QTest::newRow("as long as may be") << QByteArray(64 * 1024, 'x') + '\n' << QByteArray(64 * 1024, 'x');
}

void TestCredentialsVault::reads()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, secret);
    const QTemporaryDir dir;
    QFile out(dir.filePath(secrets::credentialName(u"mailbox/abc/inbound"_s)));
    QCOMPARE(out.fileName(), dir.filePath(u"mailbox.abc.inbound"_s));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(file);
    out.close();
    const auto vault = secrets::credentialsVault(dir.path());
    const auto read = vault->read(u"mailbox/abc/inbound"_s).result();
    QVERIFY(read && *read);
    QCOMPARE((*read)->reveal(), secret);
}

void TestCredentialsVault::tellsApartWhatIsMissing()
{
    const QTemporaryDir dir;
    const auto vault = secrets::credentialsVault(dir.path());
    const auto missing = vault->read(u"mailbox/abc/inbound"_s).result();
    QVERIFY(missing && !*missing);
    QVERIFY(QDir(dir.path()).mkdir(u"mailbox.abc.inbound"_s));
    QCOMPARE(vault->read(u"mailbox/abc/inbound"_s).result().error().kind, ErrorKind::KeychainUnavailable);
    for (const QString &nowhere : {QString(), dir.filePath(u"nowhere"_s)})
        QCOMPARE(secrets::credentialsVault(nowhere)->read(u"x"_s).result().error().kind,
                 ErrorKind::KeychainUnavailable);
    QFile big(dir.filePath(u"big"_s));
    QVERIFY(big.open(QIODevice::WriteOnly));
    big.write(QByteArray(64 * 1024 + 1, 'x'));
    big.close();
    QCOMPARE(vault->read(u"big"_s).result().error().kind, ErrorKind::LimitExceeded);
    // A key cannot lead out of the directory.
    QCOMPARE(secrets::credentialName(u"../../passwd"_s), u"......passwd"_s); // no way out of the directory
    // Whoever provides a credential names no servers.
    QCOMPARE(secrets::credentialName(u"mailbox/abc/inbound/0123456789abcdef"_s), u"mailbox.abc.inbound"_s);
}

void TestCredentialsVault::writesNothing()
{
    const QTemporaryDir dir;
    const auto vault = secrets::credentialsVault(dir.path());
    QCOMPARE(vault->write(u"key"_s, Secret("x")).result().error().kind, ErrorKind::KeychainDenied);
    QCOMPARE(vault->remove(u"key"_s).result().error().kind, ErrorKind::KeychainDenied);
    QVERIFY(QDir(dir.path()).isEmpty());
}

LIAISON_TEST(TestCredentialsVault)
#include "tst_credentials_vault.moc"
