#include "tests/contract/mail_world.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

namespace {

const QString projects = u"Projects"_s;
const QString one = u"one@bu.test"_s;

QByteArray mailNamed(const QString &id)
{
    return mailToAnalysts(finance, u"About "_s + id, id.toUtf8(), {}, "Text of " + id.toUtf8() + "\r\n");
}

} // namespace

/// Folders of a mail server and what others do to them and to the mail in them, on every kind of server. Mail that was
/// read once stays, whatever becomes of it there.
class TestMailFolders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void severalFoldersAreRead_data() { MailWorld::rows(); }
    void severalFoldersAreRead();
    void mailThatIsMovedStaysOneMail_data() { MailWorld::rowsOnSqlite(); }
    void mailThatIsMovedStaysOneMail();
    void mailThatIsDeletedStaysHere_data() { MailWorld::rowsOnSqlite(); }
    void mailThatIsDeletedStaysHere();
    void aFolderThatIsRenamed_data() { MailWorld::rowsOnSqlite(); }
    void aFolderThatIsRenamed();
    void aFolderThatIsDeletedIsSkipped_data() { MailWorld::rowsOnSqlite(); }
    void aFolderThatIsDeletedIsSkipped();
    void aMailboxThatIsResetIsNotDoubled_data() { MailWorld::rows(); }
    void aMailboxThatIsResetIsNotDoubled();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }

private:
    static std::optional<Error> warning(MailWorld &world)
    {
        return world.office().status(world.mailbox()).value_or(domain::FeedStatus{}).error;
    }
};

