#include "core/transport/tls_stream.h"
#include "tests/support/certificates.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QHostAddress>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using domain::Security;
using test::CertificateFiles;
using test::CertificateSpec;
using transport::TlsStream;

Q_DECLARE_METATYPE(liaison::test::CertificateSpec)

namespace {

QSslConfiguration serverConfiguration(const CertificateFiles &files)
{
    QFile key(files.key);
    const bool opened = key.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    QSslConfiguration out = QSslConfiguration::defaultConfiguration();
    out.setLocalCertificateChain(QSslCertificate::fromPath(files.certificate));
    out.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
    out.setPeerVerifyMode(QSslSocket::VerifyNone);
    return out;
}

/// Listens on 127.0.0.1 and greets; the handshake starts at once, or when startTls() is called.
class Server : public QTcpServer {
public:
    Server(const QSslConfiguration &configuration, bool implicitTls, QByteArray greeting)
        : m_configuration(configuration), m_implicitTls(implicitTls), m_greeting(std::move(greeting))
    {
        listen(QHostAddress::LocalHost);
    }
    QSslSocket *peer() const { return m_peer; }
    QByteArray received;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_peer = new QSslSocket(this);
        m_peer->setSslConfiguration(m_configuration);
        m_peer->setSocketDescriptor(descriptor);
        QObject::connect(m_peer, &QSslSocket::readyRead, this, [this] { received += m_peer->readAll(); });
        if (m_implicitTls) {
            QObject::connect(m_peer, &QSslSocket::encrypted, this, [this] { m_peer->write(m_greeting); });
            m_peer->startServerEncryption();
        } else {
            m_peer->write(m_greeting);
        }
    }

private:
    QSslConfiguration m_configuration;
    bool m_implicitTls;
    QByteArray m_greeting;
    QSslSocket *m_peer = nullptr;
};

/// A stream and what it said.
struct Client {
    TlsStream stream;
    QSignalSpy connected{&stream, &TlsStream::connected};
    QSignalSpy tlsStarted{&stream, &TlsStream::tlsStarted};
    QSignalSpy closed{&stream, &TlsStream::closed};
    QList<Error> errors;
    QByteArray bytes;

    Client()
    {
        QObject::connect(&stream, &TlsStream::failed, &stream, [this](const Error &e) { errors << e; });
        QObject::connect(&stream, &TlsStream::readyRead, &stream, [this](const QByteArray &b) { bytes += b; });
    }
    void open(quint16 port, Security security, const QString &caFile, const QString &host = u"localhost"_qs,
              const QString &pin = {})
    {
        transport::StreamSettings settings;
        settings.host = host;
        settings.port = port;
        settings.security = security;
        settings.trustedCaFile = caFile;
        settings.pinnedSha256 = pin;
        stream.open(settings);
    }
    bool over() const { return !errors.isEmpty() || !connected.isEmpty(); }
};

QString pinOf(const CertificateFiles &files)
{
    return transport::fingerprint(QSslCertificate::fromPath(files.certificate).value(0));
}

CertificateSpec named(const QStringList &dns, const QStringList &addresses = {})
{
    CertificateSpec spec;
    spec.dnsNames = dns;
    spec.ipAddresses = addresses;
    return spec;
}

} // namespace

class TestTlsStream : public QObject {
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
    void theSummaryNamesTheConnection();
    void hostNames_data();
    void hostNames();
    void tls11IsRefused();
    void startTlsCarriesBytesBothWays();
    void bytesBehindTheAnswerAreInjection();
    void bytesHeldByTheCallerAreInjection();
    void bytesBeforeTheHandshakeNeverArrive();
    void plainIsSecureOnThisMachineOnly();
    void aRefusedConnection();
    void anUnknownName();
    void aSilentHandshakeTimesOut();
    void aPlainServerIsNoTlsServer();
    void aMissingCaFileIsInvalidInput();
    void theServerClosesAfterItsLastBytes();
    void pausedBytesWaitAtThePeer();
    void writesAreReported();

private:
    QTemporaryDir m_dir;
    std::unique_ptr<test::CertificateMaker> m_maker;
    CertificateFiles m_good;
};

void TestTlsStream::initTestCase()
{
    QVERIFY(m_dir.isValid());
    m_maker = std::make_unique<test::CertificateMaker>(m_dir.path());
    m_good = m_maker->leaf(u"good"_qs);
}

void TestTlsStream::certificates_data()
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

void TestTlsStream::certificates()
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

void TestTlsStream::anUnknownAuthorityIsUntrusted()
{
    Server server(serverConfiguration(m_good), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, {});
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::CertificateUntrusted);
}

