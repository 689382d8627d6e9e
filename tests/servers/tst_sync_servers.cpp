#include "core/domain/correlation.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Feeds against a real Dovecot and Exim when things go otherwise than planned.
class TestSyncServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void idlePushesNewMail();
    void answersWrittenElsewhereAppear();
    void uidValidityChangeDoublesNothing();
    void serverRestartInMidSyncLosesNothing();
    void wrongPasswordStopsAllConnections();
    void badCertificatesAreRefused_data();
    void badCertificatesAreRefused();
    void mailWaitsForADeadSmtpServer();
    void aCopyTheServerFiledIsNotDoubled();
    void feedsRunAgainAfterARestart();

private:
    Result<domain::Mailbox> connect(ServerWorld &world, const std::function<void(domain::Mailbox &)> &change = {});
    static feed::EngineOptions hasty();
    static void dropMany(ServerWorld &world, int count);
};

feed::EngineOptions TestSyncServers::hasty()
{
    feed::EngineOptions options;
    options.backoffMinMs = 200;
    options.backoffMaxMs = 500;
    options.outboxRetryMinMs = 200;
    options.outboxRetryMaxMs = 500;
    options.pageBytes = 64 * 1024;
    return options;
}

Result<domain::Mailbox> TestSyncServers::connect(ServerWorld &world,
                                                 const std::function<void(domain::Mailbox &)> &change)
{
    return world.office->connectMailbox(*world.host, analysts, analystsPassword, domain::Security::Tls, world.tls.ca,
                                        change);
}

void TestSyncServers::dropMany(ServerWorld &world, int count)
{
    for (int i = 0; i < count; ++i)
        world.host->drop(
            analysts,
            mailToAnalysts(finance, QStringLiteral("Mail %1").arg(i), "many-" + QByteArray::number(i) + "@bu.test", {},
                           QByteArray(2'000, 'x').replace(70, 2, "\r\n") + QByteArray::number(i) + "\r\n"));
}

void TestSyncServers::init()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
}

void TestSyncServers::idlePushesNewMail()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start();
    QVERIFY2(failure.isEmpty(), failure);
    // Polling could not bring it within this test.
    const auto mailbox = connect(world, [](domain::Mailbox &box) { box.pollSeconds = 3'600; });
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.office->waitInSync(mailbox->id, 1));
    QCOMPARE(world.host->submit(finance, {analysts},
                                mailToAnalysts(finance, QStringLiteral("Pushed"), "push@bu.test", {}, "x\r\n")),
             QString());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 1, 60'000);
}

void TestSyncServers::answersWrittenElsewhereAppear()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()});
    QVERIFY2(failure.isEmpty(), failure);
    const auto mailbox = connect(world, [](domain::Mailbox &box) { box.pollSeconds = 5; });
    QVERIFY2(mailbox, why(mailbox));
    const auto incident = world.incident(QStringLiteral("Elsewhere"));
    QVERIFY2(incident, why(incident));
    world.host->drop(
        analysts,
        mailToAnalysts(finance, QStringLiteral("Question ") + domain::subjectTag(*incident), "q@bu.test", {}, "?\r\n"));
    QByteArray sent = mailToAnalysts(analysts, QStringLiteral("Re: Question"), "elsewhere@corp.test",
                                     "In-Reply-To: <q@bu.test>\r\n", "!\r\n");
    sent.replace("To: " + analysts.toUtf8(), "To: " + finance.toUtf8());
    world.host->drop(analysts, sent, QStringLiteral("Sent"));
    QTRY_VERIFY_WITH_TIMEOUT(world.office->threads(incident->id)->size() == 1
                                 && world.office->threads(incident->id)->first().mails == 2,
                             60'000);
    const auto thread = world.office->threads(incident->id)->first();
    QCOMPARE(int(thread.thread.waiting), int(domain::Waiting::ForThem));
    const auto mails = world.office->mails(thread.thread.id);
    const auto elsewhere = std::find_if(
        mails->begin(), mails->end(), [](const store::MailRow &row) { return row.direction == store::Direction::Out; });
    QVERIFY(elsewhere != mails->end());
    QCOMPARE(elsewhere->linkReason, domain::toString(domain::LinkReason::SentElsewhere));
}

