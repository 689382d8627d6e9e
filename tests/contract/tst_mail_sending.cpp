#include "core/domain/correlation.h"
#include "core/store/outbox.h"
#include "core/store/session.h"
#include "tests/contract/mail_world.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using domain::OutboxState;

/// Mail on its way out when things go wrong, by every kind of server.
class TestMailSending : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLostAnswerIsResolvedByTheMessageId_data() { rowsWithTheMix(); }
    void aLostAnswerIsResolvedByTheMessageId();
    void mailThatWaitedAcrossARestartIsSentOnce_data() { rowsWithTheMix(); }
    void mailThatWaitedAcrossARestartIsSentOnce();
    void answersLeaveTheirMarks_data()
    {
        MailWorld::rowsOnSqlite();
        MailWorld::mixedRow();
    }
    void answersLeaveTheirMarks();
    void theDirectoryIsAskedWhereThereIsOne_data() { MailWorld::rowsOnSqlite(); }
    void theDirectoryIsAskedWhereThereIsOne();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }

private:
    static void rowsWithTheMix()
    {
        MailWorld::rows();
        MailWorld::mixedRow();
    }
    void answerEachWay(MailWorld &world, ThreadId thread);
    static OutboxState stateOf(MailWorld &world, OutboxId id)
    {
        const auto mail = world.outboxMail(id);
        return mail ? mail->state : OutboxState::Cancelled;
    }
};

