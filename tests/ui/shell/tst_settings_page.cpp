#include "core/base/log.h"
#include "core/base/log_book.h"
#include "core/desk/settings_json.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/common/message_bar.h"
#include "ui/common/preferences.h"
#include "ui/common/style.h"
#include "ui/mails/mail_body_view.h"
#include "ui/settings/appearance_settings.h"
#include "ui/settings/diagnostics_settings.h"
#include "ui/settings/file_settings.h"
#include "ui/settings/keyboard_settings.h"
#include "ui/settings/mail_settings.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/store_settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAbstractButton>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextEdit>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;
using ui::Preferences;

/// Settings: each section does what it says, at once, and after a restart.
class TestSettingsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void theAppearanceCountsAtOnce();
    void nonsenseInTheFileIsNotTaken_data();
    void nonsenseInTheFileIsNotTaken();
    void mailsAreShownAsText();
    void undoIsChosen();
    void theLanguageIsKept();
    void keysAreChanged();
    void wrongKeysAreRefused_data();
    void wrongKeysAreRefused();
    void theStoreIsTold_data();
    void theStoreIsTold();
    void settingsAreExported();
    void theLogIsShownAndSaved();
    void aSectionIsFoundByAWord();
    void theFirstRunOffersAFile();
    void itIsPainted_data();
    void itIsPainted();

private:
    template <class T> static T *named(QWidget &parent, const QString &name)
    {
        const QList<T *> widgets = parent.findChildren<T *>();
        for (T *widget : widgets)
            if (widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    static QAbstractButton *button(QWidget &parent, const QString &text)
    {
        const QList<QAbstractButton *> buttons = parent.findChildren<QAbstractButton *>();
        for (QAbstractButton *each : buttons)
            if (each->text() == text)
                return each;
        return nullptr;
    }
    /// As a person does by the keys.
    static void choose(QComboBox *box, int row)
    {
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    }
    static QTreeWidgetItem *line(QTreeWidget &list, const QString &command)
    {
        const QList<QTreeWidgetItem *> found = list.findItems(command, Qt::MatchExactly);
        return found.size() == 1 ? found.first() : nullptr;
    }
};

void TestSettingsPage::cleanup()
{
    QSettings usual(u"/no/such/settings.ini"_s, QSettings::IniFormat);
    Preferences::instance()->keepIn(&usual);
}

void TestSettingsPage::theAppearanceCountsAtOnce()
{
    ShellWorld world;
    const qreal letters = QApplication::font().pointSizeF();
    {
        ui::MainWindow window(world.context(), world.theme(), world.settings());
        window.show();
        window.commands()->showSettings->trigger();
        QCOMPARE(window.page(), ui::Page::Settings);
        choose(named<QComboBox>(window, u"Colours"_s), 2);
        QVERIFY(ui::isDark(QApplication::palette()));
        const QList<QAction *> looks = window.commands()->appearance->actions();
        QVERIFY(looks.at(2)->isChecked()); // the menu follows
        looks.at(1)->trigger();
        QVERIFY(!ui::isDark(QApplication::palette()));
        QCOMPARE(named<QComboBox>(window, u"Colours"_s)->currentIndex(), 1); // and the page follows the menu
        named<QSpinBox>(window, u"Text size"_s)->setValue(150);
        QCOMPARE(QApplication::font().pointSizeF(), letters * 1.5);
        const auto rowHeight = [] {
            QListWidget list;
            list.addItem(u"one"_s);
            list.ensurePolished();
            return list.sizeHintForRow(0);
        };
        const int roomy = rowHeight();
        choose(named<QComboBox>(window, u"Rows of lists"_s), 1);
        QVERIFY(rowHeight() < roomy);
    }
    // The next start has them.
    Preferences::instance()->keepIn(world.settings());
    QCOMPARE(Preferences::instance()->appearance(), ui::Appearance::Light);
    QCOMPARE(Preferences::instance()->textPercent(), 150);
    QVERIFY(Preferences::instance()->isCompact());
    world.theme()->setTextPercent(100);
    world.theme()->setCompact(false);
    QCOMPARE(QApplication::font().pointSizeF(), letters);
}

void TestSettingsPage::nonsenseInTheFileIsNotTaken_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::newRow("words") << QVariant(u"a lot"_s);
    QTest::newRow("negative") << QVariant(-7);
    QTest::newRow("huge") << QVariant(1'000'000);
    QTest::newRow("a list") << QVariant(QStringList{u"1"_s, u"2"_s});
    QTest::newRow("nothing") << QVariant();
}

