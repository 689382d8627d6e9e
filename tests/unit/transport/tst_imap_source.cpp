#include "core/imap/noop.h"
#include "core/transport/imap_source.h"
#include "fake_imap_server.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

using namespace liaison;
using namespace liaison::transport;
using liaison::test::FakeImapServer;

namespace {

Account accountFor(const FakeImapServer &server, const QByteArray &password = "secret")
{
    Account account;
    account.mailbox.address = QStringLiteral("ann@example.org");
    account.mailbox.inbound.host = QStringLiteral("127.0.0.1");
    account.mailbox.inbound.port = server.port();
    account.mailbox.inbound.security = domain::Security::None;
    account.inboundSecret = Secret(password);
    return account;
}

domain::RemoteFolder inbox()
{
    domain::RemoteFolder folder;
    folder.remoteId = QStringLiteral("INBOX");
    folder.role = domain::FolderRole::Inbox;
    return folder;
}

template <class T> Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) || future.resultCount() == 0)
        return fail(ErrorKind::Internal, QStringLiteral("the future did not finish"));
    return future.result();
}

template <class T> QString kindOf(const Result<T> &result)
{
    return result ? QStringLiteral("success") : errorKindName(result.error().kind);
}

QByteArray mail(int n, int size = 100)
{
    return "Message-ID: <m" + QByteArray::number(n) + "@x>\r\n\r\n" + QByteArray(size, 'x') + "\r\n";
}

/// What a store would know after taking in pages.
struct Copy {
    QByteArray cursor;
    QHash<QString, QByteArray> mails;
    QHash<QString, MailFlags> flags;
    QStringList vanished;
    QStringList order;
    int pages = 0;
    int generations = 0;
    int twice = 0;

    void take(const ChangePage &page)
    {
        ++pages;
        if (page.generationChanged) {
            ++generations;
            mails.clear();
        }
        for (const RemoteMail &arrived : page.arrived) {
            twice += mails.contains(arrived.remoteId) ? 1 : 0;
            mails.insert(arrived.remoteId, arrived.raw);
            flags.insert(arrived.remoteId, arrived.flags);
            order << arrived.remoteId;
        }
        for (const FlagChange &change : page.flags)
            flags.insert(change.remoteId, change.flags);
        for (const QString &gone : page.vanished) {
            mails.remove(gone);
            vanished << gone;
        }
        cursor = page.next;
    }
};

/// Pages until there is no more; the first error ends it.
Result<void> sync(ImapSource &source, Copy &copy, qint64 budget = 16 * 1024 * 1024)
{
    for (int i = 0; i < 1000; ++i) {
        const auto page = await(source.changes({inbox(), copy.cursor, budget}, {}));
        if (!page)
            return fail(page.error());
        copy.take(*page);
        if (!page->more)
            return {};
    }
    return fail(ErrorKind::Internal, QStringLiteral("endless"));
}

} // namespace

class TestImapSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void foldersAreListed();
    void firstSyncIsNewestFirstAndBounded();
    void anEmptyFolderIsInSync();
    void resumesAfterTheConnectionWasCut();
    void newMailFlagsAndVanished_data();
    void newMailFlagsAndVanished();
    void nothingNewCostsOneCommand();
    void aNewGenerationFetchesEverythingAnew();
    void aRefusedMailIsSkipped();
    void aMailThatBreaksTheConnectionIsSkipped();
    void aMissingFolderIsSaidSo();
    void aWrongPasswordIsTriedOnce();
    void nothingLeavesWithoutStartTls_data();
    void nothingLeavesWithoutStartTls();
    void theTraceHoldsNeitherPasswordNorMail();
    void stopEndsAtOnce();
    void silenceTimesOut();
    void aStalledIdleIsNoticed();
    void idleIsRenewed();
    void aDoubtedConnectionHasToAnswer();
    void qresyncTellsTheDelta();
    void compressionIsUsedOnSlowLinks();
    void aFolderInSyncCostsOneStatus();
    void idleGivesWayAndComesBack();
    void idleTellsOfMailThatCameBefore();
    void noIdleIsSaidSo();
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

