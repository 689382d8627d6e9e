#include "core/desk/mail_desk.h"
#include "core/domain/sign_in_advice.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"
#include "core/store/session.h"
#include "tests/support/postgres_server.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"
#include "tests/switch/switch_world.h"

using namespace liaison;
using namespace liaison::test;
using domain::OutboxState;
using domain::Protocol;

/// A mailbox on EWS is moved to Microsoft Graph and back, at the demo's server.
class TestMailboxSwitch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingStaysThereAndBack_data();
    void everythingStaysThereAndBack();
    void whatWaitsIsSentOnce();
    void aDryRunChangesNothing();
    void whatCameMeanwhileIsFetchedOnce();
    void aRefusedSignInChangesNothing();
    void whoHoldsTheMailboxIsSaid();
    void aBlockedEwsIsNoObstacle();
    void theFeedOfABlockedEwsSaysWhatHelps();
    void itSaysHowFarItHasCome();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }

private:
    static QList<QByteArray> mails(int from, int count, const QByteArray &headers = {})
    {
        QList<QByteArray> all;
        for (int i = from; i < from + count; ++i)
            all << mailToAnalysts(finance, QStringLiteral("Mail %1").arg(i),
                                  "mail" + QByteArray::number(i) + "@bu.test", headers,
                                  "Words of mail " + QByteArray::number(i) + "\r\n");
        return all;
    }
};

