#include "imap_copy.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

/// The other folder that the server lists; it holds the same mails.
domain::RemoteFolder sentItems()
{
    domain::RemoteFolder folder;
    folder.remoteId = QStringLiteral("Sent Items");
    folder.role = domain::FolderRole::Sent;
    return folder;
}

/// Both folders as the server has them now.
bool bothInSync(ImapSource &source)
{
    for (const domain::RemoteFolder &folder : {sentItems(), inbox()}) {
        if (!await(source.changes({folder, {}, 1'000'000}, {})))
            return false;
    }
    return true;
}

QString both()
{
    return QStringLiteral("INBOX,Sent Items");
}

QString wordsOf(const Result<QStringList> &hint)
{
    return hint ? hint->join(QLatin1Char(',')) : kindOf(hint);
}

} // namespace

/// MailSource::waitForHint() over IMAP: IDLE, and NOTIFY where the server has it.
class TestImapHints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStalledIdleIsNoticed();
    void idleIsRenewed();
    void idleGivesWayAndComesBack();
    void idleIsNotBegunWhereOthersWait();
    void idleTellsOfMailThatCameBefore();
    void noIdleIsSaidSo();
    void otherFoldersAreWatched();
    void newsDuringOtherWorkAreKept();
    void aRefusedNotifyLeavesIdle();
    void anotherChoiceOfFoldersIsAskedFor();
    void anOverflowTellsAllAndStartsAnew();
};

void TestImapHints::aStalledIdleIsNoticed()
{
    FakeImapServer server;
    ImapTimings timings;
    timings.idleRenewMs = 200;
    timings.idleAnswerMs = 100;
    QVERIFY(ImapTimings().idleRenewMs + ImapTimings().idleAnswerMs < 90'000);
    ImapSource source(accountFor(server), timings);
    const auto hint = source.waitForHint({inbox()}, {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    server.stall();
    QCOMPARE(kindOf(await(hint)), QStringLiteral("TimedOut"));
}

void TestImapHints::idleIsRenewed()
{
    FakeImapServer server;
    ImapTimings timings;
    timings.idleRenewMs = 50;
    ImapSource source(accountFor(server), timings);
    const auto hint = source.waitForHint({inbox()}, {});
    QTRY_VERIFY(countOf(server.commands, " IDLE") >= 3);
    QVERIFY(!hint.isFinished());
    QCOMPARE(server.connections, 1);
    QCOMPARE(countOf(server.commands, "SELECT"), 1);
}

void TestImapHints::idleGivesWayAndComesBack()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server), ImapTimings{60'000, 600'000});
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const auto hint = source.waitForHint({inbox()}, {});
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
    QCOMPARE(kindOf(await(hint)), QStringLiteral("ok"));
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.mails.size(), 2);
    QCOMPARE(server.connections, 1);

    std::stop_source stop;
    const auto stopped = source.waitForHint({inbox()}, stop.get_token());
    QTRY_COMPARE(idles(), 3);
    stop.request_stop();
    QCOMPARE(kindOf(await(stopped)), QStringLiteral("Cancelled"));
    QTRY_COMPARE(server.commands.last(), QByteArray("DONE"));
    QVERIFY(await(source.folders({})));
    QCOMPARE(server.connections, 1); // giving up IDLE does not cost the connection
}

/// What is asked while the way into IDLE is still being made does not wait for the IDLE's end.
void TestImapHints::idleIsNotBegunWhereOthersWait()
{
    FakeImapServer server;
    ImapSource source(accountFor(server), ImapTimings{60'000, 600'000});
    std::optional<Future<QList<domain::RemoteFolder>>> folders;
    server.heard = [&](const QByteArray &command) {
        if (!folders && command.contains(" AUTHENTICATE "))
            folders = source.folders({});
    };
    const auto hint = source.waitForHint({inbox()}, {});
    QTRY_VERIFY(folders);
    QVERIFY(await(*folders));
    QVERIFY(!server.commands.contains("DONE"));
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    QVERIFY(!hint.isFinished());
}

void TestImapHints::idleTellsOfMailThatCameBefore()
{
    FakeImapServer server;
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    MailCopy copy;
    QVERIFY(sync(source, copy));
    server.hangUp();
    server.add(2, mail(2)); // nobody is in IDLE now
    QString end = kindOf(await(source.waitForHint({inbox()}, {})));
    if (end == QLatin1String("ConnectionLost")) // met the dying connection
        end = kindOf(await(source.waitForHint({inbox()}, {})));
    QCOMPARE(end, QStringLiteral("ok"));
}

void TestImapHints::noIdleIsSaidSo()
{
    FakeImapServer server;
    server.capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR";
    ImapSource source(accountFor(server));
    QCOMPARE(kindOf(await(source.waitForHint({inbox()}, {}))), QStringLiteral("ServerRefused"));
}

