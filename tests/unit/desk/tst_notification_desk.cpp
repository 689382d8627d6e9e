#include "core/desk/incident_desk.h"
#include "core/desk/notification_desk.h"
#include "core/desk/template_desk.h"
#include "core/domain/incident.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/mail_world.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::NotificationBatch;
using desk::NotificationBoard;
using desk::NotificationDesk;
using domain::NotificationKind;
using domain::NotificationState;
using domain::OutboxState;

namespace {

constexpr int answerMinutes = 240;
constexpr UtcMs minuteMs = 60'000;

/// Two business units that an incident affects, and a process that is on.
class ProcessWorld : public MailWorld {
public:
    bool open()
    {
        if (!MailWorld::open())
            return false;
        const auto made = write([this](store::Session &s) -> Result<void> {
            domain::BusinessUnit more;
            more.title = u"Plant"_s;
            more.recipients = {u"it@plant.example"_s, u"desk@unit.example"_s};
            const auto created = store::BusinessUnits(s).create(more);
            if (!created)
                return fail(created.error());
            second = *created;
            domain::Incident both;
            both.title = u"Both are hit"_s;
            both.status = domain::IncidentStatus::Open;
            both.severity = domain::Severity::High;
            both.affected = {unit.id, second.id};
            const auto incidentOfBoth = store::Incidents(s).create(both);
            if (!incidentOfBoth)
                return fail(incidentOfBoth.error());
            incident = *incidentOfBoth;
            return {};
        });
        const auto one = await(desk::TemplateDesk(context()).save(words(u"First notice"_s)));
        const auto two = await(desk::TemplateDesk(context()).save(words(u"Reminder"_s)));
        if (!made || !one || !two)
            return false;
        for (const domain::Severity severity :
             {domain::Severity::Low, domain::Severity::Medium, domain::Severity::High, domain::Severity::Critical}) {
            domain::NotificationRule rule;
            rule.primary = one->uuid;
            rule.followUp = two->uuid;
            rule.answerMinutes = answerMinutes;
            rule.mostFollowUps = 1;
            process.rules.insert(severity, rule);
        }
        process.on = true;
        reminder = *two;
        return await(NotificationDesk(context()).save(process)).has_value();
    }

    NotificationBoard board()
    {
        return await(NotificationDesk(context()).board(incident.id)).value_or(NotificationBoard{});
    }

    const desk::UnitOnBoard &of(const NotificationBoard &board, const domain::BusinessUnit &wanted) const
    {
        static const desk::UnitOnBoard none{};
        const auto found = std::find_if(board.units.cbegin(), board.units.cend(),
                                        [&](const desk::UnitOnBoard &on) { return on.unit.id == wanted.id; });
        return found == board.units.cend() ? none : *found;
    }

    /// One mail to each unit of the board.
    static NotificationBatch batch(const NotificationBoard &board, NotificationKind kind = NotificationKind::Primary)
    {
        NotificationBatch all;
        all.incident = board.incident.id;
        all.kind = kind;
        all.deadlinesRan = board.deadlinesRun;
        for (const desk::UnitOnBoard &on : board.units) {
            desk::ComposeDraft draft;
            draft.incident = board.incident.id;
            draft.mailbox = board.mailbox;
            draft.businessUnit = on.unit.id;
            for (const QString &recipient : on.unit.recipients)
                draft.to.append({{}, recipient});
            draft.subject = u"Please answer"_s;
            draft.text = u"Dear all,\n\n**please** answer."_s;
            draft.markdown = true;
            if (kind == NotificationKind::FollowUp) {
                draft.thread = on.thread;
                draft.follows = on.last;
            }
            all.mails.append(draft);
            all.seen.insert(on.unit.id, on.mails);
        }
        return all;
    }

    /// Every notification of the incident that the board knows of.
    QList<OutboxId> known()
    {
        QList<OutboxId> all;
        const NotificationBoard now = board();
        for (const desk::UnitOnBoard &on : now.units)
            all += on.mails.keys();
        return all;
    }

    /// A person of the unit answers a mail of ours.
    bool answer(const domain::OutboxMail &mail, UtcMs arrivedAt = 0)
    {
        return bool(receive(unitMail("answer-" + QByteArray::number(mail.id.value) + "@unit.example",
                                     "Re: " + mail.subject.toUtf8(),
                                     "In-Reply-To: <" + mail.messageIdHeader.toUtf8() + ">\r\n"),
                            arrivedAt));
    }

