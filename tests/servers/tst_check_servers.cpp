#include "tests/servers/check_world.h"
#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QDir>
#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStep;
using domain::TestStepKind;

/// TEST INBOUND, and signing in to send, against a real Dovecot and Exim: what a person is told before anything is
/// saved.
class TestCheckServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void goodFieldsPassBoth_data();
    void goodFieldsPassBoth();
    void whatTheServersAreIsTold();
    void foldersAreCountedAndOneMailIsRead();
    void aTestAltersNothing();
    void aWrongPasswordIsToldForItsSide();
    void aReadOnlyFolder();
    void nobodyListening();
    void aRefusedCertificateLeadsToOneThatIsAccepted();
    void wrongAndExpiredCertificates_data();
    void wrongAndExpiredCertificates();

private:
    std::unique_ptr<CheckWorld> m_world;
};

void TestCheckServers::init()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    m_world = checkWorld();
    QVERIFY(m_world);
}

void TestCheckServers::goodFieldsPassBoth_data()
{
    QTest::addColumn<int>("security");
    QTest::newRow("TLS") << int(domain::Security::Tls);
    QTest::newRow("STARTTLS") << int(domain::Security::StartTls);
}

void TestCheckServers::goodFieldsPassBoth()
{
    QFETCH(int, security);
    const auto fields = m_world->request(static_cast<domain::Security>(security));
    const TestReport reading = m_world->inbound(fields);
    QVERIFY2(reading.passed(), qPrintable(domain::testLog(reading)));
    const TestReport sending = m_world->outbound(fields);
    QVERIFY2(sending.passed(), qPrintable(domain::testLog(sending)));
    QVERIFY(m_world->host->delivered(analysts).isEmpty()); // nothing was sent
    for (const TestReport &report : {reading, sending})
        QVERIFY(!domain::testLog(report).contains(analystsPassword));
}

void TestCheckServers::whatTheServersAreIsTold()
{
    const TestReport reading = m_world->inbound(m_world->request());
    QVERIFY2(reading.find(TestStepKind::Version)->detail.contains(u"Dovecot"_s), qPrintable(domain::testLog(reading)));
    const TestReport sending = m_world->outbound(m_world->request());
    QVERIFY2(sending.find(TestStepKind::Version)->detail.contains(u"Exim"_s), qPrintable(domain::testLog(sending)));
    for (const TestReport &report : {reading, sending}) {
        const TestStep *tls = report.find(TestStepKind::Tls);
        QVERIFY(tls && tls->certificate);
        QCOMPARE(tls->certificate->protocol, u"TLSv1.3"_s);
        QVERIFY(tls->certificate->subject.contains(u"localhost"_s));
        QVERIFY(tls->certificate->notAfter > QDateTime::currentMSecsSinceEpoch());
    }
}

void TestCheckServers::foldersAreCountedAndOneMailIsRead()
{
    const TestReport before = m_world->inbound(m_world->request());
    const QByteArray raw = mailToAnalysts(finance, u"Old"_s, "old@bu.test", {}, "x\r\n");
    m_world->host->drop(analysts, raw, u"Archive2025"_s);
    m_world->host->drop(analysts, raw);
    const TestReport after = m_world->inbound(m_world->request());
    QVERIFY2(after.passed(), qPrintable(domain::testLog(after)));
    QCOMPARE(after.find(TestStepKind::ListFolders)->count, before.find(TestStepKind::ListFolders)->count + 1);
    QCOMPARE(before.find(TestStepKind::OpenFolder)->count, 0);
    QCOMPARE(after.find(TestStepKind::OpenFolder)->count, 1);
    QCOMPARE(after.find(TestStepKind::ReadMail)->count, raw.size());
}

void TestCheckServers::aTestAltersNothing()
{
    m_world->host->drop(analysts, mailToAnalysts(finance, u"New"_s, "new@bu.test", {}, "x\r\n"));
    QVERIFY(m_world->inbound(m_world->request()).passed());
    // Neither read nor marked in any other way: Maildir keeps marks in the file's name, behind ":2,".
    const QDir inbox(m_world->host->maildir(analysts, u"INBOX"_s));
    QStringList names = QDir(inbox.filePath(u"cur"_s)).entryList(QDir::Files);
    names += QDir(inbox.filePath(u"new"_s)).entryList(QDir::Files);
    QCOMPARE(names.size(), 1);
    const QString marks = names.constFirst().section(u":2,"_s, 1);
    QVERIFY2(marks.isEmpty(), qPrintable(marks));
}

