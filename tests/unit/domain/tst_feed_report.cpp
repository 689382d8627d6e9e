#include "core/domain/feed_report.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::domain;

namespace {

constexpr UtcMs now = 1'795'255'440'000;
constexpr qint64 day = 24LL * 3'600'000;

FeedReport running()
{
    FeedReport report;
    report.mailbox.id = MailboxId{1};
    report.mailbox.feedWanted = true;
    report.status.mailbox = report.mailbox.id;
    report.status.state = FeedState::Running;
    report.status.lastSuccessAt = now - 20'000;
    report.isHeld = true;
    return report;
}

} // namespace

/// What a list of feeds says of one.
class TestFeedReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void conditions_data();
    void conditions();
    void ownWordsAreNewerThanTheStores();
    void lag();
    void expiries_data();
    void expiries();
    void whoNeedsAPerson();
};

void TestFeedReport::conditions_data()
{
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<bool>("wanted");
    QTest::addColumn<bool>("held");
    QTest::addColumn<FeedState>("state");
    QTest::addColumn<FeedCondition>("condition");
    using S = FeedState;
    using C = FeedCondition;
    QTest::newRow("off") << false << true << true << S::Running << C::Off;
    QTest::newRow("stopped") << true << false << false << S::Stopped << C::Stopped;
    QTest::newRow("sends alone") << true << false << true << S::Stopped << C::Stopped;
    QTest::newRow("STOP was pressed") << true << false << true << S::Running << C::Stopping;
    QTest::newRow("STOP in a back-off") << true << false << true << S::BackingOff << C::Stopping;
    QTest::newRow("whoever ran it is gone") << true << false << false << S::Running << C::Stopped;
    QTest::newRow("STOP of what failed") << true << false << false << S::Failed << C::Stopped;
    QTest::newRow("START was pressed") << true << true << false << S::Stopped << C::Starting;
    QTest::newRow("starting") << true << true << true << S::Starting << C::Starting;
    QTest::newRow("running") << true << true << true << S::Running << C::Running;
    QTest::newRow("it died") << true << true << false << S::Running << C::Starting;
    QTest::newRow("backing off") << true << true << true << S::BackingOff << C::BackingOff;
    QTest::newRow("needs sign-in") << true << true << false << S::NeedsSignIn << C::NeedsSignIn;
    QTest::newRow("failed") << true << true << false << S::Failed << C::Failed;
}

void TestFeedReport::conditions()
{
    QFETCH(const bool, enabled);
    QFETCH(const bool, wanted);
    QFETCH(const bool, held);
    QFETCH(const FeedState, state);
    QFETCH(const FeedCondition, condition);
    FeedReport report = running();
    report.mailbox.enabled = enabled;
    report.mailbox.feedWanted = wanted;
    report.isHeld = held;
    report.status.state = state;
    QCOMPARE(static_cast<int>(conditionOf(report)), static_cast<int>(condition));
}

