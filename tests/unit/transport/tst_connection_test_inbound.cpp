#include "connection_test_world.h"
#include "tests/support/test_registry.h"
#include "tls_server.h"

#include <QTemporaryDir>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::TestReport;
using domain::TestStep;
using domain::TestStepKind;
using domain::TestStepState;

/// TEST INBOUND over IMAP: its steps.
class TestConnectionTestInbound : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStepIsTold();
    void nothingIsAltered();
    void theSelectedFoldersAreOpened();
    void anEmptyFolderHasNoMailToRead();
    void tlsIsDescribed_data();
    void tlsIsDescribed();
    void aStopEndsItAtOnce();
    void nothingSecretComesOut();
};

void TestConnectionTestInbound::everyStepIsTold()
{
    FakeImapServer server;
    server.capabilities += " ID";
    server.add(1, mail(1));
    server.add(2, mail(2, 50));
    RunningTest test(inboundTest(accountFor(server)));
    const TestReport report = test.report();
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    const QStringList expected{u"resolve passed"_s,      u"connect passed"_s,     u"tls skipped"_s,
                               u"greeting passed"_s,     u"sign-in passed"_s,     u"version passed"_s,
                               u"list-folders passed"_s, u"open-folder passed"_s, u"read-mail passed"_s,
                               u"write-access passed"_s};
    QCOMPARE(outline(report), expected);
    QCOMPARE(report.find(TestStepKind::Connect)->detail, u"127.0.0.1"_s);
    QCOMPARE(report.find(TestStepKind::Greeting)->detail, u"ready"_s);
    QCOMPARE(report.find(TestStepKind::SignIn)->subject, u"ann@example.org"_s);
    QCOMPARE(report.find(TestStepKind::SignIn)->detail, u"PLAIN"_s);
    QCOMPARE(report.find(TestStepKind::Version)->detail, u"Fake 2.1"_s);
    QCOMPARE(report.find(TestStepKind::ListFolders)->count, 2);
    QCOMPARE(report.find(TestStepKind::OpenFolder)->subject, u"INBOX"_s);
    QCOMPARE(report.find(TestStepKind::OpenFolder)->count, 2);
    QCOMPARE(report.find(TestStepKind::ReadMail)->count, mail(2, 50).size()); // the smaller one
    // Each step was seen running before it was over, and the list only grew.
    QStringList seen;
    qsizetype longest = 0;
    for (const TestReport &each : std::as_const(test.told)) {
        QVERIFY(each.steps.size() >= longest);
        longest = each.steps.size();
        if (!each.steps.isEmpty() && each.steps.constLast().state == TestStepState::Running)
            seen << domain::toString(each.steps.constLast().kind);
    }
    seen.removeDuplicates();
    QCOMPARE(seen.size(), expected.size() - 1); // the skipped one never ran
    QVERIFY(test.told.constLast().over);
}

void TestConnectionTestInbound::nothingIsAltered()
{
    FakeImapServer server;
    server.add(1, mail(1));
    RunningTest test(inboundTest(accountFor(server)));
    QVERIFY(test.report().passed());
    for (const QByteArray &command : std::as_const(server.commands)) {
        for (const char *word : {" STORE", "APPEND", "EXPUNGE", "MOVE", "COPY", "CREATE", "DELETE", "BODY["})
            QVERIFY2(!command.contains(word), command.constData());
    }
    QCOMPARE(countOf(server.commands, "EXAMINE"), 2); // to count, and to read
    QCOMPARE(countOf(server.commands, " SELECT"), 1); // whether it is READ-WRITE
    QCOMPARE(server.mails.at(1).flags, QByteArray());
}

void TestConnectionTestInbound::theSelectedFoldersAreOpened()
{
    FakeImapServer server;
    server.add(1, mail(1));
    server.missingFolder = "Gone";
    RunningTest test(
        inboundTest(accountFor(server), {folderNamed(u"Reports"_s), folderNamed(u"Gone"_s), folderNamed(u"INBOX"_s)}));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"open-folder: FolderMissing"_s);
    QCOMPARE(report.failure()->subject, u"Gone"_s);
    // The others are looked at all the same.
    QCOMPARE(outline(report).mid(7),
             (QStringList{u"open-folder passed"_s, u"open-folder failed"_s, u"open-folder passed"_s,
                          u"read-mail passed"_s, u"write-access passed"_s}));
}