void TestTlsStream::selfSignedIsUntrusted()
{
    Server server(serverConfiguration(m_maker->selfSigned(u"self"_qs)), true, "hello");
    Client client;
    client.open(server.serverPort(), Security::Tls, m_maker->caFile());
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::CertificateUntrusted);
}

void TestTlsStream::aPinExcuses_data()
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

void TestTlsStream::aPinExcuses()
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

void TestTlsStream::aRefusedCertificateCanBeLookedAt()
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

void TestTlsStream::theSummaryNamesTheConnection()
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

void TestTlsStream::hostNames_data()
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

void TestTlsStream::hostNames()
{
    QFETCH(const QString, name);
    QFETCH(const QString, host);
    QFETCH(const bool, matches);
    const CertificateFiles files = m_maker->leaf(u"names"_qs, named({name}));
    const QSslCertificate certificate = QSslCertificate::fromPath(files.certificate).value(0);
    QVERIFY(!certificate.isNull());
    QCOMPARE(transport::matchesHost(certificate, host), matches);
}

void TestTlsStream::tls11IsRefused()
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

void TestTlsStream::startTlsCarriesBytesBothWays()
{
    Server server(serverConfiguration(m_good), false, "220 ready\r\n");
    Client client;
    client.open(server.serverPort(), Security::StartTls, m_maker->caFile());
    QTRY_COMPARE(client.bytes, QByteArray("220 ready\r\n"));
    QVERIFY(!client.stream.encrypted());
    client.stream.startTls(0);
    server.peer()->startServerEncryption();
    QTRY_COMPARE(client.tlsStarted.size(), 1);
    QVERIFY(client.stream.secure());
    client.stream.write("EHLO client\r\n");
    QTRY_COMPARE(server.received, QByteArray("EHLO client\r\n"));
    server.peer()->write("250 ok\r\n");
    QTRY_COMPARE(client.bytes, QByteArray("220 ready\r\n250 ok\r\n"));
    QCOMPARE(client.connected.size(), 1);
}

void TestTlsStream::bytesBehindTheAnswerAreInjection()
{
    // The stream hands out all it has, so what came along in the answer's segment is held by the caller.
    Server server(serverConfiguration(m_good), false, "220 go ahead\r\n250 injected\r\n");
    Client client;
    QObject::connect(&client.stream, &TlsStream::readyRead, this, [&](const QByteArray &bytes) {
        client.stream.startTls(bytes.size() - (bytes.indexOf('\n') + 1));
    });
    client.open(server.serverPort(), Security::StartTls, m_maker->caFile());
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::TlsInjection);
    QVERIFY(!client.stream.secure() || client.tlsStarted.isEmpty());
    QVERIFY(server.received.isEmpty());
}

void TestTlsStream::bytesHeldByTheCallerAreInjection()
{
    // Paused, the bytes are still in the socket: it is asked too.
    Server server(serverConfiguration(m_good), false, {});
    Client client;
    client.open(server.serverPort(), Security::StartTls, m_maker->caFile());
    QTRY_COMPARE(client.connected.size(), 1);
    client.stream.setPaused(true);
    QTRY_VERIFY(server.peer() != nullptr);
    server.peer()->write("250 injected\r\n");
    auto *socket = client.stream.findChild<QSslSocket *>();
    QVERIFY(socket != nullptr);
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    client.stream.startTls(0);
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::TlsInjection);
}

void TestTlsStream::bytesBeforeTheHandshakeNeverArrive()
{
    // The injected line leaves the server after the go-ahead was taken and before its handshake begins.
    for (int round = 0; round < 50; ++round) {
        Server server(serverConfiguration(m_good), false, "220 go ahead\r\n");
        Client client;
        QObject::connect(&client.stream, &TlsStream::readyRead, this, [&] {
            if (round % 2 == 0) {
                server.peer()->write("250 injected\r\n");
                server.peer()->flush();
            }
            client.stream.startTls(0);
            if (round % 2 == 1) {
                server.peer()->write("250 injected\r\n");
                server.peer()->flush();
            }
            server.peer()->startServerEncryption();
        });
        client.open(server.serverPort(), Security::StartTls, m_maker->caFile());
        QTRY_VERIFY(!client.errors.isEmpty() || !client.tlsStarted.isEmpty());
        QVERIFY(client.tlsStarted.isEmpty());
        const ErrorKind kind = client.errors.first().kind;
        QVERIFY(kind == ErrorKind::TlsInjection || kind == ErrorKind::TlsFailed);
        QCOMPARE(client.bytes, QByteArray("220 go ahead\r\n"));
    }
}

