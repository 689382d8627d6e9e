#include "core/store/leases.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/sending_hold.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

#include <thread>

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;
using domain::OutboxState;
using domain::SentCopy;

namespace {

Error errorOf(ErrorKind kind, const QString &words = {})
{
    return Error{kind, {}, words, {}};
}

} // namespace

/// When the outbox is worked on, and what holds it up.
class TestOutboxTurns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waitsForTheEndOfTheUndoWindow();
    void stoppedReadingStillSends();
    void heldSendingSendsNothing();
    void aHoldOfTheStoreOutlivesTheProcess();
    void aWrongOutboundPasswordStopsTheAccount();
    void anOutboundCertificateStopsSendingAlone();
    void carriesFlagsToTheServer();
    void newSettingsDoNotCutAMailOnItsWay();
    void quittingDoesNotCutAMailOnItsWay();
    void aServerThatNeverAnswersIsNotWaitedForLongerThanItsGrace();
};

void TestOutboxTurns::waitsForTheEndOfTheUndoWindow()
{
    EngineWorld world;
    QVERIFY(world.open());
    const OutboxId id = world.queue(QStringLiteral("Later"));
    const UtcMs due = world.clock.nowMs() + 700;
    QVERIFY(world.write([id, due, mailbox = world.mailbox.id](store::Session &s) -> Result<void> {
        // As a try that failed and waits: claimed once, put back for later.
        const auto lease = store::Leases(s).acquire(mailbox, QStringLiteral("x"), QStringLiteral("x"), 60'000);
        if (!lease)
            return fail(lease.error());
        store::Outbox outbox(s);
        if (const auto claimed = outbox.claim(mailbox, *lease); !claimed)
            return fail(claimed.error());
        store::Outbox::Outcome later;
        later.to = OutboxState::Queued;
        later.notBefore = due;
        return outbox.settle(id, OutboxState::Sending, later).and_then([&] {
            return store::Leases(s).release(*lease);
        });
    }));
    world.makeEngine()->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QVERIFY(world.clock.nowMs() >= due);
}

void TestOutboxTurns::stoppedReadingStillSends()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    engine->stop(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    const int read = world.server->count(Op::Changes);
    const OutboxId id = world.queue(QStringLiteral("Still goes out"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::Filed));
    QCOMPARE(named(world.state()), named(FeedState::Stopped));
    QCOMPARE(world.server->count(Op::Changes), read);
}

void TestOutboxTurns::heldSendingSendsNothing()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->setHoldSending(true);
    QVERIFY(engine->holdSending());
    const OutboxId id = world.queue(QStringLiteral("Held"));
    engine->start(world.mailbox.id);
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Queued));
    QCOMPARE(world.server->count(Op::Send), 0);
    engine->setHoldSending(false);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
}

/// Pressed and taken off by another process; this one is started anew in between.
void TestOutboxTurns::aHoldOfTheStoreOutlivesTheProcess()
{
    EngineWorld world;
    QVERIFY(world.open());
    store::Store other({world.dir.filePath(QStringLiteral("store.db")), {}, 100}, &world.clock);
    QVERIFY(await<void>(other.open()));
    const auto hold = [&other](bool held) {
        return await(other.write([held](store::Session &s) {
                   return store::SendingHolds(s).set(held ? std::optional(store::SendingHold{}) : std::nullopt);
               }))
            .has_value();
    };
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QVERIFY(hold(true));
    const OutboxId id = world.queue(QStringLiteral("Held"));
    QTRY_VERIFY(engine->holdSending()); // it follows
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Queued));

    world.dropEngine();
    engine = world.makeEngine();
    engine->start(world.mailbox.id);
    engine->outboxChanged(world.mailbox.id); // before it can know: nothing is claimed all the same
    QTRY_VERIFY(engine->holdSending());
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QCOMPARE(world.server->count(Op::Send), 0);
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Queued));

    QVERIFY(hold(false));
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QVERIFY(!engine->holdSending());
    QCOMPARE(world.server->count(Op::Send), 1);
}

void TestOutboxTurns::aWrongOutboundPasswordStopsTheAccount()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    world.server->failAlways(Op::Send, errorOf(ErrorKind::AuthenticationFailed, QStringLiteral("535 no")));
    const OutboxId id = world.queue(QStringLiteral("Kept"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    QCOMPARE(world.server->waiting(Op::Hint), 0);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Queued));
    QCOMPARE(world.outbox(id).serverWords, QStringLiteral("535 no"));
    engine->outboxChanged(world.mailbox.id);
    engine->syncNow(world.mailbox.id);
    QVERIFY(await(world.testInbound())->passed());
    QCOMPARE(world.server->count(Op::Send), 1);

    world.server->failAlways(Op::Send, std::nullopt);
    engine->reload(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
}

