#include "scripted_smtp_server.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

using namespace liaison;
using namespace liaison::test;
using domain::SignIn;
using transport::SendReceipt;
using transport::SmtpSink;
using transport::Submission;

/// Sending a mail: signing in, STARTTLS, what arrives and what is refused.
class TestSmtpSink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMailArrivesAsItIs();
    void aRelayGetsNoPassword();
    void signsInAsTheEndpointSays_data();
    void signsInAsTheEndpointSays();
    void aWrongPassword();
    void aPartialRefusal();
    void aTokenIsNoPassword();
    void aTokenSignsIn();
    void startTls();
    void startTlsInjection();
    void noStartTlsNoPassword();
    void theFactory();
};

void TestSmtpSink::aMailArrivesAsItIs()
{
    for (const QByteArray &extensions : {QByteArray(), QByteArray("250-PIPELINING\r\n")}) {
        ScriptedServer server;
        server.extensions = extensions;
        const auto result = sent(account(server), submission({u"bu@corp.example"_qs}, ".a\r\n\r\n.\r\nb"));
        QVERIFY(result && result->has_value());
        QCOMPARE(result->value().serverWords, u"250 2.0.0 queued as 42"_qs);
        QVERIFY(result->value().refused.isEmpty());
        QVERIFY(!result->value().serverFilesCopy);
        QCOMPARE(server.mail, QByteArray("..a\r\n\r\n..\r\nb\r\n.\r\n"));
    }
}

void TestSmtpSink::aRelayGetsNoPassword()
{
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN\r\n";
    const auto result = sent(account(server, SignIn::None));
    QVERIFY(result && result->has_value());
    QVERIFY(!server.received.contains("AUTH"));
}

void TestSmtpSink::signsInAsTheEndpointSays_data()
{
    QTest::addColumn<SignIn>("signIn");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("as inbound") << SignIn::AsInbound << QByteArray("\0inbound-user\0in-pw", 19);
    QTest::newRow("own password") << SignIn::Password << QByteArray("\0ir@corp.example\0out-pw", 23);
    QTest::newRow("password as it is") << SignIn::PlainPassword << QByteArray("\0ir@corp.example\0out-pw", 23);
}

void TestSmtpSink::signsInAsTheEndpointSays()
{
    QFETCH(const SignIn, signIn);
    QFETCH(const QByteArray, message);
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN\r\n";
    transport::Account from = account(server, signIn);
    QStringList trace;
    from.trace = [&](const QString &line) { trace << line; };
    const auto result = sent(from);
    QVERIFY(result && result->has_value());
    QVERIFY(server.received.contains("AUTH PLAIN " + message.toBase64() + "\r\n"));
    QVERIFY(trace.contains(u"C: AUTH PLAIN <redacted>"_qs));
    QVERIFY(!trace.join(u' ').contains(QString::fromLatin1(message.toBase64())));
}

void TestSmtpSink::aWrongPassword()
{
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN\r\n";
    server.answers.insert("AUTH", "535 5.7.8 wrong\r\n");
    const auto result = sent(account(server, SignIn::Password));
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::AuthenticationFailed);
    QCOMPARE(result->error().serverWords, u"535 5.7.8 wrong"_qs);
    QVERIFY(!server.received.contains("MAIL"));
}

void TestSmtpSink::aPartialRefusal()
{
    ScriptedServer server;
    server.answers.insert("RCPT TO:<gone@", "550 5.1.1 gone\r\n");
    const auto result = sent(account(server), submission({u"gone@corp.example"_qs, u"bu@corp.example"_qs}));
    QVERIFY(result && result->has_value());
    QCOMPARE(result->value().refused.size(), 1);
    QCOMPARE(result->value().refused.first().address, u"gone@corp.example"_qs);
    QVERIFY(result->value().refused.first().permanent);
    QVERIFY(server.tookMail());
}

void TestSmtpSink::aTokenIsNoPassword()
{
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN LOGIN\r\n"; // a server that takes no tokens must not see ours
    const auto result = sent(account(server, SignIn::OAuth2));
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::AuthenticationUnsupported);
    QVERIFY(!server.received.contains("AUTH"));
}

void TestSmtpSink::aTokenSignsIn()
{
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN XOAUTH2\r\n";
    const auto result = sent(account(server, SignIn::OAuth2));
    QVERIFY(result && result->has_value());
    const QByteArray message = "user=ir@corp.example\x01"
                               "auth=Bearer out-pw\x01\x01";
    QVERIFY(server.received.contains("AUTH XOAUTH2 " + message.toBase64() + "\r\n"));
}

void TestSmtpSink::startTls()
{
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    ScriptedServer server(tlsOf(maker.leaf(u"server"_qs)));
    server.extensions = "250-STARTTLS\r\n250-AUTH PLAIN\r\n250-PIPELINING\r\n";
    server.answers.insert("STARTTLS", "220 go\r\n");
    transport::Account from = account(server, SignIn::Password);
    from.mailbox.outbound.security = domain::Security::StartTls;
    from.mailbox.outbound.trustedCaFile = maker.caFile();
    const QByteArray raw = "Subject: x\r\n\r\n" + QByteArray("0123456789abcdef\r\n").repeated(100'000);
    const auto result = sent(from, submission({u"bu@corp.example"_qs}, raw));
    QVERIFY(result && result->has_value());
    QCOMPARE(server.inClear, QByteArray("EHLO [127.0.0.1]\r\nSTARTTLS\r\n"));
    QCOMPARE(server.mail, raw + ".\r\n");
}

void TestSmtpSink::startTlsInjection()
{
    ScriptedServer server;
    server.extensions = "250-STARTTLS\r\n250-AUTH PLAIN\r\n";
    server.answers.insert("STARTTLS", "220 go\r\n250-AUTH PLAIN\r\n250 injected\r\n");
    transport::Account from = account(server, SignIn::Password);
    from.mailbox.outbound.security = domain::Security::StartTls;
    const auto result = sent(from);
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::TlsInjection);
    QVERIFY(!server.received.contains("AUTH"));
}

void TestSmtpSink::noStartTlsNoPassword()
{
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN\r\n";
    transport::Account from = account(server, SignIn::Password);
    from.mailbox.outbound.security = domain::Security::StartTls;
    const auto result = sent(from);
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::TlsRequired);
    QVERIFY(!server.received.contains("AUTH"));
}

void TestSmtpSink::theFactory()
{
    const auto factory = transport::networkTransport();
    const ScriptedServer server;
    QVERIFY(factory->sink(account(server)).has_value());
    transport::Account other = account(server);
    other.mailbox.outbound.protocol = domain::Protocol::Imap;
    QCOMPARE(factory->sink(other).error().kind, ErrorKind::InvalidInput);
}

LIAISON_TEST(TestSmtpSink)
#include "tst_smtp_sink.moc"
