#include "core/store/audit_log.h"
#include "core/store/links.h"
#include "core/store/outbox.h"
#include "core/store/sending_hold.h"
#include "core/store/test_mails.h"
#include "core/store/threads.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using domain::OutboxState;
using store::Lease;
using store::Leases;
using store::Outbox;
using store::Session;

class TestStoreOutbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aQueuedMailComesBackWhole();
    void itWaitsForItsTime();
    void whatWaitsAfterATryMayBeDueAtOnce();
    void aTransitionNeedsTheStateItStartsFrom();
    void whatWasSendingAtACrashIsUncertain();
    void copiesAreFiledOnce();
    void everyRecipientHasItsOwnState();
    void theEnvelopeIdFindsItsMail();
    void aPartialAcceptanceKeepsWhomIsLeft();
    void listsCountsAndLookUp();
    void aMessageIdIsQueuedOnce();
    void whatIsHeldIsNotClaimed();
    void thatSendingWorksIsSeen();

private:
    OutboxId enqueue(const QString &id, UtcMs notBefore = 0);
    domain::OutboxMail find(OutboxId id);
    Result<void> settle(OutboxId id, OutboxState from, OutboxState to);
    std::optional<domain::OutboxMail> claim();

    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
    TestMailbox m_mailbox;
    domain::Incident m_incident;
    domain::Thread m_thread;
    Lease m_lease;
};

void TestStoreOutbox::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
    m_mailbox = makeMailbox(*m_store, QStringLiteral("soc@corp.example"));
    m_incident = makeIncident(*m_store, QStringLiteral("Outbox"));
    m_thread = makeThread(*m_store, m_incident.id, QStringLiteral("Outbox"));
    m_lease = value(write(*m_store, [this](Session &s) {
        return Leases(s).acquire(m_mailbox.id, QStringLiteral("me"), QStringLiteral("here"), 3'600'000);
    }));
}

OutboxId TestStoreOutbox::enqueue(const QString &id, UtcMs notBefore)
{
    auto in = mail(id, QStringLiteral("to you"), id);
    in.direction = store::Direction::Out;
    const MessageId message = storeMail(*m_store, in);
    linkMail(*m_store, message, m_thread);
    domain::OutboxMail out;
    out.mailbox = m_mailbox.id;
    out.incident = m_incident.id;
    out.thread = m_thread.id;
    out.messageIdHeader = id;
    out.subject = QStringLiteral("to you");
    out.sender = QStringLiteral("soc@corp.example");
    out.recipients = {QStringLiteral("bea@unit.example"), QStringLiteral("\"odd, one\"@unit.example")};
    out.notBefore = notBefore;
    out.person = QStringLiteral("ann");
    return value(write(*m_store, [=](Session &s) { return Outbox(s).enqueue(out, message); })).id;
}

domain::OutboxMail TestStoreOutbox::find(OutboxId id)
{
    return value(read(*m_store, [id](Session &s) { return Outbox(s).find(id); }));
}

Result<void> TestStoreOutbox::settle(OutboxId id, OutboxState from, OutboxState to)
{
    return write(*m_store, [=](Session &s) {
        Outbox::Outcome outcome;
        outcome.to = to;
        outcome.error = QStringLiteral("ServerBusy");
        outcome.serverWords = QStringLiteral("451 later");
        return Outbox(s).settle(id, from, outcome);
    });
}

std::optional<domain::OutboxMail> TestStoreOutbox::claim()
{
    return value(write(*m_store, [this](Session &s) { return Outbox(s).claim(m_mailbox.id, m_lease); }));
}

void TestStoreOutbox::aQueuedMailComesBackWhole()
{
    const OutboxId id = enqueue(QStringLiteral("whole@x"));
    const auto mail = find(id);
    QVERIFY(mail.state == OutboxState::Queued);
    QCOMPARE(mail.recipients.size(), 2);
    QCOMPARE(mail.recipients.at(1), QStringLiteral("\"odd, one\"@unit.example"));
    QCOMPARE(mail.incident, m_incident.id);
    QVERIFY(!mail.answers);
    const auto claimed = claim();
    QVERIFY(claimed.has_value());
    QCOMPARE(claimed->id, id);
    QVERIFY(claimed->state == OutboxState::Sending);
    QCOMPARE(claimed->attempts, 1);
    const MessageId message = value(read(*m_store, [id](Session &s) { return Outbox(s).messageOf(id); }));
    const auto row
        = value(read(*m_store, [=](Session &s) { return store::Messages(s).row(message, QStringLiteral("ann")); }));
    QCOMPARE(row.outbox.value_or(OutboxId()), id);
    QCOMPARE(row.outboxState, domain::toString(OutboxState::Sending));
    QVERIFY(row.read); // our own mail is never unread
    value(settle(id, OutboxState::Sending, OutboxState::Sent));
    QVERIFY(find(id).sentAt > 0);
}

