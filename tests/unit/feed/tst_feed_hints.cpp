#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;

namespace {
const QString inboxName = QStringLiteral("INBOX");
}

/// How a feed hears of mail: the server's word, or its turn.
class TestFeedHints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHintBringsMail();
    void aHintOfAnotherFolderReadsThatAlone();
    void pollsWhereTheServerCannotPush();
};

void TestFeedHints::aHintBringsMail()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    for (int i = 1; i <= 3; ++i) {
        world.server->deliver(inboxName, sampleMail(i));
        world.server->hint();
        QTRY_COMPARE(world.unmatched(), i);
        QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    }
    QCOMPARE(world.server->count(Op::Folders), 1);
}

void TestFeedHints::aHintOfAnotherFolderReadsThatAlone()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QCOMPARE(world.server->watched(), (QStringList{inboxName, QStringLiteral("Sent")}));
    const int asked = world.server->count(Op::Changes);
    world.server->deliver(inboxName, sampleMail(1));
    world.server->deliver(QStringLiteral("Sent"), sampleMail(2));
    world.server->hint({QStringLiteral("Sent")});
    QTRY_COMPARE(world.cursorOf(QStringLiteral("Sent")), QByteArray("1"));
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QCOMPARE(world.server->count(Op::Changes), asked + 1);
    QCOMPARE(world.unmatched(), 0);
    world.server->hint({inboxName, QStringLiteral("Sent")});
    QTRY_COMPARE(world.unmatched(), 1);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QCOMPARE(world.server->count(Op::Changes), asked + 3);
}

void TestFeedHints::pollsWhereTheServerCannotPush()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.saveMailbox([](domain::Mailbox &mailbox) { mailbox.pollSeconds = 1; });
    world.server->setPushes(false);
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    world.server->deliver(inboxName, sampleMail(1));
    QTRY_COMPARE_WITH_TIMEOUT(world.unmatched(), 1, 10'000);
}

LIAISON_TEST(TestFeedHints)
#include "tst_feed_hints.moc"
