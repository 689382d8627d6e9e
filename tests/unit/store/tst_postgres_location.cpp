#include "core/store/postgres_location.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using store::parsePostgresLocation;

class TestPostgresLocation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsAreTaken();
    void aForeignHostIsVerified();
    void whatIsNotUnderstoodIsRefused_data();
    void whatIsNotUnderstoodIsRefused();
};

void TestPostgresLocation::partsAreTaken()
{
    const auto location = parsePostgresLocation(QStringLiteral(
        "postgresql://an%40na@db.corp.example:6543/incidents?sslmode=verify-ca&sslrootcert=/a%20b/c'.pem"));
    QVERIFY(location.has_value());
    QCOMPARE(location->host, QStringLiteral("db.corp.example"));
    QCOMPARE(location->port, 6543);
    QCOMPARE(location->user, QStringLiteral("an@na"));
    QCOMPARE(location->database, QStringLiteral("incidents"));
    QVERIFY(location->connectOptions.startsWith(QLatin1String("sslmode='verify-ca';sslrootcert='/a b/c\\'.pem'")));
    const auto loud = parsePostgresLocation(QStringLiteral("POSTGRESQL://u@localhost/d"));
    QVERIFY(loud && loud->database == QLatin1String("d"));
    const auto socket = parsePostgresLocation(QStringLiteral("postgresql://u@localhost/d?host=/run/pg"));
    QVERIFY(socket.has_value());
    QCOMPARE(socket->host, QStringLiteral("/run/pg"));
    QVERIFY(!socket->connectOptions.contains(QLatin1String("sslmode")));
}

void TestPostgresLocation::aForeignHostIsVerified()
{
    const auto location = parsePostgresLocation(QStringLiteral("postgres://u@db.corp.example/d"));
    QVERIFY(location.has_value());
    QCOMPARE(location->port, 5432);
    QVERIFY(location->connectOptions.contains(QLatin1String("sslmode='verify-full'")));
    // the host that counts is the one that is connected to
    const auto other = parsePostgresLocation(QStringLiteral("postgresql://u@localhost/d?host=db.corp.example"));
    QVERIFY(other.has_value());
    QVERIFY(other->connectOptions.contains(QLatin1String("sslmode='verify-full'")));
}

void TestPostgresLocation::whatIsNotUnderstoodIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a file") << QStringLiteral("/home/me/store.sqlite");
    QTest::newRow("another scheme") << QStringLiteral("mysql://u@h/d");
    QTest::newRow("no database") << QStringLiteral("postgresql://u@h");
    QTest::newRow("two databases") << QStringLiteral("postgresql://u@h/a/b");
    QTest::newRow("a password") << QStringLiteral("postgresql://u:secret@h/d");
    QTest::newRow("a password as an option") << QStringLiteral("postgresql://u@h/d?password=secret");
    QTest::newRow("an unknown option") << QStringLiteral("postgresql://u@h/d?options=-csearch_path%3Devil");
    QTest::newRow("a value that would end early") << QStringLiteral("postgresql://u@h/d?sslmode=a%3Bsslmode%3Ddisable");
    QTest::newRow("not a URL") << QStringLiteral("postgresql://u@h:port/d");
}

void TestPostgresLocation::whatIsNotUnderstoodIsRefused()
{
    QFETCH(QString, text);
    const auto location = parsePostgresLocation(text);
    QVERIFY(!location.has_value());
    QCOMPARE(location.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!location.error().log.contains(QLatin1String("secret")));
}

LIAISON_TEST(TestPostgresLocation)
#include "tst_postgres_location.moc"
