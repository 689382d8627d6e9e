#include "scripted_smtp_server.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using domain::SignIn;
using transport::SendReceipt;
using transport::SmtpSink;
using transport::Submission;

/// A link that ends, a server that is silent, a person who stops: sent, not sent or uncertain, and never wrong.
class TestSmtpCuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLinkCutAtEveryByteOfTheClient();
    void theLinkCutAtEveryByteOfTheAnswer();
    void aLinkCutUnderALargeMailMeansNotSent();
    void stoppedBeforeTheEndOfData();
    void stoppedAfterTheEndOfData();
    void noAnswerInTime();
    void shutDownTellsTheTruth_data();
    void shutDownTellsTheTruth();
};

void TestSmtpCuts::theLinkCutAtEveryByteOfTheClient()
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

void TestSmtpCuts::theLinkCutAtEveryByteOfTheAnswer()
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

void TestSmtpCuts::aLinkCutUnderALargeMailMeansNotSent()
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

void TestSmtpCuts::stoppedBeforeTheEndOfData()
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

void TestSmtpCuts::stoppedAfterTheEndOfData()
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

void TestSmtpCuts::noAnswerInTime()
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

void TestSmtpCuts::shutDownTellsTheTruth_data()
{
    QTest::addColumn<bool>("afterTheMail");
    QTest::addColumn<bool>("byDestruction");
    QTest::newRow("before, shutDown") << false << false;
    QTest::newRow("after, shutDown") << true << false;
    QTest::newRow("before, destroyed") << false << true;
    QTest::newRow("after, destroyed") << true << true;
}

void TestSmtpCuts::shutDownTellsTheTruth()
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

LIAISON_TEST(TestSmtpCuts)
#include "tst_smtp_cuts.moc"