    /// One mail to the first unit alone, as a person wrote it who looked at the board.
    NotificationBatch toUnit(const NotificationBoard &board, NotificationKind kind = NotificationKind::Primary) const
    {
        NotificationBatch one = batch(board, kind);
        one.mails.removeIf([this](const desk::ComposeDraft &draft) { return draft.businessUnit != unit.id; });
        return one;
    }

    /// What the mail server made of a mail.
    bool settle(OutboxId id, OutboxState to)
    {
        return write([id, to](store::Session &s) -> Result<void> {
                   store::Outbox::Outcome sending;
                   sending.to = OutboxState::Sending;
                   if (const auto begun = store::Outbox(s).settle(id, OutboxState::Queued, sending); !begun)
                       return begun;
                   store::Outbox::Outcome outcome;
                   outcome.to = to;
                   return store::Outbox(s).settle(id, OutboxState::Sending, outcome);
               })
            .has_value();
    }

    domain::OutboxMail mail(OutboxId id)
    {
        return read([id](store::Session &s) { return store::Outbox(s).find(id); }).value_or(domain::OutboxMail{});
    }

    domain::BusinessUnit second;
    domain::MailTemplate reminder;
    domain::NotificationProcess process;

private:
    static domain::MailTemplate words(const QString &name)
    {
        domain::MailTemplate one;
        one.name = name;
        one.defaultLanguage = u"en"_s;
        one.texts = {{u"en"_s, {}, u"Dear {{recipients}}, answer by {{deadline}}."_s}};
        return one;
    }
};

} // namespace

/// The notification process: set up, sent by a person, and what became of it.
class TestNotificationDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theProcessIsKeptAndAudited();
    void theBoardBeforeAnything();
    void aBatchIsQueuedWholeOrNotAtAll();
    void twoPeopleDoNotNotifyTwice();
    void twoPeopleMayNotifyDifferentUnits();
    void aRetryMeanwhileIsSeen();
    void noRetryAfterAnother();
    void anAnswerMeanwhileStopsReminders();
    void whatWasChangedMeanwhileStopsABatch();
    void theStateFollowsFromTheMails();
    void answersComeWhateverTheServersClock();
    void otherMailIsNoNotification();
    void strangersAnswerNothing();
    void manyNewerThreadsHideNoNotification();
    void remindersStandInTheirThread();
    void undoTakesBackWhatHasNotLeft();
    void retryRepeatsNothingElse();
    void pausedIncidentsHaveNoDeadline();
    void anArchivedTemplateIsNotUsed();
    void outsidersAreNamed();
    void aReminderLeavesFromWhereTheMailDid();
};

void TestNotificationDesk::theProcessIsKeptAndAudited()
{
    MailWorld bare;
    QVERIFY(bare.open());
    const auto unset = await(NotificationDesk(bare.context()).process());
    QVERIFY(unset && !unset->on);
    QCOMPARE(unset->rules.size(), 4);

    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    QVERIFY(await(desk.process()).value_or(domain::NotificationProcess{}) == world.process);
    const auto entries = world.read([](store::Session &s) { return store::AuditLog(s).list(std::nullopt, 10); });
    QVERIFY(entries);
    QCOMPARE(entries->constFirst().action, u"process.update"_s);
    QCOMPARE(entries->constFirst().detail.value("on"_L1).toArray(), (QJsonArray{false, true}));
    const QJsonArray high = entries->constFirst().detail.value("high"_L1).toArray();
    QCOMPARE(high.at(0).toObject().value("answerMinutes"_L1).toInt(), 24 * 60);
    QCOMPARE(high.at(1).toObject().value("answerMinutes"_L1).toInt(), answerMinutes);
    const qsizetype before = world.audit().size();
    QVERIFY(await(desk.save(world.process)));
    QCOMPARE(world.audit().size(), before); // nothing changed

    domain::NotificationProcess wrong = world.process;
    wrong.rules[domain::Severity::Low].primary = {};
    QCOMPARE(await(desk.save(wrong)).error().kind, ErrorKind::InvalidInput);
    wrong.rules[domain::Severity::Low].primary = QUuid::createUuid();
    QCOMPARE(await(desk.save(wrong)).error().kind, ErrorKind::NotFound);
    QVERIFY(await(desk.process()).value_or(domain::NotificationProcess{}) == world.process);
}

