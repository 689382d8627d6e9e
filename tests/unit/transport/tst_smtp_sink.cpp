#include "core/transport/smtp_sink.h"
#include "tests/support/certificates.h"
#include "tests/support/test_registry.h"

#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace liaison;
using domain::SignIn;
using transport::SendReceipt;
using transport::SmtpSink;
using transport::Submission;

namespace {

/// A submission server of one connection that does as it is told. It answers line by line, and may cut the link
/// after a number of bytes in either direction.
class ScriptedServer : public QTcpServer {
public:
    explicit ScriptedServer(const QSslConfiguration &tls = {}) : m_tls(tls) { listen(QHostAddress::LocalHost); }

    QByteArray extensions;                 ///< "250-…" lines of EHLO, each with its line end
    QHash<QByteArray, QByteArray> answers; ///< a line's beginning → what is answered instead of "250 ok"
    QByteArray answerToMail = "250 2.0.0 queued as 42\r\n"; ///< empty: none
    qint64 cutAfterReceived = -1;                           ///< abort() when so many bytes of the client were read
    qint64 cutAnswerAfter = -1;                             ///< so many bytes of answerToMail, then the end
    qint64 readAtMost = -1; ///< leaves the rest of the client's bytes in the kernel, then aborts

    QByteArray received; ///< everything, commands and mail
    QByteArray inClear;  ///< the part of it that came without TLS
    QByteArray mail;     ///< behind DATA, the end of data included
    QSslSocket *peer() const { return m_peer; }
    bool tookMail() const { return mail == ".\r\n" || mail.endsWith("\r\n.\r\n"); }
    void answer(const QByteArray &bytes) { m_peer->write(bytes); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_peer = new QSslSocket(this);
        m_peer->setSslConfiguration(m_tls);
        m_peer->setSocketDescriptor(descriptor);
        if (readAtMost >= 0)
            m_peer->setReadBufferSize(readAtMost);
        QObject::connect(m_peer, &QSslSocket::readyRead, this, [this] { onReadyRead(); });
        m_peer->write(answers.value("greeting", "220 mail ESMTP\r\n"));
    }

private:
    void onReadyRead()
    {
        if (readAtMost >= 0 && m_inData) {
            if (m_peer->bytesAvailable() >= readAtMost)
                QMetaObject::invokeMethod(m_peer, &QAbstractSocket::abort, Qt::QueuedConnection);
            return;
        }
        while (m_peer->bytesAvailable() > 0) {
            const qint64 left = cutAfterReceived < 0 ? m_peer->bytesAvailable() : cutAfterReceived - received.size();
            const QByteArray bytes = m_peer->read(left);
            received += bytes;
            if (!m_peer->isEncrypted())
                inClear += bytes;
            m_line += bytes;
            takeLines();
            if (cutAfterReceived >= 0 && received.size() >= cutAfterReceived)
                return m_peer->abort();
        }
    }

    void takeLines()
    {
        for (qsizetype end = m_line.indexOf("\r\n"); end >= 0; end = m_line.indexOf("\r\n")) {
            const QByteArray line = m_line.left(end);
            m_line.remove(0, end + 2);
            if (m_inData)
                takeMailLine(line);
            else
                takeCommand(line);
        }
    }

    void takeMailLine(const QByteArray &line)
    {
        mail += line + "\r\n";
        if (line != ".")
            return;
        m_inData = false;
        m_peer->write(cutAnswerAfter < 0 ? answerToMail : answerToMail.left(cutAnswerAfter));
        if (cutAnswerAfter >= 0)
            m_peer->disconnectFromHost();
    }