void TestOutboxTurns::anOutboundCertificateStopsSendingAlone()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    world.server->failAlways(Op::Send, errorOf(ErrorKind::CertificateExpired));
    const OutboxId id = world.queue(QStringLiteral("Kept"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(world.errorKind(), ErrorKind::CertificateExpired);
    QCOMPARE(named(world.state()), named(FeedState::Running));
    world.server->deliver(QStringLiteral("INBOX"), sampleMail(1));
    world.server->hint();
    QTRY_COMPARE(world.unmatched(), 1);
    QCOMPARE(world.server->count(Op::Send), 1);
    world.server->failAlways(Op::Send, std::nullopt);
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
}

void TestOutboxTurns::carriesFlagsToTheServer()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(QStringLiteral("INBOX"), sampleMail(1));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    world.server->failNext(Op::SetFlag, errorOf(ErrorKind::ConnectionLost));
    QVERIFY(world.write([](store::Session &s) -> Result<void> {
        const auto id = store::Messages(s).findByMessageId(QStringLiteral("note-1@unit.example"));
        if (!id || !*id)
            return fail(ErrorKind::NotFound);
        return store::RemoteOps(s).enqueue(**id, QStringLiteral("answered"), true);
    }));
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(world.server->flagChanges(), QStringList{QStringLiteral("INBOX 1:1 +1")});
    const auto left = [&] {
        return world.read([id = world.mailbox.id](store::Session &s) { return store::RemoteOps(s).pending(id, 10); })
            .value_or(QList<store::RemoteOp>{})
            .size();
    };
    QTRY_COMPARE(left(), 0);
}

void TestOutboxTurns::newSettingsDoNotCutAMailOnItsWay()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->hold(Op::Send);
    const OutboxId id = world.queue(QStringLiteral("On its way"));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QTRY_COMPARE(world.server->waiting(Op::Send), 1);
    const int connections = world.server->connections();
    engine->reload(world.mailbox.id);
    QTRY_VERIFY(world.server->connections() > connections); // connected anew
    QCOMPARE(world.server->waiting(Op::Send), 1);
    // Switched off meanwhile: the lease is kept until the outcome is noted.
    world.saveMailbox([](domain::Mailbox &mailbox) { mailbox.enabled = false; });
    engine->reload(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    QCOMPARE(world.server->waiting(Op::Send), 1);
    world.server->release(Op::Send);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.server->count(Op::Send), 1);
    const auto free = [&world] {
        return world
            .write([id = world.mailbox.id](store::Session &s) {
                return store::Leases(s).acquire(id, QStringLiteral("other"), QStringLiteral("host"), 1'000);
            })
            .has_value();
    };
    QTRY_VERIFY(free());
}

void TestOutboxTurns::quittingDoesNotCutAMailOnItsWay()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(QStringLiteral("INBOX"), sampleMail(1));
    world.server->hold(Op::Changes);
    world.server->hold(Op::Send);
    world.options.closeWaitMs = 60'000;
    const OutboxId id = world.queue(QStringLiteral("On its way"));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    QTRY_COMPARE(world.server->waiting(Op::Send), 1);
    // The server answers only after the engine was told to end: then the reading has been stopped.
    std::thread answerer([server = world.server] {
        while (server->waiting(Op::Changes) > 0)
            std::this_thread::yield();
        server->release(Op::Send);
    });
    world.dropEngine();
    answerer.join();
    QCOMPARE(world.server->sent().size(), 1);
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
}

void TestOutboxTurns::aServerThatNeverAnswersIsNotWaitedForLongerThanItsGrace()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->hold(Op::Send);
    world.options.closeWaitMs = 50;
    const OutboxId id = world.queue(QStringLiteral("Into the void"));
    feed::Engine *engine = world.makeEngine();
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Send), 1);
    engine->reload(world.mailbox.id);
    // Stopped before its text was out: it is tried again over the new connection.
    QTRY_COMPARE(world.server->count(Op::Send), 2);
    world.server->release(Op::Send);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.server->sent().size(), 1);
}

LIAISON_TEST(TestOutboxTurns)
#include "tst_outbox_turns.moc"