void TestNotificationDesk::theBoardBeforeAnything()
{
    ProcessWorld world;
    QVERIFY(world.open());
    const NotificationBoard board = world.board();
    QVERIFY(board.on && board.primary && board.followUp);
    QCOMPARE(board.mailbox, world.mailbox.id);
    QCOMPARE(board.units.size(), 2);
    QCOMPARE(board.inSeveralUnits, QStringList{u"desk@unit.example"_s});
    QVERIFY(world.known().isEmpty());
    for (const desk::UnitOnBoard &on : board.units) {
        QVERIFY(on.notification.state == NotificationState::NotNotified);
        QVERIFY(on.notification.mayNotify && !on.notification.mayFollowUp);
        QCOMPARE(on.answerMinutes, answerMinutes);
    }
}

void TestNotificationDesk::aBatchIsQueuedWholeOrNotAtAll()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    NotificationBatch batch = ProcessWorld::batch(world.board());
    const qsizetype before = world.audit().size();
    batch.mails[1].to = {{QString(), u"no address"_s}};
    const auto refused = await(desk.send(batch, 10'000));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    QVERIFY(world.known().isEmpty());
    QCOMPARE(world.audit().size(), before);

    batch = ProcessWorld::batch(world.board());
    const UtcMs begun = world.clock.nowMs();
    const auto queued = await(desk.send(batch, 10'000));
    QVERIFY(queued);
    QCOMPARE(queued->size(), 2);
    QVERIFY(queued->at(0).notBefore >= begun + 10'000);
    const NotificationBoard board = world.board();
    QCOMPARE(world.known().size(), 2);
    for (const desk::UnitOnBoard &on : board.units)
        QVERIFY(on.notification.state == NotificationState::Queued);
    QCOMPARE(world.audit().mid(0, 2), (QStringList{u"outbox.queue"_s, u"outbox.queue"_s}));
}

void TestNotificationDesk::twoPeopleDoNotNotifyTwice()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const NotificationBatch batch = ProcessWorld::batch(world.board()); // both people look at this board
    QVERIFY(await(desk.send(batch, 0)));
    const auto second = await(desk.send(batch, 0));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
    QCOMPARE(world.known().size(), 2);
}

/// The other unit is nobody's business but of whoever writes to it.
void TestNotificationDesk::twoPeopleMayNotifyDifferentUnits()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const NotificationBoard seen = world.board();
    const NotificationBatch first = world.toUnit(seen);
    NotificationBatch second = ProcessWorld::batch(seen);
    second.mails.removeIf([&world](const desk::ComposeDraft &draft) { return draft.businessUnit == world.unit.id; });
    QVERIFY(await(desk.send(first, 0)));
    QVERIFY(await(desk.send(second, 0)));
    QCOMPARE(world.known().size(), 2);
}

/// A mail failed; while a person writes another one, somebody tries the first again.
void TestNotificationDesk::aRetryMeanwhileIsSeen()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const auto failed = await(desk.send(world.toUnit(world.board()), 0));
    QVERIFY(failed && world.settle(failed->constFirst().id, OutboxState::Failed));
    const NotificationBatch written = world.toUnit(world.board());
    QCOMPARE(await(desk.retry({failed->constFirst().id})).value_or(-1), 1);
    const auto refused = await(desk.send(written, 0));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(world.settle(failed->constFirst().id, OutboxState::Sent)); // and when it was sent
    QCOMPARE(await(desk.send(written, 0)).error().kind, ErrorKind::Conflict);
    QCOMPARE(world.known(), QList<OutboxId>{failed->constFirst().id});
}

/// The reverse: another one was written first, and the failed one is tried again, by the card or by the outbox.
void TestNotificationDesk::noRetryAfterAnother()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    desk::ComposeDesk outbox(world.context());
    const auto failed = await(desk.send(world.toUnit(world.board()), 0));
    QVERIFY(failed && world.settle(failed->constFirst().id, OutboxState::Failed));
    const OutboxId old = failed->constFirst().id;
    const auto later = await(desk.send(world.toUnit(world.board()), 0));
    QVERIFY(later);
    const auto refusedBoth = [&] {
        return await(desk.retry({old})).value_or(-1) == 0
            && await(outbox.retry(old)).error().kind == ErrorKind::AlreadyExists
            && world.mail(old).state == OutboxState::Failed;
    };
    QVERIFY(refusedBoth()); // it waits
    QVERIFY(world.settle(later->constFirst().id, OutboxState::Failed));
    QVERIFY(refusedBoth()); // of two that failed the later one is tried again
    QVERIFY(await(outbox.retry(later->constFirst().id)));
    QVERIFY(world.settle(later->constFirst().id, OutboxState::Uncertain));
    QVERIFY(refusedBoth());                                                 // it may have arrived
    QVERIFY(await(outbox.resolveUncertain(later->constFirst().id, false))); // a person says it did not
    QVERIFY(world.settle(later->constFirst().id, OutboxState::Sent));
    QVERIFY(refusedBoth());
    QVERIFY(await(outbox.cancel(old))); // to give it up is allowed
}