void TestStoreOutbox::itWaitsForItsTime()
{
    const UtcMs now = value(read(*m_store, [](Session &s) -> Result<UtcMs> { return s.answer(s.databaseNow()); }));
    const OutboxId later = enqueue(QStringLiteral("later@x"), now + 3'600'000);
    QVERIFY(!claim());
    const auto due = value(read(*m_store, [this](Session &s) { return Outbox(s).nextDue(m_mailbox.id); }));
    QCOMPARE(due.value_or(0), now + 3'600'000);
    value(settle(later, OutboxState::Queued, OutboxState::Cancelled)); // undo send
    QVERIFY(!value(read(*m_store, [this](Session &s) { return Outbox(s).nextDue(m_mailbox.id); })));
}

void TestStoreOutbox::whatWaitsAfterATryMayBeDueAtOnce()
{
    const UtcMs now = value(read(*m_store, [](Session &s) -> Result<UtcMs> { return s.answer(s.databaseNow()); }));
    const auto tryNow
        = [this](OutboxId id) { return write(*m_store, [id](Session &s) { return Outbox(s).tryNow(id); }); };
    const OutboxId id = enqueue(QStringLiteral("busy@x"));
    const OutboxId other = enqueue(QStringLiteral("undo@x"), now + 7'200'000);
    QVERIFY(claim());
    QCOMPARE(tryNow(id).error().kind, ErrorKind::Conflict); // it is on its way
    value(write(*m_store, [=](Session &s) {
        Outbox::Outcome later;
        later.to = OutboxState::Queued;
        later.notBefore = now + 3'600'000;
        return Outbox(s).settle(id, OutboxState::Sending, later);
    }));
    QVERIFY(!claim());
    QCOMPARE(tryNow(other).error().kind, ErrorKind::Conflict); // it was never tried
    QCOMPARE(find(other).notBefore, now + 7'200'000);
    value(tryNow(id));
    QVERIFY(find(id).notBefore < now + 3'600'000);
    const UtcMs due = find(id).notBefore;
    value(tryNow(id)); // twice is no harm
    QCOMPARE(find(id).notBefore, due);
    const auto claimed = claim();
    QVERIFY(claimed.has_value());
    QCOMPARE(claimed->id, id);
    QCOMPARE(claimed->attempts, 2);
    value(settle(id, OutboxState::Sending, OutboxState::Sent));
    QCOMPARE(tryNow(id).error().kind, ErrorKind::Conflict);
    value(settle(other, OutboxState::Queued, OutboxState::Cancelled));
}

void TestStoreOutbox::aTransitionNeedsTheStateItStartsFrom()
{
    const OutboxId id = enqueue(QStringLiteral("steps@x"));
    const auto stale = settle(id, OutboxState::Sending, OutboxState::Sent); // it is queued
    QVERIFY(!stale);
    QCOMPARE(stale.error().kind, ErrorKind::Conflict);
    QVERIFY(claim());
    const auto never = settle(id, OutboxState::Sent, OutboxState::Queued);
    QVERIFY(!never);
    QCOMPARE(never.error().kind, ErrorKind::Conflict);
    QVERIFY(find(id).state == OutboxState::Sending);
    value(settle(id, OutboxState::Sending, OutboxState::Failed));
    QCOMPARE(find(id).serverWords, QStringLiteral("451 later"));
    QCOMPARE(find(id).sentAt, 0);
}

