#include "tests/support/test_registry.h"
#include "tests/ui/shell/switch_shell.h"
#include "ui/admin/sign_in_dialog.h"

#include <QLabel>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::Protocol;
using domain::SwitchReport;

namespace {

QStringList line(const QTreeWidgetItem *item)
{
    QStringList texts;
    for (int i = 0; i < 4; ++i)
        texts << item->text(i);
    return texts;
}

bool saysLabel(QWidget &parent, const QString &words)
{
    const QList<QLabel *> labels = parent.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
}

} // namespace

/// A mailbox's switch from the window: what is asked of the desk, and what is shown of its answers.
class TestSwitchDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byKeysAlone();
    void differencesAreShown();
    void whatStandsInTheWayIsSaid_data();
    void whatStandsInTheWayIsSaid();
    void aBlockedWayIsNoObstacle();
    void theHostCounts();
    void aPersonCanConsent();
    void theMailboxIsTakenAsItIsSaved();
    void withoutOAuth();
};

void TestSwitchDialog::byKeysAlone()
{
    SwitchShell world;
    const QPointer<ui::SwitchDialog> dialog = world.dialog();
    QSignalSpy switched(dialog, &ui::SwitchDialog::switched);
    QVERIFY(!shownButton(*dialog, u"Switch"_s)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(world.asked.size(), 1);
    QVERIFY(world.asked.first().options.dryRun);
    QCOMPARE(int(world.asked.first().options.to), int(Protocol::Graph));
    QVERIFY(!shownButton(*dialog, u"Compare"_s)->isEnabled());
    world.asked.first().progress({domain::SwitchProgress::Step::Mails, u"Archive"_s, 2, 5});
    QVERIFY(saysLabel(*dialog, u"Listing the mails of Archive, folder 3 of 5…"_s));
    QCOMPARE(dialog->findChild<QProgressBar *>()->maximum(), 5);
    QCOMPARE(dialog->findChild<QProgressBar *>()->value(), 2);
    world.answer(world.report());
    QTRY_VERIFY(barSays(*dialog, u"Both ways show the same. Nothing has been changed so far."_s));
    const auto *table = dialog->findChild<QTreeWidget *>();
    QCOMPARE(table->topLevelItemCount(), 3);
    QCOMPARE(line(table->topLevelItem(0)),
             (QStringList{u"Inbox"_s, u"1204 mails"_s, u"1204 mails"_s, u"matches (newest 100)"_s}));
    QVERIFY(shownButton(*dialog, u"Switch"_s)->isDefault());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(world.asked.size(), 2);
    QVERIFY(!world.asked.last().options.dryRun);
    SwitchReport done = world.report();
    done.done = true;
    done.folders.first().toFetch = 1;
    world.answer(done);
    QTRY_VERIFY(barSays(*dialog, u"ir@corp.example is read and sent by Microsoft Graph from now on."_s));
    QVERIFY(barSays(*dialog, u"2089 stored mails were recognised there. 1 more will be fetched."_s));
    QCOMPARE(switched.size(), 1);
    QVERIFY(!shownButton(*dialog, u"Switch"_s)->isEnabled() && !shownButton(*dialog, u"Compare"_s)->isEnabled());
    QVERIFY(shownButton(*dialog, u"Close"_s)->isDefault());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog);
}

void TestSwitchDialog::differencesAreShown()
{
    SwitchShell world;
    auto *dialog = world.dialog();
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    world.answer(world.differing());
    QTRY_VERIFY(barSays(*dialog, u"The ways differ"_s));
    QVERIFY(shownButton(*dialog, u"Switch"_s)->isEnabled());
    const auto *table = dialog->findChild<QTreeWidget *>();
    QCOMPARE(table->headerItem()->text(1), u"Exchange Web Services"_s);
    QCOMPARE(table->headerItem()->text(2), u"Microsoft Graph"_s);
    const QTreeWidgetItem *inbox = table->topLevelItem(0);
    QCOMPARE(line(inbox),
             (QStringList{u"Inbox"_s, u"1204 mails"_s, u"1202 mails"_s, u"differs: 2 of the newest 100 missing"_s}));
    QVERIFY(inbox->isExpanded());
    QCOMPARE(line(inbox->child(1)), (QStringList{u"2@bu.example"_s, u"there"_s, u"not there"_s, u"differs"_s}));
    QCOMPARE(line(table->topLevelItem(2)).last(), u"differs in number"_s);
    QCOMPARE(line(table->topLevelItem(3)),
             (QStringList{u"Conversation History"_s, u"there"_s, u"not there"_s, u"is not read"_s}));
    QCOMPARE(line(table->topLevelItem(4)), (QStringList{u"Snoozed"_s, u"not there"_s, u"there"_s, u"is not read"_s}));
}