/// Nobody is reminded who has answered, whether the reminder is being written, failed, or may not have arrived.
void TestNotificationDesk::anAnswerMeanwhileStopsReminders()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const auto first = await(desk.send(world.toUnit(world.board()), 0));
    QVERIFY(first && world.settle(first->constFirst().id, OutboxState::Sent));
    const NotificationBatch written = world.toUnit(world.board(), NotificationKind::FollowUp);
    const auto reminder = await(desk.send(written, 0));
    QVERIFY(reminder && world.settle(reminder->constFirst().id, OutboxState::Failed));
    const NotificationBatch again = world.toUnit(world.board(), NotificationKind::FollowUp);
    QVERIFY(world.answer(first->constFirst()));
    const auto refused = await(desk.send(again, 0));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(await(desk.retry({reminder->constFirst().id})).value_or(-1), 0);
    const auto retried = await(desk::ComposeDesk(world.context()).retry(reminder->constFirst().id));
    QVERIFY(!retried);
    QCOMPARE(retried.error().kind, ErrorKind::AlreadyExists);
    const NotificationBoard now = world.board();
    QVERIFY(world.of(now, world.unit).notification.state == NotificationState::Replied);
    QVERIFY(world.of(now, world.unit).notification.failed.isEmpty());
    QCOMPARE(world.known().size(), 2);
}

void TestNotificationDesk::whatWasChangedMeanwhileStopsABatch()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const NotificationBatch primary = world.toUnit(world.board());
    domain::NotificationProcess off = world.process;
    off.on = false;
    QVERIFY(await(desk.save(off)));
    QCOMPARE(await(desk.send(primary, 0)).error().kind, ErrorKind::Conflict);
    QVERIFY(await(desk.save(world.process)));
    const auto first = await(desk.send(primary, 0));
    QVERIFY(first && world.settle(first->constFirst().id, OutboxState::Sent));
    const NotificationBatch reminder = world.toUnit(world.board(), NotificationKind::FollowUp);
    domain::Incident paused = world.board().incident;
    paused.status = domain::IncidentStatus::Paused;
    QVERIFY(await(desk::IncidentDesk(world.context()).update(paused)));
    QCOMPARE(await(desk.send(reminder, 0)).error().kind, ErrorKind::Conflict);
    QVERIFY(await(desk.send(world.toUnit(world.board(), NotificationKind::FollowUp), 0))); // somebody who knows
    domain::Incident other = world.board().incident;
    other.affected.removeAll(world.second.id);
    const NotificationBatch both = ProcessWorld::batch(world.board());
    QVERIFY(await(desk::IncidentDesk(world.context()).update(other)));
    NotificationBatch toSecond = both;
    toSecond.mails.removeIf([&world](const desk::ComposeDraft &draft) { return draft.businessUnit == world.unit.id; });
    QCOMPARE(await(desk.send(toSecond, 0)).error().kind, ErrorKind::Conflict);
    QCOMPARE(world.known().size(), 2);
}

