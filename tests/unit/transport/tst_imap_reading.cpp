#include "core/transport/imap_source.h"
#include "imap_copy.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using transport::ImapSource;

namespace {

/// What goes into a page of two mails of 1,000 bytes and their headers.
constexpr qint64 twoMails = 2'500;

void fill(FakeImapServer &server, int mails)
{
    for (int uid = 1; uid <= mails; ++uid)
        server.add(quint32(uid), mail(uid, 1000));
}

int bodiesAskedFor(const FakeImapServer &server)
{
    return countOf(server.commands, "BODY.PEEK[]");
}

} // namespace

/// Pages that are asked for before somebody wants them.
class TestImapReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePageBehindIsOnItsWay();
    void moreAreOnTheirWayWhereSomebodyWaits();
    void nothingIsFetchedTwice();
    void otherQuestionsWaitForIt();
    void anotherFolderCostsItAgain();
    void aCutInThePageBehindLosesNoPage();
    void aMailThatBreaksThePageBehindIsLeftOut();
    void aStopLeavesAUsableSource();
};

void TestImapReading::thePageBehindIsOnItsWay()
{
    FakeImapServer server;
    fill(server, 10);
    ImapSource source(accountFor(server));
    MailCopy copy;
    const auto first = await(source.changes({inbox(), {}, twoMails}, {}));
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 2);
    QTRY_COMPARE(bodiesAskedFor(server), 2); // of two pages, though one was wanted …
    copy.take(*first);
    const auto second = await(source.changes({inbox(), copy.cursor, twoMails}, {}));
    QVERIFY2(second, why(second));
    QCOMPARE(second->arrived.first().remoteId, QStringLiteral("7:8"));
    QTRY_COMPARE(bodiesAskedFor(server), 3); // … and no more than one ahead
}

/// A long wire is filled; nobody's memory is, where pages lie here untaken.
void TestImapReading::moreAreOnTheirWayWhereSomebodyWaits()
{
    FakeImapServer server;
    fill(server, 40);
    ImapSource source(accountFor(server));
    MailCopy copy;
    server.holdBodies();
    auto page = source.changes({inbox(), {}, twoMails}, {});
    QTRY_COMPARE(bodiesAskedFor(server), 2);
    for (const int asked : {4, 6, 7, 8, 9}) { // up to three behind the one that is waited for
        server.releaseBodies();
        const auto came = await(page);
        QVERIFY2(came, why(came));
        copy.take(*came);
        page = source.changes({inbox(), copy.cursor, twoMails}, {});
        QTRY_COMPARE(bodiesAskedFor(server), asked);
    }
    server.releaseAllBodies();
    copy.take(*await(page));
    QVERIFY(await(source.folders({}))); // is answered behind them
    const int before = bodiesAskedFor(server);
    for (int i = 0; i < 2; ++i) { // they are all here: no more until two are left
        const auto came = await(source.changes({inbox(), copy.cursor, twoMails}, {}));
        QVERIFY2(came, why(came));
        copy.take(*came);
    }
    QCOMPARE(bodiesAskedFor(server), before);
    QVERIFY(sync(source, copy, twoMails));
    QCOMPARE(copy.mails.size(), 40);
    QCOMPARE(copy.twice, 0);
    QCOMPARE(bodiesAskedFor(server), 20);
}

void TestImapReading::nothingIsFetchedTwice()
{
    FakeImapServer server;
    fill(server, 41);
    ImapSource source(accountFor(server));
    MailCopy copy;
    QVERIFY(sync(source, copy, twoMails));
    QCOMPARE(copy.mails.size(), 41);
    QCOMPARE(copy.twice, 0);
    QCOMPARE(copy.pages, 21);
    QCOMPARE(bodiesAskedFor(server), 21);
    QCOMPARE(server.connections, 1);
}