    void takeCommand(const QByteArray &line)
    {
        for (auto it = answers.cbegin(); it != answers.cend(); ++it)
            if (line.startsWith(it.key())) {
                m_peer->write(it.value());
                m_inData = it.value().startsWith("354");
                if (line == "STARTTLS" && it.value() == "220 go\r\n")
                    m_peer->startServerEncryption();
                return;
            }
        if (line.startsWith("EHLO")) {
            m_peer->write("250-mail\r\n" + extensions + "250 HELP\r\n");
        } else if (line == "DATA") {
            m_inData = true;
            m_peer->write("354 go\r\n");
        } else if (line.startsWith("AUTH")) {
            m_peer->write("235 ok\r\n");
        } else {
            m_peer->write(line == "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
        }
    }

    QSslConfiguration m_tls;
    QSslSocket *m_peer = nullptr;
    QByteArray m_line;
    bool m_inData = false;
};

transport::Account account(const QTcpServer &server, SignIn signIn = SignIn::None)
{
    transport::Account out;
    out.mailbox.address = u"ir@corp.example"_qs;
    out.mailbox.inbound.username = u"inbound-user"_qs;
    out.mailbox.outbound.host = u"127.0.0.1"_qs;
    out.mailbox.outbound.port = server.serverPort();
    out.mailbox.outbound.security = domain::Security::None;
    out.mailbox.outbound.signIn = signIn;
    out.inboundSecret = Secret("in-pw");
    out.outboundSecret = Secret("out-pw");
    return out;
}

Submission submission(const QStringList &recipients = {u"bu@corp.example"_qs},
                      const QByteArray &raw = "Subject: x\r\n\r\nhi\r\n")
{
    return {u"ir@corp.example"_qs, recipients, raw};
}

std::optional<Result<SendReceipt>> resultOf(const Future<SendReceipt> &future)
{
    return future.isFinished() && future.resultCount() > 0 ? std::optional(future.result()) : std::nullopt;
}

} // namespace

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
    void theLinkCutAtEveryByteOfTheClient();
    void theLinkCutAtEveryByteOfTheAnswer();
    void aLinkCutUnderALargeMailMeansNotSent();
    void stoppedBeforeTheEndOfData();
    void stoppedAfterTheEndOfData();
    void noAnswerInTime();
    void shutDownTellsTheTruth_data();
    void shutDownTellsTheTruth();
    void aCheckSignsInAndSendsNothing_data();
    void aCheckSignsInAndSendsNothing();
    void aCheckTellsWhatIsWrong_data();
    void aCheckTellsWhatIsWrong();
    void aCheckWithNobodyListening();
    void aCheckMeetsARefusedCertificate();
    void aCheckCanBeStopped();
    void theFactory();

private:
    static std::optional<Result<void>> checked(const transport::Account &account, transport::SmtpTimeouts timeouts = {})
    {
        SmtpSink sink(account, timeouts);
        const Future<void> future = sink.check({});
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000) || future.resultCount() == 0)
            return std::nullopt;
        return future.result();
    }
    static std::optional<Result<SendReceipt>> sent(const transport::Account &account,
                                                   const Submission &mail = submission(),
                                                   transport::SmtpTimeouts timeouts = {})
    {
        SmtpSink sink(account, timeouts);
        const Future<SendReceipt> future = sink.send(mail, {});
        // A loop of its own: QTest's waiting sleeps between events, which adds up over hundreds of dialogues.
        QEventLoop loop;
        QFutureWatcher<Result<SendReceipt>> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        if (!future.isFinished())
            loop.exec();
        return resultOf(future);
    }
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

namespace {
QSslConfiguration tlsOf(const test::CertificateFiles &files)
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
} // namespace

