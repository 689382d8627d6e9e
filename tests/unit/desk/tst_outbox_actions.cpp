#include "core/desk/compose_desk.h"
#include "core/store/leases.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/mail_world.h"

#include <limits>

using namespace liaison;
using namespace liaison::test;
using desk::ComposeDesk;
using domain::OutboxState;

namespace {

domain::OutboxMail outboxMail(MailWorld &world, OutboxId id)
{
    return world.read([id](store::Session &s) { return store::Outbox(s).find(id); }).value_or(domain::OutboxMail{});
}

bool settle(MailWorld &world, OutboxId id, OutboxState to, const QStringList &pending = {}, UtcMs notBefore = 0)
{
    return world
        .write([id, to, pending, notBefore, mailbox = world.mailbox.id](store::Session &s) -> Result<void> {
            const auto lease = store::Leases(s).acquire(mailbox, QStringLiteral("t"), QStringLiteral("t"), 60'000);
            const auto claimed = store::Outbox(s).claim(mailbox, *lease);
            if (!claimed || !*claimed)
                return fail(ErrorKind::NotFound);
            store::Outbox::Outcome outcome;
            outcome.to = to;
            outcome.pending = pending;
            outcome.notBefore = notBefore;
            return store::Outbox(s).settle(id, OutboxState::Sending, outcome);
        })
        .has_value();
}

} // namespace

/// What people do with mail that is in the outbox already.
class TestOutboxActions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void undoGivesTheDraftBack();
    void undoComesTooLate();
    void whatSomeHaveIsNotTakenBack();
    void retriesAndResolves();
    void whatWaitsAfterATryIsTriedNow();
};

void TestOutboxActions::undoGivesTheDraftBack()
{
    MailWorld world;
    QVERIFY(world.open());
    const MessageId question = world.incoming();
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(question, false));
    QVERIFY(draft);
    draft->text = QStringLiteral("Thank you, we will look.\n\nKim");
    draft->bcc.append({{}, QStringLiteral("watch@unit.example")});
    draft->attachments.append({QStringLiteral("a.txt"), QStringLiteral("text/plain"), "note"});
    const auto queued = await(desk.send(*draft, 60'000));
    QVERIFY(queued);
    const auto back = await(desk.undoSend(queued->id));
    QVERIFY(back);
    QCOMPARE(back->text.trimmed(), draft->text);
    QCOMPARE(back->bcc, draft->bcc);
    QCOMPARE(back->to.at(0).address, draft->to.at(0).address);
    QCOMPARE(back->attachments.size(), 1);
    QCOMPARE(back->attachments.at(0).bytes, QByteArray("note"));
    QVERIFY(back->answers == draft->answers && back->thread == draft->thread);
    const auto mails
        = world.read([thread = *draft->thread](store::Session &s) { return store::Threads(s).mails(thread, {}); });
    QVERIFY(mails);
    QCOMPARE(mails->size(), 1);
    QCOMPARE(world.read([](store::Session &s) { return store::Messages(s).unmatchedCount(); }).value_or(-1), 0);
    const auto thread = world.read([id = *draft->thread](store::Session &s) { return store::Threads(s).find(id); });
    QCOMPARE(domain::toString(thread->waiting), domain::toString(domain::Waiting::ForUs));
}

void TestOutboxActions::undoComesTooLate()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(world.incoming(), false));
    QVERIFY(draft);
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(queued);
    QVERIFY(settle(world, queued->id, OutboxState::Sent));
    QCOMPARE(await(desk.undoSend(queued->id)).error().kind, ErrorKind::Conflict);
    QCOMPARE(await(desk.cancel(queued->id)).error().kind, ErrorKind::Conflict);
    QVERIFY(outboxMail(world, queued->id).state == OutboxState::Sent);
}

void TestOutboxActions::whatSomeHaveIsNotTakenBack()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(world.incoming(), false));
    QVERIFY(draft);
    draft->cc.append({{}, QStringLiteral("late@unit.example")});
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(queued);
    const QStringList late{QStringLiteral("late@unit.example")};
    QVERIFY(settle(world, queued->id, OutboxState::Queued, late)); // the server took it for the other recipient
    QCOMPARE(await(desk.undoSend(queued->id)).error().kind, ErrorKind::Conflict);
    QVERIFY(await(desk.cancel(queued->id)));
    const domain::OutboxMail mail = outboxMail(world, queued->id);
    QVERIFY(mail.state == OutboxState::Sent);
    QCOMPARE(mail.refused, late);
    QVERIFY(mail.pending.isEmpty());
}

void TestOutboxActions::retriesAndResolves()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    auto draft = await(desk.reply(world.incoming(), false));
    QVERIFY(draft);
    const auto failed = await(desk.send(*draft, 0));
    QVERIFY(failed);
    QVERIFY(settle(world, failed->id, OutboxState::Failed));
    QVERIFY(await(desk.retry(failed->id)));
    QVERIFY(outboxMail(world, failed->id).state == OutboxState::Queued);
    QVERIFY(settle(world, failed->id, OutboxState::Uncertain));
    QCOMPARE(await(desk.retry(failed->id)).error().kind, ErrorKind::Conflict);
    QVERIFY(await(desk.resolveUncertain(failed->id, false)));
    QVERIFY(outboxMail(world, failed->id).state == OutboxState::Queued);
    QVERIFY(settle(world, failed->id, OutboxState::Uncertain));
    QVERIFY(await(desk.resolveUncertain(failed->id, true)));
    QVERIFY(outboxMail(world, failed->id).state == OutboxState::Sent);
    QCOMPARE(world.audit().constFirst(), QStringLiteral("outbox.arrived"));
}

/// The server was busy, and the next try is hours away.
void TestOutboxActions::whatWaitsAfterATryIsTriedNow()
{
    MailWorld world;
    QVERIFY(world.open());
    ComposeDesk desk(world.context());
    const MessageId question = world.incoming();
    auto draft = await(desk.reply(question, false));
    QVERIFY(draft);
    const auto queued = await(desk.send(*draft, 0));
    QVERIFY(queued);
    constexpr UtcMs far = std::numeric_limits<qint64>::max() / 2;
    const QStringList late{QStringLiteral("late@unit.example")};
    QVERIFY(settle(world, queued->id, OutboxState::Queued, late, far));
    QVERIFY(!settle(world, queued->id, OutboxState::Sent)); // nothing is due
    const auto tried = await(desk.retry(queued->id));
    QVERIFY2(tried, why(tried));
    QCOMPARE(world.audit().constFirst(), QStringLiteral("outbox.retry"));
    const domain::OutboxMail mail = outboxMail(world, queued->id);
    QVERIFY(mail.state == OutboxState::Queued);
    QCOMPARE(mail.pending, late); // still for those alone
    QCOMPARE(mail.attempts, 1);
    QVERIFY(settle(world, queued->id, OutboxState::Sent));

    // What was never tried waits out its undo.
    auto other = await(desk.reply(question, false));
    QVERIFY(other);
    const auto undoable = await(desk.send(*other, 3'600'000));
    QVERIFY(undoable);
    QCOMPARE(await(desk.retry(undoable->id)).error().kind, ErrorKind::Conflict);
    QCOMPARE(outboxMail(world, undoable->id).notBefore, undoable->notBefore);
}

LIAISON_TEST(TestOutboxActions)
#include "tst_outbox_actions.moc"
