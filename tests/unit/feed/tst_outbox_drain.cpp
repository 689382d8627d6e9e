#include "core/feed/send_outcome.h"
#include "core/store/leases.h"
#include "core/store/outbox.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

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

/// What becomes of a queued mail: sent once, tried again, refused, uncertain.
class TestOutboxDrain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void triesAgainLaterAndCountsTheTries();
    void givesUpAfterTheLastTry();
    void showsTheServersWordsOfARefusal();
    void neverSendsAnUncertainMailAgain();
    void callsWhatADeadProcessLeftInSendingUncertain();
    void recordsRecipientsThatWereRefused();
    void sendsAgainOnlyToThoseWhoWerePutOff();
    void aMailThatSomeHaveCountsAsSent();
    void twoEnginesSendOnce();
};

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

LIAISON_TEST(TestOutboxDrain)
#include "tst_outbox_drain.moc"
