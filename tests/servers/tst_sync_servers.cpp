#include "core/store/outbox.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Feeds against a real Dovecot and Exim when things go otherwise than planned; what is so with every mail server is in
/// tests/contract.
class TestSyncServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void serverRestartInMidSyncLosesNothing();
    void badCertificatesAreRefused_data();
    void badCertificatesAreRefused();
    void mailWaitsForADeadSmtpServer();
    void aCopyTheServerFiledIsNotDoubled();

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

LIAISON_TEST(TestSyncServers)
#include "tst_sync_servers.moc"
