#include "core/feed/engine_core.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

#include <QMutex>
#include <QTimer>

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;

namespace {
const QString inboxName = QStringLiteral("INBOX");

QMutex logMutex;
QString logWords;

/// What was logged, from every thread.
QString logged()
{
    const QMutexLocker lock(&logMutex);
    return logWords;
}

void keepLog(QtMsgType, const QMessageLogContext &, const QString &words)
{
    const QMutexLocker lock(&logMutex);
    logWords += words + QLatin1Char('\n');
}
} // namespace

/// Whose turn a mailbox is: leases, starting, stopping and ending.
class TestFeedTurns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waitsForALeaseThatIsHeldElsewhere();
    void letsGoOfTheMailboxWhenTheLeaseIsLost();
    void storesNothingUnderALostLease();
    void stopHaltsAtOnceWhereNothingIsInHand();
    void endingIsNoTroubleOfAFolder();
    void aVerboseMailboxIsLogged_data();
    void aVerboseMailboxIsLogged();
    void startsTheWantedFeedsAgain();
    void aDisabledMailboxIsLeftAlone();
    void endsWhileTheServerIsSilent();
    void saysOnceThatAllIsClosed();
};

void TestFeedTurns::waitsForALeaseThatIsHeldElsewhere()
{
    EngineWorld world;
    world.options.leaseRenewMs = 50;
    QVERIFY(world.open());
    const auto held = world.write([id = world.mailbox.id](store::Session &s) {
        return store::Leases(s).acquire(id, QStringLiteral("other"), QStringLiteral("server.example"), 600'000);
    });
    QVERIFY(held);
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.status().holder, QStringLiteral("server.example"));
    QCOMPARE(named(world.state()), named(FeedState::Starting));
    QCOMPARE(world.server->connections(), 0);
    QVERIFY(world.write([lease = *held](store::Session &s) { return store::Leases(s).release(lease); }));
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QVERIFY(world.status().holder.isEmpty());
}

