#include "core/store/segmenter.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailbox_wizard.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/common/message_bar.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_list.h"
#include "ui/shell/main_window.h"
#include "ui/shell/search_box.h"
#include "ui/shell/status_line.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <algorithm>

namespace liaison::test {

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreThoseOfTheDesign();
    void keysWork();
    void paneByPane();
    void searchOpensWhatItFound();
    void searchSaysThatTheIndexIsRenewed();
    void firstRunLeadsToAMailbox();
    void statusLineSpeaks();
    void troubleIsTold();
    void layoutIsRemembered();

private:
    static void show(ui::MainWindow &window)
    {
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    static bool saysBar(QWidget &window, const QString &words)
    {
        const QList<ui::MessageBar *> bars = window.findChildren<ui::MessageBar *>();
        return std::any_of(bars.begin(), bars.end(), [&words](const ui::MessageBar *bar) {
            return bar->isVisible() && bar->text().contains(words);
        });
    }
};

void TestWindow::keysAreThoseOfTheDesign()
{
    ShellWorld world;
    const ui::MainWindow window(world.context(), world.theme(), world.settings());
    const ui::WindowActions *commands = window.commands();
    const QList<QPair<QAction *, const char *>> wanted{
        {commands->newMail, "Ctrl+N"},     {commands->reply, "Ctrl+R"},     {commands->replyAll, "Ctrl+Shift+R"},
        {commands->forward, "Ctrl+L"},     {commands->markRead, "Ctrl+M"},  {commands->getMail, "F5"},
        {commands->find, "Ctrl+F"},        {commands->search, "Ctrl+K"},    {commands->nextPane, "F6"},
        {commands->showSummary, "Ctrl+1"}, {commands->showMails, "Ctrl+2"}, {commands->showUnmatched, "Ctrl+3"},
        {commands->showOutbox, "Ctrl+4"},  {commands->quit, "Ctrl+Q"},
    };
    for (const auto &pair : wanted)
        QCOMPARE(pair.first->shortcut().toString(QKeySequence::PortableText), QLatin1String(pair.second));
    QSet<QString> seen;
    const QList<QAction *> actions = window.actions();
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        QVERIFY2(!seen.contains(action->shortcut().toString()), qPrintable(action->shortcut().toString()));
        seen.insert(action->shortcut().toString());
    }
}

void TestWindow::keysWork()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    show(window);
    QTRY_VERIFY(window.incidents()->current());
    QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(window.page(), ui::Page::Unmatched);
    QVERIFY(!window.commands()->reply->isEnabled());
    QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(window.page(), ui::Page::Outbox);
    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.page(), ui::Page::Incidents);
    QCOMPARE(window.tabs()->currentIndex(), 0);
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(window.tabs()->currentIndex(), 1);
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(window.searchBox()->hasFocus());
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(window.findChild<ui::IncidentDialog *>());
    QTest::keyClick(window.findChild<ui::IncidentDialog *>(), Qt::Key_Escape);
    QTRY_VERIFY(!window.findChild<ui::IncidentDialog *>());
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_Q, Qt::ControlModifier);
    QTRY_VERIFY(!window.isVisible());
}

void TestWindow::paneByPane()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    show(window);
    QTRY_VERIFY(window.incidents()->current());
    window.searchBox()->setFocus();
    QSet<const QWidget *> visited;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(&window, Qt::Key_F6);
        QVERIFY(QApplication::focusWidget());
        visited.insert(QApplication::focusWidget());
    }
    QCOMPARE(visited.size(), 4);
    QVERIFY(window.searchBox()->hasFocus());
}

void TestWindow::searchSaysThatTheIndexIsRenewed()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    show(window);
    const auto search = [&window] {
        window.searchBox()->setText(QStringLiteral("laptop"));
        QTest::keyClick(window.searchBox(), Qt::Key_Return);
        QTRY_VERIFY(window.searchBox()->results()->isVisible());
    };
    const auto last = [&window] {
        const QListWidget *results = window.searchBox()->results();
        return results->item(results->count() - 1)->text();
    };
    search();
    QVERIFY(!last().contains(QLatin1String("is being renewed")));
    QTest::keyClick(window.searchBox(), Qt::Key_Escape);
    const auto begun = world.store().write([](store::Session &session) -> Result<void> {
        session.run(QStringLiteral("INSERT INTO meta (name, value) VALUES ('reindex', ?)"),
                    {QStringLiteral("%1:1").arg(store::segmenterVersion())});
        return session.status();
    });
    QTRY_VERIFY(begun.isFinished());
    QVERIFY(begun.result());
    search();
    QTRY_VERIFY(last().contains(QLatin1String("is being renewed")));
}

