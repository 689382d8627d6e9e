#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::FeedState;

/// Looking people up in the directory of a mailbox, over its feed.
class TestFeedDirectory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunningFeedIsAsked();
    void whoHasNoConnectionKnowsNobody();
    void anEmptyOutboxDoesNotEndALookUp();
    void aStopIsHeard();
    void theEndOfTheFeedEndsIt();
};

namespace {

const Error busyNow{ErrorKind::ServerBusy, {}, {}, std::nullopt};
const domain::Addresses people{{u"Ann Lee"_s, u"ann@corp.example"_s}};

void start(EngineWorld &world)
{
    QVERIFY(world.open());
    world.server->setDirectory(people);
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
}

} // namespace

void TestFeedDirectory::aRunningFeedIsAsked()
{
    EngineWorld world;
    start(world);
    const auto found = await(world.engine->resolve(world.mailbox.id, u"ann"_s, {}));
    QVERIFY2(found, why(found));
    QCOMPARE(*found, people);
    const int connections = world.server->connections();
    world.server->failNext(Op::Resolve, busyNow);
    const auto busy = await(world.engine->resolve(world.mailbox.id, u"anna"_s, {}));
    QVERIFY(!busy && busy.error().kind == ErrorKind::ServerBusy);
    QCOMPARE(world.server->lookedUp(), (QStringList{u"ann"_s, u"anna"_s}));
    QCOMPARE(world.server->connections(), connections);        // one for all
    QCOMPARE(named(world.state()), named(FeedState::Running)); // that is nothing to the feed
}

/// No lease is taken and no secret asked for.
void TestFeedDirectory::whoHasNoConnectionKnowsNobody()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->setDirectory(people);
    feed::Engine *engine = world.makeEngine();
    const auto none = await(engine->resolve(world.mailbox.id, u"ann"_s, {}));
    QVERIFY(none && none->isEmpty());
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    engine->stop(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    const int asked = world.secretsAsked;
    const auto stopped = await(engine->resolve(world.mailbox.id, u"ann"_s, {}));
    QVERIFY(stopped && stopped->isEmpty());
    QCOMPARE(world.secretsAsked, asked);
    QVERIFY(world.server->lookedUp().isEmpty());
}

void TestFeedDirectory::anEmptyOutboxDoesNotEndALookUp()
{
    EngineWorld world;
    start(world);
    world.server->hold(Op::Resolve);
    const auto found = world.engine->resolve(world.mailbox.id, u"ann"_s, {});
    QTRY_COMPARE(world.server->waiting(Op::Resolve), 1);
    const OutboxId mail = world.queue(u"Question"_s);
    world.engine->outboxChanged(world.mailbox.id);
    QTRY_COMPARE(named(world.outbox(mail).state), named(domain::OutboxState::Sent));
    world.server->release(Op::Resolve);
    const auto answer = await(found);
    QVERIFY2(answer, why(answer));
    QCOMPARE(answer->size(), 1);
}

void TestFeedDirectory::aStopIsHeard()
{
    EngineWorld world;
    start(world);
    world.server->hold(Op::Resolve);
    std::stop_source stop;
    const auto found = world.engine->resolve(world.mailbox.id, u"ann"_s, stop.get_token());
    QTRY_COMPARE(world.server->waiting(Op::Resolve), 1);
    stop.request_stop();
    const auto answer = await(found);
    QVERIFY(!answer && answer.error().kind == ErrorKind::Cancelled);
}

void TestFeedDirectory::theEndOfTheFeedEndsIt()
{
    EngineWorld world;
    start(world);
    world.server->hold(Op::Resolve);
    const auto found = world.engine->resolve(world.mailbox.id, u"ann"_s, {});
    QTRY_COMPARE(world.server->waiting(Op::Resolve), 1);
    world.dropEngine();
    const auto answer = await(found);
    QVERIFY(!answer && answer.error().kind == ErrorKind::Cancelled);
}

LIAISON_TEST(TestFeedDirectory)
#include "tst_feed_directory.moc"