void TestImapSource::firstSyncIsNewestFirstAndBounded()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 120; ++uid)
        server.add(quint32(uid), mail(uid, 1000), uid % 2 ? "\\Seen" : "");
    ImapSource source(accountFor(server));
    Copy copy;
    const qint64 budget = 20'000;
    const auto done = sync(source, copy, budget);
    QVERIFY2(done, qPrintable(kindOf(done)));
    QCOMPARE(copy.mails.size(), 120);
    QCOMPARE(copy.twice, 0);
    QVERIFY(copy.pages >= 6);
    QCOMPARE(copy.order.first(), QStringLiteral("7:120"));
    QCOMPARE(copy.order.last(), QStringLiteral("7:1"));
    QCOMPARE(copy.mails.value(QStringLiteral("7:42")), mail(42, 1000));
    QVERIFY(copy.flags.value(QStringLiteral("7:41")).seen);
    QVERIFY(!copy.flags.value(QStringLiteral("7:42")).seen);
    for (const QByteArray &command : server.commands)
        QVERIFY2(!command.contains("BODY[]") && !command.contains("EXPUNGE") && !command.contains("UID STORE"),
                 command.constData());
}

void TestImapSource::anEmptyFolderIsInSync()
{
    FakeImapServer server;
    ImapSource source(accountFor(server));
    Copy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.pages, 1);
    server.add(1, mail(1));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 1);
}

void TestImapSource::resumesAfterTheConnectionWasCut()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 40; ++uid)
        server.add(quint32(uid), mail(uid, 1000));
    server.hangUpAfterMails = 17;
    Copy copy;
    {
        ImapSource source(accountFor(server));
        const auto cut = sync(source, copy, 10'000);
        QCOMPARE(kindOf(cut), QStringLiteral("ConnectionLost"));
        QVERIFY(copy.mails.size() > 0 && copy.mails.size() < 40);
    }
    server.setFlags(40, "\\Answered");     // while nobody looked, of a mail fetched already
    ImapSource source(accountFor(server)); // a restart: nothing but the cursor is left
    QVERIFY(sync(source, copy, 10'000));
    QCOMPARE(copy.mails.size(), 40);
    QCOMPARE(copy.twice, 0);
    QVERIFY(sync(source, copy, 10'000));
    QVERIFY(copy.flags.value(QStringLiteral("7:40")).answered);
}

void TestImapSource::newMailFlagsAndVanished_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::newRow("condstore") << FakeImapServer().capabilities;
    QTest::newRow("bare") << QByteArray("IMAP4rev1 AUTH=PLAIN SASL-IR ESEARCH");
}

void TestImapSource::newMailFlagsAndVanished()
{
    QFETCH(QByteArray, capabilities);
    FakeImapServer server;
    server.capabilities = capabilities;
    for (int uid = 1; uid <= 9; ++uid)
        server.add(quint32(uid), mail(uid));
    ImapSource source(accountFor(server));
    Copy copy;
    QVERIFY(sync(source, copy));

    server.add(15, mail(15));
    server.setFlags(3, "\\Seen $Forwarded");
    server.remove(5);
    const auto page = await(source.changes({inbox(), copy.cursor, 1'000'000}, {}));
    QVERIFY2(page, qPrintable(kindOf(page)));
    QCOMPARE(page->arrived.size(), 1);
    QCOMPARE(page->arrived.first().remoteId, QStringLiteral("7:15"));
    QCOMPARE(page->vanished, QStringList{QStringLiteral("7:5")});
    QCOMPARE(page->flags.size(), 1);
    QCOMPARE(page->flags.first().remoteId, QStringLiteral("7:3"));
    QVERIFY(page->flags.first().flags.seen && page->flags.first().flags.forwarded);
    QVERIFY(!page->more);
    copy.take(*page);

    const auto quiet = await(source.changes({inbox(), copy.cursor, 1'000'000}, {}));
    QVERIFY(quiet && quiet->arrived.isEmpty() && quiet->flags.isEmpty() && quiet->vanished.isEmpty());
}

void TestImapSource::nothingNewCostsOneCommand()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    Copy copy;
    QVERIFY(sync(source, copy));
    const auto before = server.commands.size();
    QVERIFY(sync(source, copy));
    QCOMPARE(server.commands.size(), before + 1);
    QCOMPARE(copy.twice, 0);
}

void TestImapSource::aNewGenerationFetchesEverythingAnew()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 5; ++uid)
        server.add(quint32(uid), mail(uid));
    ImapSource source(accountFor(server));
    Copy copy;
    QVERIFY(sync(source, copy));
    server.uidValidity = 8;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.generations, 1);
    QCOMPARE(copy.mails.size(), 5);
    QVERIFY(copy.mails.contains(QStringLiteral("8:5")));
    QVERIFY(copy.vanished.isEmpty());
}

void TestImapSource::aRefusedMailIsSkipped()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 6; ++uid)
        server.add(quint32(uid), mail(uid));
    server.refused = {4};
    ImapSource source(accountFor(server));
    Copy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 5);
    QVERIFY(copy.cursor.contains("\"skipped\":\"4\""));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.twice, 0);
    QVERIFY(copy.vanished.isEmpty());
}