void TestCheckServers::aWrongPasswordIsToldForItsSide()
{
    auto fields = m_world->request();
    fields.mailbox.outbound.signIn = domain::SignIn::Password;
    fields.outboundSecret = Secret::fromText(u"not it"_s);
    QCOMPARE(endOf(m_world->inbound(fields)), u"passed"_s);
    QCOMPARE(endOf(m_world->outbound(fields)), u"sign-in: AuthenticationFailed"_s);

    fields.inboundSecret = Secret::fromText(u"not it"_s);
    fields.outboundSecret = Secret::fromText(analystsPassword);
    QCOMPARE(endOf(m_world->inbound(fields)), u"sign-in: AuthenticationFailed"_s);
    QCOMPARE(endOf(m_world->outbound(fields)), u"passed"_s);
}

void TestCheckServers::aReadOnlyFolder()
{
    // With ACLs in force the owner has the rights that stand there, and no more.
    m_world = checkWorld(u"protocol imap {\n  mail_plugins = acl\n}\nplugin {\n  acl = vfile\n}\n"_s, {});
    QVERIFY(m_world);
    m_world->host->drop(analysts, mailToAnalysts(finance, u"Old"_s, "old@bu.test", {}, "x\r\n"));
    QFile rights(m_world->host->maildir(analysts, u"INBOX"_s) + u"/dovecot-acl"_s);
    QVERIFY(rights.open(QIODevice::WriteOnly));
    rights.write("owner lr\n");
    rights.close();
    QCOMPARE(endOf(m_world->inbound(m_world->request())), u"write-access: ReadOnly"_s);
}

void TestCheckServers::nobodyListening()
{
    const auto fields = m_world->request();
    m_world->host->stopExim();
    QCOMPARE(endOf(m_world->outbound(fields)), u"connect: ConnectionRefused"_s);
    QCOMPARE(endOf(m_world->inbound(fields)), u"passed"_s);
    m_world->host->stopDovecot();
    QCOMPARE(endOf(m_world->inbound(fields)), u"connect: ConnectionRefused"_s);
    auto unknown = m_world->request();
    unknown.mailbox.inbound.host = u"nonexistent.invalid"_s;
    QCOMPARE(endOf(m_world->inbound(unknown)), u"resolve: NameNotFound"_s);
}

void TestCheckServers::aRefusedCertificateLeadsToOneThatIsAccepted()
{
    auto fields = m_world->request();
    fields.mailbox.inbound.trustedCaFile.clear();
    fields.mailbox.outbound.trustedCaFile.clear();
    const TestReport reading = m_world->inbound(fields);
    const TestReport sending = m_world->outbound(fields);
    QCOMPARE(endOf(reading), u"tls: CertificateUntrusted"_s);
    QCOMPARE(endOf(sending), u"tls: CertificateUntrusted"_s);
    const auto &inboundCertificate = reading.failure()->error->certificate;
    const auto &outboundCertificate = sending.failure()->error->certificate;
    QVERIFY(inboundCertificate && inboundCertificate->pinnable);
    QVERIFY(outboundCertificate && outboundCertificate->pinnable);
    QCOMPARE(outboundCertificate->port, fields.mailbox.outbound.port);
    fields.mailbox.inbound.pinnedSha256 = inboundCertificate->sha256;
    fields.mailbox.outbound.pinnedSha256 = outboundCertificate->sha256;
    QCOMPARE(endOf(m_world->inbound(fields)), u"passed"_s);
    QCOMPARE(endOf(m_world->outbound(fields)), u"passed"_s);
}

void TestCheckServers::wrongAndExpiredCertificates_data()
{
    QTest::addColumn<bool>("expired");
    QTest::addColumn<QString>("end");
    QTest::newRow("wrong host") << false << u"tls: CertificateWrongHost"_s;
    QTest::newRow("expired") << true << u"tls: CertificateExpired"_s;
}

void TestCheckServers::wrongAndExpiredCertificates()
{
    QFETCH(const bool, expired);
    QFETCH(const QString, end);
    const QTemporaryDir dir;
    m_world = checkWorld({}, {},
                         expired ? expiredServerCertificate(dir.path(), u"localhost"_s)
                                 : serverCertificate(dir.path(), u"other.test"_s));
    QVERIFY(m_world);
    QCOMPARE(endOf(m_world->inbound(m_world->request())), end);
    QCOMPARE(endOf(m_world->outbound(m_world->request())), end);
    QCOMPARE(endOf(m_world->inbound(m_world->request(domain::Security::StartTls))), end);
}

LIAISON_TEST(TestCheckServers)
#include "tst_check_servers.moc"