void TestSettingsPage::nonsenseInTheFileIsNotTaken()
{
    QFETCH(const QVariant, value);
    ShellWorld world;
    for (const char *key : {"window/appearance", "window/textPercent", "window/compact", "sending/undoSeconds",
                            "window/language", "keys/reply"})
        world.settings()->setValue(QLatin1String(key), value);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    QCOMPARE(Preferences::instance()->appearance(), ui::Appearance::System);
    QCOMPARE(Preferences::instance()->textPercent(), 100);
    QCOMPARE(Preferences::instance()->undoSeconds(), Preferences::usualUndoSeconds);
    QVERIFY(!Preferences::instance()->isCompact());
    QCOMPARE(window.commands()->reply->shortcut(), QKeySequence(u"Ctrl+R"_s));
}

void TestSettingsPage::mailsAreShownAsText()
{
    ui::SafetySettings safety;
    safety.show();
    auto *plain = safety.findChild<QCheckBox *>();
    QTest::keyClick(plain, Qt::Key_Space);
    QVERIFY(Preferences::instance()->showsPlainText());
    mime::MailBody body;
    mime::MailBody::Section section;
    section.isHtml = true;
    section.html.html = u"<p>with a <b>layout</b></p>"_s;
    section.plain = u"with a layout"_s;
    body.sections = {section};
    ui::MailBodyView view;
    view.show();
    view.showBody(body, {});
    QVERIFY(button(view, u"Show its layout"_s));
    const auto isLaidOut = [&view] {
        const auto *shown = view.findChild<QTextEdit *>();
        return shown && shown->document()->find(u"layout"_s).charFormat().fontWeight() > QFont::Normal;
    };
    QVERIFY(view.findChild<QTextEdit *>()->toPlainText().contains(u"with a layout"_s));
    QVERIFY(!isLaidOut());
    button(view, u"Show its layout"_s)->click();
    QTRY_VERIFY(isLaidOut());
    QVERIFY(!button(view, u"Show its layout"_s));
    Preferences::instance()->setShowsPlainText(false);
    QVERIFY(!plain->isChecked());
    view.showBody(body, {});
    QVERIFY(isLaidOut());
}

void TestSettingsPage::undoIsChosen()
{
    ui::SendingSettings sending;
    auto *undo = named<QComboBox>(sending, u"Undo sending"_s);
    QCOMPARE(undo->currentData().toInt(), 10);
    choose(undo, 3);
    QCOMPARE(Preferences::instance()->undoSeconds(), 30);
    choose(undo, 0);
    QCOMPARE(Preferences::instance()->undoSeconds(), 0);
    Preferences::instance()->setUndoSeconds(7); // from a file that was edited
    QCOMPARE(undo->currentData().toInt(), 7);
    QCOMPARE(undo->count(), 5);
}

void TestSettingsPage::theLanguageIsKept()
{
    ShellWorld world;
    Preferences::instance()->keepIn(world.settings());
    ui::LanguageSettings language;
    auto *box = named<QComboBox>(language, u"Language"_s);
    QCOMPARE(box->currentIndex(), 0);
    choose(box, box->findData(u"de"_s));
    QCOMPARE(world.settings()->value(u"window/language"_s).toString(), u"de"_s);
    choose(box, 0);
    QCOMPARE(Preferences::instance()->language(), QString());
}

