#include "core/imap/noop.h"
#include "imap_copy.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// The connection of an ImapSource: signing in, ending, being lost.
class TestImapSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void foldersAreListed();
    void aWrongPasswordIsTriedOnce();
    void nothingLeavesWithoutStartTls_data();
    void nothingLeavesWithoutStartTls();
    void theTraceHoldsNeitherPasswordNorMail();
    void whatPeopleMustBeToldIsTold();
    void stopEndsAtOnce();
    void silenceTimesOut();
    void aDoubtedConnectionHasToAnswer();
    void compressionIsUsedOnSlowLinks();
    void flagsAppendAndContains();
    void reconnectsAfterALoss();
    void shutDownEndsEverything();
};

void TestImapSource::foldersAreListed()
{
    FakeImapServer server;
    ImapSource source(accountFor(server));
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, qPrintable(kindOf(folders)));
    QCOMPARE(folders->size(), 2);
    QVERIFY(folders->at(1).role == domain::FolderRole::Sent);
    QVERIFY(!server.commands.join('\n').contains("LOGIN"));
}

void TestImapSource::aWrongPasswordIsTriedOnce()
{
    FakeImapServer server;
    ImapSource source(accountFor(server, "wrong"));
    const auto first = source.folders({});
    const auto second = source.changes({inbox(), {}, 1000}, {});
    const auto hint = source.waitForHint({inbox()}, {});
    QCOMPARE(kindOf(await(first)), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(kindOf(await(second)), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(kindOf(await(hint)), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(server.signInsRefused, 1);
    QCOMPARE(server.connections, 1);
}

void TestImapSource::nothingLeavesWithoutStartTls_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<QString>("kind");
    const QByteArray offers("IMAP4rev1 STARTTLS AUTH=PLAIN");
    QTest::newRow("stripped") << QByteArray() << QByteArray("IMAP4rev1 AUTH=PLAIN") << QByteArray()
                              << QStringLiteral("TlsRequired");
    QTest::newRow("preauth") << QByteArray("* PREAUTH in already") << offers << QByteArray()
                             << QStringLiteral("TlsRequired");
    QTest::newRow("injected capability") << QByteArray() << offers
                                         << QByteArray("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na2 OK x\r\n")
                                         << QStringLiteral("TlsInjection");
    QTest::newRow("one byte") << QByteArray() << offers << QByteArray("x") << QStringLiteral("TlsInjection");
    QTest::newRow("bye") << QByteArray("* BYE [UNAVAILABLE] later") << offers << QByteArray()
                         << QStringLiteral("ServerBusy");
}

void TestImapSource::nothingLeavesWithoutStartTls()
{
    QFETCH(QByteArray, greeting);
    QFETCH(QByteArray, capabilities);
    QFETCH(QByteArray, behind);
    QFETCH(QString, kind);
    FakeImapServer server;
    server.greeting = greeting;
    server.capabilities = capabilities;
    server.behindStartTls = behind;
    Account account = accountFor(server);
    account.mailbox.inbound.security = domain::Security::StartTls;
    ImapSource source(account);
    QCOMPARE(kindOf(await(source.folders({}))), kind);
    for (const QByteArray &command : server.commands)
        QVERIFY2(command.endsWith(" CAPABILITY") || command.endsWith(" STARTTLS"), command.constData());
}

void TestImapSource::theTraceHoldsNeitherPasswordNorMail()
{
    FakeImapServer server;
    server.add(1, "Subject: CANARY-FETCHED\r\n\r\nCANARY-FETCHED\r\n");
    Account account = accountFor(server);
    QStringList lines;
    account.trace = [&lines](const QString &line) { lines << line; };
    ImapSource source(account);
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(await(source.append(inbox(), "Subject: CANARY-FILED\r\n\r\nx\r\n", {}, {})));
    const QString all = lines.join(QLatin1Char('\n'));
    QVERIFY(all.contains(QStringLiteral("UID FETCH")) && all.contains(QStringLiteral("APPEND")));
    for (const char *secret : {"secret", "c2VjcmV0", "CANARY"})
        QVERIFY2(!all.contains(QLatin1String(secret)), qPrintable(all));
}

void TestImapSource::whatPeopleMustBeToldIsTold()
{
    FakeImapServer server;
    ImapSource source(accountFor(server));
    QVERIFY(await(source.folders({})));
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("ann@example.org the server says: .*nearly full")));
    server.tell("* OK [ALERT] Your mailbox is nearly full");
    QVERIFY(await(source.folders({})));
    // In clear, before TLS, it may be anybody's word.
    server.capabilities = "IMAP4rev1 AUTH=PLAIN";
    server.greeting = "* OK [ALERT] Call this number";
    Account account = accountFor(server);
    account.mailbox.inbound.security = domain::Security::StartTls;
    QTest::failOnWarning(QRegularExpression(QStringLiteral("Call this number")));
    QVERIFY(!await(ImapSource(account).folders({})));
}