void TestImapReading::otherQuestionsWaitForIt()
{
    FakeImapServer server;
    fill(server, 10);
    ImapSource source(accountFor(server));
    MailCopy copy;
    const auto first = await(source.changes({inbox(), {}, twoMails}, {}));
    QVERIFY2(first, why(first));
    copy.take(*first);
    const auto flag = source.setFlag(inbox(), QStringLiteral("7:10"), ImapSource::Flag::Seen, true, {});
    const auto folders = source.folders({});
    QVERIFY(await(flag));
    QVERIFY(await(folders));
    QVERIFY(server.mails.at(10).flags.contains("\\Seen"));
    QVERIFY(sync(source, copy, twoMails));
    QCOMPARE(copy.mails.size(), 10);
    QCOMPARE(bodiesAskedFor(server), 5);
    QCOMPARE(server.connections, 1);
}

void TestImapReading::anotherFolderCostsItAgain()
{
    FakeImapServer server;
    fill(server, 6);
    ImapSource source(accountFor(server));
    MailCopy copy;
    const auto first = await(source.changes({inbox(), {}, twoMails}, {}));
    QVERIFY2(first, why(first));
    copy.take(*first);
    domain::RemoteFolder sent;
    sent.remoteId = QStringLiteral("Sent");
    QVERIFY(await(source.contains(sent, QStringLiteral("<nothing@x>"), {})));
    QVERIFY(sync(source, copy, twoMails));
    QCOMPARE(copy.mails.size(), 6);
    QCOMPARE(copy.twice, 0);
    QCOMPARE(bodiesAskedFor(server), 4);
}

void TestImapReading::aCutInThePageBehindLosesNoPage()
{
    FakeImapServer server;
    fill(server, 10);
    server.hangUpAfterMails = 4; // the second of the page that nobody wanted yet
    ImapSource source(accountFor(server));
    MailCopy copy;
    const auto first = await(source.changes({inbox(), {}, twoMails}, {}));
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 2);
    copy.take(*first);
    const auto rest = sync(source, copy, twoMails);
    if (!rest) { // asked for while the connection was being lost
        QCOMPARE(kindOf(rest), QStringLiteral("ConnectionLost"));
        QVERIFY(sync(source, copy, twoMails));
    }
    QCOMPARE(copy.mails.size(), 10);
    QCOMPARE(copy.twice, 0);
}

void TestImapReading::aMailThatBreaksThePageBehindIsLeftOut()
{
    FakeImapServer server;
    fill(server, 10);
    server.poisonous = {7};
    ImapSource source(accountFor(server));
    MailCopy copy;
    for (int i = 0; i < 5 && copy.mails.size() < 9; ++i)
        (void)sync(source, copy, twoMails);
    QVERIFY(sync(source, copy, twoMails));
    QCOMPARE(copy.mails.size(), 9);
    QVERIFY(!copy.mails.contains(QStringLiteral("7:7")));
    QCOMPARE(copy.withheld, 1);
    QCOMPARE(copy.twice, 0);
}

void TestImapReading::aStopLeavesAUsableSource()
{
    FakeImapServer server;
    fill(server, 10);
    ImapSource source(accountFor(server));
    MailCopy copy;
    const auto first = await(source.changes({inbox(), {}, twoMails}, {}));
    QVERIFY2(first, why(first));
    copy.take(*first);
    QTRY_COMPARE(bodiesAskedFor(server), 2);
    server.stall(); // it has said the second page by now, and will not say the third
    const auto second = await(source.changes({inbox(), copy.cursor, twoMails}, {}));
    QVERIFY2(second, why(second));
    copy.take(*second);
    std::stop_source stop;
    const auto stopped = source.changes({inbox(), copy.cursor, twoMails}, stop.get_token());
    stop.request_stop();
    QCOMPARE(kindOf(await(stopped)), QStringLiteral("Cancelled"));
    server.silent = false;
    QVERIFY(sync(source, copy, twoMails));
    QCOMPARE(copy.mails.size(), 10);
    QCOMPARE(copy.twice, 0);
}

LIAISON_TEST(TestImapReading)
#include "tst_imap_reading.moc"
