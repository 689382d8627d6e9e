#include "core/domain/notification.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

using namespace liaison;
using namespace liaison::domain;
using namespace Qt::StringLiterals;
using State = NotificationState;

/// Where a business unit stands, derived from the mails.
class TestNotification : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void states_data();
    void states();
    void theOrderMeansNothing();
    void failedOnesAreNamed();
    void anInstantHasAnOrder();
    void whoGotIt_data();
    void whoGotIt();
    void problems_data();
    void problems();
};

namespace {

constexpr UtcMs hour = 3'600'000;

NotificationMail ours(int atHour, OutboxState state = OutboxState::Sent,
                      std::optional<DeliveryState> delivery = std::nullopt)
{
    NotificationMail mail;
    mail.ours = true;
    mail.at = atHour * hour;
    mail.state = state;
    mail.delivery = delivery;
    mail.outbox = {atHour};
    return mail;
}

NotificationMail reminder(int atHour, OutboxState state = OutboxState::Sent)
{
    NotificationMail mail = ours(atHour, state);
    mail.notification = NotificationKind::FollowUp;
    return mail;
}

NotificationMail theirs(int atHour, MailKind kind = MailKind::Human)
{
    NotificationMail mail;
    mail.at = atHour * hour;
    mail.kind = kind;
    return mail;
}

NotificationRule rule()
{
    NotificationRule one;
    one.answerMinutes = 4 * 60;
    one.followUpMinutes = 2 * 60;
    one.mostFollowUps = 2;
    return one;
}

NotificationProcess process()
{
    NotificationProcess one;
    one.on = true;
    for (const Severity severity : {Severity::Low, Severity::Medium, Severity::High, Severity::Critical}) {
        NotificationRule of = rule();
        of.primary = QUuid::createUuid();
        of.followUp = QUuid::createUuid();
        one.rules.insert(severity, of);
    }
    return one;
}

} // namespace

void TestNotification::states_data()
{
    QTest::addColumn<QList<NotificationMail>>("mails");
    QTest::addColumn<int>("nowHour");
    QTest::addColumn<State>("state");
    QTest::addColumn<int>("dueHour"); ///< 0: nothing is due
    QTest::addColumn<int>("followUps");
    QTest::addColumn<bool>("mayFollowUp");
    QTest::addColumn<bool>("mayNotify");
    using Mails = QList<NotificationMail>;
    const auto row = [](const char *name, const Mails &mails, int now, State state, int due, int followUps, bool may,
                        bool mayNotify = false) {
        QTest::newRow(name) << mails << now << state << due << followUps << may << mayNotify;
    };
    using Out = OutboxState;
    using News = DeliveryState;
    row("nothing", {}, 9, State::NotNotified, 0, 0, false, true);
    row("they wrote first", {theirs(1)}, 9, State::NotNotified, 0, 0, false, true);
    row("queued", {ours(1, Out::Queued)}, 9, State::Queued, 0, 0, false);
    row("on its way", {ours(1, Out::Sending)}, 9, State::Queued, 0, 0, false);
    row("taken back", {ours(1, Out::Cancelled)}, 9, State::NotNotified, 0, 0, false, true);
    row("failed", {ours(1, Out::Failed)}, 9, State::Failed, 0, 0, false, true);
    row("uncertain", {ours(1, Out::Uncertain)}, 9, State::Uncertain, 0, 0, false);
    row("sent", {ours(1)}, 4, State::Sent, 5, 0, true);
    row("passed on", {ours(1, Out::Sent, News::Relayed)}, 4, State::Sent, 5, 0, true);
    row("delivered", {ours(1, Out::Sent, News::Delivered)}, 4, State::Delivered, 5, 0, true);
    row("delayed", {ours(1, Out::Sent, News::Delayed)}, 4, State::Delayed, 5, 0, true);
    row("away", {ours(1, Out::Sent, News::OutOfOffice)}, 4, State::OutOfOffice, 5, 0, true);
    row("bounced", {ours(1, Out::Sent, News::Failed)}, 4, State::Bounced, 5, 0, true, true);
    row("bounced, and written again", {ours(1, Out::Sent, News::Failed), ours(2)}, 4, State::Sent, 6, 0, true);
    row("at the deadline", {ours(1)}, 5, State::Overdue, 5, 0, true);
    row("away and late", {ours(1, Out::Sent, News::OutOfOffice)}, 9, State::Overdue, 5, 0, true);
    row("a bounce is not late", {ours(1, Out::Sent, News::Failed)}, 9, State::Bounced, 5, 0, true, true);
    row("no clock, nothing late", {ours(1)}, 0, State::Sent, 5, 0, true);
    row("answered", {ours(1), theirs(2)}, 9, State::Replied, 0, 0, false);
    row("answered late", {ours(1), theirs(8)}, 9, State::Replied, 0, 0, false);
    row("a machine answers nothing", {ours(1), theirs(2, MailKind::OutOfOffice)}, 4, State::Sent, 5, 0, true);
    row("they wrote before", {theirs(1), ours(2)}, 4, State::Sent, 6, 0, true);
    row("reminded", {ours(1), reminder(6)}, 7, State::Sent, 8, 1, true);
    row("reminded and late", {ours(1), reminder(6)}, 8, State::Overdue, 8, 1, true);
    row("reminded often", {ours(1), reminder(6), reminder(9)}, 12, State::Overdue, 11, 2, false);
    row("a reminder on its way", {ours(1), reminder(6, Out::Queued)}, 7, State::Queued, 5, 0, false);
    row("a reminder may have left", {ours(1), reminder(6, Out::Uncertain)}, 7, State::Uncertain, 5, 0, false);
    row("a reminder failed", {ours(1), reminder(6, Out::Failed)}, 7, State::Failed, 5, 0, true);
    row("answered, then we wrote", {ours(1), theirs(2), reminder(3)}, 99, State::Replied, 0, 0, false);
    row("a second try", {ours(1, Out::Failed), ours(2)}, 4, State::Sent, 6, 0, true);
}

