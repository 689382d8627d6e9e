#include "core/store/audit_log.h"
#include "core/store/connection.h"
#include "core/store/migrations.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>

#ifdef LIAISON_CONTRACT_POSTGRESQL
#include "tests/support/postgres_server.h"
#endif

using namespace liaison;
using namespace liaison::test;
using store::Connection;
using store::Session;
using store::TransactionKind;

class TestStoreOpen : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatWasWrittenIsThereAfterReopening();
    void theFileIsForItsOwnerAlone();
    void twoProgramsMayMakeTheSameStoreAtOnce();
    void nothingWorksBeforeOpen();
    void aNewerStoreIsRefused();
    void anInterruptedMigrationLeavesTheOldVersion();
#ifdef LIAISON_CONTRACT_POSTGRESQL
    void signaturesGoToTheAccountsThatWroteThem();
#endif
    void anotherProgramsDatabaseIsRefused();
    void aDamagedFileIsCorrupt();
    void aFullDiskIsSaidAndLosesNothing();
    void aReaderCannotWrite();
    void wrongLocationsAreTyped();
    void aLostServerIsFoundAgain();
    void writesQueuedAtTheEndAreCarriedOut();

private:
    StoreFixture m_fixture;
};

namespace {
Result<void> setValue(store::Store &store, const QString &key, const QString &value)
{
    return write(store, [key, value](Session &session) { return store::Settings(session).setValue(key, value); });
}

QString valueOf(store::Store &store, const QString &key)
{
    return value(read(store, [key](Session &session) { return store::Settings(session).value(key, {}); }));
}
} // namespace

void TestStoreOpen::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
}

void TestStoreOpen::whatWasWrittenIsThereAfterReopening()
{
    {
        const auto store = m_fixture.open();
        value(setValue(*store, QStringLiteral("bu.name"), QStringLiteral("Abteilung")));
    }
    const auto store = m_fixture.open();
    QCOMPARE(valueOf(*store, QStringLiteral("bu.name")), QStringLiteral("Abteilung"));
}

void TestStoreOpen::theFileIsForItsOwnerAlone()
{
    if (!StoreFixture::isSqlite())
        QSKIP("a server has no file of ours");
    const auto ours = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const auto group
        = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    StoreFixture fixture;
    QCOMPARE(fixture.create(), QString());
    const QString path = fixture.options().location;
    {
        const auto store = fixture.open();
        value(setValue(*store, QStringLiteral("a"), QStringLiteral("b")));
        for (const char *suffix : {"", "-wal", "-shm"}) {
            const QFile file(path + QLatin1String(suffix));
            QVERIFY2(file.exists(), suffix);
            QVERIFY2((file.permissions() & ours) == ours, suffix);
            QVERIFY2(!(file.permissions() & group), suffix);
        }
    }
    QVERIFY(QFile::setPermissions(path, ours | group));
    const auto store = fixture.open();
    QVERIFY(!(QFile(path).permissions() & group));
}

void TestStoreOpen::twoProgramsMayMakeTheSameStoreAtOnce()
{
    const int rounds = StoreFixture::isSqlite() ? 10 : 2; // CREATE DATABASE is slow
    for (int i = 0; i < rounds; ++i) {
        StoreFixture fixture;
        QCOMPARE(fixture.create(), QString());
        store::Store one(fixture.options(), &fixture.clock);
        store::Store two(fixture.options(), &fixture.clock);
        auto first = one.open();
        auto second = two.open();
        value(await(first));
        value(await(second));
        value(setValue(one, QStringLiteral("from"), QStringLiteral("one")));
        QCOMPARE(valueOf(two, QStringLiteral("from")), QStringLiteral("one"));
    }
}

void TestStoreOpen::nothingWorksBeforeOpen()
{
    store::Store store(m_fixture.options(), &m_fixture.clock);
    const auto refused = setValue(store, QStringLiteral("a"), QStringLiteral("b"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::StoreUnavailable);
}

void TestStoreOpen::aNewerStoreIsRefused()
{
    StoreFixture fixture;
    QCOMPARE(fixture.create(), QString());
    {
        const auto store = fixture.open();
        value(write(*store, [](Session &session) -> Result<void> {
            session.run(QStringLiteral("INSERT INTO migration (version, name, applied_at) VALUES (9999, 'later', 0)"));
            return session.status();
        }));
    }
    store::Store store(fixture.options(), &fixture.clock);
    const auto opened = await(store.open());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::StoreNewer);
}

