#include "imap_copy.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// MailSource::changes() over IMAP.
class TestImapChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstSyncIsNewestFirstAndBounded();
    void anEmptyFolderIsInSync();
    void resumesAfterTheConnectionWasCut();
    void newMailFlagsAndVanished_data();
    void newMailFlagsAndVanished();
    void nothingNewCostsOneCommand();
    void aNewGenerationFetchesEverythingAnew();
    void aRefusedMailIsSkipped();
    void aRefusedMailIsAskedForAgain_data();
    void aRefusedMailIsAskedForAgain();
    void aMailThatBreaksTheConnectionIsSkipped();
    void aMailThatBrokeTheConnectionIsAskedForAgain();
    void aMissingFolderIsSaidSo();
    void qresyncTellsTheDelta();
    void aFolderInSyncCostsOneStatus();
};

void TestImapChanges::firstSyncIsNewestFirstAndBounded()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 120; ++uid)
        server.add(quint32(uid), mail(uid, 1000), uid % 2 ? "\\Seen" : "");
    ImapSource source(accountFor(server));
    MailCopy copy;
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

void TestImapChanges::anEmptyFolderIsInSync()
{
    FakeImapServer server;
    ImapSource source(accountFor(server));
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.pages, 1);
    server.add(1, mail(1));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 1);
}

void TestImapChanges::resumesAfterTheConnectionWasCut()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 40; ++uid)
        server.add(quint32(uid), mail(uid, 1000));
    server.hangUpAfterMails = 17;
    MailCopy copy;
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

void TestImapChanges::newMailFlagsAndVanished_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::newRow("condstore") << FakeImapServer().capabilities;
    QTest::newRow("bare") << QByteArray("IMAP4rev1 AUTH=PLAIN SASL-IR ESEARCH");
}

void TestImapChanges::newMailFlagsAndVanished()
{
    QFETCH(QByteArray, capabilities);
    FakeImapServer server;
    server.capabilities = capabilities;
    for (int uid = 1; uid <= 9; ++uid)
        server.add(quint32(uid), mail(uid));
    ImapSource source(accountFor(server));
    MailCopy copy;
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

void TestImapChanges::nothingNewCostsOneCommand()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const auto before = server.commands.size();
    QVERIFY(sync(source, copy));
    QCOMPARE(server.commands.size(), before + 1);
    QCOMPARE(copy.twice, 0);
}

void TestImapChanges::aNewGenerationFetchesEverythingAnew()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 5; ++uid)
        server.add(quint32(uid), mail(uid));
    ImapSource source(accountFor(server));
    MailCopy copy;
    QVERIFY(sync(source, copy));
    server.uidValidity = 8;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.generations, 1);
    QCOMPARE(copy.mails.size(), 5);
    QVERIFY(copy.mails.contains(QStringLiteral("8:5")));
    QVERIFY(copy.vanished.isEmpty());
}

void TestImapChanges::aRefusedMailIsSkipped()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 6; ++uid)
        server.add(quint32(uid), mail(uid));
    server.refused = {4};
    ImapSource source(accountFor(server));
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 5);
    QVERIFY(copy.cursor.contains("\"skipped\":\"4\""));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.twice, 0);
    QVERIFY(copy.vanished.isEmpty());
}

void TestImapChanges::aRefusedMailIsAskedForAgain_data()
{
    newMailFlagsAndVanished_data();
}

/// A NO may be over in a minute; nobody would ever miss a mail that was never read.
void TestImapChanges::aRefusedMailIsAskedForAgain()
{
    QFETCH(QByteArray, capabilities);
    constexpr UtcMs start = 1'700'000'000'000;
    constexpr UtcMs minute = 60'000;
    FakeImapServer server;
    server.capabilities = capabilities;
    for (int uid = 1; uid <= 6; ++uid)
        server.add(quint32(uid), mail(uid));
    server.refused = {4};
    MailCopy copy;
    const auto run = [&](UtcMs now) {
        ImapSource source(accountFor(server)); // a restart each time: the cursor knows when it is due
        server.commands.clear();
        QVERIFY(sync(source, copy, 1'000'000, now));
    };
    const auto bodies = [&] { return countOf(server.commands, "BODY.PEEK[]"); };
    run(start);
    QCOMPARE(copy.mails.size(), 5);
    QCOMPARE(copy.withheld, 1);
    run(start + minute - 1);
    QCOMPARE(bodies(), 0);
    QCOMPARE(copy.withheld, 1);
    run(start + minute);
    QVERIFY(bodies() > 0);
    QCOMPARE(copy.withheld, 1);
    // The next time is later: ten minutes.
    run(start + 3 * minute);
    QCOMPARE(bodies(), 0);
    server.refused.clear();
    run(start + 11 * minute);
    QCOMPARE(copy.mails.size(), 6);
    QCOMPARE(copy.withheld, 0);
    QCOMPARE(copy.twice, 0);
    QVERIFY(copy.vanished.isEmpty());
    run(start + 12 * minute);
    QCOMPARE(bodies(), 0);
}

void TestImapChanges::aMailThatBreaksTheConnectionIsSkipped()
{
    FakeImapServer server;
    for (int uid = 1; uid <= 6; ++uid)
        server.add(quint32(uid), mail(uid));
    server.poisonous = {4};
    ImapSource source(accountFor(server));
    MailCopy copy;
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

void TestImapChanges::aMailThatBrokeTheConnectionIsAskedForAgain()
{
    constexpr UtcMs start = 1'700'000'000'000;
    FakeImapServer server;
    for (int uid = 1; uid <= 3; ++uid)
        server.add(quint32(uid), mail(uid));
    server.poisonous = {2};
    MailCopy copy;
    const auto errors = [&](ImapSource &source, UtcMs now) {
        int count = 0;
        while (!sync(source, copy, 1'000'000, now) && count < 10)
            ++count;
        return count;
    };
    {
        ImapSource source(accountFor(server));
        QCOMPARE(errors(source, start), 2);
        QCOMPARE(copy.withheld, 1);
        QCOMPARE(errors(source, start + 60'000), 0); // what is known to break is not tried again by who knows it
    }
    ImapSource source(accountFor(server));
    QVERIFY(errors(source, start + 3'600'000) > 0);
    QCOMPARE(copy.withheld, 1);
    server.poisonous.clear();
    ImapSource later(accountFor(server));
    QCOMPARE(errors(later, start + 86'400'000), 0);
    QCOMPARE(copy.mails.size(), 3);
    QCOMPARE(copy.twice, 0);
}

void TestImapChanges::aMissingFolderIsSaidSo()
{
    FakeImapServer server;
    server.folderGone = true;
    ImapSource source(accountFor(server));
    QCOMPARE(kindOf(await(source.changes({inbox(), {}, 1000}, {}))), QStringLiteral("FolderMissing"));
    server.folderGone = false;
    MailCopy copy;
    QVERIFY(sync(source, copy)); // the connection is still good
    QCOMPARE(server.connections, 1);
}

void TestImapChanges::qresyncTellsTheDelta()
{
    FakeImapServer server;
    server.capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR ENABLE CONDSTORE QRESYNC IDLE ESEARCH";
    for (int uid = 1; uid <= 20; ++uid)
        server.add(quint32(uid), mail(uid));
    MailCopy copy;
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

void TestImapChanges::aFolderInSyncCostsOneStatus()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    domain::RemoteFolder sent;
    sent.remoteId = QStringLiteral("Sent Items");
    MailCopy copy;
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

LIAISON_TEST(TestImapChanges)
#include "tst_imap_changes.moc"