void TestSyncServers::uidValidityChangeDoublesNothing()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()});
    QVERIFY2(failure.isEmpty(), failure);
    dropMany(world, 20);
    const auto mailbox = connect(world);
    QVERIFY2(mailbox, why(mailbox));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 20, 60'000);
    world.host->stopDovecot();
    world.host->changeUidValidity(analysts);
    QVERIFY(world.host->startDovecot());
    world.host->drop(analysts, mailToAnalysts(finance, QStringLiteral("After"), "after@bu.test", {}, "x\r\n"));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 21, 60'000);
    // A further mail shows that the whole folder was gone through again.
    world.host->drop(analysts, mailToAnalysts(finance, QStringLiteral("After that"), "after2@bu.test", {}, "x\r\n"));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 22, 60'000);
}

void TestSyncServers::serverRestartInMidSyncLosesNothing()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()});
    QVERIFY2(failure.isEmpty(), failure);
    dropMany(world, 400);
    const auto mailbox = connect(world);
    QVERIFY2(mailbox, why(mailbox));
    QTRY_VERIFY_WITH_TIMEOUT(!world.office->unmatched()->isEmpty(), 60'000);
    world.host->killDovecot();
    QVERIFY(world.host->startDovecot());
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 400, 120'000);
    QSet<QString> ids;
    const auto mails = world.office->unmatched();
    for (const store::MailRow &row : *mails) {
        ids.insert(row.messageIdHeader);
        QVERIFY(!row.duplicateId);
    }
    QCOMPARE(ids.size(), 400);
}

void TestSyncServers::wrongPasswordStopsAllConnections()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()}, QStringLiteral("auth_verbose = yes\n"));
    QVERIFY2(failure.isEmpty(), failure);
    const auto mailbox
        = world.office->connectMailbox(*world.host, analysts, QStringLiteral("not it"), domain::Security::Tls,
                                       world.tls.ca, [](domain::Mailbox &box) { box.pollSeconds = 5; });
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.office->waitForState(mailbox->id, domain::FeedState::NeedsSignIn));
    QCOMPARE(world.office->status(mailbox->id)->error->kind, ErrorKind::AuthenticationFailed);
    // A mail that is queued now does not make it try again either.
    const auto incident = world.incident(QStringLiteral("Locked"));
    QVERIFY2(incident, why(incident));
    const auto queued = world.writeToFinance(*incident, QStringLiteral("Hello"), QStringLiteral("x"));
    QVERIFY2(queued, why(queued));
    // The right password through the desk mends it: everything that was waiting goes on.
    desk::MailboxDesk mailboxes(world.office->context());
    const auto mended = await(mailboxes.save({*mailbox, Secret::fromText(analystsPassword), std::nullopt}));
    QVERIFY2(mended, why(mended));
    QVERIFY(world.office->waitForState(mailbox->id, domain::FeedState::Running));
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(finance).size(), 1, 60'000);
    QCOMPARE(world.host->logs().count(QStringLiteral("password mismatch"), Qt::CaseInsensitive), 1);
}

void TestSyncServers::badCertificatesAreRefused_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("expected");
    QTest::newRow("expired") << 0 << int(ErrorKind::CertificateExpired);
    QTest::newRow("wrong host") << 1 << int(ErrorKind::CertificateWrongHost);
    QTest::newRow("unknown authority") << 2 << int(ErrorKind::CertificateUntrusted);
}

void TestSyncServers::badCertificatesAreRefused()
{
    QFETCH(int, kind);
    QFETCH(int, expected);
    ServerWorld world;
    if (kind == 0)
        world.tls = expiredServerCertificate(world.certificates.path(), QStringLiteral("localhost"));
    else
        world.tls = serverCertificate(world.certificates.path(),
                                      kind == 1 ? QStringLiteral("mail.elsewhere.test") : QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()});
    QVERIFY2(failure.isEmpty(), failure);
    const auto mailbox = connect(world, [&](domain::Mailbox &box) {
        if (kind == 2)
            box.inbound.trustedCaFile = box.outbound.trustedCaFile = QString();
    });
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.office->waitForState(mailbox->id, domain::FeedState::Failed));
    QCOMPARE(int(world.office->status(mailbox->id)->error->kind), expected);
}