void TestStoreOpen::anInterruptedMigrationLeavesTheOldVersion()
{
    StoreFixture fixture;
    QCOMPARE(fixture.create(), QString());
    const auto dialect = value(store::makeDialect(fixture.options()));
    Connection connection(*dialect, TransactionKind::Write);
    value(connection.open());
    auto migrations = store::shippedMigrations(dialect->migrationsFolder());
    QVERIFY(!migrations.isEmpty());
    const int shipped = migrations.last().version;
    value(store::migrate(connection, fixture.clock, migrations));
    migrations.append({shipped + 1, QStringLiteral("broken"),
                       QStringLiteral("CREATE TABLE half (id bigint PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);")});
    QVERIFY(!store::migrate(connection, fixture.clock, migrations));
    qint64 version = 0;
    qint64 halves = -1;
    value(connection.transaction(TransactionKind::Read, store::Durability::Full, fixture.clock, [&](Session &session) {
        version = session.number(QStringLiteral("SELECT max(version) FROM migration"));
        halves = session.number(session.dialect().tableCount(), {QStringLiteral("half")});
        return session.status();
    }));
    QCOMPARE(version, shipped);
    QCOMPARE(halves, 0);
    migrations.last().script = QStringLiteral("CREATE TABLE half (id bigint PRIMARY KEY); -- mended\n");
    value(store::migrate(connection, fixture.clock, migrations));
    value(store::migrate(connection, fixture.clock, migrations)); // and again: nothing to do
}

#ifdef LIAISON_CONTRACT_POSTGRESQL
/// 0019: until then a signature was found by the person's name alone.
void TestStoreOpen::signaturesGoToTheAccountsThatWroteThem()
{
    constexpr int version = 19;
    StoreFixture fixture;
    QCOMPARE(fixture.create(), QString());
    const auto dialect = value(store::makeDialect(fixture.options()));
    Connection connection(*dialect, TransactionKind::Write);
    value(connection.open());
    const auto all = store::shippedMigrations(dialect->migrationsFolder());
    auto before = all;
    before.removeIf([](const store::Migration &migration) { return migration.version >= version; });
    QVERIFY(before.size() < all.size());
    value(store::migrate(connection, fixture.clock, before));
    const auto in = [&](TransactionKind kind, const std::function<Result<void>(Session &)> &work) {
        value(connection.transaction(kind, store::Durability::Full, fixture.clock, work));
    };
    in(TransactionKind::Write, [](Session &session) {
        store::Settings settings(session);
        return settings.setValue(QStringLiteral("signature.person/Bea"), QStringLiteral("B.")).and_then([&] {
            return settings.setValue(QStringLiteral("signature.team"), QStringLiteral("T."));
        });
    });
    // One from before accounts were noted.
    value(connection.command(QStringLiteral("ALTER TABLE setting DISABLE TRIGGER setting_writer")));
    in(TransactionKind::Write, [](Session &session) {
        return store::Settings(session).setValue(QStringLiteral("signature.person/Old"), QStringLiteral("O."));
    });
    value(connection.command(QStringLiteral("ALTER TABLE setting ENABLE TRIGGER setting_writer")));
    value(store::migrate(connection, fixture.clock, all));
    QStringList kept;
    in(TransactionKind::Read, [&](Session &session) {
        auto rows = session.rows(
            QStringLiteral("SELECT name, value FROM setting WHERE name LIKE 'signature.%' ORDER BY value"));
        for (store::Row &row : rows) {
            const QString name = row.text();
            kept << name + QLatin1Char(' ') + row.text();
        }
        return session.status();
    });
    QCOMPARE(kept,
             (QStringList{QStringLiteral("signature.own/liaison/Bea B."), QStringLiteral("signature.person/Old O."),
                          QStringLiteral("signature.team T.")}));
}
#endif

void TestStoreOpen::anotherProgramsDatabaseIsRefused()
{
    StoreFixture fixture;
    QCOMPARE(fixture.create(), QString());
    {
        const auto dialect = value(store::makeDialect(fixture.options()));
        Connection connection(*dialect, TransactionKind::Write);
        value(connection.open());
        value(connection.command(QStringLiteral("CREATE TABLE message (id bigint PRIMARY KEY)")));
    }
    store::Store store(fixture.options(), &fixture.clock);
    const auto opened = await(store.open());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::StoreCorrupt);
}

