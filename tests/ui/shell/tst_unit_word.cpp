#include "core/desk/unit_name_desk.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/form_field.h"
#include "ui/admin/unit_name_dialog.h"
#include "ui/admin/units_page.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/incident_list.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// The organisation's own word for business units, in every corner of the open window.
class TestUnitWord : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void textsTakeIt();
    void nowhereIsTheOldWord_data();
    void nowhereIsTheOldWord();
    void anotherProcessRenamesThem();
    void itIsRenamedByKeysAlone();
    void aWrongNameIsMarked_data();
    void aWrongNameIsMarked();
    void itIsPainted_data();
    void itIsPainted();

private:
    static QStringList textsOf(QWidget &window);
    static QStringList textsWith(QWidget &window, const QString &word);
    static QLineEdit *edit(QWidget &dialog, const QString &name)
    {
        const QList<QLineEdit *> edits = dialog.findChildren<QLineEdit *>();
        for (QLineEdit *each : edits)
            if (each->accessibleName() == name)
                return each;
        return nullptr;
    }
    static domain::UnitNames departments()
    {
        return {{u"en"_s, {u"Department"_s, u"Departments"_s}}, {u"de"_s, {u"Abteilung"_s, u"Abteilungen"_s}}};
    }
};

void TestUnitWord::cleanup()
{
    ui::UnitWord::instance()->set({});
}

/// Whatever a person can read or hear in a window.
QStringList TestUnitWord::textsOf(QWidget &window)
{
    QStringList texts;
    QList<QWidget *> widgets = window.findChildren<QWidget *>();
    widgets << &window;
    for (QWidget *widget : std::as_const(widgets)) {
        texts << widget->accessibleName() << widget->accessibleDescription() << widget->toolTip() << widget->statusTip()
              << widget->whatsThis() << widget->windowTitle();
        for (const char *property : {"text", "placeholderText", "title", "plainText"})
            texts << widget->property(property).toString();
        const QList<QAction *> actions = widget->actions();
        for (const QAction *action : actions)
            texts << action->text() << action->toolTip() << action->statusTip();
        if (const auto *tabs = qobject_cast<QTabWidget *>(widget))
            for (int i = 0; i < tabs->count(); ++i)
                texts << tabs->tabText(i) << tabs->tabToolTip(i);
        if (const auto *box = qobject_cast<QComboBox *>(widget))
            for (int i = 0; i < box->count(); ++i)
                texts << box->itemText(i);
        const auto *view = qobject_cast<QAbstractItemView *>(widget);
        const QAbstractItemModel *model = view ? view->model() : nullptr;
        for (int column = 0; model && column < model->columnCount(); ++column) {
            texts << model->headerData(column, Qt::Horizontal).toString();
            for (int row = 0; row < model->rowCount(); ++row)
                for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(Qt::ToolTipRole)})
                    texts << model->index(row, column).data(role).toString();
        }
    }
    texts.removeAll(QString());
    return texts;
}

QStringList TestUnitWord::textsWith(QWidget &window, const QString &word)
{
    QStringList found;
    const QStringList texts = textsOf(window);
    for (const QString &text : texts)
        if (QString(text).remove(u'&').contains(word, Qt::CaseInsensitive))
            found << text;
    return found;
}

void TestUnitWord::textsTakeIt()
{
    const domain::UnitName regions{u"Sales Region"_s, u"Sales Regions"_s};
    QCOMPARE(ui::unitText(u"{unit}|{units}|{Unit}|{Units}|{UNIT}|{UNITS}"_s, regions, u"en"_s),
             u"sales region|sales regions|Sales region|Sales regions|Sales Region|Sales Regions"_s);
    QCOMPARE(ui::unitText(u"New {unit}"_s), u"New business unit"_s);
    ui::UnitWord::instance()->set({u"Team"_s, {}});
    QCOMPARE(ui::unitText(u"All {units}"_s), u"All business units"_s); // half a name is none
}

void TestUnitWord::nowhereIsTheOldWord_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("old");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("English") << u"en"_s << u"business unit"_s
                             << QStringList{u"Department Mails"_s, u"Departments"_s, u"New department"_s,
                                            u"Affected departments"_s, u"Department"_s};
    QTest::newRow("German") << u"de"_s << u"geschäftsbereich"_s
                            << QStringList{u"Mails der Abteilungen"_s, u"Abteilungen"_s, u"Betroffene Abteilungen"_s};
}