void TestStoreOutbox::whatWasSendingAtACrashIsUncertain()
{
    const OutboxId id = enqueue(QStringLiteral("crash@x"));
    QVERIFY(claim());
    const int recovered
        = value(write(*m_store, [this](Session &s) { return Outbox(s).recoverInterrupted(m_mailbox.id, m_lease); }));
    QCOMPARE(recovered, 1);
    QVERIFY(find(id).state == OutboxState::Uncertain);
    QVERIFY(!claim()); // never sent again blindly
    Lease stale = m_lease;
    stale.epoch -= 1;
    const auto refused = write(*m_store, [&](Session &s) { return Outbox(s).recoverInterrupted(m_mailbox.id, stale); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
}

void TestStoreOutbox::copiesAreFiledOnce()
{
    const OutboxId id = enqueue(QStringLiteral("filed@x"));
    QVERIFY(claim());
    const auto toFile = [&] {
        const auto all = value(read(*m_store, [this](Session &s) { return Outbox(s).copiesToFile(m_mailbox.id); }));
        return std::any_of(all.begin(), all.end(), [id](const auto &mail) { return mail.id == id; });
    };
    QVERIFY(!toFile());
    value(settle(id, OutboxState::Sending, OutboxState::Sent));
    QVERIFY(toFile());
    value(write(*m_store, [id](Session &s) { return Outbox(s).setCopy(id, domain::SentCopy::Filed); }));
    QVERIFY(!toFile());
}

void TestStoreOutbox::everyRecipientHasItsOwnState()
{
    using domain::DeliveryState;
    const QString bea = QStringLiteral("bea@unit.example");
    const QString odd = QStringLiteral("\"odd, one\"@unit.example");
    const OutboxId id = enqueue(QStringLiteral("reported@x"));
    const auto note = [this](const QString &address, DeliveryState state, const QString &words) {
        const domain::RecipientDelivery news{address, state, QStringLiteral("5.1.1"), words, 1'000, std::nullopt};
        value(write(*m_store,
                    [news](Session &s) { return Outbox(s).noteDelivery(QStringLiteral("reported@x"), {news}); }));
    };
    const MessageId message = value(read(*m_store, [id](Session &s) { return Outbox(s).messageOf(id); }));
    const auto row
        = [&] { return value(read(*m_store, [=](Session &s) { return store::Messages(s).row(message, {}); })); };
    QCOMPARE(row().deliveries.size(), 0);
    note(QStringLiteral("Bea@UNIT.example"), DeliveryState::Delayed, QStringLiteral("busy")); // servers change case
    QCOMPARE(row().delivery, QStringLiteral("delayed"));
    note(bea, DeliveryState::Delivered, QStringLiteral("there"));
    QCOMPARE(row().delivery, QStringLiteral("delivered")); // a delay is over with the arrival
    note(bea, DeliveryState::Delayed, QStringLiteral("late news"));
    QCOMPARE(row().delivery, QStringLiteral("delivered"));
    note(QStringLiteral("+22odd,+20one+22@unit.example"), DeliveryState::Failed, QStringLiteral("unknown")); // xtext
    const auto mail = row();
    QCOMPARE(mail.delivery, QStringLiteral("failed")); // for the whole mail the worst counts
    QVERIFY(mail.deliveryDetail.contains(QStringLiteral("unknown")));
    QCOMPARE(mail.deliveries.size(), 2);
    QCOMPARE(mail.deliveries.at(0).address, odd);
    QVERIFY(mail.deliveries.at(0).state == DeliveryState::Failed);
    QCOMPARE(mail.deliveries.at(1).address, bea);
    QVERIFY(mail.deliveries.at(1).state == DeliveryState::Delivered);
    QCOMPARE(mail.deliveries.at(1).words, QStringLiteral("there"));
    value(write(*m_store, [](Session &s) {
        return Outbox(s).noteDelivery(QStringLiteral("nobody@x"), {domain::RecipientDelivery{}});
    }));
    value(settle(id, OutboxState::Queued, OutboxState::Cancelled));
}

void TestStoreOutbox::theEnvelopeIdFindsItsMail()
{
    const auto found = [this](const QString &envelopeId) {
        return value(read(*m_store, [=](Session &s) { return Outbox(s).messageIdOfEnvelope(envelopeId); }));
    };
    const OutboxId id = enqueue(QStringLiteral("enveloped@x"));
    const QString envelopeId = domain::envelopeIdOf(find(id).uuid);
    QCOMPARE(found(envelopeId), QStringLiteral("enveloped@x"));
    QCOMPARE(found(envelopeId.toUpper()), QStringLiteral("enveloped@x"));
    QCOMPARE(found(domain::envelopeIdOf(QUuid::createUuid())), QString());
    QCOMPARE(found(QStringLiteral("somebody else's")), QString());
    value(settle(id, OutboxState::Queued, OutboxState::Cancelled));
}

void TestStoreOutbox::aPartialAcceptanceKeepsWhomIsLeft()
{
    const OutboxId id = enqueue(QStringLiteral("partial@x"));
    QVERIFY(claim());
    Outbox::Outcome later;
    later.to = OutboxState::Queued;
    later.pending = QStringList{QStringLiteral("bea@unit.example")};
    value(write(*m_store, [=](Session &s) { return Outbox(s).settle(id, OutboxState::Sending, later); }));
    QCOMPARE(find(id).pending, *later.pending);
    const auto cancelled = settle(id, OutboxState::Queued, OutboxState::Cancelled);
    QVERIFY(!cancelled); // somebody has it
    QCOMPARE(cancelled.error().kind, ErrorKind::Conflict);
    const auto claimed = claim();
    QVERIFY(claimed && claimed->id == id);
    QCOMPARE(claimed->pending, *later.pending);
    value(settle(id, OutboxState::Sending, OutboxState::Uncertain));
    QCOMPARE(find(id).pending, *later.pending); // not said: as before
    Outbox::Outcome done;
    done.pending = QStringList();
    value(write(*m_store, [=](Session &s) { return Outbox(s).settle(id, OutboxState::Uncertain, done); }));
    QVERIFY(find(id).pending.isEmpty());
}

void TestStoreOutbox::listsCountsAndLookUp()
{
    const auto openCount = [this] { return value(read(*m_store, [](Session &s) { return Outbox(s).openCount(); })); };
    const int before = openCount();
    const OutboxId id = enqueue(QStringLiteral("counted@x"));
    QCOMPARE(openCount(), before + 1);
    const auto open = value(read(*m_store, [](Session &s) { return Outbox(s).list(false, 100); }));
    const auto all = value(read(*m_store, [](Session &s) { return Outbox(s).list(true, 100); }));
    QCOMPARE(open.size(), before + 1);
    QVERIFY(all.size() > open.size());
    const auto found
        = value(read(*m_store, [](Session &s) { return Outbox(s).findByMessageId(QStringLiteral("counted@x")); }));
    QCOMPARE(found.value_or(OutboxId()), id);
    QVERIFY(!value(read(*m_store, [](Session &s) { return Outbox(s).findByMessageId(QStringLiteral("none@x")); })));
    store::ThreadFilter filter;
    filter.incident = m_incident.id;
    const auto threads = value(read(*m_store, [filter](Session &s) { return store::Threads(s).list(filter, 10); }));
    QCOMPARE(threads.value(0).worstDelivery, QStringLiteral("failed"));
}

void TestStoreOutbox::aMessageIdIsQueuedOnce()
{
    enqueue(QStringLiteral("once@x"));
    const auto again = write(*m_store, [this](Session &s) {
        domain::OutboxMail out;
        out.mailbox = m_mailbox.id;
        out.messageIdHeader = QStringLiteral("once@x");
        const auto other = store::Messages(s).store(
            mail(QStringLiteral("other@x"), QStringLiteral("other"), QStringLiteral("other")));
        return Outbox(s).enqueue(out, other ? other->id : MessageId());
    });
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::AlreadyExists);
}

/// "Hold all sending" is the store's: whichever process asks for the next mail gets none.
void TestStoreOutbox::whatIsHeldIsNotClaimed()
{
    const OutboxId id = enqueue(QStringLiteral("held@x"));
    const store::SendingHold hold{QStringLiteral("ann"), QStringLiteral("here"), 1'770'000'000'123};
    const auto set = [this](const std::optional<store::SendingHold> &wanted) {
        value(write(*m_store, [wanted](Session &s) { return store::SendingHolds(s).set(wanted); }));
    };
    set(hold);
    const auto other = m_fixture.open(); // another process
    const auto known = value(read(*other, [](Session &s) { return store::SendingHolds(s).current(); }));
    QVERIFY(known && *known == hold);
    QVERIFY(!claim());
    QVERIFY(!value(read(*m_store, [this](Session &s) { return Outbox(s).nextDue(m_mailbox.id); })));
    QVERIFY(find(id).state == OutboxState::Queued);
    QCOMPARE(find(id).attempts, 0);
    set(std::nullopt);
    const auto claimed = claim();
    QVERIFY(claimed);
    QVERIFY(settle(claimed->id, OutboxState::Sending, OutboxState::Sent));
    value(write(*m_store, [](Session &s) {
        return store::Settings(s).setValue(QStringLiteral("sending.hold"), QStringLiteral("?"));
    }));
    QVERIFY(!claim()); // what cannot be read holds, too
    set(std::nullopt);
}

/// By a mail that a server took, or by one of a connection test that was read.
void TestStoreOutbox::thatSendingWorksIsSeen()
{
    const TestMailbox fresh = makeMailbox(*m_store, QStringLiteral("fresh@corp.example"));
    const auto hasSent
        = [this](MailboxId id) { return value(read(*m_store, [id](Session &s) { return Outbox(s).hasSent(id); })); };
    const OutboxId id = enqueue(QStringLiteral("proof@x"));
    QVERIFY(settle(id, OutboxState::Queued, OutboxState::Sending));
    QVERIFY(settle(id, OutboxState::Sending, OutboxState::Sent));
    QVERIFY(hasSent(m_mailbox.id));
    QVERIFY(!hasSent(fresh.id));
    const QString test = store::TestMails::messageIdFrom(QStringLiteral("7f3q9@corp.example"));
    const auto cameBack = [this] {
        return value(read(
            *m_store, [](Session &s) { return store::TestMails(s).cameBackTo(QStringLiteral("fresh@corp.example")); }));
    };
    value(write(*m_store, [test](Session &s) {
        return store::TestMails(s).remember(test, QStringLiteral("fresh@corp.example"));
    }));
    QVERIFY(!cameBack());
    storeMail(*m_store, mail(test, QStringLiteral("Test"), QStringLiteral("of sending")));
    QVERIFY(cameBack());
}

LIAISON_TEST(TestStoreOutbox)
#include "tst_store_outbox.moc"
