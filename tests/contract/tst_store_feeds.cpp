#include "core/store/audit_log.h"
#include "core/store/feed_overview.h"
#include "core/store/feed_refusals.h"
#include "core/store/feed_requests.h"
#include "core/store/feed_states.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>

using namespace liaison;
using namespace liaison::test;
using domain::FeedReport;
using domain::FeedState;
using store::FeedAsk;
using store::FeedRefusal;
using store::FeedRefusals;
using store::FeedRequests;
using store::Lease;
using store::Leases;
using store::Session;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
const domain::Actor kaya{QStringLiteral("A. Kaya"), QStringLiteral("kaya"), QStringLiteral("desk7")};

Lease hold(store::Store &store, MailboxId mailbox, const QString &holder)
{
    return value(write(store, [=](Session &session) {
        return Leases(session).acquire(mailbox, holder, QStringLiteral("ir1"), 10 * minute);
    }));
}

domain::Mailbox saved(store::Store &store, MailboxId id)
{
    return value(read(store, [id](Session &session) { return store::Mailboxes(session).find(id); }));
}

std::optional<FeedRefusal> refusalOf(store::Store &store, MailboxId id)
{
    return value(read(store, [id](Session &session) { return FeedRefusals(session).current(id); }));
}

FeedReport reportOf(store::Store &store, MailboxId id, const QString &holder = {})
{
    const auto all
        = value(read(store, [holder](Session &session) { return store::FeedOverview(session).reports(holder); }));
    for (const FeedReport &report : all) {
        if (report.mailbox.id == id)
            return report;
    }
    return {};
}

} // namespace

/// What processes tell each other of feeds.
class TestStoreFeeds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRefusalHoldsUntilTheMailboxIsSaved();
    void theHolderAloneTakesARequest();
    void aReportSaysWhoWorksIt();
    void aReportHasRefusalRequestAndExpiry();
    void talliesCountWhatVanishesSoon();
    void talliesCountTodayAndLearnTheHours();
    void theNewestArrivalIsAFetchedOne();

private:
    void arrive(store::Store &store, FolderId folder, UtcMs at, store::Direction direction = store::Direction::In);
    StoreFixture m_fixture;
    int m_mails = 0;
};

void TestStoreFeeds::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
}

void TestStoreFeeds::arrive(store::Store &store, FolderId folder, UtcMs at, store::Direction direction)
{
    const QString id = QStringLiteral("feeds%1@x").arg(++m_mails);
    store::IncomingMail incoming = mail(id, QStringLiteral("feeds"), id);
    incoming.folder = folder;
    incoming.remoteId = QString::number(m_mails);
    incoming.internalDate = at;
    incoming.direction = direction;
    storeMail(store, incoming);
}

