#include "core/store/outbox.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

#include <QRandomGenerator>

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;
using domain::OutboxState;

namespace {
const QString inboxName = QStringLiteral("INBOX");
}

/// The disk is full: SQLite itself says so, by a limit of pages on the one connection that writes.
class TestDiskFull : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSyncWaitsForSpaceAndLosesNothing();
    void aSentMailIsRecordedOnceThereIsSpace();
    void whatAPersonWritesIsRefusedAsDiskFull();

private:
    /// Leaves room for `pages` more pages of 4 KiB; nullopt: for as many as there may be.
    static bool leaveRoom(EngineWorld &world, std::optional<qint64> pages);
    static QByteArray largeMail(int number);
};

bool TestDiskFull::leaveRoom(EngineWorld &world, std::optional<qint64> pages)
{
    return world
        .write([pages](store::Session &session) -> Result<qint64> {
            const qint64 used = session.number(QStringLiteral("PRAGMA page_count"));
            constexpr qint64 many = 1'000'000;
            return session.answer(
                session.number(QStringLiteral("PRAGMA max_page_count = %1").arg(used + pages.value_or(many))));
        })
        .has_value();
}

/// 40 kB that no compression makes small.
QByteArray TestDiskFull::largeMail(int number)
{
    QRandomGenerator random(static_cast<quint32>(number));
    QByteArray noise(30'000, 0);
    for (char &byte : noise)
        byte = static_cast<char>(random.bounded(256));
    return sampleMail(number) + noise.toBase64() + "\r\n";
}

void TestDiskFull::aSyncWaitsForSpaceAndLosesNothing()
{
    constexpr int mails = 30;
    EngineWorld world(3);             // mails a page
    world.options.backoffMinMs = 500; // long enough to be seen
    world.options.backoffMaxMs = 500;
    QVERIFY(world.open());
    for (int i = 0; i < mails; ++i)
        world.server->deliver(inboxName, largeMail(i));
    QVERIFY(leaveRoom(world, 120)); // for some of them
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE_WITH_TIMEOUT(named(world.state()), named(FeedState::BackingOff), 30'000);
    QCOMPARE(int(world.errorKind()), int(ErrorKind::DiskFull));
    const int before = world.unmatched();
    QVERIFY2(before > 0 && before < mails, QByteArray::number(before));
    // Mails and cursor went together: it stands where the stored ones end.
    QCOMPARE(world.cursorOf(inboxName), QByteArray::number(before));
    // It goes on asking, and stores nothing twice meanwhile.
    const int asked = world.server->count(Op::Changes);
    QTRY_VERIFY_WITH_TIMEOUT(world.server->count(Op::Changes) > asked, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(named(world.state()), named(FeedState::BackingOff), 30'000);
    QCOMPARE(int(world.errorKind()), int(ErrorKind::DiskFull));
    QCOMPARE(world.unmatched(), before);

    QVERIFY(leaveRoom(world, std::nullopt));
    QTRY_COMPARE_WITH_TIMEOUT(world.unmatched(), mails, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(world.state() == FeedState::Running && !world.status().error, 30'000);
}

void TestDiskFull::aSentMailIsRecordedOnceThereIsSpace()
{
    EngineWorld world;
    world.options.outboxRetryMinMs = 50;
    world.options.outboxRetryMaxMs = 100;
    QVERIFY(world.open());
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    // The server's words need more room than there will be.
    world.server->setReceipt({QString(200'000, QLatin1Char('x')), {}, false});
    world.server->hold(Op::Send);
    const OutboxId id = world.queue(QStringLiteral("Sent on a full disk"));
    QTRY_COMPARE(world.server->waiting(Op::Send), 1);
    QVERIFY(leaveRoom(world, 10));
    world.server->release(Op::Send);
    QTRY_COMPARE(world.server->sent().size(), 1);
    // The answer cannot be written down. It is not forgotten, and the mail not sent again.
    QTRY_COMPARE_WITH_TIMEOUT(world.server->waiting(Op::Send), 0, 10'000);
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Sending));
    QVERIFY(leaveRoom(world, std::nullopt));
    QTRY_COMPARE_WITH_TIMEOUT(named(world.outbox(id).state), named(OutboxState::Sent), 30'000);
    QCOMPARE(world.server->sent().size(), 1);
}

void TestDiskFull::whatAPersonWritesIsRefusedAsDiskFull()
{
    EngineWorld world;
    QVERIFY(world.open());
    QVERIFY(leaveRoom(world, 0));
    const auto put = [](store::Session &session) -> Result<void> {
        session.run(QStringLiteral("UPDATE mailbox SET display_name = ?"), {QString(500'000, QLatin1Char('x'))});
        return session.status();
    };
    const auto refused = world.write(put);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().kind), int(ErrorKind::DiskFull));
    QVERIFY(leaveRoom(world, std::nullopt));
    const auto taken = world.write(put);
    QVERIFY2(taken, why(taken));
}

LIAISON_TEST(TestDiskFull)
#include "tst_disk_full.moc"
