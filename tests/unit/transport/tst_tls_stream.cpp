#include "tests/support/test_registry.h"
#include "tests/unit/transport/tls_server.h"

#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// The stream itself: STARTTLS, failures, closing, back-pressure.
class TestTlsStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
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
        QTRY_VERIFY(server.peer() != nullptr); // the client may know of the connection first
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