void TestImapHints::otherFoldersAreWatched()
{
    FakeImapServer server;
    server.capabilities += " NOTIFY";
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    QVERIFY(bothInSync(source));
    const auto hint = source.waitForHint({inbox(), sentItems()}, {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    QCOMPARE(countOf(server.commands,
                     "NOTIFY SET STATUS (SELECTED (MessageNew MessageExpunge FlagChange)) "
                     "(MAILBOXES (INBOX \"Sent Items\") (MessageNew MessageExpunge FlagChange))"),
             1);
    server.tell("* STATUS \"Sent Items\" (MESSAGES 1 UIDNEXT 2)"); // nothing that was not known
    server.tell("* STATUS Elsewhere (MESSAGES 7 UIDNEXT 8)");      // nobody waits for it
    QVERIFY(await(source.folders({})));                            // what was said before is read by now
    QVERIFY(!hint.isFinished());
    server.tell("* STATUS \"Sent Items\" (MESSAGES 2 UIDNEXT 3)");
    QCOMPARE(wordsOf(await(hint)), sentItems().remoteId);
    QCOMPARE(countOf(server.commands, "NOTIFY"), 1);
    // A hint is given once.
    const auto next = source.waitForHint({inbox(), sentItems()}, {});
    QVERIFY(await(source.folders({})));
    QVERIFY(!next.isFinished());
    server.add(2, mail(2));
    QTRY_VERIFY((server.announce(), next.isFinished())); // it may be on its way into IDLE
    QCOMPARE(wordsOf(await(next)), inbox().remoteId);
    QCOMPARE(countOf(server.commands, "NOTIFY"), 1);
    QCOMPARE(server.connections, 1);
}

void TestImapHints::newsDuringOtherWorkAreKept()
{
    FakeImapServer server;
    server.capabilities += " NOTIFY";
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    QVERIFY(bothInSync(source));
    server.tell("* STATUS \"Sent Items\" (MESSAGES 2 UIDNEXT 3)");
    QVERIFY(await(source.folders({})));
    QCOMPARE(wordsOf(await(source.waitForHint({inbox(), sentItems()}, {}))), sentItems().remoteId);
    // Read in between, they are none any more.
    server.tell("* STATUS \"Sent Items\" (MESSAGES 3 UIDNEXT 4)");
    QVERIFY(bothInSync(source));
    const auto hint = source.waitForHint({inbox(), sentItems()}, {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    QVERIFY(!hint.isFinished());
    // What comes into a folder while it is selected is not lost when another one is.
    QVERIFY(await(source.contains(sentItems(), QStringLiteral("m1@x"), {})));
    server.tell("* 5 EXISTS");
    QVERIFY(await(source.folders({})));
    QCOMPARE(wordsOf(await(hint)), sentItems().remoteId);
}

void TestImapHints::aRefusedNotifyLeavesIdle()
{
    FakeImapServer server;
    server.capabilities += " NOTIFY";
    server.notifyAnswer = "NO [BADEVENT (MessageNew MessageExpunge)] no flags";
    server.add(1, mail(1));
    ImapSource source(accountFor(server));
    QVERIFY(bothInSync(source));
    const auto hint = source.waitForHint({inbox(), sentItems()}, {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    QVERIFY(await(source.folders({})));
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 2);
    QCOMPARE(countOf(server.commands, "NOTIFY"), 1);
    server.add(2, mail(2));
    server.announce();
    QCOMPARE(wordsOf(await(hint)), inbox().remoteId);
    QCOMPARE(server.connections, 1);
}

void TestImapHints::anotherChoiceOfFoldersIsAskedFor()
{
    FakeImapServer server;
    server.capabilities += " NOTIFY";
    ImapSource source(accountFor(server));
    std::stop_source stop;
    const auto first = source.waitForHint({inbox(), sentItems()}, stop.get_token());
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    stop.request_stop();
    QCOMPARE(wordsOf(await(first)), QStringLiteral("Cancelled"));
    domain::RemoteFolder third = sentItems();
    third.remoteId = QStringLiteral("Berichte/März");
    const auto second = source.waitForHint({inbox(), third}, {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 2);
    QCOMPARE(countOf(server.commands, "NOTIFY NONE"), 1); // Dovecot would fall silent else
    QCOMPARE(countOf(server.commands, "(MAILBOXES (INBOX \"Berichte/M&AOQ-rz\") ("), 1);
    server.tell("* STATUS \"Berichte/M&AOQ-rz\" (MESSAGES 2 UIDNEXT 3)");
    server.tell("* STATUS \"Berichte/M&AOQ-rz\" (MESSAGES 3 UIDNEXT 4)");
    QCOMPARE(wordsOf(await(second)), third.remoteId);
}

void TestImapHints::anOverflowTellsAllAndStartsAnew()
{
    FakeImapServer server;
    server.capabilities += " NOTIFY";
    ImapSource source(accountFor(server));
    QVERIFY(bothInSync(source));
    const auto hint = source.waitForHint({inbox(), sentItems()}, {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 1);
    server.tell("* OK [NOTIFICATIONOVERFLOW] too much");
    QCOMPARE(wordsOf(await(hint)), both());
    QVERIFY(bothInSync(source));
    const auto next = source.waitForHint({inbox(), sentItems()}, {});
    QTRY_COMPARE(countOf(server.commands, " IDLE"), 2);
    QVERIFY(!next.isFinished());
    QCOMPARE(server.connections, 2); // what IDLE tells after an overflow is not defined
    QCOMPARE(countOf(server.commands, "NOTIFY"), 1);
}

LIAISON_TEST(TestImapHints)
#include "tst_imap_hints.moc"