void TestNotificationDesk::theStateFollowsFromTheMails()
{
    ProcessWorld world;
    QVERIFY(world.open());
    const auto queued = await(NotificationDesk(world.context()).send(ProcessWorld::batch(world.board()), 0));
    QVERIFY(queued);
    const domain::OutboxMail toUnit = queued->at(world.board().units.constFirst().unit.id == world.unit.id ? 0 : 1);
    QVERIFY(world.settle(toUnit.id, OutboxState::Sent));
    NotificationBoard board = world.board();
    const desk::UnitOnBoard sent = world.of(board, world.unit);
    QVERIFY(sent.notification.state == NotificationState::Sent);
    QCOMPARE(sent.notification.notifiedAt, world.mail(toUnit.id).sentAt);
    QCOMPARE(sent.notification.dueAt, world.mail(toUnit.id).sentAt + answerMinutes * minuteMs);
    QVERIFY(world.of(board, world.second).notification.state == NotificationState::Queued);

    const auto away = world.write([&toUnit](store::Session &s) {
        domain::RecipientDelivery news;
        news.address = u"roe@unit.example"_s;
        news.state = domain::DeliveryState::OutOfOffice;
        news.words = u"I am away until Monday."_s;
        return store::Outbox(s).noteDelivery(toUnit.messageIdHeader, {news});
    });
    QVERIFY(away);
    board = world.board();
    QVERIFY(world.of(board, world.unit).notification.state == NotificationState::OutOfOffice);
    QCOMPARE(world.of(board, world.unit).absence, u"I am away until Monday."_s);

    const QByteArray reference = "In-Reply-To: <" + toUnit.messageIdHeader.toUtf8() + ">\r\n";
    QVERIFY(world.receive(unitMail("answer@unit.example", "Re: " + toUnit.subject.toUtf8(), reference)));
    board = world.board();
    QVERIFY(world.of(board, world.unit).notification.state == NotificationState::Replied);
    QCOMPARE(world.of(board, world.unit).notification.dueAt, 0);
}

void TestNotificationDesk::answersComeWhateverTheServersClock()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const auto first = await(desk.send(world.batch(world.board()), 0));
    QVERIFY(first);
    for (const domain::OutboxMail &each : *first)
        QVERIFY(world.settle(each.id, OutboxState::Sent));
    const UtcMs before = world.clock.nowMs() - 5 * 60'000LL;
    const domain::OutboxMail &mine = world.of(world.board(), world.unit).mails.contains(first->constFirst().id)
        ? first->constFirst()
        : first->constLast();
    // What is as old and names no mail of ours was there before.
    QVERIFY(world.receive(unitMail("older@unit.example", mine.subject.toUtf8()), before));
    QVERIFY(world.of(world.board(), world.unit).notification.state == NotificationState::Sent);
    QVERIFY(world.answer(mine, before));
    QVERIFY(world.of(world.board(), world.unit).notification.state == NotificationState::Replied);
}

void TestNotificationDesk::otherMailIsNoNotification()
{
    ProcessWorld world;
    QVERIFY(world.open());
    desk::ComposeDesk compose(world.context());
    auto draft = await(compose.newMail(world.incident.id, world.unit.id));
    QVERIFY(draft);
    draft->text = u"A question"_s;
    const auto queued = await(compose.send(*draft, 0));
    QVERIFY(queued && world.settle(queued->id, OutboxState::Sent));
    const NotificationBoard board = world.board();
    QVERIFY(world.of(board, world.unit).notification.state == NotificationState::NotNotified);
    QVERIFY(world.known().isEmpty());
}

void TestNotificationDesk::strangersAnswerNothing()
{
    ProcessWorld world;
    QVERIFY(world.open());
    const auto queued = await(NotificationDesk(world.context()).send(ProcessWorld::batch(world.board()), 0));
    QVERIFY(queued);
    for (const domain::OutboxMail &mail : *queued) {
        QVERIFY(world.settle(mail.id, OutboxState::Sent));
        QVERIFY(world.receive("From: eve@stranger.example\r\nTo: soc@liaison.example\r\nSubject: Re: "
                              + mail.subject.toUtf8() + "\r\nMessage-ID: <eve-" + QByteArray::number(mail.id.value)
                              + "@stranger.example>\r\nDate: Fri, 20 Nov 2026 16:02:00 +0000\r\nIn-Reply-To: <"
                              + mail.messageIdHeader.toUtf8() + ">\r\n\r\nNothing to see here.\r\n"));
    }
    const NotificationBoard board = world.board();
    for (const desk::UnitOnBoard &on : board.units)
        QVERIFY(on.notification.state == NotificationState::Sent);
}