void TestConnectionTestInbound::anEmptyFolderHasNoMailToRead()
{
    FakeImapServer server;
    RunningTest test(inboundTest(accountFor(server)));
    const TestReport report = test.report();
    QVERIFY(report.passed());
    QCOMPARE(report.find(TestStepKind::OpenFolder)->count, 0);
    QCOMPARE(stateOf(report, TestStepKind::ReadMail), u"skipped"_s);
    QCOMPARE(stateOf(report, TestStepKind::WriteAccess), u"passed"_s);
}

void TestConnectionTestInbound::tlsIsDescribed_data()
{
    QTest::addColumn<bool>("implicit");
    QTest::newRow("TLS") << true;
    QTest::newRow("STARTTLS") << false;
}

/// The server ends behind the handshake: how TLS came about is known all the same.
void TestConnectionTestInbound::tlsIsDescribed()
{
    QFETCH(const bool, implicit);
    const QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    const CertificateFiles files = maker.leaf(u"good"_s, named({u"localhost"_s}));
    Server server(serverConfiguration(files), implicit,
                  implicit ? "* BYE later\r\n" : "* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n");
    transport::Account account;
    account.mailbox.address = u"ann@example.org"_s;
    account.mailbox.inbound.host = u"localhost"_s;
    account.mailbox.inbound.port = server.serverPort();
    account.mailbox.inbound.security = implicit ? Security::Tls : Security::StartTls;
    account.mailbox.inbound.trustedCaFile = maker.caFile();
    RunningTest test(inboundTest(account));
    if (!implicit) {
        QTRY_VERIFY(server.received.contains("STARTTLS"));
        server.peer()->write(server.received.split(' ').first() + " OK go\r\n");
        server.peer()->startServerEncryption();
        QTRY_VERIFY(server.peer()->isEncrypted());
        QTRY_VERIFY(server.received.endsWith(" CAPABILITY\r\n"));
        server.peer()->write("* BYE later\r\n");
        server.peer()->disconnectFromHost();
    }
    const TestReport report = test.report();
    const TestStep *tls = report.find(TestStepKind::Tls);
    QVERIFY(tls && tls->certificate);
    QCOMPARE(stateOf(report, TestStepKind::Tls), u"passed"_s);
    QVERIFY(tls->certificate->protocol.startsWith(u"TLSv1."_s));
    QVERIFY(tls->certificate->subject.contains(u"CN=localhost"_s));
    QVERIFY(tls->certificate->issuer.contains(u"Liaison test CA"_s));
    QVERIFY(tls->certificate->notAfter > tls->certificate->notBefore);
    const QStringList order = outline(report);
    QCOMPARE(order.indexOf(u"tls passed"_s) < order.indexOf(implicit ? u"greeting failed"_s : u"greeting passed"_s),
             implicit);
    QVERIFY(domain::testLog(report).contains(tls->certificate->sha256));
}

void TestConnectionTestInbound::aStopEndsItAtOnce()
{
    FakeImapServer server;
    server.stall();
    RunningTest test(inboundTest(accountFor(server)));
    QTRY_COMPARE(server.connections, 1);
    test.stop.request_stop();
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"greeting: Cancelled"_s);

    // Also before anything was begun, and when the test is thrown away.
    RunningTest early(inboundTest(accountFor(server)));
    early.stop.request_stop();
    QVERIFY(failureOf(early.report()).endsWith(u": Cancelled"_s));
    RunningTest dropped(inboundTest(accountFor(server)));
    dropped.test.reset();
    QVERIFY(dropped.future.isFinished() && !dropped.future.result());
}

void TestConnectionTestInbound::nothingSecretComesOut()
{
    FakeImapServer server;
    server.password = "c4nary-pw";
    server.refusal = "NO [AUTHENTICATIONFAILED] c4nary-guess (YzRuYXJ5LWd1ZXNz) is wrong";
    RunningTest test(inboundTest(accountFor(server, "c4nary-guess")));
    const TestReport report = test.report();
    QCOMPARE(failureOf(report), u"sign-in: AuthenticationFailed"_s);
    QVERIFY(report.failure()->error->serverWords.contains(u"is wrong"_s));
    QVERIFY(report.trace.join(u'\n').contains(u"S: "_s));
    const QString all = domain::testLog(report) + report.failure()->error->serverWords + report.failure()->error->log;
    QVERIFY2(!all.contains(u"c4nary"_s) && !all.contains(u"YzRuYXJ5"_s), qPrintable(all));
}

LIAISON_TEST(TestConnectionTestInbound)
#include "tst_connection_test_inbound.moc"
