#include "core/store/audit_log.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/notify_world.h"
#include "ui/admin/form_field.h"
#include "ui/admin/process_page.h"
#include "ui/admin/rule_fields.h"
#include "ui/common/message_bar.h"
#include "ui/common/unit_word.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Admin > Notification process.
class TestProcessPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void setUpByKeysAlone();
    void whatIsMissingIsMarked();
    void oneRuleForAll();
    void whatSomebodyElseSaves();
    void savingUndoesNobodysChange();
    void archivedTemplatesStayChosen();
    void theWordIsTheOrganisations();
    void itIsPainted_data();
    void itIsPainted();

private:
    template <class W> static W *named(const QWidget &widget, const QString &name)
    {
        return widget.findChild<W *>(name);
    }
    static domain::NotificationProcess kept(NotifyWorld &world)
    {
        return must(awaited(desk::NotificationDesk(world.context().desk).process()));
    }
    static void choose(const QWidget &page, const QString &box, const domain::MailTemplate &one)
    {
        auto *choice = named<QComboBox>(page, box);
        choice->setCurrentIndex(choice->findText(one.name));
    }
    /// Both templates of the gravest severity are chosen for all.
    static void chooseForAll(const QWidget &page, const NotifyWorld &world)
    {
        choose(page, u"criticalPrimary"_s, world.first);
        choose(page, u"criticalFollowUp"_s, world.reminder);
        named<QPushButton>(page, u"criticalCopy"_s)->click();
    }
    /// Whether the templates have come.
    static bool isFilled(const QWidget &page) { return named<QComboBox>(page, u"criticalPrimary"_s)->count() > 1; }
};

void TestProcessPage::cleanup()
{
    ui::UnitWord::instance()->set({});
}