#define START_SWITCH(world, options)                                                                                   \
    SwitchWorld world(options);                                                                                        \
    const QByteArray world##Failure = (world).start();                                                                 \
    QVERIFY2(world##Failure.isEmpty(), world##Failure)
#define SWITCHED(world, to)                                                                                            \
    do {                                                                                                               \
        const auto report = (world).switchTo(to);                                                                      \
        QVERIFY2(report, why(report));                                                                                 \
        QVERIFY2(report->done, report->refusal() ? qPrintable(domain::reasonName(*report->refusal())) : "folders");    \
    } while (false)

void TestMailboxSwitch::everythingStaysThereAndBack_data()
{
    QTest::addColumn<bool>("postgresql");
    QTest::newRow("SQLite") << false;
    QTest::newRow("PostgreSQL") << true;
}

void TestMailboxSwitch::everythingStaysThereAndBack()
{
    QFETCH(const bool, postgresql);
    REQUIRE_SERVER(!postgresql || PostgresServer::shared()->problem().isEmpty(), "PostgreSQL is not installed");
    START_SWITCH(world, SwitchWorld::Options{postgresql});
    const auto incident = makeIncident(world.office(), QStringLiteral("Moved"));
    QVERIFY2(incident, why(incident));
    const auto first = writeToFinance(world.office(), *incident, QStringLiteral("A question"), QStringLiteral("?"));
    QVERIFY2(first, why(first));
    QTRY_COMPARE_WITH_TIMEOUT(world.delivered(QStringLiteral("A question")), 1, 30'000);
    const UtcMs then = QDateTime::currentMSecsSinceEpoch() - 3'600'000LL * 24;
    const QByteArray answers = "In-Reply-To: <" + first->messageIdHeader.toUtf8() + ">\r\n";
    world.drop(mails(0, 400, answers), QStringLiteral("INBOX"), then);
    world.drop(mails(400, 1'598), QStringLiteral("INBOX"), then + 1'000'000);
    // The same Message-ID twice, with other words, and mails without any.
    world.drop({mailToAnalysts(finance, QStringLiteral("Again"), "mail1@bu.test", {}, "Other words\r\n"),
                mails(2, 1).first(), mails(7'000, 1).first().replace("Message-ID: <mail7000@bu.test>\r\n", ""),
                mails(7'001, 1).first().replace("Message-ID: <mail7001@bu.test>\r\n", "")},
               QStringLiteral("INBOX"), then + 10'000'000);
    QVERIFY(world.waitInSync());
    // A person read some, and writes an answer.
    const QStringList ids = world.rows(QStringLiteral("SELECT message_id FROM link ORDER BY 1"));
    QVERIFY2(ids.size() > 400, qPrintable(ids.join(QLatin1Char(' ')).left(200)));
    QList<MessageId> read;
    for (const QString &id : ids.mid(0, 100))
        read << MessageId{id.toLongLong()};
    QVERIFY(await<void>(world.office().store()->write([read](store::Session &session) {
        return store::Messages(session).setRead(read, QStringLiteral("Ada"), true);
    })));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(QStringLiteral("SELECT count(*) FROM remote_op")),
                              QStringList{QStringLiteral("0")}, 60'000);
    desk::ComposeDesk compose(world.office().context());
    auto draft = await(compose.reply(read.last(), true));
    QVERIFY2(draft, why(draft));
    QVERIFY(await(compose.saveDraft(*draft)));
    QVERIFY(world.waitInSync());

    const QStringList before = world.seen();
    QVERIFY(before.size() > 4'000);
    for (const Protocol to : {Protocol::Graph, Protocol::Ews}) {
        const int atStart = world.fetched();
        const auto report = world.switchTo(to);
        QVERIFY2(report, why(report));
        QVERIFY(report->done);
        int recognised = 0;
        int toFetch = 0;
        for (const domain::SwitchedFolder &folder : report->folders) {
            recognised += folder.recognised;
            toFetch += folder.toFetch + folder.unrecognised;
        }
        QVERIFY(recognised >= 2'002);
        QCOMPARE(toFetch, 0);
        // The sign-in's test read one mail as a whole, and may have read one ahead.
        QVERIFY2(world.fetched() - atStart <= 2, qPrintable(QString::number(world.fetched() - atStart)));
        const int switched = world.fetched();
        QCOMPARE(int(world.mailbox().inbound.protocol), int(to));
        QCOMPARE(int(world.mailbox().outbound.protocol), int(to));
        QVERIFY(world.waitInSync());
        QCOMPARE(world.fetched(), switched);
        QCOMPARE(world.seen(), before);
    }
    // What comes now is read, and a mark set now reaches its mail.
    world.drop(mails(9'000, 1));
    QVERIFY(world.waitInSync());
    QVERIFY(world.copies().contains(QStringLiteral("mail9000@bu.test INBOX")));
    QCOMPARE(world.delivered(QStringLiteral("A question")), 1);
}

void TestMailboxSwitch::whatWaitsIsSentOnce()
{
    START_SWITCH(world, SwitchWorld::Options{});
    QVERIFY(world.waitInSync());
    const auto incident = makeIncident(world.office(), QStringLiteral("Waiting"));
    QVERIFY2(incident, why(incident));
    world.office().engine()->setHoldSending(true);
    const auto queued = writeToFinance(world.office(), *incident, QStringLiteral("Queued mail"), QStringLiteral("q"));
    const auto arrived = writeToFinance(world.office(), *incident, QStringLiteral("Arrived mail"), QStringLiteral("a"));
    const auto lost = writeToFinance(world.office(), *incident, QStringLiteral("Lost mail"), QStringLiteral("l"));
    QVERIFY2(queued && arrived && lost, why(lost));
    QVERIFY(world.setEnabled(false));
    // Of two mails nobody knows whether EWS took them; it took one, and filed it.
    const auto raw = await(world.office().store()->write(
        [arrived = arrived->id, lost = lost->id](store::Session &session) -> Result<QByteArray> {
            session.run(QStringLiteral("UPDATE outbox SET state = 'uncertain', attempts = 1 WHERE id IN (?, ?)"),
                        {arrived.value, lost.value});
            return store::Outbox(session).messageOf(arrived).and_then(
                [&](MessageId message) { return store::Messages(session).raw(message); });
        }));
    QVERIFY2(raw, why(raw));
    world.drop({*raw}, QStringLiteral("Sent"));

    SWITCHED(world, Protocol::Graph);
    QCOMPARE(world.delivered(QStringLiteral("Queued mail")), 0);
    QVERIFY(world.setEnabled(true));
    world.office().engine()->setHoldSending(false);
    QVERIFY(world.waitInSync());
    const auto stateOf = [&world](OutboxId id) {
        return world.rows(QStringLiteral("SELECT state FROM outbox WHERE id = %1").arg(id.value)).value(0);
    };
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(queued->id), QStringLiteral("sent"), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(arrived->id), QStringLiteral("sent"), 30'000);
    QVERIFY(world.waitInSync());
    QCOMPARE(world.delivered(QStringLiteral("Queued mail")), 1);
    QCOMPARE(world.delivered(QStringLiteral("Arrived mail")), 0); // Graph did not send it again
    QCOMPARE(world.delivered(QStringLiteral("Lost mail")), 0);    // that is for a person to say
    QCOMPARE(stateOf(lost->id), QStringLiteral("uncertain"));
}

void TestMailboxSwitch::aDryRunChangesNothing()
{
    START_SWITCH(world, SwitchWorld::Options{});
    world.drop(mails(0, 5));
    QVERIFY(world.waitInSync());
    const QStringList before = world.seen();
    const QStringList ids = world.rows(QStringLiteral("SELECT remote_id FROM message_copy ORDER BY 1"));
    const auto report = world.switchTo(Protocol::Graph, true);
    QVERIFY2(report, why(report));
    QVERIFY(!report->done);
    QVERIFY(report->possible());
    QVERIFY2(report->same(),
             qPrintable(report->foldersOnlyHere.join(QLatin1Char(',')) + QLatin1Char('|')
                        + report->foldersOnlyThere.join(QLatin1Char(','))));
    QVERIFY(!report->hereError);
    QCOMPARE(report->tests.size(), 2);
    const auto inbox = std::find_if(report->folders.cbegin(), report->folders.cend(),
                                    [](const auto &folder) { return folder.role == domain::FolderRole::Inbox; });
    QVERIFY(inbox != report->folders.cend());
    QCOMPARE(inbox->stored, 5);
    QCOMPARE(inbox->here, 5);
    QCOMPARE(inbox->there, 5);
    QCOMPARE(inbox->recognised, 5);
    QCOMPARE(inbox->compared, 5);
    QCOMPARE(world.seen(), before);
    QCOMPARE(world.rows(QStringLiteral("SELECT remote_id FROM message_copy ORDER BY 1")), ids);
    QCOMPARE(int(world.mailbox().inbound.protocol), int(Protocol::Ews));
}

/// The server changed since the mailbox was last read by EWS.
void TestMailboxSwitch::whatCameMeanwhileIsFetchedOnce()
{
    START_SWITCH(world, SwitchWorld::Options{});
    world.drop(mails(0, 5));
    QVERIFY(world.waitInSync());
    QVERIFY(world.setEnabled(false));
    world.drop(mails(100, 2));
    QVERIFY(world.with([](demo::DemoMailbox &box) {
        box.remove(QStringLiteral("INBOX"), {box.folder(QStringLiteral("INBOX"))->mails.first().uid});
    }));
    const auto report = world.switchTo(Protocol::Graph);
    QVERIFY2(report, why(report));
    QVERIFY(report->done);
    const int switched = world.fetched();
    QVERIFY(world.setEnabled(true));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.fetched() - switched, 2);
    QCOMPARE(world.copies(),
             (QStringList{QStringLiteral("mail0@bu.test INBOX void"), QStringLiteral("mail100@bu.test INBOX"),
                          QStringLiteral("mail101@bu.test INBOX"), QStringLiteral("mail1@bu.test INBOX"),
                          QStringLiteral("mail2@bu.test INBOX"), QStringLiteral("mail3@bu.test INBOX"),
                          QStringLiteral("mail4@bu.test INBOX")}));
}

void TestMailboxSwitch::aRefusedSignInChangesNothing()
{
    SwitchWorld::Options options;
    options.graph.policyRefuses = {analysts};
    START_SWITCH(world, options);
    world.drop(mails(0, 3));
    QVERIFY(world.waitInSync());
    const QStringList before = world.seen();
    const auto report = world.switchTo(Protocol::Graph);
    QVERIFY2(report, why(report));
    QVERIFY(!report->done);
    QVERIFY(!report->possible());
    QVERIFY(report->refusal());
    QCOMPARE(int(report->refusal()->error->kind), int(ErrorKind::PermissionDenied));
    QCOMPARE(int(world.mailbox().inbound.protocol), int(Protocol::Ews));
    QCOMPARE(world.seen(), before);
    world.drop(mails(10, 1));
    QVERIFY(world.waitInSync()); // the feed goes on as it did
    QVERIFY(world.copies().contains(QStringLiteral("mail10@bu.test INBOX")));
}

void TestMailboxSwitch::whoHoldsTheMailboxIsSaid()
{
    START_SWITCH(world, SwitchWorld::Options{});
    world.drop(mails(0, 3));
    QVERIFY(world.waitInSync());
    QVERIFY(world.setEnabled(false));
    constexpr qint64 ttl = 600'000;
    const auto take = [id = world.id()](store::Session &session) {
        return store::Leases(session).acquire(id, QStringLiteral("4711 somebody"), QStringLiteral("elsewhere"), ttl);
    };
    QTRY_VERIFY_WITH_TIMEOUT(await(world.office().store()->write(take)).has_value(), 30'000);
    const QStringList before = world.seen();
    const auto report = world.switchTo(Protocol::Graph);
    QVERIFY(!report);
    QCOMPARE(int(report.error().kind), int(ErrorKind::Busy));
    QVERIFY2(report.error().log.contains(QLatin1String("elsewhere")), qPrintable(report.error().log));
    QVERIFY(report.error().log.contains(QLatin1String("4711")));
    QCOMPARE(int(world.mailbox().inbound.protocol), int(Protocol::Ews));
    QCOMPARE(world.seen(), before);
}

void TestMailboxSwitch::aBlockedEwsIsNoObstacle()
{
    START_SWITCH(world, SwitchWorld::Options{});
    world.drop(mails(0, 3));
    QVERIFY(world.waitInSync());
    QVERIFY(world.setEnabled(false));
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.faults.unauthorised = 1'000'000; }));
    const auto dry = world.switchTo(Protocol::Graph, true);
    QVERIFY2(dry, why(dry));
    QVERIFY(dry->hereError);
    QVERIFY(dry->possible());
    SWITCHED(world, Protocol::Graph);
    const int switched = world.fetched();
    QVERIFY(world.setEnabled(true));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.fetched(), switched);
    QCOMPARE(world.copies().size(), 3);
}

void TestMailboxSwitch::theFeedOfABlockedEwsSaysWhatHelps()
{
    START_SWITCH(world, SwitchWorld::Options{});
    world.drop(mails(0, 3));
    QVERIFY(world.waitInSync());
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.faults.blocked = 1'000'000; }));
    world.office().engine()->syncNow(world.id());
    QVERIFY(world.office().waitForState(world.id(), domain::FeedState::Failed));
    const auto status = world.office().status(world.id());
    QVERIFY(status && status->error);
    const auto advice = domain::signInAdvice(*status->error);
    QVERIFY2(advice, qPrintable(status->error->log));
    QCOMPARE(int(advice->from), int(domain::SignInAdvice::From::Exchange));
    const int before = world.fetched();
    SWITCHED(world, Protocol::Graph);
    QVERIFY(world.waitInSync()); // the feed goes on by itself
    QVERIFY2(world.fetched() - before <= 2, qPrintable(QString::number(world.fetched() - before)));
    QCOMPARE(world.copies().size(), 3);
}

void TestMailboxSwitch::itSaysHowFarItHasCome()
{
    using Step = domain::SwitchProgress::Step;
    START_SWITCH(world, SwitchWorld::Options{});
    world.drop(mails(0, 3));
    QVERIFY(world.waitInSync());
    for (const bool dryRun : {true, false}) {
        QObject owner;
        QList<domain::SwitchProgress> told;
        const auto report = world.switchTo(Protocol::Graph, dryRun, &owner,
                                           [&told](const domain::SwitchProgress &progress) { told << progress; });
        QVERIFY2(report, why(report));
        const auto count = [&told](Step step) {
            const auto isIt = [step](const domain::SwitchProgress &each) { return each.step == step; };
            return static_cast<int>(std::count_if(told.cbegin(), told.cend(), isIt));
        };
        QTRY_COMPARE(count(Step::Mails), int(report->folders.size()));
        QTRY_COMPARE(count(Step::Commit), dryRun ? 0 : 1);
        QVERIFY(count(Step::SignIn) > 0 && count(Step::Folders) > 0);
        int number = 0;
        for (const domain::SwitchProgress &progress : std::as_const(told)) {
            if (progress.step != Step::Mails)
                continue;
            QCOMPARE(progress.folder, report->folders.at(number).path);
            QCOMPARE(progress.done, number++);
            QCOMPARE(progress.total, int(report->folders.size()));
        }
    }
}

LIAISON_TEST(TestMailboxSwitch)
#include "tst_mailbox_switch.moc"