/// Renamed by another while the window shows incidents, units, mailboxes and unmatched mail.
void TestUnitWord::nowhereIsTheOldWord()
{
    QFETCH(const QString, language);
    QFETCH(const QString, old);
    QFETCH(const QStringList, words);
    const Look look(language);
    QVERIFY(look.isGood());
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    const auto pages = {ui::Page::Unmatched, ui::Page::Outbox,    ui::Page::Mailboxes,
                        ui::Page::Units,     ui::Page::Templates, ui::Page::Incidents};
    for (const ui::Page page : pages)
        window.showPage(page);
    window.incidents()->setFocus();
    QTRY_VERIFY(window.tabs()->isVisible());
    window.tabs()->setCurrentIndex(1);
    QTRY_VERIFY2(textsWith(window, old).size() > 12, qPrintable(textsWith(window, old).join(u'\n')));
    must(awaited(desk::UnitNameDesk(world.context().desk).save(departments())));
    QTRY_VERIFY2(textsWith(window, old).isEmpty(), qPrintable(textsWith(window, old).join(u'\n')));
    const QStringList texts = textsOf(window);
    for (const QString &word : words) {
        const auto isIt = [&word](const QString &text) { return QString(text).remove(u'&').startsWith(word); };
        QVERIFY2(std::any_of(texts.cbegin(), texts.cend(), isIt), qPrintable(word));
    }
    for (const QString &text : texts) // "{{unit.title}}" is a variable of templates
        QVERIFY2(!QString(text).remove(u"{{"_s).contains(u'{'), qPrintable(text));
    // And back.
    must(awaited(desk::UnitNameDesk(world.context().desk).save({})));
    QTRY_VERIFY(textsWith(window, old).size() > 12);
    QVERIFY(textsWith(window, u"department"_s).isEmpty());
}

void TestUnitWord::anotherProcessRenamesThem()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    store::OpenOptions where;
    where.location = world.path(u"test.sqlite"_s);
    store::Store other(where, &world.clock());
    must(awaited(other.open()));
    desk::Context context = world.context().desk;
    context.store = &other;
    must(awaited(desk::UnitNameDesk(context).save(departments())));
    QTRY_COMPARE(window.tabs()->tabText(1), u"Department Mails"_s);
    QCOMPARE(window.commands()->newUnit->text(), u"&New department…"_s);
}

void TestUnitWord::itIsRenamedByKeysAlone()
{
    ShellWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.commands()->nameUnits->trigger();
    auto *dialog = window.findChild<ui::UnitNameDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->isEnabled());
    QTRY_COMPARE(dialog->focusWidget(), edit(*dialog, u"English, singular"_s));
    QTest::keyClicks(dialog->focusWidget(), u"Department"_s);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
    QCOMPARE(dialog->focusWidget(), edit(*dialog, u"English, plural"_s));
    QTest::keyClicks(dialog->focusWidget(), u"Departments"_s);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(window.tabs()->tabText(1), u"Department Mails"_s);
    const auto kept = must(awaited(desk::UnitNameDesk(world.context().desk).current()));
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept.value(u"en"_s).many, u"Departments"_s);
}

void TestUnitWord::aWrongNameIsMarked_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("many");
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QString>("words");
    QTest::newRow("no plural") << u"Team"_s << u""_s << u"English, plural"_s << u"plural"_s;
    QTest::newRow("no singular") << u""_s << u"Teams"_s << u"English, singular"_s << u"singular"_s;
    QTest::newRow("too long") << QString(50, u'x') << u"Teams"_s << u"English, singular"_s << u"40"_s;
    QTest::newRow("markup") << u"Team"_s << u"<b>Teams"_s << u"English, plural"_s << u"letters"_s;
}

void TestUnitWord::aWrongNameIsMarked()
{
    QFETCH(const QString, one);
    QFETCH(const QString, many);
    QFETCH(const QString, marked);
    QFETCH(const QString, words);
    ShellWorld world;
    ui::UnitNameDialog dialog(world.context(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *save = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    QTRY_VERIFY(save->isEnabled());
    edit(dialog, u"English, singular"_s)->setText(one);
    edit(dialog, u"English, plural"_s)->setText(many);
    save->click();
    QCOMPARE(dialog.focusWidget(), edit(dialog, marked));
    const QList<ui::FormField *> fields = dialog.findChildren<ui::FormField *>();
    for (const ui::FormField *field : fields)
        QCOMPARE(field->problem().contains(words), field->editor()->accessibleName() == marked);
    QVERIFY(must(awaited(desk::UnitNameDesk(world.context().desk).current())).isEmpty());
}

void TestUnitWord::itIsPainted_data()
{
    addPaintedLooks();
}

void TestUnitWord::itIsPainted()
{
    const Painting painting(u"word"_s);
    ShellWorld world;
    world.populate();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    must(awaited(desk::UnitNameDesk(world.context().desk).save(departments())));
    window.show();
    QTRY_VERIFY(window.tabs()->isVisible());
    QTRY_VERIFY(!ui::UnitWord::instance()->name().one.isEmpty());
    for (const int tab : {0, 1}) {
        window.tabs()->setCurrentIndex(tab);
        painting.check(window, QString::number(tab));
    }
    window.showPage(ui::Page::Units);
    painting.check(window, u"units"_s);
    ui::UnitNameDialog dialog(world.context(), &window);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_COMPARE(dialog.findChildren<QLineEdit *>().value(0)->text(), u"Department"_s);
    painting.check(dialog, u"dialog"_s);
}

} // namespace liaison::test

using liaison::test::TestUnitWord;
LIAISON_TEST(TestUnitWord)
#include "tst_unit_word.moc"
