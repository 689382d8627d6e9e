#include "tests/support/test_registry.h"
#include "tests/unit/transport/tls_server.h"

#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Which certificates the stream takes, refuses, or takes because a person pinned them.
class TestCertificates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void certificates_data();
    void certificates();
    void anUnknownAuthorityIsUntrusted();
    void selfSignedIsUntrusted();
    void aPinExcuses_data();
    void aPinExcuses();
    void aRefusedCertificateCanBeLookedAt();
    void refusalsCarryTheCertificate_data();
    void refusalsCarryTheCertificate();
    void otherFailuresCarryNone();
    void theSummaryNamesTheConnection();
    void hostNames_data();
    void hostNames();
    void tls11IsRefused();

private:
    QTemporaryDir m_dir;
    std::unique_ptr<test::CertificateMaker> m_maker;
    CertificateFiles m_good;
};

void TestCertificates::initTestCase()
{
    QVERIFY(m_dir.isValid());
    m_maker = std::make_unique<test::CertificateMaker>(m_dir.path());
    m_good = m_maker->leaf(u"good"_qs);
}

void TestCertificates::certificates_data()
{
    QTest::addColumn<CertificateSpec>("spec");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<ErrorKind>("kind");
    const QString name = u"localhost"_qs;
    const QString address = u"127.0.0.1"_qs;
    const ErrorKind none = ErrorKind::Internal;
    const ErrorKind wrongHost = ErrorKind::CertificateWrongHost;

    QTest::newRow("good") << CertificateSpec{} << name << true << none;
    QTest::newRow("address named") << named({}, {address}) << address << true << none;
    QTest::newRow("address not named") << named({name}) << address << false << wrongHost;
    QTest::newRow("address as a DNS name") << named({address}) << address << false << wrongHost;
    QTest::newRow("wrong host") << named({u"mail.corp.example"_qs}) << name << false << wrongHost;
    QTest::newRow("common name only") << named({}) << name << false << wrongHost;
    QTest::newRow("right common name, wrong SAN") << named({u"other.example"_qs}) << name << false << wrongHost;
    QTest::newRow("wildcard over one label") << named({u"*"_qs}) << name << false << wrongHost;

    CertificateSpec spec;
    spec.validFromSeconds = -7'200;
    spec.validToSeconds = -3'600;
    QTest::newRow("expired") << spec << name << false << ErrorKind::CertificateExpired;
    spec.dnsNames = QStringList{u"other.example"_qs};
    QTest::newRow("expired and wrong host") << spec << name << false << ErrorKind::CertificateExpired;
    spec = {};
    spec.validFromSeconds = 86'400;
    QTest::newRow("not valid yet") << spec << name << false << ErrorKind::CertificateExpired;
    spec = {};
    spec.extendedKeyUsage = u"clientAuth"_qs;
    QTest::newRow("for clients") << spec << name << false << ErrorKind::CertificateUntrusted;
    spec.extendedKeyUsage = u"codeSigning"_qs;
    QTest::newRow("for code") << spec << name << false << ErrorKind::CertificateUntrusted;
    spec.extendedKeyUsage.clear();
    QTest::newRow("for any use") << spec << name << true << none;
}

void TestCertificates::certificates()
{
    QFETCH(const CertificateSpec, spec);
    QFETCH(const QString, host);
    QFETCH(const bool, accepted);
    QFETCH(const ErrorKind, kind);
    Server server(serverConfiguration(m_maker->leaf(u"case"_qs, spec)), true, "* OK hello\r\n");
    Client client;
    client.open(server.serverPort(), Security::Tls, m_maker->caFile(), host);
    if (accepted) {
        QTRY_COMPARE(client.bytes, QByteArray("* OK hello\r\n"));
        QVERIFY(client.stream.secure());
        QVERIFY(client.errors.isEmpty());
    } else {
        QTRY_COMPARE(client.errors.size(), 1);
        QCOMPARE(client.errors.first().kind, kind);
        QVERIFY(client.connected.isEmpty());
        QVERIFY(client.bytes.isEmpty());
        QVERIFY(!client.stream.secure());
    }
}

void TestCertificates::anUnknownAuthorityIsUntrusted()
{
    Server server(serverConfiguration(m_good), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, {});
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::CertificateUntrusted);
}

void TestCertificates::selfSignedIsUntrusted()
{
    Server server(serverConfiguration(m_maker->selfSigned(u"self"_qs)), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, m_maker->caFile());
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::CertificateUntrusted);
}

void TestCertificates::aPinExcuses_data()
{
    QTest::addColumn<CertificateSpec>("spec");
    QTest::addColumn<bool>("rightPin");
    QTest::addColumn<bool>("accepted");
    CertificateSpec expired;
    expired.validToSeconds = -60;
    CertificateSpec forClients;
    forClients.extendedKeyUsage = u"clientAuth"_qs;
    QTest::newRow("unknown issuer") << CertificateSpec{} << true << true;
    QTest::newRow("and another name") << named({u"other.example"_qs}) << true << true;
    QTest::newRow("and no names") << named({}) << true << true;
    QTest::newRow("another certificate") << CertificateSpec{} << false << false;
    QTest::newRow("not an expired one") << expired << true << false;
    QTest::newRow("not one for clients") << forClients << true << false;
}

void TestCertificates::aPinExcuses()
{
    QFETCH(const CertificateSpec, spec);
    QFETCH(const bool, rightPin);
    QFETCH(const bool, accepted);
    const CertificateFiles files = m_maker->selfSigned(u"pinned"_qs, spec);
    const QString pin = rightPin ? pinOf(files).toUpper() : pinOf(m_good);
    Server server(serverConfiguration(files), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, {}, u"localhost"_qs, pin);
    QTRY_VERIFY(client.over());
    QCOMPARE(client.errors.isEmpty(), accepted);
    QCOMPARE(client.stream.secure(), accepted);
}

