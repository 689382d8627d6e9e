#include "core/desk/unit_desk.h"
#include "core/store/business_units.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/form_field.h"
#include "ui/admin/unit_activity.h"
#include "ui/admin/unit_dialog.h"
#include "ui/admin/unit_import_dialog.h"
#include "ui/admin/units_page.h"
#include "ui/common/message_bar.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

namespace liaison::test {

/// Admin > Business units.
class TestUnits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldIsMarked_data();
    void everyFieldIsMarked();
    void everyFieldIsKept();
    void aUnitIsMadeByKeysAlone();
    void aTitleInUseIsMarked();
    void searchFindsByAnyWord();
    void anImportIsShownBeforeItIsDone();
    void aWrongFileChangesNothing_data();
    void aWrongFileChangesNothing();
    void aChangeMeanwhileIsToldAndNothingIsDone();
    void activityTellsFromWhatToWhat();
    void everythingHasAName();

private:
    static domain::BusinessUnit made(ShellWorld &world, const QString &title)
    {
        domain::BusinessUnit unit;
        unit.title = title;
        return must(awaited(desk::UnitDesk(world.context().desk).create(unit)));
    }
    static QList<domain::BusinessUnit> all(ShellWorld &world)
    {
        return must(awaited(
            world.store().read([](store::Session &session) { return store::BusinessUnits(session).list(true); })));
    }
    QString file(const QByteArray &csv)
    {
        const QString path = m_dir.filePath(QStringLiteral("units%1.csv").arg(++m_files));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
            qFatal("%s", qPrintable(out.errorString()));
        return path;
    }
    template <class T> static T *named(QWidget &parent, const QString &name)
    {
        const QList<T *> widgets = parent.findChildren<T *>();
        for (T *widget : widgets)
            if (widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    static QString problemOf(QWidget &dialog, const QString &name)
    {
        const QList<ui::FormField *> fields = dialog.findChildren<ui::FormField *>();
        for (const ui::FormField *field : fields)
            if (field->editor()->accessibleName() == name)
                return field->problem();
        return QStringLiteral("no such field");
    }
    static QPushButton *saveOf(QWidget &dialog)
    {
        return dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    }
    static QPushButton *importOf(QWidget &dialog)
    {
        return dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    }
    static QStringList shownTitles(ui::UnitsPage &page)
    {
        QStringList titles;
        auto *list = page.findChild<QTreeWidget *>();
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            if (!list->topLevelItem(i)->isHidden())
                titles << list->topLevelItem(i)->text(0);
        return titles;
    }

    QTemporaryDir m_dir;
    int m_files = 0;
};

void TestUnits::everyFieldIsMarked_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *field, const char *text, const char *words) {
        QTest::addRow("%s: %s", field, text)
            << QString::fromLatin1(field) << QString::fromLatin1(text) << QString::fromLatin1(words);
    };
    row("Title", " ", "Give it a title");
    row("Notification recipients", "a@finance.example, nobody", "nobody");
    row("Known addresses", "a@finance.example\nb@", "b@");
    row("Known domains", "com", "com");
    row("Deputy", "Dora", "Dora");
    row("Escalation phone", "ask Dora", "no phone number");
}