/// One that is not found would be offered, and sent, a second time.
void TestNotificationDesk::manyNewerThreadsHideNoNotification()
{
    ProcessWorld world;
    QVERIFY(world.open());
    const auto queued = await(NotificationDesk(world.context()).send(ProcessWorld::batch(world.board()), 0));
    QVERIFY(queued);
    for (const domain::OutboxMail &mail : *queued)
        QVERIFY(world.settle(mail.id, OutboxState::Sent));
    constexpr int many = 520;
    for (int i = 0; i < many; ++i) {
        const QByteArray number = QByteArray::number(i);
        QVERIFY(world.receive(
            "From: it@plant.example\r\nTo: soc@liaison.example\r\nSubject: "
            + domain::subjectTag(world.incident).toUtf8() + " finding " + number + "\r\nMessage-ID: <finding-" + number
            + "@plant.example>\r\nDate: Fri, 20 Nov 2026 16:02:00 +0000\r\n\r\nFound " + number + ".\r\n"));
    }
    store::ThreadFilter all;
    all.incident = world.incident.id;
    const auto threads = world.read([&all](store::Session &s) { return store::Threads(s).list(all, 2 * many); });
    QVERIFY(threads && threads->size() > many);
    const NotificationBoard board = world.board();
    QVERIFY(world.of(board, world.unit).notification.state == NotificationState::Sent);
    QVERIFY(world.of(board, world.second).notification.state == NotificationState::Replied);
}

void TestNotificationDesk::remindersStandInTheirThread()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const auto first = await(desk.send(ProcessWorld::batch(world.board()), 0));
    QVERIFY(first);
    for (const domain::OutboxMail &mail : *first)
        QVERIFY(world.settle(mail.id, OutboxState::Sent));
    const auto reminders = await(desk.send(ProcessWorld::batch(world.board(), NotificationKind::FollowUp), 0));
    QVERIFY(reminders);
    for (qsizetype i = 0; i < reminders->size(); ++i) {
        const domain::OutboxMail &mail = reminders->at(i);
        QCOMPARE(mail.thread, first->at(i).thread);
        QVERIFY(!mail.answers); // it marks nothing as answered
        const auto facts = world.read([id = mail.id](store::Session &s) -> Result<domain::MailFacts> {
            const auto message = store::Outbox(s).messageOf(id);
            return message ? store::Messages(s).facts(*message) : fail(message.error());
        });
        QVERIFY(facts);
        QCOMPARE(facts->inReplyTo, QStringList{first->at(i).messageIdHeader});
        QVERIFY(world.settle(mail.id, OutboxState::Sent));
    }
    const NotificationBoard board = world.board();
    for (const desk::UnitOnBoard &on : board.units) {
        QCOMPARE(on.notification.followUps, 1);
        QVERIFY(!on.notification.mayFollowUp); // one is the most
    }
}

void TestNotificationDesk::undoTakesBackWhatHasNotLeft()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const auto queued = await(desk.send(ProcessWorld::batch(world.board()), 60'000));
    QVERIFY(queued);
    QVERIFY(world.settle(queued->at(0).id, OutboxState::Sent)); // it was quicker
    QCOMPARE(await(desk.undo({queued->at(0).id, queued->at(1).id})).value_or(-1), 1);
    QVERIFY(world.mail(queued->at(0).id).state == OutboxState::Sent);
    QVERIFY(world.mail(queued->at(1).id).state == OutboxState::Cancelled);
    const NotificationBoard board = world.board();
    QCOMPARE(world.known(), QList<OutboxId>{queued->at(0).id});
    const auto again = std::count_if(board.units.cbegin(), board.units.cend(), [](const desk::UnitOnBoard &on) {
        return on.notification.state == NotificationState::NotNotified && on.notification.mayNotify;
    });
    QCOMPARE(again, 1);
    QCOMPARE(world.audit().constFirst(), u"outbox.undo"_s);
}

void TestNotificationDesk::retryRepeatsNothingElse()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationDesk desk(world.context());
    const auto queued = await(desk.send(ProcessWorld::batch(world.board()), 0));
    QVERIFY(queued);
    QVERIFY(world.settle(queued->at(0).id, OutboxState::Failed));
    QVERIFY(world.settle(queued->at(1).id, OutboxState::Sent));
    const NotificationBoard board = world.board();
    QList<OutboxId> failed;
    for (const desk::UnitOnBoard &on : board.units)
        failed += on.notification.failed;
    QCOMPARE(failed, QList<OutboxId>{queued->at(0).id});
    QCOMPARE(await(desk.retry({queued->at(0).id, queued->at(1).id})).value_or(-1), 1);
    QVERIFY(world.mail(queued->at(0).id).state == OutboxState::Queued);
    QVERIFY(world.mail(queued->at(1).id).state == OutboxState::Sent);
    QCOMPARE(await(desk.retry({queued->at(0).id})).value_or(-1), 0); // it waits already
    QCOMPARE(world.known().size(), 2);
}