void TestMailFolders::severalFoldersAreRead()
{
    START_WORLD(world);
    QVERIFY(world.makeFolder(projects));
    QVERIFY(world.makeFolder(u"Other"_s));
    world.drop({mailNamed(one)}, projects);
    world.drop({mailNamed(u"other@bu.test"_s)}, u"Other"_s);
    CONNECT_WORLD(world);
    QCOMPARE(world.copies(), QStringList()); // nobody chose them
    QVERIFY(world.selectFolders({projects}));
    QTRY_COMPARE_WITH_TIMEOUT(world.copies(), QStringList{u"one@bu.test Projects"_s}, 60'000);
    QVERIFY(world.waitInSync());
    // A mail that comes into a chosen folder is read without anybody asking, where the server tells of it.
    world.drop({mailNamed(u"two@bu.test"_s)}, projects);
    world.drop({mailNamed(u"three@bu.test"_s)});
    world.nudgeFolders();
    QTRY_COMPARE_WITH_TIMEOUT(
        world.copies(), (QStringList{u"one@bu.test Projects"_s, u"three@bu.test INBOX"_s, u"two@bu.test Projects"_s}),
        60'000);
}

void TestMailFolders::mailThatIsMovedStaysOneMail()
{
    START_WORLD(world);
    QVERIFY(world.makeFolder(projects));
    world.drop({mailNamed(one)});
    CONNECT_WORLD(world);
    QVERIFY(world.selectFolders({projects}));
    QVERIFY(world.waitInSync());
    QVERIFY(world.move(one, projects));
    // A pass that began before the move may end after it.
    QTRY_COMPARE_WITH_TIMEOUT((static_cast<void>(world.waitInSync()), world.copies()),
                              (QStringList{u"one@bu.test INBOX gone"_s, u"one@bu.test Projects"_s}), 60'000);
    const auto unmatched = world.office().unmatched();
    QCOMPARE(unmatched->size(), 1);
    // Read here, it is marked where it is now.
    desk::MailDesk mails(world.office().context());
    QVERIFY(await(mails.setRead({unmatched->first().id}, true)));
    QTRY_COMPARE_WITH_TIMEOUT((static_cast<void>(world.waitInSync()), world.copies()),
                              (QStringList{u"one@bu.test INBOX gone"_s, u"one@bu.test Projects seen"_s}), 60'000);
}

void TestMailFolders::mailThatIsDeletedStaysHere()
{
    START_WORLD(world);
    world.drop({mailNamed(one), mailNamed(u"two@bu.test"_s)});
    CONNECT_WORLD(world);
    QVERIFY(world.remove(one));
    QVERIFY(world.waitInSync());
    QCOMPARE(world.copies(), (QStringList{u"one@bu.test INBOX gone"_s, u"two@bu.test INBOX"_s}));
    QCOMPARE(world.office().unmatched()->size(), 2);
    QCOMPARE(world.mailsIn(u"INBOX"_s).size(), 1);
}

void TestMailFolders::aFolderThatIsRenamed()
{
    START_WORLD(world);
    QCOMPARE(world.listFoldersOften(), QByteArray());
    const QString renamed = u"Projects-2026"_s;
    QVERIFY(world.makeFolder(projects));
    world.drop({mailNamed(one)}, projects);
    CONNECT_WORLD(world);
    QVERIFY(world.selectFolders({projects}));
    QVERIFY(world.waitInSync());
    QVERIFY(world.renameFolder(projects, renamed));
    world.drop({mailNamed(u"two@bu.test"_s)}, renamed);
    QVERIFY(world.waitInSync());
    if (world.keepsFolderIds()) { // it keeps its place, under its new name
        QCOMPARE(world.copies(), (QStringList{u"one@bu.test Projects-2026"_s, u"two@bu.test Projects-2026"_s}));
        QVERIFY(!warning(world));
    } else { // nobody can know that it is the same: it is missed, and chosen anew its mail is recognised
        QTRY_VERIFY_WITH_TIMEOUT(warning(world) && warning(world)->kind == ErrorKind::FolderMissing, 60'000);
        QCOMPARE(world.copies(), QStringList{u"one@bu.test Projects"_s});
        QVERIFY(world.selectFolders({renamed}));
        QVERIFY(world.waitInSync());
        QCOMPARE(
            world.copies(),
            (QStringList{u"one@bu.test Projects"_s, u"one@bu.test Projects-2026"_s, u"two@bu.test Projects-2026"_s}));
    }
    QCOMPARE(world.office().unmatched()->size(), 2);
}

void TestMailFolders::aFolderThatIsDeletedIsSkipped()
{
    START_WORLD(world);
    QCOMPARE(world.listFoldersOften(), QByteArray());
    QVERIFY(world.makeFolder(projects));
    world.drop({mailNamed(one)}, projects);
    CONNECT_WORLD(world);
    QVERIFY(world.selectFolders({projects}));
    QVERIFY(world.waitInSync());
    QVERIFY(world.removeFolder(projects));
    world.drop({mailNamed(u"two@bu.test"_s)});
    QVERIFY(world.waitInSync());
    // Its mail stays, the feed says so, and the others go on.
    QCOMPARE(world.copies(), (QStringList{u"one@bu.test Projects"_s, u"two@bu.test INBOX"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(warning(world) && warning(world)->kind == ErrorKind::FolderMissing, 60'000);
    QCOMPARE(warning(world)->log, projects);
    world.drop({mailNamed(u"three@bu.test"_s)});
    world.nudge();
    QTRY_COMPARE_WITH_TIMEOUT(world.office().unmatched()->size(), 3, 60'000);
}

void TestMailFolders::aMailboxThatIsResetIsNotDoubled()
{
    START_WORLD(world);
    QStringList ids;
    QList<QByteArray> mails;
    for (int i = 0; i < 20; ++i) {
        ids << u"many-%1@bu.test"_s.arg(i);
        mails << mailNamed(ids.last());
    }
    world.drop(mails);
    CONNECT_WORLD(world);
    QCOMPARE(world.office().unmatched()->size(), 20);
    QVERIFY(world.reset());
    world.drop({mailNamed(u"after@bu.test"_s)});
    QTRY_COMPARE_WITH_TIMEOUT((static_cast<void>(world.waitInSync()), world.office().unmatched()->size()), 21, 60'000);
    // A further pass shows that the whole folder was gone through again.
    QVERIFY(world.waitInSync());
    const auto unmatched = world.office().unmatched();
    QCOMPARE(unmatched->size(), 21);
    for (const store::MailRow &row : *unmatched)
        QVERIFY(!row.duplicateId);
    QStringList live = world.copies();
    live.removeIf([](const QString &line) { return line.endsWith(QLatin1String(" void")); });
    QCOMPARE(live.size(), 21);
    for (const QString &id : std::as_const(ids))
        QCOMPARE(live.count(id + u" INBOX"_s), 1);
}

LIAISON_TEST(TestMailFolders)
#include "tst_mail_folders.moc"