void TestWindow::searchOpensWhatItFound()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    show(window);
    QTRY_VERIFY(window.incidents()->current());
    const IncidentId before = window.incidents()->current();
    window.searchBox()->setFocus();
    QTest::keyClicks(window.searchBox(), QStringLiteral("laptop"));
    QTRY_VERIFY(window.searchBox()->results()->isVisible());
    QTRY_VERIFY(window.searchBox()->results()->item(0)->text().contains(QLatin1String("Lost laptop")));
    QTest::keyClick(window.searchBox(), Qt::Key_Return);
    QTRY_VERIFY(window.incidents()->current() != before);
    QVERIFY(!window.searchBox()->results()->isVisible());
    // A mail's word leads to the mail, wherever it lies.
    window.searchBox()->clear();
    QTest::keyClicks(window.searchBox(), QStringLiteral("badge"));
    QTRY_VERIFY(window.searchBox()->results()->isVisible());
    QTest::keyClick(window.searchBox(), Qt::Key_Return);
    QTRY_COMPARE(window.page(), ui::Page::Unmatched);
    // What looks like an operator is a word.
    window.searchBox()->setText(QStringLiteral("\"NEAR( OR *"));
    QTest::keyClick(window.searchBox(), Qt::Key_Return);
    QTRY_VERIFY(window.searchBox()->results()->isVisible());
    QTest::keyClick(window.searchBox(), Qt::Key_Escape);
    QVERIFY(!window.searchBox()->results()->isVisible());
}

void TestWindow::firstRunLeadsToAMailbox()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    show(window);
    const auto connectButton = [&window]() -> QAbstractButton * {
        const QList<QAbstractButton *> all = window.findChildren<QAbstractButton *>();
        for (QAbstractButton *button : all) {
            if (button->isVisible() && button->text() == QLatin1String("Connect a mailbox"))
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY(connectButton());
    QTRY_COMPARE(QApplication::focusWidget(), connectButton());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(window.page(), ui::Page::Mailboxes);
    auto *wizard = window.findChild<ui::MailboxWizard *>();
    QTRY_VERIFY(wizard && wizard->isVisible());
    QTRY_VERIFY(wizard->isAncestorOf(QApplication::focusWidget()));
    // Whoever knows all fields has them, with what was entered so far.
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("ir@corp.example"));
    const QList<QPushButton *> buttons = wizard->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == QLatin1String("Use the form instead"))
            button->click();
    }
    QVERIFY(window.mailboxes()->form()->isEditing());
    QTRY_VERIFY(window.mailboxes()->form()->isVisible());
    const QList<QLineEdit *> fields = window.mailboxes()->form()->findChildren<QLineEdit *>();
    QVERIFY(std::any_of(fields.begin(), fields.end(),
                        [](const QLineEdit *field) { return field->text() == QLatin1String("ir@corp.example"); }));
}

void TestWindow::statusLineSpeaks()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    show(window);
    const auto says = [&window](const QString &words) {
        const QList<QToolButton *> all = window.statusBar()->findChildren<QToolButton *>();
        return std::any_of(all.begin(), all.end(),
                           [&words](const QToolButton *button) { return button->text() == words; });
    };
    QTRY_VERIFY(says(QStringLiteral("ir@corp.example RUNNING, checked 20 s ago")));
    QTRY_VERIFY(says(QStringLiteral("Unmatched 2")));
    QTRY_VERIFY(says(QStringLiteral("Outbox 1")));
}

void TestWindow::troubleIsTold()
{
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    show(window);
    domain::FeedStatus status = world.feeds().statuses().first();
    status.state = domain::FeedState::NeedsSignIn;
    status.error
        = Error{ErrorKind::AuthenticationFailed, {}, QStringLiteral("NO [AUTHENTICATIONFAILED]"), std::nullopt};
    world.feeds().tell(status);
    QTRY_VERIFY(saysBar(window, QStringLiteral("refused the user name or the password")));
    status.state = domain::FeedState::Running;
    status.error.reset();
    world.feeds().tell(status);
    QTRY_VERIFY(!saysBar(window, QStringLiteral("refused")));
}

void TestWindow::layoutIsRemembered()
{
    ShellWorld world;
    world.populate();
    {
        ui::MainWindow window(world.context(), world.theme(), world.settings());
        show(window);
        window.resize(1100, 700);
        window.tabs()->setCurrentIndex(0);
        window.close();
    }
    ui::MainWindow again(world.context(), world.theme(), world.settings());
    again.show();
    QCOMPARE(again.size(), QSize(1100, 700));
    QCOMPARE(again.tabs()->currentIndex(), 0);
}

} // namespace liaison::test

using liaison::test::TestWindow;
LIAISON_TEST(TestWindow)
#include "tst_window.moc"