void TestSmtpSink::startTls()
{
    const QTemporaryDir dir;
    test::CertificateMaker maker(dir.path());
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

void TestSmtpSink::theLinkCutAtEveryByteOfTheClient()
{
    // How many bytes a whole dialogue has, QUIT aside.
    qsizetype whole = 0;
    {
        ScriptedServer server;
        QVERIFY(sent(account(server)));
        whole = server.received.indexOf("\r\n.\r\n") + 5;
    }
    int lost = 0;
    int uncertain = 0;
    for (qsizetype n = 1; n <= whole; ++n) {
        ScriptedServer server;
        server.cutAfterReceived = n;
        server.answerToMail.clear();
        const auto result = sent(account(server));
        QVERIFY(result && !result->has_value());
        const ErrorKind kind = result->error().kind;
        // What the server did not read may still have been on its way: "uncertain" is honest there too. "Not
        // sent" never is, once the server has it all.
        QVERIFY2(kind == ErrorKind::ConnectionLost || kind == ErrorKind::SendUncertain,
                 qPrintable(errorKindName(kind)));
        if (server.tookMail())
            QCOMPARE(kind, ErrorKind::SendUncertain);
        if (!server.received.contains("DATA\r\n"))
            QCOMPARE(kind, ErrorKind::ConnectionLost);
        ++(kind == ErrorKind::ConnectionLost ? lost : uncertain);
    }
    QVERIFY(lost > 60);
    QVERIFY(uncertain > 0);
    qInfo("%d cuts before the end of data, %d at it", lost, uncertain);
}

void TestSmtpSink::theLinkCutAtEveryByteOfTheAnswer()
{
    const QByteArray answer = "250-2.0.0 ok\r\n250 2.0.0 queued as 42\r\n";
    for (qsizetype n = 0; n <= answer.size(); ++n)
        for (const QByteArray &extensions : {QByteArray(), QByteArray("250-PIPELINING\r\n")}) {
            ScriptedServer server;
            server.extensions = extensions;
            server.answerToMail = answer;
            server.cutAnswerAfter = n;
            const auto result = sent(account(server));
            QVERIFY(result.has_value());
            QCOMPARE(result->has_value(), n == answer.size());
            if (!*result)
                QCOMPARE(result->error().kind, ErrorKind::SendUncertain);
        }
}

void TestSmtpSink::aLinkCutUnderALargeMailMeansNotSent()
{
    // More than the kernel's buffers take: the client still holds the end of the data when the link goes.
    const QByteArray raw = QByteArray("0123456789abcdef\r\n").repeated(3'000'000);
    for (const qint64 read : {10'000, 100'000, 1'000'000}) {
        ScriptedServer server;
        server.readAtMost = read;
        const auto result = sent(account(server), submission({u"bu@corp.example"_qs}, raw));
        QVERIFY(result && !result->has_value());
        QCOMPARE(result->error().kind, ErrorKind::ConnectionLost);
    }
}

void TestSmtpSink::stoppedBeforeTheEndOfData()
{
    ScriptedServer server;
    server.answers.insert("RCPT", {}); // keeps us waiting
    SmtpSink sink(account(server));
    std::stop_source stop;
    const Future<SendReceipt> future = sink.send(submission(), stop.get_token());
    QTRY_VERIFY(server.received.contains("RCPT"));
    stop.request_stop();
    QVERIFY(!future.isFinished()); // the callback only posts
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(resultOf(future)->error().kind, ErrorKind::Cancelled);

    const Future<SendReceipt> late = sink.send(submission(), stop.get_token());
    QVERIFY(late.isFinished());
    QCOMPARE(resultOf(late)->error().kind, ErrorKind::Cancelled);
}

void TestSmtpSink::stoppedAfterTheEndOfData()
{
    for (const bool answered : {true, false}) {
        ScriptedServer server;
        server.answerToMail.clear();
        SmtpSink sink(account(server));
        std::stop_source stop;
        const Future<SendReceipt> future = sink.send(submission(), stop.get_token());
        QTRY_VERIFY(server.tookMail());
        stop.request_stop();
        QCoreApplication::processEvents();
        QVERIFY(!future.isFinished());
        if (answered)
            server.answer("250 queued\r\n");
        else
            server.peer()->abort();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(resultOf(future)->has_value(), answered);
        if (!answered)
            QCOMPARE(resultOf(future)->error().kind, ErrorKind::SendUncertain);
    }
}

void TestSmtpSink::noAnswerInTime()
{
    transport::SmtpTimeouts timeouts;
    timeouts.replyMs = 50;
    timeouts.answerMs = 50;
    ScriptedServer silent;
    silent.answers.insert("MAIL", {});
    QCOMPARE(sent(account(silent), submission(), timeouts)->error().kind, ErrorKind::TimedOut);
    ScriptedServer silentAtTheEnd;
    silentAtTheEnd.answerToMail.clear();
    QCOMPARE(sent(account(silentAtTheEnd), submission(), timeouts)->error().kind, ErrorKind::SendUncertain);
}

void TestSmtpSink::shutDownTellsTheTruth_data()
{
    QTest::addColumn<bool>("afterTheMail");
    QTest::addColumn<bool>("byDestruction");
    QTest::newRow("before, shutDown") << false << false;
    QTest::newRow("after, shutDown") << true << false;
    QTest::newRow("before, destroyed") << false << true;
    QTest::newRow("after, destroyed") << true << true;
}

void TestSmtpSink::shutDownTellsTheTruth()
{
    QFETCH(const bool, afterTheMail);
    QFETCH(const bool, byDestruction);
    ScriptedServer server;
    server.answerToMail.clear();
    if (!afterTheMail)
        server.answers.insert("DATA", {});
    auto sink = std::make_unique<SmtpSink>(account(server));
    const Future<SendReceipt> future = sink->send(submission(), {});
    QTRY_VERIFY(afterTheMail ? server.tookMail() : server.received.contains("DATA"));
    if (byDestruction)
        sink.reset();
    else
        sink->shutDown();
    QVERIFY(future.isFinished());
    QCOMPARE(resultOf(future)->error().kind, afterTheMail ? ErrorKind::SendUncertain : ErrorKind::Cancelled);
}

void TestSmtpSink::aCheckSignsInAndSendsNothing_data()
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

void TestSmtpSink::aCheckSignsInAndSendsNothing()
{
    QFETCH(const SignIn, signIn);
    QFETCH(const QByteArray, dialogue);
    ScriptedServer server;
    server.extensions = "250-AUTH PLAIN\r\n";
    const auto result = checked(account(server, signIn));
    QVERIFY(result && result->has_value());
    QCOMPARE(server.received, dialogue); // the farewell had been said when the answer came
}

void TestSmtpSink::aCheckTellsWhatIsWrong_data()
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

void TestSmtpSink::aCheckTellsWhatIsWrong()
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

void TestSmtpSink::aCheckWithNobodyListening()
{
    ScriptedServer server;
    const transport::Account from = account(server, SignIn::Password);
    server.close();
    const auto result = checked(from);
    QVERIFY(result && !result->has_value());
    QCOMPARE(result->error().kind, ErrorKind::ConnectionRefused);
}

void TestSmtpSink::aCheckMeetsARefusedCertificate()
{
    const QTemporaryDir dir;
    test::CertificateMaker maker(dir.path());
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

void TestSmtpSink::aCheckCanBeStopped()
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

void TestSmtpSink::theFactory()
{
    const auto factory = transport::networkTransport();
    const ScriptedServer server;
    QVERIFY(factory->sink(account(server)).has_value());
    transport::Account other = account(server);
    other.mailbox.outbound.protocol = domain::Protocol::Ews;
    QCOMPARE(factory->sink(other).error().kind, ErrorKind::InvalidInput);
}

LIAISON_TEST(TestSmtpSink)
#include "tst_smtp_sink.moc"
