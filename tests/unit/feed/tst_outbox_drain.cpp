#include "core/feed/send_outcome.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

#include <thread>

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;
using domain::OutboxState;
using domain::SentCopy;

namespace {

const QString sentName = QStringLiteral("Sent");

Error errorOf(ErrorKind kind, const QString &words = {})
{
    return Error{kind, {}, words, {}};
}

} // namespace

class TestOutboxDrain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsOnceAndFilesOneCopy();
    void leavesTheCopyToAServerThatFilesIt();
    void filesNoSecondCopyAfterADeathBeforeTheNote();
    void asksForTheCopyAgainAfterALostAnswer();
    void triesAgainLaterAndCountsTheTries();
    void givesUpAfterTheLastTry();
    void showsTheServersWordsOfARefusal();
    void neverSendsAnUncertainMailAgain();
    void callsWhatADeadProcessLeftInSendingUncertain();
    void recordsRecipientsThatWereRefused();
    void sendsAgainOnlyToThoseWhoWerePutOff();
    void aMailThatSomeHaveCountsAsSent();
    void waitsForTheEndOfTheUndoWindow();
    void stoppedReadingStillSends();
    void filesTheCopyLaterAlsoWhenReadingIsStopped();
    void heldSendingSendsNothing();
    void aWrongOutboundPasswordStopsTheAccount();
    void anOutboundCertificateStopsSendingAlone();
    void carriesFlagsToTheServer();
    void twoEnginesSendOnce();
    void newSettingsDoNotCutAMailOnItsWay();
    void quittingDoesNotCutAMailOnItsWay();
    void aServerThatNeverAnswersIsNotWaitedForLongerThanItsGrace();
};

void TestOutboxDrain::sendsOnceAndFilesOneCopy()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    const OutboxId id = world.queue(QStringLiteral("Please look"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::Filed));
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.server->sent().size(), 1);
    QCOMPARE(world.server->sent().at(0).recipients, QStringList{QStringLiteral("roe@unit.example")});
    QCOMPARE(world.server->mailsIn(sentName), QList<QByteArray>{world.server->sent().at(0).raw});
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(world.cursorOf(sentName), QByteArray("1"));
    QCOMPARE(named(world.outbox(id).copy), named(SentCopy::Filed));
    QCOMPARE(world.server->mailsIn(sentName).size(), 1);
}

void TestOutboxDrain::leavesTheCopyToAServerThatFilesIt()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->setFilesCopies(true);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    const OutboxId id = world.queue(QStringLiteral("Please look"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::ServerFiled));
    QCOMPARE(world.server->count(Op::Append), 0);
    QCOMPARE(world.server->mailsIn(sentName).size(), 1);
}

void TestOutboxDrain::filesNoSecondCopyAfterADeathBeforeTheNote()
{
    EngineWorld world;
    QVERIFY(world.open());
    const OutboxId id = world.queue(QStringLiteral("Filed before the lights went out"));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::Filed));
    world.dropEngine();
    QVERIFY(world.write([id](store::Session &s) { return store::Outbox(s).setCopy(id, SentCopy::Wanted); }));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::ServerFiled));
    QCOMPARE(world.server->count(Op::Append), 1);
}

void TestOutboxDrain::asksForTheCopyAgainAfterALostAnswer()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    world.server->failNext(Op::Append, errorOf(ErrorKind::ConnectionLost), 2);
    const OutboxId id = world.queue(QStringLiteral("Please look"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::Filed));
    QCOMPARE(world.server->count(Op::Append), 3);
    QVERIFY(world.server->count(Op::Contains) >= 3); // asked before each
    QCOMPARE(world.server->mailsIn(sentName).size(), 1);
}

void TestOutboxDrain::triesAgainLaterAndCountsTheTries()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->failNext(Op::Send, errorOf(ErrorKind::ServerBusy, QStringLiteral("451 greylisted")), 2);
    world.server->failNext(Op::Send, errorOf(ErrorKind::ConnectionRefused));
    const OutboxId id = world.queue(QStringLiteral("Please look"));
    world.makeEngine()->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.server->count(Op::Send), 4);
    QCOMPARE(world.server->sent().size(), 1);
}

