#include "scripted_smtp_server.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

using namespace liaison;
using namespace liaison::test;
using domain::SignIn;
using transport::SendReceipt;
using transport::SmtpSink;
using transport::Submission;

/// MailSink::check(): signs in and sends nothing.
class TestSmtpCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCheckSignsInAndSendsNothing_data();
    void aCheckSignsInAndSendsNothing();
    void aCheckTellsWhatIsWrong_data();
    void aCheckTellsWhatIsWrong();
    void aCheckWithNobodyListening();
    void aCheckMeetsARefusedCertificate();
    void aCheckCanBeStopped();
};

void TestSmtpCheck::aCheckSignsInAndSendsNothing_data()
{
    QTest::addColumn<SignIn>("signIn");
    QTest::addColumn<QByteArray>("dialogue");
    QTest::newRow("own password") << SignIn::Password
                                  << "EHLO [127.0.0.1]\r\nAUTH PLAIN "
            + QByteArray("\0ir@corp.example\0out-pw", 23).toBase64() + "\r\nQUIT\r\n";
    QTest::newRow("as inbound") << SignIn::AsInbound
                                << "EHLO [127.0.0.1]\r\nAUTH PLAIN "
            + QByteArray("\0inbound-user\0in-pw", 19).toBase64() + "\r\nQUIT\r\n";
    QTest::newRow("relay") << SignIn::None << QByteArray("EHLO [127.0.0.1]\r\nQUIT\r\n");
}

void TestSmtpCheck::aCheckSignsInAndSendsNothing()
{
    QFETCH(const SignIn, signIn);
    QFETCH(const QByteArray, dialogue);
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN\r\n";
    const auto result = checked(account(server, signIn));
    QVERIFY(result && result->has_value());
    QCOMPARE(server.received, dialogue); // the farewell had been said when the answer came
}

void TestSmtpCheck::aCheckTellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("wrong password") << QByteArray("AUTH") << QByteArray("535 5.7.8 wrong\r\n")
                                    << ErrorKind::AuthenticationFailed;
    QTest::newRow("busy") << QByteArray("greeting") << QByteArray("421 4.3.2 later\r\n") << ErrorKind::ServerBusy;
    QTest::newRow("another protocol") << QByteArray("greeting") << QByteArray("* OK IMAP4rev1\r\n")
                                      << ErrorKind::ProtocolViolation;
}

void TestSmtpCheck::aCheckTellsWhatIsWrong()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, answer);
    QFETCH(const ErrorKind, kind);
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN\r\n";
    server.answers.insert(line, answer);
    const auto result = checked(account(server, SignIn::Password));
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, kind);
    QVERIFY(!server.received.contains("MAIL"));
}

void TestSmtpCheck::aCheckWithNobodyListening()
{
    ScriptedServer server;
    const transport::Account from = account(server, SignIn::Password);
    server.close();
    const auto result = checked(from);
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::ConnectionRefused);
}

void TestSmtpCheck::aCheckMeetsARefusedCertificate()
{
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    ScriptedServer server(tlsOf(maker.selfSigned(u"self"_qs)));
    server.extensions = "250-STARTTLS\r\n250-AUTH PLAIN\r\n";
    server.answers.insert("STARTTLS", "220 go\r\n");
    transport::Account from = account(server, SignIn::Password);
    from.mailbox.outbound.security = domain::Security::StartTls;
    const auto refused = checked(from);
    QVERIFY(refused && !refused->has_value());
    QCOMPARE(refused->error().kind, ErrorKind::CertificateUntrusted);
    QVERIFY(refused->error().certificate && refused->error().certificate->pinnable);
    QVERIFY(!server.received.contains("AUTH"));
    // The one certificate that was shown, and only by its fingerprint, lets the next check through.
    from.mailbox.outbound.pinnedSha256 = refused->error().certificate->sha256;
    const auto accepted = checked(from);
    QVERIFY(accepted && accepted->has_value());
}

void TestSmtpCheck::aCheckCanBeStopped()
{
    ScriptedServer server;
    server.answers.insert("greeting", "");
    SmtpSink sink(account(server, SignIn::Password));
    std::stop_source stop;
    const Future<void> future = sink.check(stop.get_token());
    QTRY_VERIFY(server.peer() != nullptr);
    stop.request_stop();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::Cancelled);
}

LIAISON_TEST(TestSmtpCheck)
#include "tst_smtp_check.moc"