void TestNotificationDesk::pausedIncidentsHaveNoDeadline()
{
    ProcessWorld world;
    QVERIFY(world.open());
    const auto queued = await(NotificationDesk(world.context()).send(ProcessWorld::batch(world.board()), 0));
    QVERIFY(queued);
    QVERIFY(world.settle(queued->at(0).id, OutboxState::Sent));
    domain::Incident paused = world.board().incident;
    paused.status = domain::IncidentStatus::Paused;
    QVERIFY(await(desk::IncidentDesk(world.context()).update(paused)));
    const NotificationBoard board = world.board();
    QVERIFY(!board.deadlinesRun);
    for (const desk::UnitOnBoard &on : board.units)
        QCOMPARE(on.notification.dueAt, 0);
}

void TestNotificationDesk::anArchivedTemplateIsNotUsed()
{
    ProcessWorld world;
    QVERIFY(world.open());
    QVERIFY(await(desk::TemplateDesk(world.context()).setArchived(world.reminder, true)));
    const NotificationBoard board = world.board();
    QVERIFY(board.primary && !board.followUp);
}

void TestNotificationDesk::outsidersAreNamed()
{
    ProcessWorld world;
    QVERIFY(world.open());
    NotificationBatch batch = ProcessWorld::batch(world.board());
    NotificationDesk desk(world.context());
    QCOMPARE(await(desk.outsiders(batch.mails)).value_or(QStringList{u"?"_s}), QStringList());
    for (desk::ComposeDraft &draft : batch.mails)
        draft.cc.append({{}, u"eve@stranger.example"_s});
    QCOMPARE(await(desk.outsiders(batch.mails)).value_or(QStringList()), QStringList{u"eve@stranger.example"_s});
}

void TestNotificationDesk::aReminderLeavesFromWhereTheMailDid()
{
    ProcessWorld world;
    QVERIFY(world.open());
    QCOMPARE(world.board().senders.size(), 1);
    QVERIFY(!world.board().sendingProven);
    auto second = world.write([](store::Session &s) {
        domain::Mailbox box;
        box.address = u"second@liaison.example"_s;
        box.displayName = u"Second"_s;
        return store::Mailboxes(s).save(box);
    });
    QVERIFY(second);
    NotificationBoard board = world.board();
    QCOMPARE(board.senders.size(), 2);
    QCOMPARE(board.senders.at(1).address.address, u"second@liaison.example"_s);
    NotificationBatch batch = world.toUnit(board);
    batch.mails[0].mailbox = second->id;
    const auto sent = await(NotificationDesk(world.context()).send(batch, 0));
    QVERIFY(sent);
    QCOMPARE(sent->constFirst().sender, u"second@liaison.example"_s);
    QVERIFY(!world.of(world.board(), world.unit).from); // it has not left
    QVERIFY(world.settle(sent->constFirst().id, OutboxState::Sent));
    board = world.board();
    QCOMPARE(world.of(board, world.unit).from, second->id);
    QVERIFY(!board.sendingProven); // that was the other mailbox
    second->enabled = false;
    QVERIFY(world.write([box = *second](store::Session &s) { return store::Mailboxes(s).save(box); }));
    board = world.board();
    QCOMPARE(board.senders.size(), 1);
    QVERIFY(!world.of(board, world.unit).from);
    NotificationBatch other = ProcessWorld::batch(board);
    other.mails.removeIf([&world](const desk::ComposeDraft &draft) { return draft.businessUnit == world.unit.id; });
    const auto proof = await(NotificationDesk(world.context()).send(other, 0));
    QVERIFY(proof && world.settle(proof->constFirst().id, OutboxState::Sent));
    QVERIFY(world.board().sendingProven);
}

LIAISON_TEST(TestNotificationDesk)
#include "tst_notification_desk.moc"