void TestOutboxDrain::givesUpAfterTheLastTry()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->failAlways(Op::Send, errorOf(ErrorKind::ServerBusy, QStringLiteral("451 later")));
    const OutboxId id = world.queue(QStringLiteral("Please look"));
    world.makeEngine()->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Failed));
    QCOMPARE(world.server->count(Op::Send), world.options.outboxMaxAttempts);
    QCOMPARE(world.outbox(id).serverWords, QStringLiteral("451 later"));
}

void TestOutboxDrain::showsTheServersWordsOfARefusal()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->failNext(Op::Send, errorOf(ErrorKind::RecipientRefused, QStringLiteral("550 5.1.1 no such user")));
    const OutboxId id = world.queue(QStringLiteral("Please look"));
    world.makeEngine()->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Failed));
    QCOMPARE(world.outbox(id).serverWords, QStringLiteral("550 5.1.1 no such user"));
    QCOMPARE(world.outbox(id).lastError, QStringLiteral("RecipientRefused"));
    QCOMPARE(world.server->count(Op::Send), 1);
}

void TestOutboxDrain::neverSendsAnUncertainMailAgain()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->failNext(Op::Send, errorOf(ErrorKind::SendUncertain));
    const OutboxId id = world.queue(QStringLiteral("Perhaps"));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Uncertain));
    const OutboxId other = world.queue(QStringLiteral("Another one"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(other).state), named(OutboxState::Sent));
    world.dropEngine();
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QCOMPARE(world.server->count(Op::Send), 2);
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Uncertain));
}

void TestOutboxDrain::callsWhatADeadProcessLeftInSendingUncertain()
{
    EngineWorld world;
    world.options.leaseRenewMs = 30;
    QVERIFY(world.open());
    const OutboxId id = world.queue(QStringLiteral("Half sent"));
    const auto claimed = world.write([mailbox = world.mailbox.id](store::Session &s) {
        return store::Leases(s)
            .acquire(mailbox, QStringLiteral("dead"), QStringLiteral("dead.example"), 200)
            .and_then([&](const store::Lease &lease) { return store::Outbox(s).claim(mailbox, lease); });
    });
    QVERIFY(claimed && *claimed);
    QCOMPARE(named(world.outbox(id).state), named(OutboxState::Sending));
    world.makeEngine()->startWanted();
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Uncertain));
    QCOMPARE(world.server->count(Op::Send), 0);
}

void TestOutboxDrain::recordsRecipientsThatWereRefused()
{
    EngineWorld world;
    QVERIFY(world.open());
    transport::SendReceipt receipt;
    receipt.serverWords = QStringLiteral("250 ok");
    receipt.refused.append({QStringLiteral("gone@unit.example"), QStringLiteral("550 gone"), true});
    world.server->setReceipt(receipt);
    const OutboxId id = world.queue(QStringLiteral("To two"));
    world.makeEngine()->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.outbox(id).refused, QStringList{QStringLiteral("gone@unit.example")});
    QVERIFY(world.outbox(id).serverWords.contains(QStringLiteral("550 gone")));
}

void TestOutboxDrain::sendsAgainOnlyToThoseWhoWerePutOff()
{
    EngineWorld world;
    QVERIFY(world.open());
    const QString roe = QStringLiteral("roe@unit.example");
    const QString gone = QStringLiteral("gone@unit.example");
    const QString grey = QStringLiteral("grey@unit.example");
    transport::SendReceipt partly;
    partly.serverWords = QStringLiteral("250 ok");
    partly.refused
        = {{gone, QStringLiteral("550 5.1.1 gone"), true}, {grey, QStringLiteral("451 4.7.1 greylisted"), false}};
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    world.server->receiptOnce(partly);
    const OutboxId id = world.queue(QStringLiteral("To three"), {roe, gone, grey});
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    const QList<transport::Submission> sent = world.server->sent();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent.at(0).recipients, (QStringList{roe, gone, grey}));
    QCOMPARE(sent.at(1).recipients, QStringList{grey}); // nobody gets it twice
    QCOMPARE(sent.at(1).raw, sent.at(0).raw);
    QCOMPARE(sent.at(0).envelopeId, domain::envelopeIdOf(world.outbox(id).uuid));
    QCOMPARE(sent.at(1).envelopeId, sent.at(0).envelopeId);
    QCOMPARE(world.outbox(id).refused, QStringList{gone});
    QVERIFY(world.outbox(id).pending.isEmpty());
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::Filed));
    QCOMPARE(world.server->mailsIn(sentName).size(), 1);
    const auto news = world.read([id](store::Session &s) {
        return store::Outbox(s).messageOf(id).and_then(
            [&](MessageId message) { return store::Outbox(s).deliveries(message); });
    });
    QVERIFY(news);
    QCOMPARE(news->size(), 1);
    QCOMPARE(news->first().address, gone);
    QCOMPARE(news->first().status, QStringLiteral("5.1.1"));
}

