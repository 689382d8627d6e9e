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

/// The copy of a sent mail in Sent: one, whoever files it.
class TestSentCopies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsOnceAndFilesOneCopy();
    void leavesTheCopyToAServerThatFilesIt();
    void filesNoSecondCopyAfterADeathBeforeTheNote();
    void asksForTheCopyAgainAfterALostAnswer();
    void filesTheCopyLaterAlsoWhenReadingIsStopped();
    void findsWhatWasUncertainInSent();
    void findsWhatIsToBeTriedAgainInSent();
};

void TestSentCopies::sendsOnceAndFilesOneCopy()
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

void TestSentCopies::leavesTheCopyToAServerThatFilesIt()
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

void TestSentCopies::filesNoSecondCopyAfterADeathBeforeTheNote()
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

void TestSentCopies::asksForTheCopyAgainAfterALostAnswer()
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

void TestSentCopies::filesTheCopyLaterAlsoWhenReadingIsStopped()
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

void TestSentCopies::findsWhatWasUncertainInSent()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    engine->stop(world.mailbox.id); // nothing is read: the server has to be asked
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    const OutboxId id = world.queue(QStringLiteral("Sent, and the answer was lost"));
    const auto raw = world.read([id](store::Session &s) {
        return store::Outbox(s).messageOf(id).and_then([&](MessageId mail) { return store::Messages(s).raw(mail); });
    });
    QVERIFY(raw);
    world.server->deliver(sentName, *raw);
    world.server->failNext(Op::Send, errorOf(ErrorKind::SendUncertain));
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(named(world.outbox(id).copy), named(SentCopy::ServerFiled));
    QCOMPARE(world.server->count(Op::Send), 1);
    QCOMPARE(world.server->count(Op::Append), 0);
    QCOMPARE(world.server->mailsIn(sentName).size(), 1);
}

void TestSentCopies::findsWhatIsToBeTriedAgainInSent()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    // Somebody in front of the server says "busy" after the mail went through.
    Error busy = errorOf(ErrorKind::ServerBusy);
    busy.retryAfterMs = 3'600'000;
    world.server->failNext(Op::Send, busy);
    const OutboxId id = world.queue(QStringLiteral("Refused by the wrong one"));
    const auto raw = world.read([id](store::Session &s) {
        return store::Outbox(s).messageOf(id).and_then([&](MessageId mail) { return store::Messages(s).raw(mail); });
    });
    QVERIFY(raw);
    engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(world.outbox(id).attempts, 1);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Queued));
    world.server->deliver(sentName, *raw);
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(id).state), named(OutboxState::Sent));
    QCOMPARE(world.server->count(Op::Send), 1);
}

LIAISON_TEST(TestSentCopies)
#include "tst_sent_copies.moc"