void TestSwitchDialog::whatStandsInTheWayIsSaid_data()
{
    QTest::addColumn<bool>("folder");
    QTest::addColumn<QString>("words");
    QTest::newRow("a refusal") << false << u"Check the e-mail address."_s;
    QTest::newRow("a folder") << true << u"Folders that are read are not there by Microsoft Graph"_s;
}

void TestSwitchDialog::whatStandsInTheWayIsSaid()
{
    QFETCH(const bool, folder);
    QFETCH(const QString, words);
    SwitchShell world;
    auto *dialog = world.dialog();
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    SwitchReport report = world.refused(domain::TestStepKind::SignIn, domain::TestReason::MailboxDenied);
    if (folder) {
        report = world.report();
        report.folders.last().pathThere.clear();
    }
    world.answer(report);
    QTRY_VERIFY(barSays(*dialog, words));
    QVERIFY(barSays(*dialog, u"stays as it is"_s));
    if (folder)
        QVERIFY(barSays(*dialog, u"Archive/2026"_s));
    QVERIFY(!shownButton(*dialog, u"Switch"_s)->isEnabled());
    QVERIFY(!shownButton(*dialog, u"Sign in…"_s)); // an application's sign-in is nobody's
    // Once it is mended, the same dialog goes on.
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 2);
    world.answer(world.report());
    QTRY_VERIFY(shownButton(*dialog, u"Switch"_s)->isEnabled());
}

void TestSwitchDialog::aBlockedWayIsNoObstacle()
{
    SwitchShell world;
    auto *dialog = world.dialog();
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    SwitchReport report = world.report();
    report.hereError = Error{ErrorKind::PermissionDenied, u"blocked"_s, {}, {}};
    for (domain::SwitchedFolder &folder : report.folders)
        folder.here = -1;
    world.answer(report);
    QTRY_VERIFY(barSays(*dialog, u"Exchange Web Services gave no answer, so what is stored was compared."_s));
    QVERIFY(shownButton(*dialog, u"Switch"_s)->isEnabled());
    QCOMPARE(dialog->findChild<QTreeWidget *>()->topLevelItem(2)->text(1), u"12 stored"_s);
}

void TestSwitchDialog::theHostCounts()
{
    SwitchShell world;
    auto *dialog = world.dialog();
    auto *host = dialog->findChild<QLineEdit *>();
    QTest::keyClicks(host, u"ht tp"_s);
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_VERIFY(barSays(*dialog, u"“ht tp” is no host."_s));
    QVERIFY(world.asked.isEmpty());
    host->clear();
    QTest::keyClicks(host, u"graph.corp.example:8443"_s);
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    QCOMPARE(world.asked.last().options.host, u"graph.corp.example:8443"_s);
    QVERIFY(!host->isEnabled());
    world.answer(world.report());
    QTRY_VERIFY(shownButton(*dialog, u"Switch"_s)->isEnabled());
    QTest::keyClick(host, Qt::Key_Backspace); // another one: what was compared does not count for it
    QVERIFY(!shownButton(*dialog, u"Switch"_s)->isEnabled());
    QVERIFY(shownButton(*dialog, u"Compare"_s)->isDefault());
}

void TestSwitchDialog::aPersonCanConsent()
{
    SwitchShell world(domain::OAuthFlow::Browser);
    auto *dialog = world.dialog();
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    world.answer(world.refused(domain::TestStepKind::Token, domain::TestReason::NoToken));
    QTRY_VERIFY(shownButton(*dialog, u"Sign in…"_s));
    shownButton(*dialog, u"Sign in…"_s)->click();
    auto *signIn = dialog->findChild<ui::SignInDialog *>();
    QVERIFY(signIn);
    Q_EMIT signIn->signedIn();
    QTRY_COMPARE(world.asked.size(), 2);
    QVERIFY(world.asked.last().options.dryRun);
}

void TestSwitchDialog::theMailboxIsTakenAsItIsSaved()
{
    SwitchShell world;
    auto *dialog = world.dialog();
    world.mailbox.displayName = u"Renamed meanwhile"_s;
    world.save(world.mailbox);
    shownButton(*dialog, u"Compare"_s)->click();
    QTRY_COMPARE(world.asked.size(), 1);
    QCOMPARE(world.asked.first().mailbox.displayName, u"Renamed meanwhile"_s);
}

void TestSwitchDialog::withoutOAuth()
{
    SwitchShell world;
    world.mailbox.inbound.signIn = domain::SignIn::Ntlm;
    auto *dialog = world.dialog();
    QVERIFY(barSays(*dialog, u"Only a mailbox that signs in with OAUTH2.0 can be switched"_s));
    QVERIFY(!shownButton(*dialog, u"Compare"_s)->isEnabled());
    QVERIFY(!shownButton(*dialog, u"Switch"_s)->isEnabled());
}

} // namespace liaison::test

using liaison::test::TestSwitchDialog;
LIAISON_TEST(TestSwitchDialog)
#include "tst_switch_dialog.moc"
