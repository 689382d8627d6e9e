#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/wizard_world.h"
#include "ui/admin/folder_tree.h"
#include "ui/admin/folders_card.h"

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Admin > Mailboxes: the folders of a mailbox.
class TestFoldersCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listedBeforeItWasStarted();
    void chosenByKeysAlone();
    void aFolderIsNamed();
    void aNameIsTestedOnTheServer();
    void theTestOfANameFails();
    void withoutAFolderNothingIsSaved();
    void whatVanishedIsMarked();
    void renamedItKeepsItsPlace();
    void theQuestionIsCancelled();
    void aRefusalIsTold();
    void withoutAnEngineTheKnownOnesStay();
    void cancelRestores();

private:
    template <class W> static W *named(QWidget &card, const char *name)
    {
        return card.findChild<W *>(QLatin1String(name));
    }
    static QPushButton *button(QWidget &card, const char *name) { return named<QPushButton>(card, name); }
    static QTreeWidgetItem *item(QWidget &card, const QString &text)
    {
        const QList<QTreeWidgetItem *> found
            = named<ui::FolderTree>(card, "folderTree")->findItems(text, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? nullptr : found.first();
    }
    static bool isTicked(QWidget &card, const QString &text)
    {
        const QTreeWidgetItem *found = item(card, text);
        return found && found->checkState(0) == Qt::Checked;
    }
    static QList<domain::Folder> kept(WizardWorld &world, MailboxId id)
    {
        return must(awaited(
            world.shell.store().read([id](store::Session &session) { return store::Folders(session).list(id); })));
    }
    static QStringList read(WizardWorld &world, MailboxId id)
    {
        QStringList ids;
        const QList<domain::Folder> folders = kept(world, id);
        for (const domain::Folder &each : folders) {
            if (each.selected)
                ids << each.remote.remoteId;
        }
        ids.sort();
        return ids;
    }
    /// What the feed would have noted of the server's folders.
    static void note(WizardWorld &world, MailboxId id, const QList<domain::RemoteFolder> &folders)
    {
        must(awaited(world.shell.store().write(
            [id, folders](store::Session &session) { return store::Folders(session).refresh(id, folders); })));
    }
    static domain::RemoteFolder remote(const QString &id, const QString &path, domain::FolderRole role)
    {
        return {id, path, u"/"_s, role, true, 12, 3};
    }
    static void open(ui::FoldersCard &card, MailboxId id)
    {
        card.setMailbox(id);
        card.show();
        card.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&card));
    }
    static bool hasListed(ui::FoldersCard &card)
    {
        return QTest::qWaitFor([&card] { return button(card, "foldersRefresh")->isVisible(); }, 30'000);
    }
};

void TestFoldersCard::listedBeforeItWasStarted()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    ui::FoldersCard card(world.context());
    open(card, id);
    QVERIFY(!named<ui::FolderTree>(card, "folderTree")->isVisible());
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    QCOMPARE(named<ui::FolderTree>(card, "folderTree")->topLevelItem(0)->text(0), u"INBOX"_s);
    QCOMPARE(item(card, u"2026"_s)->parent(), item(card, u"Archive"_s)); // a tree
    QVERIFY(isTicked(card, u"INBOX"_s) && isTicked(card, u"Sent"_s));
    QVERIFY(!isTicked(card, u"Archive"_s));
    item(card, u"2026"_s)->setCheckState(0, Qt::Checked);
    button(card, "foldersSave")->click();
    QTRY_COMPARE(read(world, id), (QStringList{u"Archive/2026"_s, u"INBOX"_s, u"Sent"_s}));
    QTRY_VERIFY(button(card, "foldersEdit")->isVisible());
    QVERIFY(!item(card, u"INBOX"_s)->flags().testFlag(Qt::ItemIsUserCheckable)); // to be read until Edit
}

void TestFoldersCard::chosenByKeysAlone()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    ui::FoldersCard card(world.context());
    open(card, id);
    button(card, "foldersEdit")->setFocus();
    QTest::keyClick(button(card, "foldersEdit"), Qt::Key_Space);
    QVERIFY(hasListed(card));
    auto *tree = named<ui::FolderTree>(card, "folderTree");
    const auto tabTo = [](const QWidget *wanted) {
        for (int i = 0; i < 20 && !wanted->hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        return wanted->hasFocus();
    };
    QVERIFY(QApplication::focusWidget());
    QVERIFY(tabTo(tree));
    QTest::keyClick(tree, Qt::Key_Down);
    QCOMPARE(tree->currentItem()->text(0), u"Archive"_s);
    QTest::keyClick(tree, Qt::Key_Space);
    QVERIFY(isTicked(card, u"Archive"_s));
    QVERIFY(tabTo(button(card, "foldersSave")));
    QTest::keyClick(button(card, "foldersSave"), Qt::Key_Space);
    QTRY_COMPARE(read(world, id), (QStringList{u"Archive"_s, u"INBOX"_s, u"Sent"_s}));
}

