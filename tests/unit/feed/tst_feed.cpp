#include "core/domain/incident.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/session.h"
#include "core/transport/connection_test.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/engine_world.h"

#include <QSignalSpy>
#include <QThread>

using namespace liaison;
using namespace liaison::test;
using domain::FeedState;

namespace {
const QString inboxName = QStringLiteral("INBOX");

Error errorOf(ErrorKind kind)
{
    return Error{kind, QStringLiteral("as the test wants"), {}, {}};
}
} // namespace

/// One mailbox read: pages, errors, what is in which folder.
class TestFeed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAFirstTimeInPagesAndThenRuns();
    void resumesAtTheStoredCursorAfterALoss();
    void getMailDuringAPassListsTheFoldersAgain();
    void pagesThatLeadNowhereEnd();
    void showsWhatKindOfErrorItIs_data();
    void showsWhatKindOfErrorItIs();
    void asksNoServerAgainAfterAFailedSignIn();
    void asksALockedKeychainAgainWhenAPersonStarts();
    void getMailEndsABackOff();
    void aNetworkThatCameBackEndsABackOff();
    void aVanishedFolderIsNotedAndSkipped();
    void aFolderThatIsNotListedIsRead();
    void mailsThatAreNotGivenOutAreSaidAsLongAsItLasts();
    void mailFromBeforeFetchSinceIsNeverUnmatched();
    void whatStandsInSentIsOurs();
    void anUnreadableMailStopsNoPage();
    void aMailTheStoreRefusesStopsNoFolder();
    void junkIsSearchedForOurTagsOnly();
    void tellsHowManyMailsArrived();
    void testsWithoutAFeed();
};

void TestFeed::readsAFirstTimeInPagesAndThenRuns()
{
    EngineWorld world(10);
    QVERIFY(world.open());
    for (int i = 1; i <= 25; ++i)
        world.server->deliver(inboxName, sampleMail(i));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE_WITH_TIMEOUT(world.status().lastSuccessAt > 0, true, 20'000);
    QCOMPARE(named(world.state()), named(FeedState::Running));
    QCOMPARE(world.unmatched(), 25);
    QCOMPARE(world.cursorOf(inboxName), QByteArray("25"));
    QCOMPARE(world.server->cursors().mid(0, 3), (QList<QByteArray>{"", "10", "20"}));
    QVERIFY(!world.status().error.has_value());
}

void TestFeed::resumesAtTheStoredCursorAfterALoss()
{
    EngineWorld world(10);
    QVERIFY(world.open());
    world.server->removeFolder(QStringLiteral("Sent"));
    for (int i = 1; i <= 35; ++i)
        world.server->deliver(inboxName, sampleMail(i));
    feed::Engine *engine = world.makeEngine();
    QSignalSpy spy(engine, &feed::Engine::statusChanged);
    world.server->hold(Op::Changes);
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    world.server->release(Op::Changes); // "" answers; what comes later is free
    QTRY_COMPARE(world.unmatched(), 35);

    for (int i = 36; i <= 60; ++i)
        world.server->deliver(inboxName, sampleMail(i));
    const qsizetype before = world.server->cursors().size();
    world.server->hold(Op::Changes);
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    world.server->failNext(Op::Changes, errorOf(ErrorKind::ConnectionLost)); // the second page
    world.server->release(Op::Changes);
    QTRY_COMPARE(world.unmatched(), 60);
    QCOMPARE(world.server->cursors().mid(before, 4), (QList<QByteArray>{"35", "45", "45", "55"}));
    bool backedOff = false;
    for (const QList<QVariant> &call : spy)
        backedOff |= call.at(0).value<domain::FeedStatus>().state == FeedState::BackingOff;
    QVERIFY(backedOff);
}

void TestFeed::getMailDuringAPassListsTheFoldersAgain()
{
    EngineWorld world(10);
    QVERIFY(world.open());
    world.server->deliver(inboxName, sampleMail(1));
    world.server->hold(Op::Changes);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.server->waiting(Op::Changes), 1);
    QCOMPARE(world.server->count(Op::Folders), 1);
    engine->syncNow(world.mailbox.id); // a folder may have got another name since
    world.server->release(Op::Changes);
    QTRY_COMPARE(world.server->count(Op::Folders), 2);
}