void TestNotification::states()
{
    QFETCH(const QList<NotificationMail>, mails);
    QFETCH(const int, nowHour);
    QFETCH(const State, state);
    QFETCH(const int, dueHour);
    QFETCH(const int, followUps);
    QFETCH(const bool, mayFollowUp);
    QFETCH(const bool, mayNotify);
    const UnitNotification unit = notificationOf(mails, rule(), nowHour * hour);
    QCOMPARE(unit.state, state);
    QCOMPARE(unit.dueAt, dueHour * hour);
    QCOMPARE(unit.followUps, followUps);
    QCOMPARE(unit.mayFollowUp, mayFollowUp);
    QCOMPARE(unit.mayNotify, mayNotify);
}

void TestNotification::theOrderMeansNothing()
{
    QList<NotificationMail> mails{ours(1), reminder(6), theirs(2, MailKind::Bounce)};
    mails[1].delivery = DeliveryState::Delivered;
    const UnitNotification expected = notificationOf(mails, rule(), 7 * hour);
    std::sort(mails.begin(), mails.end(), [](const auto &a, const auto &b) { return a.at > b.at; });
    const UnitNotification other = notificationOf(mails, rule(), 7 * hour);
    QCOMPARE(other.state, expected.state);
    QCOMPARE(other.state, State::Delivered);
    QCOMPARE(other.dueAt, expected.dueAt);
    QCOMPARE(other.notifiedAt, 1 * hour);
}

void TestNotification::failedOnesAreNamed()
{
    using Out = OutboxState;
    const auto failed = [](const QList<NotificationMail> &mails) { return notificationOf(mails, rule(), 0).failed; };
    QCOMPARE(failed({ours(1), ours(2, Out::Failed)}), QList<OutboxId>{{2}});
    QCOMPARE(failed({ours(2, Out::Failed), ours(4, Out::Failed)}), QList<OutboxId>{{4}}); // one mail, not two
    QVERIFY(failed({ours(2, Out::Failed), ours(3, Out::Uncertain)}).isEmpty());           // they may have it
    QVERIFY(failed({ours(2, Out::Queued), ours(3, Out::Failed)}).isEmpty());   // the first is tried again already
    QVERIFY(failed({ours(1), reminder(2, Out::Failed), theirs(3)}).isEmpty()); // nobody is reminded who has answered
    QVERIFY(!notificationOf({ours(2, Out::Queued), ours(3, Out::Failed)}, rule(), 0).mayNotify);
    const UnitNotification later = notificationOf({ours(1, OutboxState::Failed), ours(2)}, rule(), 0);
    QVERIFY(later.failed.isEmpty()); // they have it from another mail
}

