#include "core/store/feed_refusals.h"
#include "core/store/feed_requests.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

#include <QSysInfo>

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;
using domain::Mailbox;
using store::FeedAsk;
using store::FeedRequests;
using store::Session;

namespace {

const QString inbox = QStringLiteral("INBOX");

/// A second engine beside a world's, over a store of its own on the same file, to the same server.
class OtherEngine {
public:
    explicit OtherEngine(EngineWorld &world)
        : m_id(world.mailbox.id), m_store({world.dir.filePath(QStringLiteral("store.db")), {}, 100}, &world.clock),
          m_transport(world.server), m_clock(&world.clock), m_options(world.options)
    {
    }
    feed::Engine *make()
    {
        if (!await<void>(m_store.open()))
            return nullptr;
        const auto secrets = [this](const Mailbox &) {
            ++secretsAsked;
            return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>{Secret("in"), Secret("out")});
        };
        m_engine = std::make_unique<feed::Engine>(&m_store, &m_transport, secrets, m_clock, m_options);
        m_engine->startWanted();
        return m_engine.get();
    }
    [[nodiscard]] domain::FeedStatus status() const
    {
        const QList<domain::FeedStatus> all = m_engine->statuses();
        for (const domain::FeedStatus &status : all) {
            if (status.mailbox == m_id)
                return status;
        }
        return {};
    }
    /// As a person does in this process: a new password was put into the keychain.
    bool saveAnew()
    {
        return await(m_store.write([id = m_id](Session &session) -> Result<Mailbox> {
                   const auto mailbox = store::Mailboxes(session).find(id);
                   return mailbox ? store::Mailboxes(session).save(*mailbox) : mailbox;
               }))
            .has_value();
    }
    bool setWanted(bool wanted)
    {
        return await(m_store.write([id = m_id, wanted](Session &session) {
                   return store::Mailboxes(session).setFeedWanted(id, wanted);
               }))
            .has_value();
    }
    bool askForMail()
    {
        const domain::Actor kaya{QStringLiteral("A. Kaya"), QStringLiteral("kaya"), QStringLiteral("desk7")};
        return await(m_store.write([id = m_id, kaya](Session &session) {
                   return FeedRequests(session).ask(id, FeedAsk::GetMail, kaya);
               }))
            .has_value();
    }
    [[nodiscard]] std::optional<store::FeedRequest> asked()
    {
        return await(m_store.read(
                         [id = m_id](Session &session) { return FeedRequests(session).find(id, FeedAsk::GetMail); }))
            .value_or(std::nullopt);
    }

    int secretsAsked = 0;

private:
    MailboxId m_id;
    store::Store m_store;
    FakeTransport m_transport;
    const Clock *m_clock;
    feed::EngineOptions m_options;
    std::unique_ptr<feed::Engine> m_engine;
};

} // namespace

/// Processes that share a mailbox: one works it, all are asked.
class TestFeedTeam : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRefusedPasswordIsTriedOnceByAll();
    void aRefusedPasswordIsNotTriedAfterARestart();
    void whatIsNoRefusalMayBeTriedByAnother();
    void getMailIsDoneByTheHolder();
    void stopAndStartAreDoneByTheHolder();
};

void TestFeedTeam::aRefusedPasswordIsTriedOnceByAll()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    world.makeEngine()->startWanted();
    QTRY_VERIFY(world.status().lastSuccessAt > 0);
    OtherEngine other(world);
    QVERIFY(other.make());
    QTRY_VERIFY(!other.status().holder.isEmpty()); // it waits for the lease, with settings it has read already
    const int asked = world.server->count(Op::Folders);
    world.server->failAlways(Op::Folders, Error{ErrorKind::AuthenticationFailed, {}, QStringLiteral("NO"), {}});
    world.engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    QTRY_COMPARE(named(other.status().state), named(FeedState::NeedsSignIn));
    QCOMPARE(other.status().error->serverWords, QStringLiteral("NO"));
    QCOMPARE(world.server->count(Op::Folders), asked + 1);
    QCOMPARE(other.secretsAsked, 0);
    // A person acts, in either process: it is tried again, once.
    world.server->failAlways(Op::Folders, std::nullopt);
    QVERIFY(other.saveAnew());
    QTRY_VERIFY(world.state() == FeedState::Running || other.status().state == FeedState::Running);
    QCOMPARE(world.server->count(Op::Folders), asked + 2);
}

void TestFeedTeam::aRefusedPasswordIsNotTriedAfterARestart()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    world.server->failAlways(Op::Folders, Error{ErrorKind::AuthenticationFailed, QStringLiteral("LOGIN"), {}, {}});
    world.makeEngine()->startWanted();
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    const int connections = world.server->connections();
    world.dropEngine();
    world.server->failAlways(Op::Folders, std::nullopt);
    feed::Engine *engine = world.makeEngine();
    engine->startWanted();
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    QCOMPARE(world.errorKind(), ErrorKind::AuthenticationFailed);
    const OutboxId waits = world.queue(QStringLiteral("Waits for a password"));
    engine->outboxChanged(world.mailbox.id);
    engine->start(world.mailbox.id);
    engine->syncNow(world.mailbox.id);
    QVERIFY(await(world.testInbound()).has_value());        // answered after what was asked before
    QCOMPARE(world.server->connections(), connections + 1); // of the test alone
    QCOMPARE(named(world.outbox(waits).state), named(domain::OutboxState::Queued));
    world.saveMailbox([](Mailbox &) {});
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QTRY_COMPARE(named(world.outbox(waits).state), named(domain::OutboxState::Sent));
}

/// A process without the password does not keep one that has it from reading.
void TestFeedTeam::whatIsNoRefusalMayBeTriedByAnother()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    world.secretsError = Error{ErrorKind::CredentialsMissing, {}, {}, {}};
    world.makeEngine()->startWanted();
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    OtherEngine other(world);
    QVERIFY(other.make());
    QTRY_COMPARE(named(other.status().state), named(FeedState::Running));
    QCOMPARE(world.server->count(Op::Folders), 1);
}

void TestFeedTeam::getMailIsDoneByTheHolder()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    world.server->setPushes(false); // and it asks once an hour
    world.makeEngine()->startWanted();
    QTRY_VERIFY(world.status().lastSuccessAt > 0);
    OtherEngine other(world);
    QVERIFY(other.make());
    QTRY_VERIFY(!other.status().holder.isEmpty());
    world.server->deliver(inbox, sampleMail(1));
    QCOMPARE(world.unmatched(), 0);
    QVERIFY(other.askForMail());
    QTRY_COMPARE(world.unmatched(), 1);
    QTRY_VERIFY(other.asked() && other.asked()->takenAt > 0);
    QCOMPARE(other.asked()->host, QSysInfo::machineHostName());
    QCOMPARE(other.secretsAsked, 0); // it did not read itself
}

void TestFeedTeam::stopAndStartAreDoneByTheHolder()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](Mailbox &mailbox) { mailbox.feedWanted = true; });
    world.makeEngine()->startWanted();
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    OtherEngine other(world);
    QVERIFY(other.make());
    QTRY_VERIFY(!other.status().holder.isEmpty());
    QVERIFY(other.setWanted(false));
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    QTRY_COMPARE(named(other.status().state), named(FeedState::Stopped));
    QCOMPARE(other.secretsAsked, 0);
    QVERIFY(other.setWanted(true));
    QTRY_VERIFY(world.state() == FeedState::Running || other.status().state == FeedState::Running);
}

LIAISON_TEST(TestFeedTeam)
#include "tst_feed_team.moc"