void TestStoreOpen::aDamagedFileIsCorrupt()
{
    if (!StoreFixture::isSqlite())
        QSKIP("a server has no file of ours");
    StoreFixture fixture;
    QCOMPARE(fixture.create(), QString());
    QFile file(fixture.options().location);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    store::Store store(fixture.options(), &fixture.clock);
    const auto opened = await(store.open());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::StoreCorrupt);
}

void TestStoreOpen::aFullDiskIsSaidAndLosesNothing()
{
    if (!StoreFixture::isSqlite())
        QSKIP("a server's disk is not ours to fill");
    StoreFixture fixture;
    QCOMPARE(fixture.create(), QString());
    const auto store = fixture.open();
    value(setValue(*store, QStringLiteral("before"), QStringLiteral("kept")));
    // SQLite's own bound stands for the disk's: the error is the same one.
    value(write(*store, [](Session &session) -> Result<void> {
        const qint64 pages = session.number(QStringLiteral("PRAGMA page_count"));
        session.rows(QStringLiteral("PRAGMA max_page_count=%1").arg(pages + 2));
        return session.status();
    }));
    const auto full = setValue(*store, QStringLiteral("large"), QString(1'000'000, QLatin1Char('x')));
    QVERIFY(!full);
    QCOMPARE(full.error().kind, ErrorKind::DiskFull);
    QCOMPARE(valueOf(*store, QStringLiteral("before")), QStringLiteral("kept"));
    QCOMPARE(valueOf(*store, QStringLiteral("large")), QString());
}

void TestStoreOpen::aReaderCannotWrite()
{
    const auto store = m_fixture.open();
    const auto refused = read(*store, [](Session &session) {
        return store::Settings(session).setValue(QStringLiteral("sneaked"), QStringLiteral("in"));
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
    QCOMPARE(valueOf(*store, QStringLiteral("sneaked")), QString());
}

void TestStoreOpen::wrongLocationsAreTyped()
{
    const auto kindFor = [this](const QString &location) {
        store::OpenOptions options = m_fixture.options();
        options.location = location;
        store::Store store(options, &m_fixture.clock);
        const auto opened = await(store.open());
        return opened ? QStringLiteral("opened") : errorKindName(opened.error().kind);
    };
    QCOMPARE(kindFor(QString()), QStringLiteral("InvalidInput"));
    QCOMPARE(kindFor(QStringLiteral("postgresql://user:secret@localhost/db")), QStringLiteral("InvalidInput"));
    if (StoreFixture::isSqlite()) {
        QCOMPARE(kindFor(QStringLiteral("/proc/nowhere/store.sqlite")), QStringLiteral("StoreUnavailable"));
    } else {
        QString other = m_fixture.options().location;
        QCOMPARE(kindFor(other.replace(QLatin1String("store"), QLatin1String("nostore"))),
                 QStringLiteral("StoreUnavailable"));
    }
}

void TestStoreOpen::aLostServerIsFoundAgain()
{
#ifdef LIAISON_CONTRACT_POSTGRESQL
    const auto store = m_fixture.open();
    value(setValue(*store, QStringLiteral("lost"), QStringLiteral("before")));
    QVERIFY(PostgresServer::shared()->restart());
    const auto refused = setValue(*store, QStringLiteral("lost"), QStringLiteral("meanwhile"));
    QVERIFY(!refused); // the caller decides whether to try again: the commit may have been the last thing that arrived
    QCOMPARE(refused.error().kind, ErrorKind::StoreUnavailable);
    value(setValue(*store, QStringLiteral("lost"), QStringLiteral("after")));
    (void)read(*store, [](Session &session) { return store::Settings(session).value(QStringLiteral("lost"), {}); });
    QCOMPARE(valueOf(*store, QStringLiteral("lost")), QStringLiteral("after"));
#else
    QSKIP("SQLite has no server");
#endif
}

void TestStoreOpen::writesQueuedAtTheEndAreCarriedOut()
{
    QList<Future<void>> futures;
    {
        const auto store = m_fixture.open();
        for (int i = 0; i < 50; ++i)
            futures << store->write([i](Session &session) {
                return store::Settings(session).setValue(QStringLiteral("last"), QString::number(i));
            });
    }
    for (const auto &future : std::as_const(futures)) {
        QVERIFY(future.isFinished());
        QVERIFY(future.result().has_value());
    }
    const auto store = m_fixture.open();
    QCOMPARE(valueOf(*store, QStringLiteral("last")), QStringLiteral("49"));
}

LIAISON_TEST(TestStoreOpen)
#include "tst_store_open.moc"