/// The server takes the mail, and the connection ends before its answer arrives.
void TestMailSending::aLostAnswerIsResolvedByTheMessageId()
{
    START_WORLD(world);
    world.relayThis(MailWorld::Relayed::Outgoing);
    CONNECT_WORLD(world);
    const auto incident = makeIncident(world.office(), QStringLiteral("Lost answer"));
    QVERIFY2(incident, why(incident));
    constexpr int length = 60'000; // more than anything else that is said
    world.loseAnswerToMail(length);
    const auto queued
        = writeToFinance(world.office(), *incident, QStringLiteral("Once"), QString(length, QLatin1Char('x')));
    QVERIFY2(queued, why(queued));
    QTRY_COMPARE_WITH_TIMEOUT(world.lostAnswers(), 1, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(world.delivered().size(), 1, 60'000);
    if (!world.filesSentMail()) {
        // Nobody can tell yet: it is not sent again. A server that files what it sends puts it into Sent.
        QTRY_COMPARE_WITH_TIMEOUT(int(stateOf(world, queued->id)), int(OutboxState::Uncertain), 60'000);
        QVERIFY(world.waitInSync());
        QCOMPARE(int(stateOf(world, queued->id)), int(OutboxState::Uncertain));
        world.drop(world.delivered(), QStringLiteral("Sent"));
    }
    QTRY_COMPARE_WITH_TIMEOUT((static_cast<void>(world.waitInSync()), int(stateOf(world, queued->id))),
                              int(OutboxState::Sent), 60'000);
    QCOMPARE(world.outboxMail(queued->id)->attempts, 1);
    QCOMPARE(int(world.outboxMail(queued->id)->copy), int(domain::SentCopy::ServerFiled));
    QCOMPARE(world.delivered().size(), 1);
    QCOMPARE(world.mailsIn(QStringLiteral("Sent")).size(), 1);
    // It is in its thread once, as what it is.
    const auto threads = world.office().threads(incident->id);
    QCOMPARE(threads->size(), 1);
    QCOMPARE(threads->first().mails, 1);
}

void TestMailSending::mailThatWaitedAcrossARestartIsSentOnce()
{
    START_WORLD(world);
    CONNECT_WORLD(world);
    const auto incident = makeIncident(world.office(), QStringLiteral("Restart"));
    QVERIFY2(incident, why(incident));
    world.office().engine()->setHoldSending(true);
    const auto queued = writeToFinance(world.office(), *incident, QStringLiteral("Later"), QStringLiteral("x"));
    QVERIFY2(queued, why(queued));
    QCOMPARE(int(stateOf(world, queued->id)), int(OutboxState::Queued));
    QVERIFY(world.office().restart().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(world.delivered().size(), 1, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(world.mailsIn(QStringLiteral("Sent")).size(), 1, 60'000);
    QVERIFY(world.office().restart().isEmpty());
    QVERIFY(world.waitInSync());
    QCOMPARE(int(stateOf(world, queued->id)), int(OutboxState::Sent));
    QCOMPARE(world.delivered().size(), 1);
    QCOMPARE(world.mailsIn(QStringLiteral("Sent")).size(), 1);
    QCOMPARE(world.office().threads(incident->id)->first().mails, 1);
}

/// Three mails to us and a colleague: one is answered to its sender, one to all, one is forwarded. Whoever opens the
/// mailbox elsewhere sees which.
void TestMailSending::answersLeaveTheirMarks()
{
    START_WORLD(world);
    CONNECT_WORLD(world);
    const auto incident = makeIncident(world.office(), QStringLiteral("Marks"));
    QVERIFY2(incident, why(incident));
    for (const char *name : {"sender", "all", "forward"})
        QCOMPARE(world.submit(mailToAnalysts(finance, QStringLiteral("News ") + domain::subjectTag(*incident),
                                             QByteArray(name) + "@bu.test", "Cc: colleague@bu.test\r\n", "x\r\n")),
                 QString());
    world.nudge();
    QTRY_COMPARE_WITH_TIMEOUT(world.copyCount(), 3, 60'000);
    const auto threads = world.office().threads(incident->id);
    QVERIFY2(threads, why(threads));
    for (const store::ThreadRow &thread : *threads)
        answerEachWay(world, thread.thread.id);
    using Marks = QSet<QByteArray>;
    const auto marks
        = [&world](const char *name) { return world.flags(QLatin1String(name) + QStringLiteral("@bu.test")); };
    const Marks toAll = world.keepsWhoWasAnswered() ? Marks{"answered", "to all"} : Marks{"answered"};
    QTRY_COMPARE_WITH_TIMEOUT(marks("sender"), Marks{"answered"}, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(marks("all"), toAll, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(marks("forward"), Marks{"forwarded"}, 60'000);
    QVERIFY(world.waitInSync()); // what comes back from the server is what went there
    QCOMPARE(world.copies().filter(QStringLiteral(" answered")).size(), 2);
}

void TestMailSending::answerEachWay(MailWorld &world, ThreadId thread)
{
    desk::ComposeDesk compose(world.office().context());
    const auto mails = world.office().mails(thread);
    QVERIFY2(mails, why(mails));
    for (const store::MailRow &mail : *mails) {
        const QString name = mail.messageIdHeader.section(QLatin1Char('@'), 0, 0);
        if (mail.direction == store::Direction::Out)
            continue;
        auto draft = await(name == QLatin1String("forward") ? compose.forward(mail.id)
                                                            : compose.reply(mail.id, name == QLatin1String("all")));
        QVERIFY2(draft, why(draft));
        if (draft->to.isEmpty())
            draft->to = {{{}, finance}};
        const auto queued = await(compose.send(*draft, 0));
        QVERIFY2(queued, why(queued));
    }
}

void TestMailSending::theDirectoryIsAskedWhereThereIsOne()
{
    START_WORLD(world);
    CONNECT_WORLD(world);
    const auto find = [&world](const QString &typed) {
        return await(world.office().engine()->resolve(world.mailbox(), typed, {}));
    };
    const auto both = find(QStringLiteral("Ma"));
    QVERIFY2(both, why(both));
    QCOMPARE(both->size(), world.hasDirectory() ? 2 : 0);
    const auto one = find(QStringLiteral("jens"));
    QVERIFY2(one, why(one));
    const domain::Addresses mara{{QStringLiteral("Mara Jensen"), QStringLiteral("mara@nordhafen.example")}};
    QCOMPARE(*one, world.hasDirectory() ? mara : domain::Addresses());
    const auto none = find(QStringLiteral("nobody"));
    QVERIFY2(none, why(none));
    QVERIFY(none->isEmpty());
}

LIAISON_TEST(TestMailSending)
#include "tst_mail_sending.moc"