void TestSyncServers::mailWaitsForADeadSmtpServer()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()});
    QVERIFY2(failure.isEmpty(), failure);
    world.host->stopExim();
    const auto mailbox = connect(world);
    QVERIFY2(mailbox, why(mailbox));
    const auto incident = world.incident(QStringLiteral("Dead server"));
    QVERIFY2(incident, why(incident));
    const auto queued = world.writeToFinance(*incident, QStringLiteral("Patience"), QStringLiteral("x"));
    QVERIFY2(queued, why(queued));
    const auto state = [&] {
        return await(world.office->store()->read(
            [id = queued->id](store::Session &session) { return store::Outbox(session).find(id); }));
    };
    QTRY_VERIFY_WITH_TIMEOUT(state()->attempts >= 2, 60'000);
    QVERIFY(state()->state != domain::OutboxState::Sent);
    QVERIFY(world.host->startExim());
    QTRY_COMPARE_WITH_TIMEOUT(int(state()->state), int(domain::OutboxState::Sent), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(finance).size(), 1, 60'000);
}

void TestSyncServers::aCopyTheServerFiledIsNotDoubled()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()});
    QVERIFY2(failure.isEmpty(), failure);
    const auto mailbox = connect(world);
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.office->waitInSync(mailbox->id, 1));
    const auto incident = world.incident(QStringLiteral("One copy"));
    QVERIFY2(incident, why(incident));
    // Held, so that the server's copy certainly lies in Sent before ours is looked for.
    world.office->engine()->setHoldSending(true);
    const auto queued = world.writeToFinance(*incident, QStringLiteral("Once"), QStringLiteral("x"));
    QVERIFY2(queued, why(queued));
    const auto raw = await(world.office->store()->read([id = queued->id](store::Session &session) {
        return store::Outbox(session).messageOf(id).and_then(
            [&](MessageId message) { return store::Messages(session).raw(message); });
    }));
    QVERIFY2(raw, why(raw));
    world.host->drop(analysts, *raw, QStringLiteral("Sent"));
    world.office->engine()->setHoldSending(false);
    const auto state = [&] {
        return await(world.office->store()->read(
            [id = queued->id](store::Session &session) { return store::Outbox(session).find(id); }));
    };
    QTRY_COMPARE_WITH_TIMEOUT(world.host->delivered(finance).size(), 1, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(int(state()->state), int(domain::OutboxState::Sent), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(int(state()->copy), int(domain::SentCopy::ServerFiled), 60'000);
    QCOMPARE(world.host->delivered(analysts, QStringLiteral("Sent")).size(), 1);
}

void TestSyncServers::feedsRunAgainAfterARestart()
{
    ServerWorld world;
    world.tls = serverCertificate(world.certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = world.start({{}, {}, hasty()});
    QVERIFY2(failure.isEmpty(), failure);
    const auto mailbox = connect(world);
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.office->waitInSync(mailbox->id, 1));
    const QByteArray again = world.office->restart();
    QVERIFY2(again.isEmpty(), again);
    world.host->drop(analysts, mailToAnalysts(finance, QStringLiteral("While away"), "away@bu.test", {}, "x\r\n"));
    QVERIFY(world.office->waitForState(mailbox->id, domain::FeedState::Running));
    QTRY_COMPARE_WITH_TIMEOUT(world.office->unmatched()->size(), 1, 60'000);
    // STOP is remembered as well.
    desk::MailboxDesk mailboxes(world.office->context());
    QVERIFY(await(mailboxes.stop(mailbox->id)));
    QVERIFY(world.office->waitForState(mailbox->id, domain::FeedState::Stopped));
    QVERIFY(world.office->restart().isEmpty());
    const auto stored = await(world.office->store()->read(
        [id = mailbox->id](store::Session &session) { return store::Mailboxes(session).find(id); }));
    QVERIFY2(stored, why(stored));
    QVERIFY(!stored->feedWanted);
}

LIAISON_TEST(TestSyncServers)
#include "tst_sync_servers.moc"