void TestProcessPage::setUpByKeysAlone()
{
    NotifyWorld world;
    ui::ProcessPage page(world.context());
    page.resize(1'000, 700);
    page.show();
    page.activateWindow();
    QTRY_VERIFY(isFilled(page));
    auto *save = named<QPushButton>(page, u"processSave"_s);
    QVERIFY(!save->isEnabled());
    page.focusFirst();
    QTRY_VERIFY(named<QCheckBox>(page, u"processOn"_s)->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    const auto tabTo = [](const QWidget *wanted) {
        for (int i = 0; i < 60 && !wanted->hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        return wanted->hasFocus();
    };
    auto *primary = named<QComboBox>(page, u"criticalPrimary"_s);
    QVERIFY(tabTo(primary));
    QTest::keyClick(primary, Qt::Key_Down);
    QCOMPARE(primary->currentText(), u"First notice"_s);
    auto *followUp = named<QComboBox>(page, u"criticalFollowUp"_s);
    QVERIFY(tabTo(followUp));
    QTest::keyClick(followUp, Qt::Key_Down);
    auto *answer = named<QDoubleSpinBox>(page, u"criticalAnswer"_s);
    QVERIFY(tabTo(answer));
    answer->selectAll();
    QTest::keyClicks(answer, u"0.5"_s);
    auto *copy = named<QPushButton>(page, u"criticalCopy"_s);
    QVERIFY(tabTo(copy));
    QTest::keyClick(copy, Qt::Key_Space);
    QVERIFY(tabTo(save));
    QTest::keyClick(save, Qt::Key_Space);
    QTRY_VERIFY(kept(world).on);
    const domain::NotificationRule low = kept(world).rules.value(domain::Severity::Low);
    QCOMPARE(low.primary, world.first.uuid);
    QCOMPARE(low.followUp, world.reminder.uuid);
    QCOMPARE(low.answerMinutes, 30);
    QTRY_VERIFY(!page.isDirty() && !save->isEnabled());
}

void TestProcessPage::whatIsMissingIsMarked()
{
    NotifyWorld world;
    ui::ProcessPage page(world.context());
    page.show();
    page.activateWindow();
    QTRY_VERIFY(isFilled(page));
    named<QCheckBox>(page, u"processOn"_s)->setChecked(true);
    named<QPushButton>(page, u"processSave"_s)->click();
    const auto marked = [&page] {
        QStringList names;
        const QList<ui::FormField *> fields = page.findChildren<ui::FormField *>();
        for (const ui::FormField *field : fields)
            if (!field->problem().isEmpty())
                names << field->editor()->objectName();
        return names;
    };
    QCOMPARE(marked().size(), 8); // two templates of four severities
    QTRY_VERIFY(named<QComboBox>(page, u"criticalPrimary"_s)->hasFocus());
    QVERIFY(!kept(world).on);
    named<QSpinBox>(page, u"lowMost"_s)->setValue(0); // without follow-ups it needs no template of them
    QVERIFY(marked().isEmpty());
    named<QPushButton>(page, u"processSave"_s)->click();
    QCOMPARE(marked().size(), 7);
    QVERIFY(!marked().contains(u"lowFollowUp"_s));
}

void TestProcessPage::oneRuleForAll()
{
    NotifyWorld world;
    ui::ProcessPage page(world.context());
    page.show();
    QTRY_VERIFY(isFilled(page));
    // A template is offered for what it is for.
    QCOMPARE(named<QComboBox>(page, u"highPrimary"_s)->findText(world.reminder.name), -1);
    QCOMPARE(named<QComboBox>(page, u"highFollowUp"_s)->findText(world.first.name), -1);
    chooseForAll(page, world);
    named<QCheckBox>(page, u"processOn"_s)->setChecked(true);
    named<QPushButton>(page, u"processSave"_s)->click();
    QTRY_VERIFY(kept(world).on);
    const domain::NotificationProcess saved = kept(world);
    for (const domain::NotificationRule &rule : saved.rules)
        QCOMPARE(rule.primary, world.first.uuid);
    const auto audit = must(awaited(
        world.store().read([](store::Session &session) { return store::AuditLog(session).list(std::nullopt, 1); })));
    QCOMPARE(audit.first().action, u"process.update"_s);
}

void TestProcessPage::whatSomebodyElseSaves()
{
    NotifyWorld world;
    ui::ProcessPage page(world.context());
    page.show();
    QTRY_VERIFY(isFilled(page));
    world.turnOn();
    auto *on = named<QCheckBox>(page, u"processOn"_s);
    QTRY_VERIFY(on->isChecked());
    QVERIFY(!page.isDirty());
    auto *most = named<QSpinBox>(page, u"highMost"_s);
    most->setValue(7);
    QVERIFY(page.isDirty());
    world.turnOn(false);
    must(awaited(desk::TemplateDesk(world.context().desk).setArchived(world.first, true)));
    QTRY_VERIFY(named<QComboBox>(page, u"highPrimary"_s)->currentText().contains(u"archived"_s)); // both were read
    QVERIFY(on->isChecked() && page.isDirty()); // what is written here stays
    QCOMPARE(most->value(), 7);
    auto *bar = page.findChild<ui::MessageBar *>();
    QVERIFY(bar->text().contains(u"Somebody else"_s) && bar->text().contains(u"turned off"_s));
}

/// Neither undoes the other's unseen, and nothing that was typed is lost.
void TestProcessPage::savingUndoesNobodysChange()
{
    NotifyWorld world;
    world.turnOn();
    ui::ProcessPage page(world.context());
    page.show();
    auto *on = named<QCheckBox>(page, u"processOn"_s);
    QTRY_VERIFY(isFilled(page) && on->isChecked());
    auto *most = named<QSpinBox>(page, u"highMost"_s);
    auto *bar = page.findChild<ui::MessageBar *>();
    most->setValue(7);
    world.turnOn(false);
    QTRY_VERIFY(bar->text().contains(u"Somebody else"_s));
    bar->clear();
    named<QPushButton>(page, u"processSave"_s)->click();
    QTRY_VERIFY(bar->text().contains(u"Somebody else"_s)); // and told again
    QVERIFY(!kept(world).on);
    QCOMPARE(most->value(), 7);
    named<QPushButton>(page, u"processMine"_s)->click();
    QTRY_VERIFY(!page.isDirty());
    QVERIFY(kept(world).on);
    QCOMPARE(kept(world).rules.value(domain::Severity::High).mostFollowUps, 7);

    most->setValue(5);
    world.turnOn(false);
    QTRY_VERIFY(bar->text().contains(u"turned off"_s));
    named<QPushButton>(page, u"processTheirs"_s)->click();
    QVERIFY(!on->isChecked() && !page.isDirty());
    QCOMPARE(most->value(), 3);
}

void TestProcessPage::archivedTemplatesStayChosen()
{
    NotifyWorld world;
    world.turnOn();
    must(awaited(desk::TemplateDesk(world.context().desk).setArchived(world.first, true)));
    ui::ProcessPage page(world.context());
    page.show();
    auto *primary = named<QComboBox>(page, u"highPrimary"_s);
    QTRY_VERIFY(primary->currentText().contains(u"archived"_s));
    QVERIFY(!page.isDirty());
    QSignalSpy templates(&page, &ui::ProcessPage::templatesWanted);
    const QList<QPushButton *> buttons = page.findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        if (button->text().startsWith(u"Templates"_s))
            button->click();
    QCOMPARE(templates.size(), 1);
}

void TestProcessPage::theWordIsTheOrganisations()
{
    NotifyWorld world;
    ui::ProcessPage page(world.context());
    auto *on = named<QCheckBox>(page, u"processOn"_s);
    QVERIFY(on->text().contains(u"business units"_s));
    ui::UnitWord::instance()->set({u"Department"_s, u"Departments"_s});
    QVERIFY(on->text().contains(u"departments"_s));
    QVERIFY(!on->text().contains(u"business"_s));
}

void TestProcessPage::itIsPainted_data()
{
    addPaintedLooks();
}

void TestProcessPage::itIsPainted()
{
    const Painting painting(u"process"_s);
    NotifyWorld world;
    world.turnOn();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    window.showPage(ui::Page::Process);
    QTRY_VERIFY(named<QCheckBox>(window, u"processOn"_s)->isChecked());
    painting.check(window, u"page"_s);
}

} // namespace liaison::test

using liaison::test::TestProcessPage;
LIAISON_TEST(TestProcessPage)
#include "tst_process_page.moc"
