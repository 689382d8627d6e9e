#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using desk::MailboxDesk;

/// "Check connection" against a real Dovecot and Exim: what a person is told before anything is saved.
class TestCheckServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void goodFieldsSignInToBoth_data();
    void goodFieldsSignInToBoth();
    void theFolderCountIsTheServers();
    void aWrongPasswordIsToldForItsSide();
    void nobodyListening();
    void aRefusedCertificateLeadsToOneThatIsAccepted();

private:
    MailboxDesk::SaveRequest request(domain::Security security = domain::Security::Tls) const;
    MailboxDesk desk() { return MailboxDesk(m_world->office->context()); }

    std::unique_ptr<ServerWorld> m_world;
};

void TestCheckServers::init()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    m_world = std::make_unique<ServerWorld>();
    m_world->tls = serverCertificate(m_world->certificates.path(), QStringLiteral("localhost"));
    const QByteArray failure = m_world->start();
    QVERIFY2(failure.isEmpty(), failure);
}

MailboxDesk::SaveRequest TestCheckServers::request(domain::Security security) const
{
    const bool tls = security == domain::Security::Tls;
    MailboxDesk::SaveRequest request;
    request.mailbox.address = analysts;
    for (domain::Endpoint *side : {&request.mailbox.inbound, &request.mailbox.outbound}) {
        side->host = QStringLiteral("localhost");
        side->security = security;
        side->trustedCaFile = m_world->tls.ca;
    }
    request.mailbox.inbound.port = tls ? m_world->host->imapsPort() : m_world->host->imapPort();
    request.mailbox.outbound.port = tls ? m_world->host->smtpsPort() : m_world->host->smtpPort();
    request.inboundSecret = Secret::fromText(analystsPassword);
    return request;
}

void TestCheckServers::goodFieldsSignInToBoth_data()
{
    QTest::addColumn<int>("security");
    QTest::newRow("TLS") << int(domain::Security::Tls);
    QTest::newRow("STARTTLS") << int(domain::Security::StartTls);
}

void TestCheckServers::goodFieldsSignInToBoth()
{
    QFETCH(int, security);
    const auto fields = request(static_cast<domain::Security>(security));
    const auto inbound = await(desk().checkInbound(fields, {}));
    QVERIFY2(inbound, why(inbound));
    const auto outbound = await(desk().checkOutbound(fields, {}));
    QVERIFY2(outbound, why(outbound));
    QVERIFY(m_world->host->delivered(analysts).isEmpty()); // nothing was sent
}

void TestCheckServers::theFolderCountIsTheServers()
{
    const auto before = await(desk().checkInbound(request(), {}));
    QVERIFY2(before, why(before));
    m_world->host->drop(analysts, mailToAnalysts(finance, QStringLiteral("Old"), "old@bu.test", {}, "x\r\n"),
                        QStringLiteral("Archive2025"));
    const auto after = await(desk().checkInbound(request(), {}));
    QVERIFY2(after, why(after));
    QCOMPARE(after->size(), before->size() + 1);
    QVERIFY(std::any_of(after->cbegin(), after->cend(), [](const domain::RemoteFolder &folder) {
        return folder.path == QStringLiteral("Archive2025");
    }));
}

void TestCheckServers::aWrongPasswordIsToldForItsSide()
{
    auto fields = request();
    fields.mailbox.outbound.signIn = domain::SignIn::Password;
    fields.outboundSecret = Secret::fromText(QStringLiteral("not it"));
    const auto inbound = await(desk().checkInbound(fields, {}));
    QVERIFY2(inbound, why(inbound));
    const auto outbound = await(desk().checkOutbound(fields, {}));
    QVERIFY(!outbound);
    QCOMPARE(outbound.error().kind, ErrorKind::AuthenticationFailed);

    fields.inboundSecret = Secret::fromText(QStringLiteral("not it"));
    fields.outboundSecret = Secret::fromText(analystsPassword);
    const auto refused = await(desk().checkInbound(fields, {}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::AuthenticationFailed);
    const auto good = await(desk().checkOutbound(fields, {}));
    QVERIFY2(good, why(good));
}

void TestCheckServers::nobodyListening()
{
    const auto fields = request();
    m_world->host->stopExim();
    const auto outbound = await(desk().checkOutbound(fields, {}));
    QVERIFY(!outbound);
    QCOMPARE(outbound.error().kind, ErrorKind::ConnectionRefused);
    const auto inbound = await(desk().checkInbound(fields, {}));
    QVERIFY2(inbound, why(inbound));
    m_world->host->stopDovecot();
    const auto neither = await(desk().checkInbound(fields, {}));
    QVERIFY(!neither);
    QCOMPARE(neither.error().kind, ErrorKind::ConnectionRefused);
}

void TestCheckServers::aRefusedCertificateLeadsToOneThatIsAccepted()
{
    auto fields = request();
    fields.mailbox.inbound.trustedCaFile.clear();
    fields.mailbox.outbound.trustedCaFile.clear();
    const auto inbound = await(desk().checkInbound(fields, {}));
    const auto outbound = await(desk().checkOutbound(fields, {}));
    QVERIFY(!inbound && !outbound);
    QCOMPARE(inbound.error().kind, ErrorKind::CertificateUntrusted);
    QCOMPARE(outbound.error().kind, ErrorKind::CertificateUntrusted);
    QVERIFY(inbound.error().certificate && inbound.error().certificate->pinnable);
    QVERIFY(outbound.error().certificate && outbound.error().certificate->pinnable);
    QCOMPARE(outbound.error().certificate->port, fields.mailbox.outbound.port);
    fields.mailbox.inbound.pinnedSha256 = inbound.error().certificate->sha256;
    fields.mailbox.outbound.pinnedSha256 = outbound.error().certificate->sha256;
    const auto read = await(desk().checkInbound(fields, {}));
    QVERIFY2(read, why(read));
    const auto send = await(desk().checkOutbound(fields, {}));
    QVERIFY2(send, why(send));
}

LIAISON_TEST(TestCheckServers)
#include "tst_check_servers.moc"