void TestSettingsPage::keysAreChanged()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    window.showPage(ui::Page::Settings);
    auto *list = named<QTreeWidget>(window, u"Commands and their keys"_s);
    auto *keys = window.findChild<QKeySequenceEdit *>();
    QAction *reply = window.commands()->reply;
    QCOMPARE(list->topLevelItemCount(), window.commands()->changeable().size());
    QVERIFY(line(*list, u"Reply"_s));
    list->setCurrentItem(line(*list, u"Reply"_s));
    QCOMPARE(keys->keySequence(), reply->shortcut());
    keys->setKeySequence(QKeySequence(u"Ctrl+Alt+R"_s));
    button(window, u"Set"_s)->click();
    QCOMPARE(reply->shortcut(), QKeySequence(u"Ctrl+Alt+R"_s));
    QCOMPARE(line(*list, u"Reply"_s)->text(1), reply->shortcut().toString(QKeySequence::NativeText));
    QVERIFY(reply->toolTip().contains(reply->shortcut().toString(QKeySequence::NativeText)));
    QVERIFY(window.commands()->keyList().contains(reply->shortcut().toString(QKeySequence::NativeText)));
    button(window, u"No keys"_s)->click();
    QVERIFY(reply->shortcut().isEmpty());
    ui::MainWindow next(world.context(), world.theme(), world.settings());
    QVERIFY(next.commands()->reply->shortcut().isEmpty());
    button(window, u"Usual keys"_s)->click();
    QCOMPARE(reply->shortcut(), QKeySequence(u"Ctrl+R"_s));
    QVERIFY(!world.settings()->contains(u"keys/reply"_s));
    keys->setKeySequence(QKeySequence(u"F7"_s));
    button(window, u"Set"_s)->click();
    button(window, u"All as usual"_s)->click();
    QCOMPARE(reply->shortcut(), QKeySequence(u"Ctrl+R"_s));
    QCOMPARE(keys->keySequence(), reply->shortcut());
}

void TestSettingsPage::wrongKeysAreRefused_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("words");
    QTest::newRow("of another command") << u"Ctrl+N"_s << u"“New mail” has these keys"_s;
    QTest::newRow("a letter") << u"R"_s << u"write text"_s;
    QTest::newRow("a capital letter") << u"Shift+R"_s << u"write text"_s;
}

void TestSettingsPage::wrongKeysAreRefused()
{
    QFETCH(const QString, keys);
    QFETCH(const QString, words);
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    auto *list = named<QTreeWidget>(window, u"Commands and their keys"_s);
    list->setCurrentItem(line(*list, u"Reply"_s));
    window.findChild<QKeySequenceEdit *>()->setKeySequence(QKeySequence(keys, QKeySequence::PortableText));
    button(window, u"Set"_s)->click();
    QCOMPARE(window.commands()->reply->shortcut(), QKeySequence(u"Ctrl+R"_s));
    const auto *section = window.findChild<ui::KeyboardSettings *>();
    QVERIFY2(section->findChild<ui::MessageBar *>()->text().contains(words),
             qPrintable(section->findChild<ui::MessageBar *>()->text()));
}

void TestSettingsPage::theStoreIsTold_data()
{
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("words");
    QTest::newRow("file") << u"/home/ann/liaison.sqlite"_s << u"/home/ann/liaison.sqlite, a file for one person"_s;
    QTest::newRow("team") << u"postgresql://ann@db.corp.example/liaison"_s
                          << u"postgresql://ann@db.corp.example/liaison, which a team shares"_s;
}

void TestSettingsPage::theStoreIsTold()
{
    QFETCH(const QString, location);
    QFETCH(const QString, words);
    ShellWorld world;
    ui::UiContext context = world.context();
    context.storeLocation = location;
    context.gate = ui::PermissionGate(domain::Permission::UpdateIncidents | domain::Permission::ReplyToMail);
    const ui::StoreSettings store(context);
    QStringList texts;
    const QList<QLabel *> labels = store.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        texts << label->text();
    QVERIFY2(texts.contains(words), qPrintable(texts.join(u'|')));
    QVERIFY2(texts.contains(u"Create/Update Incidents, Reply to Mail"_s), qPrintable(texts.join(u'|')));
    QVERIFY(texts.contains(u"A. Kaya"_s));
}

