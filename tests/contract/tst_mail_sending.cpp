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
    void aLostAnswerIsResolvedByTheMessageId_data() { MailWorld::rows(); }
    void aLostAnswerIsResolvedByTheMessageId();
    void mailThatWaitedAcrossARestartIsSentOnce_data() { MailWorld::rows(); }
    void mailThatWaitedAcrossARestartIsSentOnce();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }

private:
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

LIAISON_TEST(TestMailSending)
#include "tst_mail_sending.moc"