void TestFeedReport::ownWordsAreNewerThanTheStores()
{
    FeedStatus own = running().status;
    own.state = FeedState::BackingOff;
    own.nextTryAt = now + 9'000;
    FeedReport ours = running();
    ours.isHere = true;
    takeOwn(ours, own);
    QCOMPARE(ours.status.nextTryAt, now + 9'000);
    FeedReport unheld = running();
    unheld.isHeld = false;
    takeOwn(unheld, own);
    QVERIFY(unheld.isHeld && unheld.isHere);
    FeedReport theirs = running(); // held, and not by this process
    takeOwn(theirs, own);
    QCOMPARE(theirs.status.nextTryAt, 0);
    own.holder = QStringLiteral("ir2 (pid 7)");
    takeOwn(ours, FeedStatus());
    takeOwn(ours, own);
    QCOMPARE(ours.status.nextTryAt, 0);
}

void TestFeedReport::lag()
{
    FeedReport report = running();
    report.status.total = 340;
    report.status.done = 212;
    const auto lag = lagOf(report, now);
    QVERIFY(lag);
    QCOMPARE(lag->atMostMs, 20'000);
    QCOMPARE(lag->mails, 128);
    QCOMPARE(lagOf(report, now - 60'000)->atMostMs, 0); // a clock that was set back
    report.status.lastSuccessAt = 0;
    QVERIFY(!lagOf(report, now));
    report = running();
    report.mailbox.feedWanted = false;
    report.isHeld = false;
    QVERIFY(!lagOf(report, now));
}

void TestFeedReport::expiries_data()
{
    QTest::addColumn<UtcMs>("certificate");
    QTest::addColumn<UtcMs>("secret");
    QTest::addColumn<QString>("first"); ///< empty: nothing is known
    QTest::addColumn<bool>("soon");
    QTest::addColumn<bool>("over");
    const QString cert = QStringLiteral("certificate");
    const QString secret = QStringLiteral("secret");
    QTest::newRow("nothing known") << UtcMs(0) << UtcMs(0) << QString() << false << false;
    QTest::newRow("15 days") << now + 15 * day << UtcMs(0) << cert << false << false;
    QTest::newRow("14 days") << now + 14 * day << UtcMs(0) << cert << true << false;
    QTest::newRow("over") << now << UtcMs(0) << cert << true << true;
    QTest::newRow("secret") << UtcMs(0) << now + 13 * day << secret << true << false;
    QTest::newRow("secret first") << now + 300 * day << now + 20 * day << secret << false << false;
    QTest::newRow("certificate first") << now + 3 * day << now + 20 * day << cert << true << false;
}

void TestFeedReport::expiries()
{
    QFETCH(const UtcMs, certificate);
    QFETCH(const UtcMs, secret);
    QFETCH(const QString, first);
    FeedReport report = running();
    report.status.certificateExpiresAt = certificate;
    report.secretGoodUntil = secret;
    const auto expiry = expiryOf(report, now);
    QCOMPARE(expiry.has_value(), !first.isEmpty());
    if (!expiry)
        return;
    QCOMPARE(expiry->of == FeedExpiry::Of::Secret, first == QLatin1String("secret"));
    QCOMPARE(expiry->at, first == QLatin1String("secret") ? secret : certificate);
    QTEST(expiry->soon, "soon");
    QTEST(expiry->over, "over");
}

void TestFeedReport::whoNeedsAPerson()
{
    FeedTally busy;
    QList<qint64> hours;
    for (qint64 hour = 0; hour < 500; ++hour)
        hours << now / MailRhythm::hourMs - 600 + hour;
    busy.rhythm = MailRhythm::learnt(hours);
    busy.lastMailAt = now - 60'000;
    FeedReport report = running();
    QVERIFY(!needsPerson(report, busy, now));
    busy.lastMailAt = now - 7 * MailRhythm::hourMs;
    QVERIFY(isSilent(report, busy, now) && needsPerson(report, busy, now));
    report.status.state = FeedState::BackingOff; // says itself why nothing comes
    QVERIFY(!isSilent(report, busy, now) && !needsPerson(report, busy, now));
    QVERIFY(!isSilent(running(), FeedTally(), now));
    report = running();
    report.status.state = FeedState::Failed;
    QVERIFY(needsPerson(report, {}, now));
    report = running();
    report.refusedAt = now - 5'000; // another process was refused
    QCOMPARE(static_cast<int>(conditionOf(report)), static_cast<int>(FeedCondition::NeedsSignIn));
    QVERIFY(needsPerson(report, {}, now));
    FeedTally taken;
    taken.vanishedSoon = FeedTally::vanishedAlarm - 1; // a person deletes one now and then
    QVERIFY(!mailVanishes(running(), taken) && !needsPerson(running(), taken, now));
    ++taken.vanishedSoon;
    QVERIFY(mailVanishes(running(), taken) && needsPerson(running(), taken, now));
    report = running();
    report.mailbox.enabled = false;
    QVERIFY(!mailVanishes(report, taken));
    report = running();
    report.secretGoodUntil = now + day;
    QVERIFY(needsPerson(report, {}, now));
    report.mailbox.enabled = false;
    QVERIFY(!needsPerson(report, {}, now));
}

LIAISON_TEST(TestFeedReport)
#include "tst_feed_report.moc"