void TestSettingsPage::settingsAreExported()
{
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    ui::UiContext context = world.context();
    context.gate = ui::PermissionGate(domain::Permission::ViewConfigurations);
    ui::FileSettings files(context);
    files.show();
    QVERIFY(!button(files, u"Import settings…"_s)->isEnabled());
    QVERIFY(button(files, u"Export settings…"_s)->isEnabled()); // to look at them is enough
    auto *bar = files.findChild<ui::MessageBar *>();
    files.exportTo(world.path(u"out.json"_s));
    QTRY_VERIFY(bar->text().contains(u"out.json"_s));
    QCOMPARE(bar->kind(), ui::MessageBar::Kind::Success);
    QFile file(world.path(u"out.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(!bytes.contains("correct horse"));
    QCOMPARE(desk::settingsFromJson(bytes).settings.mailboxes.size(), 1);
    files.exportTo(world.path(u"no/such/folder.json"_s));
    QTRY_COMPARE(bar->kind(), ui::MessageBar::Kind::Error);
    QVERIFY2(bar->text().contains(u"cannot be written"_s), qPrintable(bar->text()));
}

void TestSettingsPage::theLogIsShownAndSaved()
{
    LogBook::install();
    qCInfo(lcUi, "a line to be found");
    ShellWorld world;
    ui::DiagnosticsSettings diagnostics;
    diagnostics.show();
    auto *log = named<QPlainTextEdit>(diagnostics, u"Log"_s);
    QVERIFY(log->toPlainText().contains(u"a line to be found"_s));
    qCInfo(lcUi, "another one");
    QTRY_VERIFY(log->toPlainText().contains(u"another one"_s));
    const QString path = world.path(u"log.txt"_s);
    diagnostics.saveTo(path);
    auto *bar = diagnostics.findChild<ui::MessageBar *>();
    QTRY_VERIFY(bar->text().contains(u"log.txt"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("another one"));
    diagnostics.saveTo(world.path(u"no/such/log.txt"_s));
    QTRY_COMPARE(bar->kind(), ui::MessageBar::Kind::Error);
}

void TestSettingsPage::aSectionIsFoundByAWord()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.commands()->showSettings->trigger();
    auto *page = window.findChild<ui::SettingsPage *>();
    auto *list = named<QListWidget>(*page, u"Settings"_s);
    QCOMPARE(window.focusWidget(), list);
    QTest::keyClick(list, Qt::Key_F, Qt::ControlModifier);
    auto *search = named<QLineEdit>(*page, u"Search settings"_s);
    QTRY_COMPARE(window.focusWidget(), search);
    const auto shown = [list] {
        QStringList titles;
        for (int i = 0; i < list->count(); ++i)
            if (!list->item(i)->isHidden())
                titles << list->item(i)->text();
        return titles;
    };
    QCOMPARE(shown().size(), list->count());
    QTest::keyClicks(search, u"undo sending"_s);
    QCOMPARE(shown(), QStringList{u"Sending"_s});
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(window.focusWidget(), list);
    QVERIFY(page->findChild<ui::SendingSettings *>()->isVisible());
    search->setText(u"nothing has this word"_s);
    QVERIFY(shown().isEmpty());
    search->clear();
    QCOMPARE(shown().size(), list->count());
}

void TestSettingsPage::theFirstRunOffersAFile()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    for (const char *text : {"Connect a mailbox", "Import a settings file…", "Try the demo"})
        QTRY_VERIFY2(button(window, QString::fromUtf8(text)), text);
    QTRY_VERIFY(button(window, u"Import a settings file…"_s)->isVisible());
    QVERIFY(button(window, u"Try the demo"_s)->isVisible());
    ui::UiContext context = world.context();
    context.gate = ui::PermissionGate(domain::Permission::UpdateIncidents);
    ui::MainWindow closed(context, world.theme(), world.settings());
    QVERIFY(!button(closed, u"Import a settings file…"_s)->isEnabled());
    QVERIFY(!closed.commands()->importSettings->isEnabled());
    QVERIFY(button(closed, u"Try the demo"_s)->isEnabled());
}

void TestSettingsPage::itIsPainted_data()
{
    addPaintedLooks();
}

void TestSettingsPage::itIsPainted()
{
    const Painting painting(u"settings"_s);
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.showPage(ui::Page::Settings);
    auto *list = window.findChild<ui::SettingsPage *>()->findChild<QListWidget *>();
    for (int i = 0; i < list->count(); ++i) {
        list->setCurrentRow(i);
        painting.check(window, QString::number(i));
    }
}

} // namespace liaison::test

using liaison::test::TestSettingsPage;
LIAISON_TEST(TestSettingsPage)
#include "tst_settings_page.moc"