void TestImapSource::stopEndsAtOnce()
{
    FakeImapServer server;
    server.silent = true;
    ImapSource source(accountFor(server));
    std::stop_source stop;
    const auto running = source.folders(stop.get_token());
    const auto queued = source.changes({inbox(), {}, 1000}, stop.get_token());
    QTRY_COMPARE(server.connections, 1);
    stop.request_stop();
    QCOMPARE(kindOf(await(running)), QStringLiteral("Cancelled"));
    QCOMPARE(kindOf(await(queued)), QStringLiteral("Cancelled"));
    // Stopped before it was asked.
    QCOMPARE(kindOf(await(source.folders(stop.get_token()))), QStringLiteral("Cancelled"));
    server.silent = false;
    QVERIFY(await(source.folders({})));
}

void TestImapSource::silenceTimesOut()
{
    FakeImapServer server;
    server.silent = true;
    ImapSource source(accountFor(server), ImapTimings{50, 600'000});
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("TimedOut"));
}

void TestImapSource::aDoubtedConnectionHasToAnswer()
{
    FakeImapServer server;
    ImapTimings timings;
    timings.idleAnswerMs = 100;
    ImapSession session(accountFor(server), timings, nullptr, nullptr);
    std::optional<Result<void>> opened;
    session.open([&](const Result<void> &result) { opened = result; });
    QTRY_VERIFY(opened && opened->has_value());
    server.stall();
    std::optional<Result<void>> answered;
    session.run<imap::Noop>(std::make_unique<imap::Noop>(session.context()),
                            [&](const Result<void> &result) { answered = result; });
    session.doubt(); // the machine woke up: not a minute is to be waited now
    QTRY_VERIFY(answered.has_value());
    QCOMPARE(kindOf(*answered), QStringLiteral("TimedOut"));
}

void TestImapSource::compressionIsUsedOnSlowLinks()
{
    for (const bool slow : {true, false}) {
        FakeImapServer server;
        server.capabilities += " COMPRESS=DEFLATE";
        for (int uid = 1; uid <= 10; ++uid)
            server.add(quint32(uid), mail(uid, 200'000));
        ImapTimings timings;
        timings.compressFromMs = slow ? 0 : 60'000;
        ImapSource source(accountFor(server), timings);
        MailCopy copy;
        QVERIFY(sync(source, copy));
        QCOMPARE(countOf(server.commands, "COMPRESS"), slow ? 1 : 0);
        QCOMPARE(copy.mails.size(), 10);
        QCOMPARE(copy.mails.value(QStringLiteral("7:4")), mail(4, 200'000));
        MailFlags flags;
        QVERIFY(await(source.append(inbox(), mail(11, 70'000), flags, {})));
        QCOMPARE(server.appended, mail(11, 70'000));
    }
}

void TestImapSource::flagsAppendAndContains()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    QVERIFY(await(source.setFlag(inbox(), QStringLiteral("7:1"), MailSource::Flag::Seen, true, {})));
    QVERIFY(server.mails[1].flags.contains("\\Seen"));
    QVERIFY(await(source.setFlag(inbox(), QStringLiteral("7:1"), MailSource::Flag::AnsweredToAll, true, {})));
    QVERIFY(server.mails[1].flags.contains("\\Answered"));
    QVERIFY(await(source.setFlag(inbox(), QStringLiteral("7:1"), MailSource::Flag::Forwarded, true, {})));
    QVERIFY(!server.mails[1].flags.contains("$Forwarded")); // it keeps no keywords
    QCOMPARE(kindOf(await(source.setFlag(inbox(), QStringLiteral("6:1"), MailSource::Flag::Seen, true, {}))),
             QStringLiteral("NotFound"));
    QVERIFY(!await(source.contains(inbox(), QStringLiteral("m2@x"), {})).value_or(true));
    MailFlags flags;
    flags.seen = true;
    const auto filed = await(source.append(inbox(), mail(2), flags, {}));
    QVERIFY2(filed, qPrintable(kindOf(filed)));
    QCOMPARE(*filed, QStringLiteral("7:2"));
    QCOMPARE(server.appended, mail(2));
    QVERIFY(await(source.contains(inbox(), QStringLiteral("m2@x"), {})).value_or(false));
}

void TestImapSource::reconnectsAfterALoss()
{
    FakeImapServer server;
    ImapSource source(accountFor(server));
    QVERIFY(await(source.folders({})));
    server.hangUp();
    QTRY_VERIFY(await(source.folders({})).has_value()); // the first may still meet the dying connection
    QCOMPARE(server.connections, 2);
}

void TestImapSource::shutDownEndsEverything()
{
    FakeImapServer server;
    ImapSource source(accountFor(server));
    QVERIFY(await(source.folders({})));
    const auto hint = source.waitForHint({inbox()}, {});
    source.shutDown();
    QCOMPARE(kindOf(await(hint)), QStringLiteral("Cancelled"));
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("Cancelled"));
    QTRY_VERIFY(server.commands.last().endsWith(" LOGOUT"));
}

LIAISON_TEST(TestImapSource)
#include "tst_imap_source.moc"