void TestTlsStream::plainIsSecureOnThisMachineOnly()
{
    Server server(serverConfiguration(m_good), false, "hello");
    Client here;
    here.open(server.serverPort(), Security::None, {}, u"127.0.0.1"_qs);
    QTRY_COMPARE(here.connected.size(), 1);
    QVERIFY(here.stream.secure());
    QVERIFY(!here.stream.encrypted());
    here.stream.close();
    QVERIFY(!here.stream.secure());
}

void TestTlsStream::aRefusedConnection()
{
    QTcpServer vacated;
    QVERIFY(vacated.listen(QHostAddress::LocalHost));
    const quint16 port = vacated.serverPort();
    vacated.close();
    Client client;
    client.open(port, Security::Tls, {}, u"127.0.0.1"_qs);
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::ConnectionRefused);
}

void TestTlsStream::anUnknownName()
{
    Client client;
    client.open(993, Security::Tls, {}, u"nonexistent.invalid"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(client.errors.size(), 1, 30'000);
    QCOMPARE(client.errors.first().kind, ErrorKind::NameNotFound);
}

void TestTlsStream::aSilentHandshakeTimesOut()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    TlsStream stream;
    QList<Error> errors;
    connect(&stream, &TlsStream::failed, this, [&](const Error &e) { errors << e; });
    transport::StreamSettings settings;
    settings.host = u"127.0.0.1"_qs;
    settings.port = silent.serverPort();
    settings.connectTimeoutMs = 100;
    stream.open(settings);
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(errors.first().kind, ErrorKind::TimedOut);
}

void TestTlsStream::aPlainServerIsNoTlsServer()
{
    Server server(serverConfiguration(m_good), false, "220 mail.corp.example ESMTP\r\n");
    Client client;
    client.open(server.serverPort(), Security::Tls, m_maker->caFile());
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::TlsFailed);
    QVERIFY(client.bytes.isEmpty());
}

void TestTlsStream::aMissingCaFileIsInvalidInput()
{
    Client client;
    client.open(1, Security::Tls, m_dir.filePath(u"absent.pem"_qs));
    QVERIFY(client.errors.isEmpty()); // not before open() returned
    QTRY_COMPARE(client.errors.size(), 1);
    QCOMPARE(client.errors.first().kind, ErrorKind::InvalidInput);
}

void TestTlsStream::theServerClosesAfterItsLastBytes()
{
    for (const bool tls : {false, true}) {
        Server server(serverConfiguration(m_good), tls, "* BYE\r\n");
        Client client;
        client.open(server.serverPort(), tls ? Security::Tls : Security::None, m_maker->caFile());
        QTRY_COMPARE(client.connected.size(), 1);
        server.peer()->disconnectFromHost();
        QTRY_COMPARE(client.closed.size(), 1);
        QCOMPARE(client.bytes, QByteArray("* BYE\r\n"));
        QVERIFY(client.errors.isEmpty());
    }
}

void TestTlsStream::pausedBytesWaitAtThePeer()
{
    Server server(serverConfiguration(m_good), true, "first");
    Client client;
    transport::StreamSettings settings;
    settings.host = u"localhost"_qs;
    settings.port = server.serverPort();
    settings.trustedCaFile = m_maker->caFile();
    settings.readBufferBytes = 64 * 1024;
    client.stream.open(settings);
    QTRY_COMPARE(client.bytes, QByteArray("first"));
    client.stream.setPaused(true);
    const QByteArray sent(32 * 1024 * 1024, 'x');
    server.peer()->write(sent);
    auto *socket = client.stream.findChild<QSslSocket *>();
    QTRY_VERIFY(socket->bytesAvailable() >= 64 * 1024); // full: the rest waits at the peer
    QVERIFY(socket->bytesAvailable() <= 256 * 1024);
    QCOMPARE(client.bytes.size(), 5);
    client.stream.setPaused(false);
    QTRY_COMPARE_WITH_TIMEOUT(client.bytes.size(), 5 + sent.size(), 30'000);
}

void TestTlsStream::writesAreReported()
{
    for (const bool tls : {false, true}) {
        Server server(serverConfiguration(m_good), tls, {});
        Client client;
        const QSignalSpy written(&client.stream, &TlsStream::bytesWritten);
        client.open(server.serverPort(), tls ? Security::Tls : Security::None, m_maker->caFile());
        QTRY_COMPARE(client.connected.size(), 1);
        client.stream.write(QByteArray(1'000'000, 'y'));
        QVERIFY(client.stream.unsentBytes() > 0);
        QTRY_COMPARE(server.received.size(), 1'000'000);
        QTRY_COMPARE(client.stream.unsentBytes(), 0);
        QVERIFY(!written.isEmpty());
    }
}

LIAISON_TEST(TestTlsStream)
#include "tst_tls_stream.moc"