void TestUnits::everyFieldIsMarked()
{
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    ShellWorld world;
    ui::UnitDialog dialog(world.context(), {}, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QSignalSpy saved(&dialog, &ui::UnitDialog::saved);
    named<QLineEdit>(dialog, QStringLiteral("Title"))->setText(QStringLiteral("Finance"));
    if (auto *line = named<QLineEdit>(dialog, field))
        line->setText(text);
    else
        named<QPlainTextEdit>(dialog, field)->setPlainText(text);
    saveOf(dialog)->click();
    QVERIFY2(problemOf(dialog, field).contains(words), qPrintable(problemOf(dialog, field)));
    QCOMPARE(dialog.focusWidget()->accessibleName(), field);
    QVERIFY(saved.isEmpty());
    QVERIFY(all(world).isEmpty());
}

void TestUnits::everyFieldIsKept()
{
    ShellWorld world;
    domain::BusinessUnit unit = made(world, QStringLiteral("Finance"));
    unit.description = QStringLiteral("Money\nand more");
    unit = must(awaited(desk::UnitDesk(world.context().desk).update(unit)));
    auto *dialog = new ui::UnitDialog(world.context(), unit, nullptr);
    QSignalSpy saved(dialog, &ui::UnitDialog::saved);
    dialog->open();
    named<QPlainTextEdit>(*dialog, QStringLiteral("Notification recipients"))
        ->setPlainText(QStringLiteral("a@finance.example, b@finance.example;c@finance.example"));
    named<QPlainTextEdit>(*dialog, QStringLiteral("Known addresses"))->setPlainText(QStringLiteral("d@home.example"));
    named<QPlainTextEdit>(*dialog, QStringLiteral("Known domains"))->setPlainText(QStringLiteral("@finance.example"));
    named<QLineEdit>(*dialog, QStringLiteral("Deputy"))->setText(QStringLiteral("e@finance.example"));
    named<QLineEdit>(*dialog, QStringLiteral("Escalation phone"))->setText(QStringLiteral("+49 (30) 123-45"));
    named<QDoubleSpinBox>(*dialog, QStringLiteral("Answer within"))->setValue(1.5);
    saveOf(*dialog)->click();
    QTRY_COMPARE(saved.size(), 1);
    const domain::BusinessUnit kept = all(world).constFirst();
    QCOMPARE(kept.recipients.size(), 3);
    QCOMPARE(kept.knownAddresses, QStringList{QStringLiteral("d@home.example")});
    QCOMPARE(kept.knownDomains, QStringList{QStringLiteral("finance.example")});
    QCOMPARE(kept.deputy, QStringLiteral("e@finance.example"));
    QCOMPARE(kept.escalationPhone, QStringLiteral("+49 (30) 123-45"));
    QCOMPARE(kept.answerMinutes, 90);
    QCOMPARE(kept.description, unit.description); // its second line is not lost for not being shown
}

void TestUnits::aUnitIsMadeByKeysAlone()
{
    ShellWorld world;
    auto *dialog = new ui::UnitDialog(world.context(), {}, nullptr);
    QSignalSpy saved(dialog, &ui::UnitDialog::saved);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    const QStringList wanted{QStringLiteral("Title"),
                             QStringLiteral("Description"),
                             QStringLiteral("Notification recipients"),
                             QStringLiteral("Deputy"),
                             QStringLiteral("Escalation phone"),
                             QStringLiteral("Answer within"),
                             QStringLiteral("Known addresses"),
                             QStringLiteral("Known domains")};
    QStringList met;
    for (int i = 0; i < wanted.size(); ++i) {
        QWidget *focus = dialog->focusWidget();
        met << focus->accessibleName();
        if (focus->accessibleName() == QLatin1String("Title"))
            QTest::keyClicks(focus, QStringLiteral("Finance"));
        if (focus->accessibleName() == QLatin1String("Notification recipients"))
            QTest::keyClicks(focus, QStringLiteral("a@finance.example, b@finance.example"));
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    QCOMPARE(met, wanted);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Space); // Save
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(all(world).constFirst().recipients.size(), 2);
}

void TestUnits::aTitleInUseIsMarked()
{
    ShellWorld world;
    made(world, QStringLiteral("Finance"));
    ui::UnitDialog dialog(world.context(), {}, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    named<QLineEdit>(dialog, QStringLiteral("Title"))->setText(QStringLiteral("finance"));
    saveOf(dialog)->click();
    QTRY_VERIFY(problemOf(dialog, QStringLiteral("Title")).contains(QLatin1String("already")));
}

void TestUnits::searchFindsByAnyWord()
{
    ShellWorld world;
    domain::BusinessUnit finance = made(world, QStringLiteral("Finance"));
    finance.recipients = QStringList{QStringLiteral("Anna@money.example")};
    must(awaited(desk::UnitDesk(world.context().desk).update(finance)));
    made(world, QStringLiteral("Sales Europe"));
    made(world, QStringLiteral("Sales Asia"));
    ui::UnitsPage page(world.context());
    page.show();
    QTRY_COMPARE(shownTitles(page).size(), 3);
    auto *search = page.findChild<QLineEdit *>(QStringLiteral("pageSearch"));
    auto *list = page.findChild<QTreeWidget *>();
    auto *editButton = named<QPushButton>(page, QStringLiteral("Edit the business unit"));
    search->setText(QStringLiteral("asia SALES"));
    QCOMPARE(shownTitles(page), QStringList{QStringLiteral("Sales Asia")});
    QCOMPARE(list->currentItem()->text(0), QStringLiteral("Sales Asia"));
    search->setText(QStringLiteral("anna@"));
    QCOMPARE(shownTitles(page), QStringList{QStringLiteral("Finance")});
    search->setText(QStringLiteral("nothing like it"));
    QVERIFY(shownTitles(page).isEmpty());
    QVERIFY(!editButton->isEnabled()); // what is hidden cannot be edited
    search->clear();
    QCOMPARE(shownTitles(page).size(), 3);
    QVERIFY(editButton->isEnabled());
}

void TestUnits::anImportIsShownBeforeItIsDone()
{
    ShellWorld world;
    made(world, QStringLiteral("Finance"));
    ui::UnitsPage page(world.context());
    page.show();
    page.importFrom(file("title,deputy\nFinance,dora@finance.example\nSales,\n"));
    auto *dialog = page.findChild<ui::UnitImportDialog *>();
    QTRY_VERIFY(importOf(*dialog)->isEnabled());
    QCOMPARE(all(world).size(), 1); // nothing is done yet
    auto *lines = dialog->findChild<QTreeWidget *>();
    QCOMPARE(lines->topLevelItemCount(), 2);
    QCOMPARE(lines->topLevelItem(0)->text(1), QStringLiteral("changed"));
    QVERIFY(lines->topLevelItem(0)->child(0)->text(3).contains(QLatin1String("dora@finance.example")));
    QCOMPARE(lines->topLevelItem(1)->text(0), QStringLiteral("3"));
    QTest::keyClick(importOf(*dialog), Qt::Key_Space);
    QTRY_COMPARE(shownTitles(page).size(), 2);
    QTRY_VERIFY(page.findChild<ui::MessageBar *>()->text().contains(QLatin1String("1 new, 1 changed")));
    QCOMPARE(all(world).constFirst().deputy, QStringLiteral("dora@finance.example"));
}

void TestUnits::aWrongFileChangesNothing_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("words");
    QTest::newRow("a wrong line") << QByteArray("title,recipients\nSales,a@sales.example\nLegal,nobody\n")
                                  << QStringLiteral("1 line");
    QTest::newRow("wrong columns") << QByteArray("name,colour\nSales,red\n") << QStringLiteral("“name”");
    QTest::newRow("no text") << QByteArray("PK\x03\x04\x00\xff", 6) << QStringLiteral("no text");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
    QTest::newRow("nothing new") << QByteArray("title\nFinance\n") << QStringLiteral("nothing to change");
}

void TestUnits::aWrongFileChangesNothing()
{
    QFETCH(const QByteArray, csv);
    QFETCH(const QString, words);
    ShellWorld world;
    made(world, QStringLiteral("Finance"));
    ui::UnitImportDialog dialog(world.context(), file(csv), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *bar = dialog.findChild<ui::MessageBar *>();
    QTRY_VERIFY2(bar->text().contains(words), qPrintable(bar->text()));
    QVERIFY(!importOf(dialog)->isEnabled());
    QCOMPARE(all(world).size(), 1);
}

void TestUnits::aChangeMeanwhileIsToldAndNothingIsDone()
{
    ShellWorld world;
    ui::UnitImportDialog dialog(world.context(), file("title\nFinance\nSales\n"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_VERIFY(importOf(dialog)->isEnabled());
    made(world, QStringLiteral("Sales"));
    importOf(dialog)->click();
    auto *bar = dialog.findChild<ui::MessageBar *>();
    QTRY_VERIFY(bar->text().contains(QLatin1String("meanwhile")));
    QCOMPARE(all(world).size(), 1);
}

void TestUnits::activityTellsFromWhatToWhat()
{
    ShellWorld world;
    domain::BusinessUnit unit = made(world, QStringLiteral("Finance"));
    unit.answerMinutes = 240;
    unit.recipients = QStringList{QStringLiteral("a@finance.example")};
    unit = must(awaited(desk::UnitDesk(world.context().desk).update(unit)));
    ui::UnitActivity dialog(world.context(), unit, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *entries = dialog.findChild<QTreeWidget *>();
    QTRY_COMPARE(entries->topLevelItemCount(), 2);
    QTreeWidgetItem *newest = entries->topLevelItem(0);
    QCOMPARE(newest->text(2), QStringLiteral("Business unit: changed"));
    QCOMPARE(newest->childCount(), 2);
    QCOMPARE(newest->child(0)->text(2), QStringLiteral("Answer within: – → 4 h"));
    QCOMPARE(newest->child(1)->text(2), QStringLiteral("Notification recipients: – → a@finance.example"));
    QCOMPARE(entries->topLevelItem(1)->text(2), QStringLiteral("Business unit: created"));
}

void TestUnits::everythingHasAName()
{
    ShellWorld world;
    const domain::BusinessUnit unit = made(world, QStringLiteral("Finance"));
    ui::UnitsPage page(world.context());
    ui::UnitDialog editing(world.context(), unit, nullptr);
    ui::UnitImportDialog importing(world.context(), file("title\nSales\n"), nullptr);
    ui::UnitActivity activity(world.context(), unit, nullptr);
    for (QDialog *dialog : QList<QDialog *>{&editing, &importing, &activity})
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    for (QWidget *window : QList<QWidget *>{&page, &editing, &importing, &activity}) {
        const QList<QWidget *> widgets = window->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool isEditor = qobject_cast<const QLineEdit *>(widget)
                || qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTreeWidget *>(widget);
            const bool isPart = widget->objectName().startsWith(QLatin1String("qt_"));
            QVERIFY2(!isEditor || isPart || !widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }
}

} // namespace liaison::test

using liaison::test::TestUnits;
LIAISON_TEST(TestUnits)
#include "tst_units.moc"