/// Sent and answered within a millisecond is answered, whichever is read first.
void TestNotification::anInstantHasAnOrder()
{
    QVERIFY(notificationOf({theirs(2), ours(2)}, rule(), 0).state == State::Replied);
    NotificationMail later = ours(2, OutboxState::Failed);
    later.outbox = {9};
    QVERIFY(notificationOf({later, ours(2)}, rule(), 0).failed == QList<OutboxId>{{9}});
}

void TestNotification::whoGotIt_data()
{
    QTest::addColumn<QList<RecipientDelivery>>("news");
    QTest::addColumn<std::optional<DeliveryState>>("state");
    using News = DeliveryState;
    const auto of = [](const QString &address, News state) {
        RecipientDelivery one;
        one.address = address;
        one.state = state;
        return one;
    };
    const auto row = [](const char *name, const QList<RecipientDelivery> &news, std::optional<News> state) {
        QTest::newRow(name) << news << state;
    };
    const QString ada = u"ada@unit.example"_s;
    const QString bea = u"bea@unit.example"_s;
    row("no news", {}, std::nullopt);
    row("one of two failed", {of(ada, News::Failed)}, std::nullopt);
    row("one failed, one has it", {of(ada, News::Failed), of(bea, News::Delivered)}, News::Delivered);
    row("one failed, one is away", {of(ada, News::Failed), of(bea, News::OutOfOffice)}, News::OutOfOffice);
    row("both failed", {of(ada, News::Failed), of(bea, News::Failed)}, News::Failed);
    row("somebody failed", {of({}, News::Failed)}, News::Failed);
}

void TestNotification::whoGotIt()
{
    QFETCH(const QList<RecipientDelivery>, news);
    QFETCH(const std::optional<DeliveryState>, state);
    QVERIFY(deliveryOf(news, 2) == state);
}

void TestNotification::problems_data()
{
    QTest::addColumn<NotificationProcess>("given");
    QTest::addColumn<QList<NotificationProblem>>("expected");
    using Kind = NotificationProblem::Kind;
    const auto row = [](const char *name, const QList<NotificationProblem> &expected, auto change) {
        NotificationProcess one = process();
        change(one, one.rules[Severity::High]);
        QTest::newRow(name) << one << expected;
    };
    using P = NotificationProcess;
    using R = NotificationRule;
    row("good", {}, [](P &, R &) {});
    row("no template", {{Kind::PrimaryMissing, Severity::High}}, [](P &, R &r) { r.primary = {}; });
    row("no template while off", {}, [](P &p, R &r) {
        r.primary = {};
        p.on = false;
    });
    row("no reminder", {{Kind::FollowUpMissing, Severity::High}}, [](P &, R &r) { r.followUp = {}; });
    row("no reminder wanted", {}, [](P &, R &r) {
        r.followUp = {};
        r.mostFollowUps = 0;
    });
    row("too soon", {{Kind::AnswerOutOfRange, Severity::High}}, [](P &, R &r) { r.answerMinutes = 14; });
    row("too late", {{Kind::FollowUpOutOfRange, Severity::High}},
        [](P &, R &r) { r.followUpMinutes = 366 * 24 * 60 + 1; });
    row("too many", {{Kind::TooManyFollowUps, Severity::High}}, [](P &, R &r) { r.mostFollowUps = 51; });
    row("fewer than none", {{Kind::TooManyFollowUps, Severity::High}}, [](P &, R &r) { r.mostFollowUps = -1; });
}

void TestNotification::problems()
{
    QFETCH(const NotificationProcess, given);
    QFETCH(const QList<NotificationProblem>, expected);
    QCOMPARE(problemsOf(given), expected);
}

LIAISON_TEST(TestNotification)
#include "tst_notification.moc"