void TestOutboxDrain::aMailThatSomeHaveCountsAsSent()
{
    domain::OutboxMail mail;
    mail.recipients = {QStringLiteral("a@x.example"), QStringLiteral("b@x.example")};
    mail.pending = {QStringLiteral("b@x.example")};
    mail.attempts = 2;
    feed::EngineOptions options;
    options.outboxMaxAttempts = 3;
    const auto judged = [&](ErrorKind kind, const QString &words) {
        return feed::sendOutcome(mail, fail(kind, {}, words), options, 1'000);
    };
    const auto refused = judged(ErrorKind::RecipientRefused, QStringLiteral("550 5.2.1 closed"));
    QCOMPARE(named(refused.outcome.to), named(OutboxState::Sent));
    QCOMPARE(refused.outcome.refused, mail.pending);
    QCOMPARE(refused.outcome.pending.value_or(mail.recipients), QStringList());
    QCOMPARE(refused.news.size(), 1);
    QCOMPARE(refused.news.first().status, QStringLiteral("5.2.1"));
    const auto again = judged(ErrorKind::ServerBusy, QStringLiteral("451 later"));
    QCOMPARE(named(again.outcome.to), named(OutboxState::Queued));
    QVERIFY(!again.outcome.pending.has_value()); // as before
    QVERIFY(again.outcome.notBefore > 1'000);
    mail.attempts = 3;
    QCOMPARE(named(judged(ErrorKind::ServerBusy, {}).outcome.to), named(OutboxState::Sent));
    QCOMPARE(named(judged(ErrorKind::SendUncertain, {}).outcome.to), named(OutboxState::Uncertain));
    QVERIFY(judged(ErrorKind::AuthenticationFailed, {}).accountStops);
}

void TestOutboxDrain::waitsForTheEndOfTheUndoWindow()
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

void TestOutboxDrain::stoppedReadingStillSends()
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

void TestOutboxDrain::filesTheCopyLaterAlsoWhenReadingIsStopped()
{
    EngineWorld world;
    world.options.sentCopyDelayMs = 500; // the server gets a moment to file it itself
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    engine->stop(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    const OutboxId id = world.queue(QStringLiteral("Filed a little later"));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.server->count(Op::Append), 0);
    QTRY_COMPARE(named(world.outbox(id).copy), named(SentCopy::Filed));
}

void TestOutboxDrain::heldSendingSendsNothing()
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

void TestOutboxDrain::aWrongOutboundPasswordStopsTheAccount()
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
    QVERIFY(await(engine->probeInbound(world.mailbox, Secret("x"), {})));
    QCOMPARE(world.server->count(Op::Send), 1);

    world.server->failAlways(Op::Send, std::nullopt);
    engine->reload(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
}

void TestOutboxDrain::anOutboundCertificateStopsSendingAlone()
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

void TestOutboxDrain::carriesFlagsToTheServer()
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

void TestOutboxDrain::twoEnginesSendOnce()
{
    EngineWorld world;
    world.options.leaseRenewMs = 30;
    QVERIFY(world.open());
    QList<OutboxId> ids;
    for (int i = 0; i < 10; ++i)
        ids.append(world.queue(QStringLiteral("Once %1").arg(i)));
    feed::Engine *one = world.makeEngine();
    const auto secrets = [](const domain::Mailbox &) {
        return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>{Secret("in"), Secret("out")});
    };
    feed::Engine two(&world.store, &world.transport, secrets, &world.clock, world.options);
    one->outboxChanged(world.mailbox.id);
    two.outboxChanged(world.mailbox.id);
    for (const OutboxId id : ids)
        QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.server->sent().size(), ids.size());
}

void TestOutboxDrain::newSettingsDoNotCutAMailOnItsWay()
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

void TestOutboxDrain::quittingDoesNotCutAMailOnItsWay()
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

void TestOutboxDrain::aServerThatNeverAnswersIsNotWaitedForLongerThanItsGrace()
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

LIAISON_TEST(TestOutboxDrain)
#include "tst_outbox_drain.moc"
