#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;
using domain::Mailbox;
using store::Mailboxes;
using store::Session;

namespace {

/// The store of another process: `liaison settings import` beside a window.
class OtherProcess {
public:
    explicit OtherProcess(const EngineWorld &world)
        : m_id(world.mailbox.id), m_store({world.dir.filePath(QStringLiteral("store.db")), {}, 100}, &world.clock)
    {
    }
    bool open() { return await<void>(m_store.open()).has_value(); }
    bool save(const std::function<void(Mailbox &)> &change)
    {
        return await(m_store.write([id = m_id, change](Session &session) -> Result<Mailbox> {
                   auto mailbox = Mailboxes(session).find(id);
                   if (mailbox)
                       change(*mailbox);
                   return mailbox ? Mailboxes(session).save(*mailbox) : mailbox;
               }))
            .has_value();
    }
    bool setWanted(bool wanted)
    {
        return await(m_store.write([id = m_id, wanted](Session &session) {
                   return Mailboxes(session).setFeedWanted(id, wanted);
               }))
            .has_value();
    }
    bool remove()
    {
        return await(m_store.write([id = m_id](Session &session) { return Mailboxes(session).remove(id); }))
            .has_value();
    }
    bool add(Mailbox mailbox)
    {
        mailbox.id = {};
        return await(m_store.write([mailbox](Session &session) { return Mailboxes(session).save(mailbox); }))
            .has_value();
    }

private:
    MailboxId m_id;
    store::Store m_store;
};

} // namespace

/// Feeds of a window follow what other processes save about mailboxes.
class TestFeedFollows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startAndStop();
    void otherServersAndANewSecret();
    void aRemovedMailboxIsLeftAndMayComeBack();
    void aNewMailboxIsRead();
    void switchedOffNothingIsSent();
    void whatThisProcessSavedIsTakenOverOnce();
};

void TestFeedFollows::startAndStop()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = false; });
    OtherProcess other(world);
    QVERIFY(other.open());
    world.makeEngine()->startWanted();
    world.server->deliver(QStringLiteral("INBOX"), sampleMail(1));
    QVERIFY(other.setWanted(true));
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QTRY_COMPARE(world.unmatched(), 1);
    QVERIFY(other.setWanted(false));
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
}

void TestFeedFollows::otherServersAndANewSecret()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    OtherProcess other(world);
    QVERIFY(other.open());
    world.makeEngine()->startWanted();
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QCOMPARE(world.secretsAsked, 1);
    world.secretsError = Error{ErrorKind::CredentialsMissing, {}, {}, {}};
    QVERIFY(other.save([](Mailbox &mailbox) { mailbox.inbound.host = QStringLiteral("new.example"); }));
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    QCOMPARE(world.secretsAsked, 2);
    world.secretsError.reset();
    QVERIFY(other.save([](Mailbox &) {})); // what "secret set" leaves in the store
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QCOMPARE(world.secretsAsked, 3);
}

void TestFeedFollows::aRemovedMailboxIsLeftAndMayComeBack()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    OtherProcess other(world);
    QVERIFY(other.open());
    world.makeEngine()->startWanted();
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QVERIFY(other.remove());
    QTRY_VERIFY(world.engine->statuses().isEmpty());
    QTRY_COMPARE(world.server->waiting(Op::Hint), 0);
    // Somebody had its form open: what is removed is not written to unnoticed.
    QVERIFY(!other.save([](Mailbox &mailbox) { mailbox.enabled = true; }));
    QVERIFY(!other.setWanted(true));
    QVERIFY(other.add(world.mailbox));
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QCOMPARE(world.engine->statuses().size(), 1);
}

void TestFeedFollows::aNewMailboxIsRead()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.enabled = false; });
    OtherProcess other(world);
    QVERIFY(other.open());
    world.makeEngine()->startWanted();
    world.server->deliver(QStringLiteral("INBOX"), sampleMail(1));
    Mailbox second = world.mailbox;
    second.uuid = {};
    second.address = QStringLiteral("second@liaison.example");
    second.enabled = true;
    second.feedWanted = true;
    QVERIFY(other.add(second));
    QTRY_COMPARE(world.unmatched(), 1);
    QCOMPARE(world.engine->statuses().constFirst().address, second.address);
}

void TestFeedFollows::switchedOffNothingIsSent()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    OtherProcess other(world);
    QVERIFY(other.open());
    world.makeEngine()->startWanted();
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QVERIFY(other.save([](Mailbox &mailbox) { mailbox.enabled = false; }));
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    const OutboxId waiting = world.queue(QStringLiteral("Not now"));
    QVERIFY(other.save([](Mailbox &mailbox) { mailbox.displayName = QStringLiteral("Still off"); }));
    QVERIFY(other.save([](Mailbox &mailbox) { mailbox.enabled = true; }));
    QTRY_COMPARE(named(world.outbox(waiting).state), named(domain::OutboxState::Sent));
    QCOMPARE(world.server->sent().size(), 1);
}

void TestFeedFollows::whatThisProcessSavedIsTakenOverOnce()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    OtherProcess other(world);
    QVERIFY(other.open());
    feed::Engine *engine = world.makeEngine();
    engine->startWanted();
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    world.saveMailbox([](Mailbox &mailbox) { mailbox.inbound.host = QStringLiteral("new.example"); });
    engine->reload(world.mailbox.id); // as the desk does
    QTRY_COMPARE(world.secretsAsked, 2);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    // What changes nothing for the feed leaves its connection alone, too.
    QVERIFY(other.setWanted(true));
    QVERIFY(other.setWanted(false));
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    QCOMPARE(world.secretsAsked, 2);
}

LIAISON_TEST(TestFeedFollows)
#include "tst_feed_follows.moc"