void TestFeedTurns::letsGoOfTheMailboxWhenTheLeaseIsLost()
{
    EngineWorld world;
    world.options.leaseTtlMs = 100;
    world.options.leaseRenewMs = 1'500; // asleep for longer than the lease lasts
    QVERIFY(world.open());
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    const auto steal = [&] {
        return world
            .write([id = world.mailbox.id](store::Session &s) {
                return store::Leases(s).acquire(id, QStringLiteral("other"), QStringLiteral("server.example"), 600'000);
            })
            .has_value();
    };
    QTRY_VERIFY(steal());
    QTRY_COMPARE_WITH_TIMEOUT(named(world.state()), named(FeedState::Starting), 10'000);
    QCOMPARE(world.server->waiting(Op::Hint), 0);
    QTRY_COMPARE_WITH_TIMEOUT(world.status().holder, QStringLiteral("server.example"), 10'000);
}

void TestFeedTurns::storesNothingUnderALostLease()
{
    EngineWorld world;
    world.options.leaseTtlMs = 100;
    world.options.leaseRenewMs = 600'000;
    QVERIFY(world.open());
    world.server->deliver(inboxName, sampleMail(1));
    world.server->hold(Op::Changes);
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    const auto steal = [&] {
        return world
            .write([id = world.mailbox.id](store::Session &s) {
                return store::Leases(s).acquire(id, QStringLiteral("other"), QStringLiteral("server.example"), 600'000);
            })
            .has_value();
    };
    QTRY_VERIFY(steal());
    world.server->release(Op::Changes);
    QTRY_COMPARE(world.status().holder, QStringLiteral("server.example"));
    QCOMPARE(named(world.state()), named(FeedState::Starting));
    QCOMPARE(world.unmatched(), 0);
    QVERIFY(world.cursorOf(inboxName).isEmpty());
}

void TestFeedTurns::stopHaltsAtOnceWhereNothingIsInHand()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(inboxName, sampleMail(1));
    world.server->hold(Op::Changes);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    engine->stop(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    QCOMPARE(world.server->waiting(Op::Changes), 0);
    // The lease is free for others at once.
    const auto taken = [&] {
        return world
            .write([id = world.mailbox.id](store::Session &s) {
                return store::Leases(s).acquire(id, QStringLiteral("other"), QStringLiteral("x.example"), 10);
            })
            .has_value();
    };
    QTRY_VERIFY(taken());
    world.server->release(Op::Changes);
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.unmatched(), 1);
}

void TestFeedTurns::endingIsNoTroubleOfAFolder()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->hold(Op::Changes);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    world.dropEngine(); // in the middle of a folder, as the end of a run that has done its work
    qInstallMessageHandler(before);
    QVERIFY2(!logged().contains(QStringLiteral("Cancelled")), qPrintable(logged()));
}

void TestFeedTurns::aVerboseMailboxIsLogged_data()
{
    QTest::addColumn<qint64>("fromNow");
    QTest::addColumn<bool>("isLogged");
    QTest::newRow("verbose") << domain::verboseLogMs << true;
    QTest::newRow("back to low") << qint64(-1) << false;
}

void TestFeedTurns::aVerboseMailboxIsLogged()
{
    QFETCH(const qint64, fromNow);
    QFETCH(const bool, isLogged);
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([&](domain::Mailbox &mailbox) {
        mailbox.address = QStringLiteral("verbose%1@corp.example").arg(int(isLogged));
        mailbox.verboseUntil = world.clock.nowMs() + fromNow;
    });
    world.server->deliver(inboxName, sampleMail(1));
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    world.makeEngine()->start(world.mailbox.id);
    const bool done = QTest::qWaitFor([&] { return world.unmatched() == 1; }, 60'000);
    world.dropEngine();
    qInstallMessageHandler(before);
    QVERIFY(done);
    const QString line = world.mailbox.address + QStringLiteral(" connected to a server in memory");
    QCOMPARE(logged().contains(line), isLogged);
}

void TestFeedTurns::startsTheWantedFeedsAgain()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](domain::Mailbox &mailbox) { mailbox.feedWanted = true; });
    QVERIFY(world.write(
        [id = world.mailbox.id](store::Session &s) { return store::Mailboxes(s).setFeedWanted(id, true); }));
    world.server->deliver(inboxName, sampleMail(1));
    world.makeEngine()->startWanted();
    QTRY_COMPARE(world.unmatched(), 1);
    world.dropEngine();
    world.server->deliver(inboxName, sampleMail(2));
    world.makeEngine()->startWanted();
    QTRY_COMPARE(world.unmatched(), 2);
    QVERIFY(world.server->cursors().contains("1"));
}

void TestFeedTurns::aDisabledMailboxIsLeftAlone()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](domain::Mailbox &mailbox) { mailbox.enabled = false; });
    const OutboxId waiting = world.queue(QStringLiteral("Not now"));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(world.status().address, world.mailbox.address);
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    QCOMPARE(world.server->connections(), 0);
    world.saveMailbox([](domain::Mailbox &mailbox) { mailbox.enabled = true; });
    engine->reload(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(waiting).state), named(domain::OutboxState::Sent));
}

void TestFeedTurns::endsWhileTheServerIsSilent()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(inboxName, sampleMail(1));
    world.server->hold(Op::Changes);
    world.server->hold(Op::Send);
    world.options.closeWaitMs = 50;
    const OutboxId id = world.queue(QStringLiteral("On its way"));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    QTRY_COMPARE(world.server->waiting(Op::Send), 1);
    world.dropEngine();
    QCOMPARE(world.server->waiting(Op::Changes), 0);
    // The adapter said "stopped, not sent": the mail waits for the next start.
    QCOMPARE(named(world.outbox(id).state), named(domain::OutboxState::Queued));
}

void TestFeedTurns::saysOnceThatAllIsClosed()
{
    feed::FeedContext context;
    context.options.closeWaitMs = -1'000; // with the second for notes: what ends a slow close is due at once
    feed::EngineCore core(context);
    int closed = 0;
    core.close([&closed] { ++closed; });
    QCOMPARE(closed, 1);
    bool timersRan = false;
    QTimer::singleShot(1, &core, [&timersRan] { timersRan = true; });
    QTRY_VERIFY(timersRan);
    QCOMPARE(closed, 1);
}

LIAISON_TEST(TestFeedTurns)
#include "tst_feed_turns.moc"