void TestStoreFeeds::aRefusalHoldsUntilTheMailboxIsSaved()
{
    const auto store = m_fixture.open();
    const MailboxId id = makeMailbox(*store, QStringLiteral("refused@x.example")).id;
    QVERIFY(!refusalOf(*store, id));
    const auto note = [&](UtcMs settingsAt) {
        FeedRefusal refusal;
        refusal.mailbox = id;
        refusal.settingsAt = settingsAt;
        refusal.log = QStringLiteral("LOGIN");
        refusal.serverWords = QStringLiteral("NO ") + QString(2'000, QLatin1Char('x'));
        refusal.host = QStringLiteral("ir1");
        value(write(*store, [refusal](Session &session) { return FeedRefusals(session).note(refusal); }));
    };
    note(saved(*store, id).updatedAt);
    const auto refusal = refusalOf(*store, id);
    QVERIFY(refusal);
    QCOMPARE(refusal->at, m_fixture.clock.nowMs());
    QCOMPARE(refusal->host, QStringLiteral("ir1"));
    QCOMPARE(refusal->pid, QCoreApplication::applicationPid());
    QCOMPARE(refusal->error().kind, ErrorKind::AuthenticationFailed);
    QCOMPARE(refusal->serverWords.size(), 500);
    // START and STOP are no new password.
    value(write(*store, [id](Session &session) { return store::Mailboxes(session).setFeedWanted(id, true); }));
    QVERIFY(refusalOf(*store, id));
    m_fixture.clock.advance(minute);
    value(write(*store,
                [mailbox = saved(*store, id)](Session &session) { return store::Mailboxes(session).save(mailbox); }));
    QVERIFY(!refusalOf(*store, id));
    note(saved(*store, id).updatedAt);
    QVERIFY(refusalOf(*store, id));
    note(saved(*store, id).updatedAt - 1); // of settings that are not the present ones
    QVERIFY(!refusalOf(*store, id));
}

void TestStoreFeeds::theHolderAloneTakesARequest()
{
    const auto store = m_fixture.open();
    const MailboxId id = makeMailbox(*store, QStringLiteral("asked@x.example")).id;
    const Lease lease = hold(*store, id, QStringLiteral("11 one"));
    const auto take = [&store](const Lease &by) {
        return write(*store, [by](Session &session) { return FeedRequests(session).take(by, FeedAsk::GetMail); });
    };
    const auto found = [&store, id] {
        return value(read(*store, [id](Session &s) { return FeedRequests(s).find(id, FeedAsk::GetMail); }));
    };
    QCOMPARE(value(take(lease)), false);
    QVERIFY(!found());
    value(write(*store, [id](Session &s) { return FeedRequests(s).ask(id, FeedAsk::GetMail, kaya); }));
    QVERIFY(found());
    QCOMPARE(found()->person, kaya.person);
    QCOMPARE(found()->askedFrom, kaya.host);
    QCOMPARE(found()->takenAt, 0);
    Lease stranger = lease;
    stranger.holder = QStringLiteral("12 two");
    const auto refused = take(stranger);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
    QCOMPARE(value(take(lease)), true);
    QVERIFY(found()->takenAt >= found()->askedAt);
    QCOMPARE(found()->host, lease.host);
    QCOMPARE(found()->pid, lease.pid);
    QCOMPARE(value(take(lease)), false); // once
    value(write(*store, [id](Session &s) { return FeedRequests(s).ask(id, FeedAsk::GetMail, kaya); }));
    QCOMPARE(found()->takenAt, 0);
    QCOMPARE(value(take(lease)), true);
}

void TestStoreFeeds::aReportSaysWhoWorksIt()
{
    const auto store = m_fixture.open();
    const TestMailbox mailbox = makeMailbox(*store, QStringLiteral("worked@x.example"));
    FeedReport report = reportOf(*store, mailbox.id);
    QVERIFY(!report.isHeld && report.host.isEmpty());
    QCOMPARE(report.status.address, QStringLiteral("worked@x.example"));
    QCOMPARE(report.folders, QStringList({QStringLiteral("INBOX"), QStringLiteral("Sent")}));
    const Lease lease = hold(*store, mailbox.id, QStringLiteral("11 one"));
    const auto say = [&](const QString &host) {
        store::FeedStateRow row;
        row.mailbox = mailbox.id;
        row.state = FeedState::BackingOff;
        row.error = errorKindName(ErrorKind::ConnectionRefused);
        row.errorWords = QStringLiteral("nobody listens");
        row.lastSuccessAt = 7;
        row.nextTryAt = 9;
        row.certificateExpiresAt = 11;
        row.host = host;
        row.pid = lease.pid;
        value(write(*store, [row](Session &session) { return store::FeedStates(session).note(row); }));
    };
    say(QStringLiteral("ir1"));
    report = reportOf(*store, mailbox.id, QStringLiteral("12 two"));
    QVERIFY(report.isHeld && !report.isHere);
    QVERIFY(reportOf(*store, mailbox.id, QStringLiteral("11 one")).isHere);
    QCOMPARE(report.host, QStringLiteral("ir1"));
    QCOMPARE(domain::toString(report.status.state), domain::toString(FeedState::BackingOff));
    QCOMPARE(report.status.lastSuccessAt, 7);
    QCOMPARE(report.status.nextTryAt, 9);
    QCOMPARE(report.status.certificateExpiresAt, 11);
    QCOMPARE(report.status.error->kind, ErrorKind::ConnectionRefused);
    // What another one said that held it before is not this one's.
    say(QStringLiteral("ir0"));
    report = reportOf(*store, mailbox.id);
    QCOMPARE(domain::toString(report.status.state), domain::toString(FeedState::Starting));
    QVERIFY(!report.status.error);
    QCOMPARE(report.host, QStringLiteral("ir1"));
}

void TestStoreFeeds::aReportHasRefusalRequestAndExpiry()
{
    const auto store = m_fixture.open();
    const MailboxId id = makeMailbox(*store, QStringLiteral("more@x.example")).id;
    const domain::Mailbox mailbox = saved(*store, id);
    FeedRefusal refusal;
    refusal.mailbox = id;
    refusal.settingsAt = mailbox.updatedAt;
    refusal.serverWords = QStringLiteral("NO [AUTHENTICATIONFAILED]");
    refusal.host = QStringLiteral("ir3");
    value(write(*store, [=](Session &session) -> Result<void> {
        if (auto done = FeedRefusals(session).note(refusal); !done)
            return done;
        if (auto done = FeedRequests(session).ask(id, FeedAsk::GetMail, kaya); !done)
            return done;
        return store::Settings(session).setValue(store::secretExpiryKey(mailbox), QStringLiteral("1800000000000"));
    }));
    const FeedReport report = reportOf(*store, id);
    QCOMPARE(report.refusedAt, m_fixture.clock.nowMs());
    QCOMPARE(report.refusedHost, QStringLiteral("ir3"));
    QCOMPARE(report.status.error->kind, ErrorKind::AuthenticationFailed);
    QVERIFY(report.askedAt > 0);
    QCOMPARE(report.askTakenAt, 0);
    QCOMPARE(report.secretGoodUntil, 1'800'000'000'000);
}

void TestStoreFeeds::talliesCountTodayAndLearnTheHours()
{
    const auto store = m_fixture.open();
    const TestMailbox mailbox = makeMailbox(*store, QStringLiteral("busy@x.example"));
    const TestMailbox idle = makeMailbox(*store, QStringLiteral("idle@x.example"));
    const UtcMs now = m_fixture.clock.nowMs();
    const UtcMs dayStart = now - 3 * hour;
    for (const qint64 hoursAgo : {0, 1, 2, 24, 48, 200, 201})
        arrive(*store, mailbox.inbox, now - hoursAgo * hour);
    arrive(*store, mailbox.sent, now, store::Direction::Out);
    arrive(*store, mailbox.inbox, now - 3'000 * hour); // long ago
    const auto tally = value(read(*store, [dayStart](Session &session) {
                           return store::FeedOverview(session).tallies(dayStart);
                       })).value(mailbox.id);
    QCOMPARE(tally.arrivedToday, 3);
    QCOMPARE(tally.sentToday, 0);
    QCOMPARE(tally.lastMailAt, now);
    QVERIFY(tally.rhythm.isKnown());
    QCOMPARE(tally.rhythm.usual(now - now % hour, now - now % hour + hour), 0.5); // of two weeks in one
    const auto none = value(read(*store, [dayStart](Session &session) {
                          return store::FeedOverview(session).tallies(dayStart);
                      })).value(idle.id);
    QVERIFY(none.lastMailAt == 0 && !none.rhythm.isKnown());
}

void TestStoreFeeds::talliesCountWhatVanishesSoon()
{
    const auto store = m_fixture.open();
    const TestMailbox mailbox = makeMailbox(*store, QStringLiteral("taken@x.example"));
    const UtcMs now = m_fixture.clock.nowMs();
    const auto gone = [&](FolderId folder, UtcMs arrivedAt) {
        arrive(*store, folder, arrivedAt);
        value(write(*store, [folder, id = QString::number(m_mails)](Session &session) {
            return store::Messages(session).noteVanished(folder, {id});
        }));
    };
    const auto counted = [&] {
        const auto dayStart = now - 3 * hour;
        return value(read(*store,
                          [dayStart](Session &session) { return store::FeedOverview(session).tallies(dayStart); }))
            .value(mailbox.id)
            .vanishedSoon;
    };
    arrive(*store, mailbox.inbox, now); // stays
    QCOMPARE(counted(), 0);
    gone(mailbox.inbox, now - hour / 2);
    gone(mailbox.inbox, now);
    QCOMPARE(counted(), 2);
    gone(mailbox.inbox, now - 2 * hour); // a person has read it, and then deleted it
    gone(mailbox.inbox, now - 30 * hour);
    QCOMPARE(counted(), 2);
    // Moved to another folder that is read: filed, not taken away.
    const QString id = QStringLiteral("feeds-filed@x");
    store::IncomingMail filed = mail(id, QStringLiteral("feeds"), id);
    filed.internalDate = now;
    filed.folder = mailbox.inbox;
    filed.remoteId = QStringLiteral("filed-1");
    storeMail(*store, filed);
    value(write(*store, [folder = mailbox.inbox](Session &session) {
        return store::Messages(session).noteVanished(folder, {QStringLiteral("filed-1")});
    }));
    QCOMPARE(counted(), 3);
    filed.folder = mailbox.sent;
    filed.remoteId = QStringLiteral("filed-2");
    storeMail(*store, filed);
    QCOMPARE(counted(), 2);
    m_fixture.clock.advance(25 * hour);
    QCOMPARE(counted(), 0); // it has not happened for a day
}

void TestStoreFeeds::theNewestArrivalIsAFetchedOne()
{
    const auto store = m_fixture.open();
    const TestMailbox mailbox = makeMailbox(*store, QStringLiteral("clock@x.example"));
    const UtcMs at = m_fixture.clock.nowMs() + 1'000 * hour;
    arrive(*store, mailbox.inbox, at);
    const QString id = QStringLiteral("feeds-imported@x");
    store::IncomingMail imported = mail(id, QStringLiteral("feeds"), id); // of no server, whatever date it claims
    imported.internalDate = at + hour;
    storeMail(*store, imported);
    QCOMPARE(value(read(*store, [](Session &session) { return store::FeedOverview(session).newestArrival(); })), at);
}

LIAISON_TEST(TestStoreFeeds)
#include "tst_store_feeds.moc"