void TestFeed::pagesThatLeadNowhereEnd()
{
    EngineWorld world(10);
    QVERIFY(world.open());
    for (int i = 1; i <= 25; ++i)
        world.server->deliver(inboxName, sampleMail(i));
    world.server->setPromisesMore(true);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE_WITH_TIMEOUT(named(world.state()), named(FeedState::BackingOff), 60'000);
    QCOMPARE(world.status().error->kind, ErrorKind::ProtocolViolation);
    QCOMPARE(world.unmatched(), 25); // what came before is kept
    world.server->setPromisesMore(false);
    engine->syncNow(world.mailbox.id);
    QTRY_VERIFY(world.status().lastSuccessAt > 0);
    QCOMPARE(world.unmatched(), 25);
}

void TestFeed::showsWhatKindOfErrorItIs_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<FeedState>("state");
    QTest::newRow("wrong password") << ErrorKind::AuthenticationFailed << FeedState::NeedsSignIn;
    QTest::newRow("no mechanism") << ErrorKind::AuthenticationUnsupported << FeedState::Failed;
    QTest::newRow("expired") << ErrorKind::CertificateExpired << FeedState::Failed;
    QTest::newRow("wrong host") << ErrorKind::CertificateWrongHost << FeedState::Failed;
    QTest::newRow("untrusted") << ErrorKind::CertificateUntrusted << FeedState::Failed;
    QTest::newRow("no TLS") << ErrorKind::TlsRequired << FeedState::Failed;
    QTest::newRow("injection") << ErrorKind::TlsInjection << FeedState::Failed;
    QTest::newRow("refused") << ErrorKind::ConnectionRefused << FeedState::BackingOff;
    QTest::newRow("no such name") << ErrorKind::NameNotFound << FeedState::BackingOff;
    QTest::newRow("timed out") << ErrorKind::TimedOut << FeedState::BackingOff;
    QTest::newRow("busy") << ErrorKind::ServerBusy << FeedState::BackingOff;
    QTest::newRow("nonsense") << ErrorKind::ProtocolViolation << FeedState::BackingOff;
}

void TestFeed::showsWhatKindOfErrorItIs()
{
    QFETCH(ErrorKind, kind);
    QFETCH(FeedState, state);
    EngineWorld world;
    world.options.backoffMinMs = 60'000;
    world.options.backoffMaxMs = 60'000;
    QVERIFY(world.open());
    world.server->failAlways(Op::Folders, errorOf(kind));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(state));
    QCOMPARE(world.errorKind(), kind);
    QCOMPARE(world.status().nextTryAt > 0, state == FeedState::BackingOff);
}

void TestFeed::asksNoServerAgainAfterAFailedSignIn()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->failAlways(Op::Folders, errorOf(ErrorKind::AuthenticationFailed));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    const int connections = world.server->connections();
    world.queue(QStringLiteral("Waits for a password"));
    engine->syncNow(world.mailbox.id);
    engine->start(world.mailbox.id);
    engine->outboxChanged(world.mailbox.id);
    // The answer to this one comes after everything above was looked at.
    QVERIFY(!await(world.testInbound())->passed());
    QCOMPARE(world.server->connections(), connections + 1);
    QCOMPARE(world.server->count(Op::Send), 0);
    QCOMPARE(named(world.state()), named(FeedState::NeedsSignIn));

    world.server->failAlways(Op::Folders, std::nullopt);
    engine->stop(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Stopped));
    engine->start(world.mailbox.id); // what is in the way is still there
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    engine->reload(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QTRY_COMPARE(world.server->sent().size(), 1);
}

void TestFeed::asksALockedKeychainAgainWhenAPersonStarts()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.secretsError = errorOf(ErrorKind::KeychainLocked);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::NeedsSignIn));
    QCOMPARE(world.errorKind(), ErrorKind::KeychainLocked);
    QCOMPARE(world.server->connections(), 0);
    world.secretsError.reset();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QCOMPARE(world.secretsAsked, 2);
}

void TestFeed::getMailEndsABackOff()
{
    EngineWorld world;
    world.options.backoffMinMs = 600'000;
    world.options.backoffMaxMs = 600'000;
    QVERIFY(world.open());
    world.server->failNext(Op::Folders, errorOf(ErrorKind::ConnectionRefused));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::BackingOff));
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
}

void TestFeed::aNetworkThatCameBackEndsABackOff()
{
    EngineWorld world;
    world.options.backoffMinMs = 600'000;
    world.options.backoffMaxMs = 600'000;
    QVERIFY(world.open());
    world.server->failNext(Op::Folders, errorOf(ErrorKind::ConnectionRefused));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::BackingOff));
    world.server->wake();
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    // Without a delay to end it asks for nothing.
    const int asked = world.server->count(Op::Changes);
    world.server->wake();
    world.server->deliver(inboxName, sampleMail(1));
    world.server->hint();
    QTRY_COMPARE(world.unmatched(), 1);
    QCOMPARE(world.server->count(Op::Changes), asked + 1);
}