void TestCertificates::aRefusedCertificateCanBeLookedAt()
{
    const CertificateFiles files = m_maker->selfSigned(u"shown"_qs);
    Server server(serverConfiguration(files), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, {});
    QTRY_COMPARE(client.errors.size(), 1);
    QVERIFY(client.stream.certificate().has_value());
    QCOMPARE(client.stream.certificate()->sha256, pinOf(files));
    QCOMPARE(client.stream.certificate()->subject, u"CN=localhost"_qs);
}

void TestCertificates::refusalsCarryTheCertificate_data()
{
    QTest::addColumn<CertificateSpec>("spec");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("pinnable");
    CertificateSpec expired;
    expired.validToSeconds = -60;
    CertificateSpec forClients;
    forClients.extendedKeyUsage = u"clientAuth"_qs;
    QTest::newRow("unknown issuer") << CertificateSpec{} << ErrorKind::CertificateUntrusted << true;
    QTest::newRow("and another name") << named({u"other.example"_qs}) << ErrorKind::CertificateUntrusted << true;
    QTest::newRow("expired") << expired << ErrorKind::CertificateExpired << false;
    QTest::newRow("for clients") << forClients << ErrorKind::CertificateUntrusted << false;
}

void TestCertificates::refusalsCarryTheCertificate()
{
    QFETCH(const CertificateSpec, spec);
    QFETCH(const ErrorKind, kind);
    QFETCH(const bool, pinnable);
    const CertificateFiles files = m_maker->selfSigned(u"refused"_qs, spec);
    Server server(serverConfiguration(files), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, {});
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, kind);
    const std::optional<CertificateSummary> shown = client.errors.first().certificate;
    QVERIFY(shown.has_value());
    QCOMPARE(shown->pinnable, pinnable);
    QCOMPARE(shown->host, u"localhost"_qs);
    QCOMPARE(shown->port, server.serverPort());
    QCOMPARE(shown->sha256, pinOf(files));
    QCOMPARE(shown->issuer, shown->subject);
    QVERIFY(!shown->replacesPin);
    QVERIFY(shown->notAfter > shown->notBefore);
    if (!pinnable)
        return;
    // What the error told is enough to be let in the next time.
    Client again;
    again.open(server.serverPort(), Security::Tls, {}, u"localhost"_qs, shown->sha256);
    QTRY_COMPARE(again.connected.size(), 1);
    // Where another one was accepted before, that is told.
    Client changed;
    changed.open(server.serverPort(), Security::Tls, {}, u"localhost"_qs, pinOf(m_good));
    QTRY_COMPARE(changed.errors.size(), 1);
    QVERIFY(changed.errors.first().certificate && changed.errors.first().certificate->replacesPin);
}

void TestCertificates::otherFailuresCarryNone()
{
    Server server(serverConfiguration(m_good), true, "hello");
    const quint16 port = server.serverPort();
    server.close();
    Client client;
    client.open(port, Security::Tls, m_maker->caFile());
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::ConnectionRefused);
    QVERIFY(!client.errors.first().certificate);
}

void TestCertificates::theSummaryNamesTheConnection()
{
    Server server(serverConfiguration(m_good), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, m_maker->caFile());
    QTRY_COMPARE(client.connected.size(), 1);
    const transport::CertificateSummary summary = client.stream.certificate().value();
    QCOMPARE(summary.issuer, u"CN=Liaison test CA"_qs);
    QCOMPARE(summary.protocol, u"TLSv1.3"_qs);
    QVERIFY(summary.cipher.startsWith(u"TLS_"_qs));
    QVERIFY(summary.names.contains(u"localhost"_qs));
    QVERIFY(summary.notAfter > summary.notBefore);
}

void TestCertificates::hostNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("matches");
    QTest::newRow("any case") << u"Mail.Corp.Example"_qs << u"mail.corp.EXAMPLE"_qs << true;
    QTest::newRow("wildcard") << u"*.corp.example"_qs << u"mail.corp.example"_qs << true;
    QTest::newRow("wildcard, two labels") << u"*.corp.example"_qs << u"a.mail.corp.example"_qs << false;
    QTest::newRow("wildcard, no label") << u"*.corp.example"_qs << u"corp.example"_qs << false;
    QTest::newRow("wildcard in a label") << u"m*l.corp.example"_qs << u"mail.corp.example"_qs << false;
    QTest::newRow("wildcard further right") << u"mail.*.example"_qs << u"mail.corp.example"_qs << false;
    QTest::newRow("international") << u"xn--mnchen-3ya.example"_qs << u"münchen.example"_qs << true;
    QTest::newRow("suffix") << u"corp.example"_qs << u"evilcorp.example"_qs << false;
}

void TestCertificates::hostNames()
{
    QFETCH(const QString, name);
    QFETCH(const QString, host);
    QFETCH(const bool, matches);
    const CertificateFiles files = m_maker->leaf(u"names"_qs, named({name}));
    const QSslCertificate certificate = QSslCertificate::fromPath(files.certificate).value(0);
    QVERIFY(!certificate.isNull());
    QCOMPARE(transport::matchesHost(certificate, host), matches);
}

void TestCertificates::tls11IsRefused()
{
    QSslConfiguration old = serverConfiguration(m_good);
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    old.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    old.setBackendConfigurationOption("CipherString", QByteArray("DEFAULT@SECLEVEL=0"));
    Server server(old, true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, m_maker->caFile());
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::TlsFailed);
}

LIAISON_TEST(TestCertificates)
#include "tst_certificates.moc"