void TestFoldersCard::aFolderIsNamed()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    ui::FoldersCard card(world.context());
    open(card, id);
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    auto *name = named<QLineEdit>(card, "folderName");
    name->setText(u"Archive/1999"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(says(card, u"no folder “Archive/1999”"_s));
    QCOMPARE(name->text(), u"Archive/1999"_s); // to be mended
    name->setText(u" archive/2026 "_s);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(isTicked(card, u"2026"_s));
    QCOMPARE(named<ui::FolderTree>(card, "folderTree")->currentItem(), item(card, u"2026"_s));
    QVERIFY(name->text().isEmpty());
}

/// One that came since the list was asked for, one that the server does not list, and one that is none.
void TestFoldersCard::aNameIsTestedOnTheServer()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    world.server->addFolder(u"shared/phishing/Incidents"_s, domain::FolderRole::None);
    world.server->hideFolder(u"shared/phishing/Incidents"_s);
    ui::FoldersCard card(world.context());
    open(card, id);
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    item(card, u"INBOX"_s)->setCheckState(0, Qt::Unchecked);
    QVERIFY(!item(card, u"shared/phishing/Incidents"_s));
    world.server->addFolder(u"Archive/New"_s, domain::FolderRole::None);
    auto *name = named<QLineEdit>(card, "folderName");
    for (const QString &typed : {u"shared/phishing/Incidents"_s, u"archive/new"_s}) {
        name->setText(typed);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY2(name->text().isEmpty(), qPrintable(typed));
        QVERIFY(hasListed(card));
    }
    QVERIFY(isTicked(card, u"New"_s) && isTicked(card, u"shared/phishing/Incidents"_s));
    QVERIFY(!isTicked(card, u"INBOX"_s)); // what was chosen before stays so
    button(card, "foldersSave")->click();
    QTRY_COMPARE(read(world, id), (QStringList{u"Archive/New"_s, u"Sent"_s, u"shared/phishing/Incidents"_s}));
    // Whoever looks again finds it: the server opens it still.
    QTRY_VERIFY(button(card, "foldersEdit")->isVisible());
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    QVERIFY(isTicked(card, u"shared/phishing/Incidents"_s));
}

void TestFoldersCard::theTestOfANameFails()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    ui::FoldersCard card(world.context());
    open(card, id);
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    auto *name = named<QLineEdit>(card, "folderName");
    name->setText(u"Nowhere"_s);
    world.server->failNext(Op::Folders, Error{ErrorKind::AuthenticationFailed, u"535"_s, {}, {}});
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(says(card, u"not asked about “Nowhere”"_s));
    QCOMPARE(name->text(), u"Nowhere"_s);
    QVERIFY(isTicked(card, u"INBOX"_s)); // the list stays
    // It takes long, and is given up.
    world.server->hold(Op::Folders);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    QVERIFY(says(card, u"Looking for the folder “Nowhere”"_s));
    QVERIFY(!button(card, "foldersSave")->isEnabled());
    button(card, "foldersStop")->click();
    QVERIFY(button(card, "foldersSave")->isEnabled());
    world.server->release(Op::Folders);
    QVERIFY(!says(card, u"no folder “Nowhere”"_s));
}

void TestFoldersCard::withoutAFolderNothingIsSaved()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    note(world, id, {remote(u"INBOX"_s, u"INBOX"_s, domain::FolderRole::Inbox)});
    ui::FoldersCard card(world.context());
    open(card, id);
    QTRY_VERIFY(item(card, u"INBOX"_s));
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    for (const QString &each : {u"INBOX"_s, u"Sent"_s})
        item(card, each)->setCheckState(0, Qt::Unchecked);
    QVERIFY(card.unsavedChanges());
    button(card, "foldersSave")->click();
    QVERIFY(says(card, ui::FolderTree::noneChosen()));
    QVERIFY(button(card, "foldersSave")->isVisible());
    QCOMPARE(read(world, id), QStringList{u"INBOX"_s});
}

void TestFoldersCard::whatVanishedIsMarked()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    const auto inbox = remote(u"INBOX"_s, u"INBOX"_s, domain::FolderRole::Inbox);
    note(world, id, {inbox, remote(u"Old"_s, u"Old"_s, domain::FolderRole::Sent)});
    note(world, id, {inbox});
    ui::FoldersCard card(world.context());
    open(card, id);
    const QString marked = u"Old (not on the server any more)"_s;
    QTRY_VERIFY(item(card, marked));
    QVERIFY(item(card, marked)->text(1).isEmpty()); // what was in it is not there
    QCOMPARE(item(card, u"INBOX"_s)->text(1), u"12"_s);
    QCOMPARE(item(card, u"INBOX"_s)->text(2), u"3"_s);
    // It alone is nothing to read.
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    QVERIFY(isTicked(card, marked));
    for (const QString &each : {u"INBOX"_s, u"Sent"_s})
        item(card, each)->setCheckState(0, Qt::Unchecked);
    button(card, "foldersSave")->click();
    QVERIFY(says(card, ui::FolderTree::noneChosen()));
}