void TestFeed::aVanishedFolderIsNotedAndSkipped()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(inboxName, sampleMail(1));
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.unmatched(), 1);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    world.server->removeFolder(QStringLiteral("Sent"));
    world.server->deliver(inboxName, sampleMail(2));
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(world.unmatched(), 2);
    QTRY_COMPARE(world.errorKind(), ErrorKind::FolderMissing);
    QCOMPARE(named(world.state()), named(FeedState::Running));
}

/// It was chosen by its name. It is there as long as the server opens it.
void TestFeed::aFolderThatIsNotListedIsRead()
{
    const QString hidden = QStringLiteral("shared/phishing");
    EngineWorld world;
    QVERIFY(world.open());
    world.server->addFolder(hidden, domain::FolderRole::None);
    world.server->hideFolder(hidden);
    world.server->deliver(hidden, sampleMail(1));
    domain::RemoteFolder folder;
    folder.remoteId = folder.path = hidden;
    folder.delimiter = QStringLiteral("/");
    const auto chosen = world.write([id = world.mailbox.id, folder](store::Session &session) {
        store::Folders folders(session);
        return folders.refresh(id, {folder}).and_then([&folders](const QList<domain::Folder> &kept) {
            return folders.setSelected(kept.constFirst().id, true);
        });
    });
    QVERIFY(chosen);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(world.unmatched(), 1);
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    QVERIFY(world.server->watched().contains(hidden));
    world.server->deliver(hidden, sampleMail(2));
    engine->syncNow(world.mailbox.id); // which lists the folders again
    QTRY_COMPARE(world.unmatched(), 2);
    QVERIFY(!world.status().error.has_value());
    QTRY_COMPARE(world.server->waiting(Op::Hint), 1);
    world.server->removeFolder(hidden);
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(world.errorKind(), ErrorKind::FolderMissing);
}

void TestFeed::mailsThatAreNotGivenOutAreSaidAsLongAsItLasts()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(inboxName, sampleMail(1));
    world.server->setWithheld(2);
    feed::Engine *engine = world.makeEngine();
    engine->start(world.mailbox.id);
    QTRY_COMPARE(named(world.state()), named(FeedState::Running));
    QTRY_COMPARE(world.errorKind(), ErrorKind::ServerRefused);
    world.server->setWithheld(0);
    engine->syncNow(world.mailbox.id);
    QTRY_COMPARE(world.errorKind(), ErrorKind::Internal); // none
    QCOMPARE(named(world.state()), named(FeedState::Running));
}

void TestFeed::mailFromBeforeFetchSinceIsNeverUnmatched()
{
    EngineWorld world;
    QVERIFY(world.open());
    constexpr UtcMs since = 1'767'300'000'000;
    world.saveMailbox([](domain::Mailbox &mailbox) { mailbox.fetchSince = since; });
    world.server->deliver(inboxName, sampleMail(1), since - 1);
    world.server->deliver(inboxName, sampleMail(2), since);
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.cursorOf(inboxName), QByteArray("2"));
    QCOMPARE(world.unmatched(), 1);
}

void TestFeed::whatStandsInSentIsOurs()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(QStringLiteral("Sent"), sampleMail(7, "soc@liaison.example"));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.cursorOf(QStringLiteral("Sent")), QByteArray("1"));
    QCOMPARE(world.unmatched(), 0);
    const auto row = world.read([](store::Session &s) -> Result<store::MailRow> {
        const auto id = store::Messages(s).findByMessageId(QStringLiteral("note-7@unit.example"));
        if (!id || !*id)
            return fail(ErrorKind::NotFound);
        return store::Messages(s).row(**id, {});
    });
    QVERIFY(row);
    QCOMPARE(row->direction, store::Direction::Out);
}

void TestFeed::anUnreadableMailStopsNoPage()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(inboxName, QByteArray());
    world.server->deliver(inboxName, QByteArray(1, '\0') + QByteArray("\xff\xfe\x80 no mail at all"));
    world.server->deliver(inboxName, sampleMail(3));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.cursorOf(inboxName), QByteArray("3"));
    QCOMPARE(named(world.state()), named(FeedState::Running));
    QVERIFY(world.unmatched() >= 1);
}