void TestImapSource::aMailThatBreaksTheConnectionIsSkipped()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 6; ++uid)
        server.add(quint32(uid), mail(uid));
    server.poisonous = {4};
    ImapSource source(accountFor(server));
    Copy copy;
    int errors = 0;
    for (int tries = 0; tries < 5 && copy.mails.size() < 5; ++tries) {
        const auto result = sync(source, copy);
        if (!result) {
            ++errors;
            QCOMPARE(kindOf(result), QStringLiteral("ProtocolViolation"));
        }
    }
    QCOMPARE(copy.mails.size(), 5);
    QCOMPARE(errors, 2); // once among others, once alone
    QCOMPARE(copy.twice, 0);
}

void TestImapSource::aMissingFolderIsSaidSo()
{
    FakeImapServer server;
    server.folderGone = true;
    ImapSource source(accountFor(server));
    QCOMPARE(kindOf(await(source.changes({inbox(), {}, 1000}, {}))), QStringLiteral("FolderMissing"));
    server.folderGone = false;
    Copy copy;
    QVERIFY(sync(source, copy)); // the connection is still good
    QCOMPARE(server.connections, 1);
}

void TestImapSource::aWrongPasswordIsTriedOnce()
{
    FakeImapServer server;
    ImapSource source(accountFor(server, "wrong"));
    const auto first = source.folders({});
    const auto second = source.changes({inbox(), {}, 1000}, {});
    const auto hint = source.waitForHint(inbox(), {});
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
    Copy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(await(source.append(inbox(), "Subject: CANARY-FILED\r\n\r\nx\r\n", {}, {})));
    const QString all = lines.join(QLatin1Char('\n'));
    QVERIFY(all.contains(QStringLiteral("UID FETCH")) && all.contains(QStringLiteral("APPEND")));
    for (const char *secret : {"secret", "c2VjcmV0", "CANARY"})
        QVERIFY2(!all.contains(QLatin1String(secret)), qPrintable(all));
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

int countOf(const QList<QByteArray> &commands, const QByteArray &word)
{
    return int(
        std::count_if(commands.begin(), commands.end(), [&word](const QByteArray &c) { return c.contains(word); }));
}

void TestImapSource::aStalledIdleIsNoticed()
{
    FakeImapServer server;
    ImapTimings timings;
    timings.idleRenewMs = 200;
    timings.idleAnswerMs = 100;
    QVERIFY(ImapTimings().idleRenewMs + ImapTimings().idleAnswerMs < 90'000);
    ImapSource source(accountFor(server), timings);
    const auto hint = source.waitForHint(inbox(), {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    server.stall();
    QCOMPARE(kindOf(await(hint)), QStringLiteral("TimedOut"));
}

void TestImapSource::idleIsRenewed()
{
    FakeImapServer server;
    ImapTimings timings;
    timings.idleRenewMs = 50;
    ImapSource source(accountFor(server), timings);
    const auto hint = source.waitForHint(inbox(), {});
    QTRY_VERIFY(countOf(server.commands, " IDLE") >= 3);
    QVERIFY(!hint.isFinished());
    QCOMPARE(server.connections, 1);
    QCOMPARE(countOf(server.commands, "SELECT"), 1);
}

void TestImapSource::aDoubtedConnectionHasToAnswer()
{
    FakeImapServer server;
    ImapTimings timings;
    timings.idleAnswerMs = 100;
    ImapSession session(accountFor(server), timings, nullptr);
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

void TestImapSource::qresyncTellsTheDelta()
{
    FakeImapServer server;
    server.capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR ENABLE CONDSTORE QRESYNC IDLE ESEARCH";
    for (int uid = 1; uid <= 20; ++uid)
        server.add(quint32(uid), mail(uid));
    Copy copy;
    {
        ImapSource source(accountFor(server));
        QVERIFY(sync(source, copy));
        QCOMPARE(copy.mails.size(), 20);
    }
    server.remove(3);
    server.remove(17);
    server.setFlags(5, "\\Seen");
    server.add(21, mail(21));
    server.commands.clear();
    ImapSource source(accountFor(server));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 19);
    QVERIFY(copy.vanished.contains(QStringLiteral("7:3")) && copy.vanished.contains(QStringLiteral("7:17")));
    QCOMPARE(copy.vanished.size(), 2);
    QVERIFY(copy.flags.value(QStringLiteral("7:5")).seen);
    QVERIFY(copy.mails.contains(QStringLiteral("7:21")));
    // SELECT told it all: no flags are fetched, and no search is made for what is gone.
    QCOMPARE(countOf(server.commands, "(QRESYNC (7 "), 1);
    QCOMPARE(countOf(server.commands, "CHANGEDSINCE"), 0);
    QCOMPARE(countOf(server.commands, "UID SEARCH"), 1);
    // Another generation is read anew, whatever the server says to the old one.
    server.uidValidity = 8;
    ImapSource later(accountFor(server));
    QVERIFY(sync(later, copy));
    QCOMPARE(copy.generations, 1);
    QCOMPARE(copy.mails.size(), 19);
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
        Copy copy;
        QVERIFY(sync(source, copy));
        QCOMPARE(countOf(server.commands, "COMPRESS"), slow ? 1 : 0);
        QCOMPARE(copy.mails.size(), 10);
        QCOMPARE(copy.mails.value(QStringLiteral("7:4")), mail(4, 200'000));
        MailFlags flags;
        QVERIFY(await(source.append(inbox(), mail(11, 70'000), flags, {})));
        QCOMPARE(server.appended, mail(11, 70'000));
    }
}

void TestImapSource::aFolderInSyncCostsOneStatus()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    domain::RemoteFolder sent;
    sent.remoteId = QStringLiteral("Sent Items");
    Copy copy;
    const auto first = await(source.changes({sent, {}, 1'000'000}, {}));
    QVERIFY(first);
    QVERIFY(await(source.changes({inbox(), {}, 1'000'000}, {})));
    server.commands.clear();
    const auto second = await(source.changes({sent, first->next, 1'000'000}, {}));
    QVERIFY(second && second->arrived.isEmpty() && !second->more);
    QCOMPARE(server.commands.size(), 1);
    QVERIFY(server.commands.first().contains("STATUS \"Sent Items\""));
    server.add(2, mail(2)); // this server shows the same mails in every folder
    const auto third = await(source.changes({sent, second->next, 1'000'000}, {}));
    QVERIFY(third);
    QCOMPARE(third->arrived.size(), 1);
}

void TestImapSource::idleGivesWayAndComesBack()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server), ImapTimings{60'000, 600'000});
    Copy copy;
    QVERIFY(sync(source, copy));
    const auto hint = source.waitForHint(inbox(), {});
    const auto idles = [&] {
        return int(std::count_if(server.commands.begin(), server.commands.end(),
                                 [](const QByteArray &c) { return c.endsWith(" IDLE"); }));
    };
    QTRY_COMPARE(idles(), 1);
    QVERIFY(await(source.folders({})));
    QVERIFY(server.commands.contains("DONE"));
    QTRY_COMPARE(idles(), 2);
    QVERIFY(!hint.isFinished());
    server.add(2, mail(2));
    server.announce();
    QCOMPARE(kindOf(await(hint)), QStringLiteral("success"));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 2);
    QCOMPARE(server.connections, 1);

    std::stop_source stop;
    const auto stopped = source.waitForHint(inbox(), stop.get_token());
    QTRY_COMPARE(idles(), 3);
    stop.request_stop();
    QCOMPARE(kindOf(await(stopped)), QStringLiteral("Cancelled"));
    QTRY_COMPARE(server.commands.last(), QByteArray("DONE"));
    QVERIFY(await(source.folders({})));
    QCOMPARE(server.connections, 1); // giving up IDLE does not cost the connection
}

void TestImapSource::idleTellsOfMailThatCameBefore()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    Copy copy;
    QVERIFY(sync(source, copy));
    server.hangUp();
    server.add(2, mail(2)); // nobody is in IDLE now
    QString end = kindOf(await(source.waitForHint(inbox(), {})));
    if (end == QLatin1String("ConnectionLost")) // met the dying connection
        end = kindOf(await(source.waitForHint(inbox(), {})));
    QCOMPARE(end, QStringLiteral("success"));
}

void TestImapSource::noIdleIsSaidSo()
{
    FakeImapServer server;
    server.capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR";
    ImapSource source(accountFor(server));
    QCOMPARE(kindOf(await(source.waitForHint(inbox(), {}))), QStringLiteral("ServerRefused"));
}

void TestImapSource::flagsAppendAndContains()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    QVERIFY(await(source.setFlag(inbox(), QStringLiteral("7:1"), MailSource::Flag::Seen, true, {})));
    QVERIFY(server.mails[1].flags.contains("\\Seen"));
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
    const auto hint = source.waitForHint(inbox(), {});
    source.shutDown();
    QCOMPARE(kindOf(await(hint)), QStringLiteral("Cancelled"));
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("Cancelled"));
    QTRY_VERIFY(server.commands.last().endsWith(" LOGOUT"));
}

LIAISON_TEST(TestImapSource)
#include "tst_imap_source.moc"