void TestFoldersCard::renamedItKeepsItsPlace()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    note(world, id,
         {remote(u"AAMkAD1"_s, u"Inbox"_s, domain::FolderRole::Inbox),
          remote(u"AAMkAD2"_s, u"Reports"_s, domain::FolderRole::None)});
    const QList<domain::Folder> before = kept(world, id);
    must(awaited(world.shell.store().write([folder = before.at(1).id](store::Session &session) {
        return store::Folders(session).setSelected(folder, true);
    })));
    note(world, id,
         {remote(u"AAMkAD1"_s, u"Inbox"_s, domain::FolderRole::Inbox),
          remote(u"AAMkAD2"_s, u"Inbox/Answers"_s, domain::FolderRole::None)});
    ui::FoldersCard card(world.context());
    open(card, id);
    QTRY_VERIFY(item(card, u"Answers"_s));
    QVERIFY(isTicked(card, u"Answers"_s));
    QCOMPARE(item(card, u"Answers"_s)->parent(), item(card, u"Inbox"_s));
    QVERIFY(!item(card, u"Reports"_s));
}

void TestFoldersCard::theQuestionIsCancelled()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    note(world, id, {remote(u"INBOX"_s, u"INBOX"_s, domain::FolderRole::Inbox)});
    ui::FoldersCard card(world.context());
    open(card, id);
    QTRY_VERIFY(item(card, u"INBOX"_s));
    world.server->hold(Op::Folders);
    button(card, "foldersEdit")->click();
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    QVERIFY(!button(card, "foldersSave")->isEnabled());
    button(card, "foldersStop")->click();
    QVERIFY(says(card, u"as they were known before"_s));
    QVERIFY(button(card, "foldersSave")->isEnabled());
    QVERIFY(!item(card, u"Archive"_s));
    world.server->release(Op::Folders);
    button(card, "foldersRefresh")->click();
    QTRY_VERIFY(item(card, u"Archive"_s));
}

void TestFoldersCard::aRefusalIsTold()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    world.server->failNext(Op::Folders, Error{ErrorKind::NameNotFound, {}, {}, {}});
    ui::FoldersCard card(world.context());
    open(card, id);
    button(card, "foldersEdit")->click();
    QTRY_VERIFY(says(card, u"The server did not list its folders."_s));
    QVERIFY(!button(card, "foldersSave")->isEnabled()); // nothing is known that could be saved
    button(card, "foldersRefresh")->click();
    QTRY_VERIFY(item(card, u"INBOX"_s));
    QVERIFY(!says(card, u"The server did not list its folders."_s));
    QVERIFY(button(card, "foldersSave")->isEnabled());
}

void TestFoldersCard::withoutAnEngineTheKnownOnesStay()
{
    ShellWorld world;
    const MailboxId id = world.addMailbox(u"ir@corp.example"_s).id;
    must(awaited(world.store().write([id](store::Session &session) {
        return store::Folders(session).refresh(id,
                                               {remote(u"INBOX"_s, u"INBOX"_s, domain::FolderRole::Inbox),
                                                remote(u"BU"_s, u"BU"_s, domain::FolderRole::None)});
    })));
    ui::FoldersCard card(world.context());
    open(card, id);
    QTRY_VERIFY(item(card, u"BU"_s));
    button(card, "foldersEdit")->click();
    QTRY_VERIFY(says(card, u"This process runs no feeds"_s));
    item(card, u"BU"_s)->setCheckState(0, Qt::Checked);
    button(card, "foldersSave")->click();
    QTRY_VERIFY(button(card, "foldersEdit")->isVisible());
    const auto folders
        = must(awaited(world.store().read([id](store::Session &session) { return store::Folders(session).list(id); })));
    QVERIFY(folders.at(0).selected && folders.at(1).selected);
}

void TestFoldersCard::cancelRestores()
{
    WizardWorld world;
    const MailboxId id = world.shell.addMailbox(u"ir@corp.example"_s).id;
    note(world, id, {remote(u"INBOX"_s, u"INBOX"_s, domain::FolderRole::Inbox)});
    ui::FoldersCard card(world.context());
    open(card, id);
    QTRY_VERIFY(item(card, u"INBOX"_s));
    button(card, "foldersEdit")->click();
    QVERIFY(hasListed(card));
    QVERIFY(!card.unsavedChanges());
    item(card, u"INBOX"_s)->setCheckState(0, Qt::Unchecked);
    QVERIFY(card.unsavedChanges());
    button(card, "foldersCancel")->click();
    QVERIFY(!card.unsavedChanges());
    QVERIFY(isTicked(card, u"INBOX"_s));
    QTRY_VERIFY(!item(card, u"Archive"_s)); // only what is kept
    QCOMPARE(read(world, id), QStringList{u"INBOX"_s});
}

} // namespace liaison::test

using liaison::test::TestFoldersCard;
LIAISON_TEST(TestFoldersCard)
#include "tst_folders_card.moc"