void TestFeed::aMailTheStoreRefusesStopsNoFolder()
{
    EngineWorld world;
    QVERIFY(world.open());
    // The store refuses one mail once it is read, and another in any form.
    QVERIFY(world.write([](store::Session &s) -> Result<void> {
        s.run(QStringLiteral("CREATE TRIGGER poison BEFORE INSERT ON message WHEN NEW.subject = 'Note 2' "
                             "BEGIN SELECT RAISE(ABORT, 'poison'); END"));
        s.run(QStringLiteral("CREATE TRIGGER stone BEFORE INSERT ON message_copy WHEN NEW.remote_id = '1:3' "
                             "BEGIN SELECT RAISE(ABORT, 'stone'); END"));
        return s.status();
    }));
    for (int i = 1; i <= 4; ++i)
        world.server->deliver(inboxName, sampleMail(i));
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.cursorOf(inboxName), QByteArray("4"));
    QTRY_COMPARE(world.errorKind(), ErrorKind::LimitExceeded);
    QCOMPARE(world.status().error->log, QStringLiteral("1:3"));
    QCOMPARE(named(world.state()), named(FeedState::Running));
    QCOMPARE(world.unmatched(), 3);
    const auto rows = world.read([](store::Session &s) { return store::Messages(s).unmatched({}, {}, 10); });
    QVERIFY(rows.has_value());
    int quarantined = 0;
    for (const store::MailRow &row : *rows) {
        if (row.health != domain::ParseHealth::Quarantined)
            continue;
        ++quarantined;
        const auto raw = world.read([id = row.id](store::Session &s) { return store::Messages(s).raw(id); });
        QVERIFY(raw.has_value());
        QCOMPARE(*raw, sampleMail(2));
    }
    QCOMPARE(quarantined, 1);
}

void TestFeed::junkIsSearchedForOurTagsOnly()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->addFolder(QStringLiteral("Junk"), domain::FolderRole::Junk);
    const auto made = world.write([](store::Session &s) {
        domain::Incident incident;
        incident.title = QStringLiteral("Phishing");
        return store::Incidents(s).create(incident);
    });
    QVERIFY(made.has_value());
    QByteArray named2 = sampleMail(2);
    named2.replace("Subject: ", "Subject: AW: " + domain::subjectTag(*made).toUtf8() + ' ');
    world.server->deliver(QStringLiteral("Junk"), sampleMail(1));
    world.server->deliver(QStringLiteral("Junk"), named2);
    world.makeEngine()->start(world.mailbox.id);
    QTRY_COMPARE(world.cursorOf(QStringLiteral("Junk")), QByteArray("2"));
    QCOMPARE(world.unmatched(), 0);
    const auto found = world.read([](store::Session &s) {
        store::Messages::UnmatchedFilter filter;
        filter.triage = store::Triage::Junk;
        return store::Messages(s).unmatched(filter, {}, 10);
    });
    QVERIFY(found.has_value());
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().messageIdHeader, QStringLiteral("note-2@unit.example"));
    QVERIFY(!found->first().incident); // a person decides
    const auto other = world.read(
        [](store::Session &s) { return store::Messages(s).findByMessageId(QStringLiteral("note-1@unit.example")); });
    QVERIFY(other.has_value() && !*other); // not stored
}

void TestFeed::tellsHowManyMailsArrived()
{
    EngineWorld world;
    QVERIFY(world.open());
    world.server->deliver(inboxName, sampleMail(1));
    world.server->deliver(inboxName, sampleMail(2));
    feed::Engine *engine = world.makeEngine();
    QSignalSpy spy(engine, &feed::Engine::mailArrived);
    engine->start(world.mailbox.id);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(1).toInt(), 0);
    QCOMPARE(spy.at(0).at(2).toInt(), 2);
}

void TestFeed::testsWithoutAFeed()
{
    EngineWorld world;
    QVERIFY(world.open());
    feed::Engine *engine = world.makeEngine();
    const auto report = await(world.testInbound());
    QVERIFY(report && report->passed());
    QCOMPARE(report->find(domain::TestStepKind::ListFolders)->count, 2);
    QCOMPARE(world.server->count(Op::SetFlag) + world.server->count(Op::Append) + world.server->count(Op::Send), 0);

    // Progress comes on the caller's thread, and only while its owner lives.
    transport::ConnectionTestRequest request;
    request.account.mailbox = world.mailbox;
    auto owner = std::make_unique<QObject>();
    QList<domain::TestReport> told;
    world.server->hold(Op::Folders);
    std::stop_source stop;
    const auto answer = engine->test(
        request, owner.get(),
        [&told](const domain::TestReport &each) {
            QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
            told << each;
        },
        stop.get_token());
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    QTRY_VERIFY(!told.isEmpty());
    QVERIFY(!told.constLast().over);
    owner.reset();
    const qsizetype before = told.size();
    stop.request_stop();
    const auto stopped = await(answer);
    QVERIFY(stopped && stopped->over);
    QCOMPARE(stopped->failure()->error->kind, ErrorKind::Cancelled);
    QTRY_COMPARE(world.server->waiting(Op::Folders), 0);
    QCOMPARE(told.size(), before);
}

LIAISON_TEST(TestFeed)
#include "tst_feed.moc"
