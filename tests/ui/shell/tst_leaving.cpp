#include "core/desk/notification_desk.h"
#include "core/desk/signature_desk.h"
#include "core/desk/template_desk.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/templates.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/notify_world.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/process_page.h"
#include "ui/admin/signatures_dialog.h"
#include "ui/admin/template_editor.h"
#include "ui/admin/templates_page.h"
#include "ui/admin/unit_dialog.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// Leaving what is not saved asks, wherever one leaves.
class TestLeaving : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWindowAsksForAMailbox();
    void aSaveThatFailsKeepsTheWindow();
    void theWindowAsksForATemplateAndAProcess();
    void anUntouchedFormIsLeftAtOnce();
    void anotherMailboxIsChosen();
    void anotherPageIsChosen();
    void aUnitIsNotLostByEsc();
    void anIncidentIsNotLostByEsc();
    void signaturesAreNotLostByEsc();
    void changedNotificationsAreNotLostByEsc();

private:
    template <class W> static W *named(QWidget &parent, const QString &accessibleName)
    {
        const QList<W *> all = parent.findChildren<W *>();
        for (W *each : all) {
            if (each->accessibleName() == accessibleName)
                return each;
        }
        return nullptr;
    }
    static QPushButton *button(QWidget &parent, const QString &text)
    {
        const QList<QPushButton *> all = parent.findChildren<QPushButton *>();
        for (QPushButton *each : all) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    /// The question that is asked over `over`.
    static QMessageBox *asked(const QWidget &over)
    {
        const QList<QMessageBox *> boxes = over.findChildren<QMessageBox *>(u"leaveQuestion"_s);
        return boxes.isEmpty() ? nullptr : boxes.first();
    }
    /// Answers it with the keyboard: Tab to the button, Space.
    static bool answer(const QWidget &over, const QString &which)
    {
        QMessageBox *box = asked(over);
        auto *wanted = box ? box->findChild<QPushButton *>(which) : nullptr;
        if (!wanted || !QTest::qWaitFor([box] { return box->isActiveWindow(); }))
            return false;
        for (int i = 0; i < 5 && !wanted->hasFocus(); ++i)
            QTest::keyClick(box->focusWidget() ? box->focusWidget() : box, Qt::Key_Tab);
        if (!wanted->hasFocus())
            return false;
        QTest::keyClick(wanted, Qt::Key_Space);
        return true;
    }
    /// The page of mailboxes with one that is being changed.
    static ui::MailboxForm *edited(ui::MainWindow &window, const QString &address)
    {
        window.show();
        window.activateWindow();
        window.showPage(ui::Page::Mailboxes);
        ui::MailboxForm *form = window.mailboxes()->form();
        if (!QTest::qWaitFor([form, address] { return form->mailbox().address == address; }))
            qFatal("the mailbox is not shown");
        button(*form, u"Edit"_s)->click();
        return form;
    }
    static domain::Mailbox kept(ShellWorld &world, MailboxId id)
    {
        return must(
            awaited(world.store().read([id](store::Session &session) { return store::Mailboxes(session).find(id); })));
    }
};

void TestLeaving::theWindowAsksForAMailbox()
{
    ShellWorld world;
    const MailboxId id = world.addMailbox(u"ir@corp.example"_s).id;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    ui::MailboxForm *form = edited(window, u"ir@corp.example"_s);
    named<QLineEdit>(*form, u"Display name"_s)->setText(u"Changed"_s);
    QVERIFY(form->hasUnsavedChanges());
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(asked(window));
    QVERIFY(asked(window)->text().contains(u"ir@corp.example"_s));
    window.close(); // once more: one question is enough
    QCOMPARE(window.findChildren<QMessageBox *>(u"leaveQuestion"_s).size(), 1);
    QTest::keyClick(asked(window), Qt::Key_Escape);
    QTRY_VERIFY(!asked(window));
    QVERIFY(window.isVisible());
    QVERIFY(form->isEditing());
    QCOMPARE(named<QLineEdit>(*form, u"Display name"_s)->text(), u"Changed"_s);
    window.close();
    QVERIFY(answer(window, u"leaveSave"_s));
    QTRY_VERIFY(!window.isVisible());
    QCOMPARE(kept(world, id).displayName, u"Changed"_s);
}

void TestLeaving::aSaveThatFailsKeepsTheWindow()
{
    ShellWorld world;
    const MailboxId id = world.addMailbox(u"ir@corp.example"_s).id;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    ui::MailboxForm *form = edited(window, u"ir@corp.example"_s);
    auto *address = named<QLineEdit>(*form, u"E-mail address"_s);
    address->setText(u"no address"_s);
    window.close();
    QVERIFY(answer(window, u"leaveSave"_s));
    QTRY_VERIFY(!asked(window));
    QVERIFY(window.isVisible());
    QVERIFY(form->isEditing());
    // Mended and saved by hand, it does not close the window after all.
    address->setText(u"ir@corp.example"_s);
    named<QLineEdit>(*form, u"Display name"_s)->setText(u"Mended"_s);
    QSignalSpy saved(form, &ui::MailboxForm::saved);
    button(*form, u"SAVE"_s)->click();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(window.isVisible());
    QCOMPARE(kept(world, id).displayName, u"Mended"_s);
}

void TestLeaving::theWindowAsksForATemplateAndAProcess()
{
    NotifyWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    window.activateWindow();
    window.showPage(ui::Page::Templates);
    auto *name = window.findChild<QLineEdit *>(u"templateName"_s);
    QTRY_VERIFY(!name->text().isEmpty());
    name->setText(u"Another name"_s);
    window.showPage(ui::Page::Process); // it stays as it is
    QVERIFY(!asked(window));
    auto *process = window.findChild<ui::ProcessPage *>();
    auto *on = window.findChild<QCheckBox *>(u"processOn"_s);
    QTRY_VERIFY(window.findChild<QComboBox *>(u"criticalPrimary"_s)->count() > 1); // what is kept has come
    on->toggle();
    QTRY_VERIFY(process->isDirty());
    window.close();
    QVERIFY(asked(window)); // of one after the other
    QCOMPARE(window.page(), ui::Page::Templates);
    QVERIFY(asked(window)->text().contains(u"Another name"_s));
    QVERIFY(answer(window, u"leaveSave"_s));
    QTRY_VERIFY(asked(window) && asked(window)->text().contains(u"notification process"_s));
    QCOMPARE(window.page(), ui::Page::Process);
    QVERIFY(answer(window, u"leaveDiscard"_s));
    QTRY_VERIFY(!window.isVisible());
    const QList<domain::MailTemplate> templates = must(
        awaited(world.store().read([](store::Session &session) { return store::Templates(session).list(true); })));
    QVERIFY(std::any_of(templates.cbegin(), templates.cend(),
                        [](const domain::MailTemplate &one) { return one.name == u"Another name"_s; }));
    QVERIFY(!must(awaited(desk::NotificationDesk(world.context().desk).process())).on);
}

void TestLeaving::anUntouchedFormIsLeftAtOnce()
{
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    ui::MailboxForm *form = edited(window, u"ir@corp.example"_s);
    QVERIFY(!form->hasUnsavedChanges());
    auto *name = named<QLineEdit>(*form, u"Display name"_s);
    const QString before = name->text();
    name->setText(u"Changed"_s);
    QVERIFY(form->hasUnsavedChanges());
    name->setText(before); // and back
    QVERIFY(!form->hasUnsavedChanges());
    named<QLineEdit>(*form, u"Inbound password"_s)->setText(u"secret"_s);
    QVERIFY(form->hasUnsavedChanges());
    named<QLineEdit>(*form, u"Inbound password"_s)->clear();
    window.close();
    QVERIFY(!asked(window));
    QVERIFY(!window.isVisible());
}

void TestLeaving::anotherMailboxIsChosen()
{
    ShellWorld world;
    world.addMailbox(u"ir@corp.example"_s);
    const MailboxId other = world.addMailbox(u"soc@corp.example"_s).id;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    ui::MailboxForm *form = edited(window, u"ir@corp.example"_s);
    auto *list = named<QListWidget>(*window.mailboxes(), u"Mailboxes"_s);
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->currentRow(), 0);
    named<QLineEdit>(*form, u"Display name"_s)->setText(u"Changed"_s);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(asked(window));
    QCOMPARE(list->currentRow(), 0); // until it is answered
    QVERIFY(answer(window, u"leaveKeep"_s));
    QTRY_VERIFY(!asked(window));
    QCOMPARE(named<QLineEdit>(*form, u"Display name"_s)->text(), u"Changed"_s);
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(answer(window, u"leaveDiscard"_s));
    QTRY_COMPARE(form->mailbox().id, other);
    QTRY_COMPARE(list->currentRow(), 1);
    QVERIFY(!form->isEditing());
    // Merely open for editing, it is left unasked.
    button(*form, u"Edit"_s)->click();
    QTest::keyClick(list, Qt::Key_Up);
    QVERIFY(!asked(window));
    QTRY_COMPARE(form->mailbox().address, u"ir@corp.example"_s);
    QVERIFY(!form->isEditing());
}

void TestLeaving::anotherPageIsChosen()
{
    ShellWorld world;
    const MailboxId id = world.addMailbox(u"ir@corp.example"_s).id;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    ui::MailboxForm *form = edited(window, u"ir@corp.example"_s);
    named<QLineEdit>(*form, u"Display name"_s)->setText(u"Changed"_s);
    auto *pages = window.findChild<ui::Navigation *>();
    pages->setCurrentRow(static_cast<int>(ui::Page::Outbox));
    QVERIFY(asked(window));
    QCOMPARE(window.page(), ui::Page::Mailboxes);
    QCOMPARE(pages->page(), ui::Page::Mailboxes);
    QVERIFY(answer(window, u"leaveSave"_s));
    QTRY_COMPARE(window.page(), ui::Page::Outbox);
    QCOMPARE(kept(world, id).displayName, u"Changed"_s);
}

void TestLeaving::aUnitIsNotLostByEsc()
{
    ShellWorld world;
    QPointer<ui::UnitDialog> dialog = new ui::UnitDialog(world.context(), {}, nullptr);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *title = named<QLineEdit>(*dialog, u"Title"_s);
    QVERIFY(title);
    QTest::keyClicks(title, u"Finance"_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(asked(*dialog));
    QVERIFY(answer(*dialog, u"leaveKeep"_s));
    QTRY_VERIFY(!asked(*dialog));
    QVERIFY(dialog->isVisible());
    QCOMPARE(title->text(), u"Finance"_s);
    dialog->close(); // the window's own way to close asks, too
    QVERIFY(asked(*dialog));
    QVERIFY(answer(*dialog, u"leaveSave"_s));
    QTRY_VERIFY(!dialog);
    const auto units = must(
        awaited(world.store().read([](store::Session &session) { return store::BusinessUnits(session).list(true); })));
    QCOMPARE(units.size(), 1);
    QCOMPARE(units.first().title, u"Finance"_s);
    // Untouched it goes at once.
    QPointer<ui::UnitDialog> untouched = new ui::UnitDialog(world.context(), units.first(), nullptr);
    untouched->open();
    QTest::keyClick(untouched, Qt::Key_Escape);
    QTRY_VERIFY(!untouched);
}

void TestLeaving::anIncidentIsNotLostByEsc()
{
    ShellWorld world;
    const domain::Incident incident = world.addIncident(u"First"_s);
    QPointer<ui::IncidentDialog> dialog = new ui::IncidentDialog(world.context(), incident, nullptr);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    named<QLineEdit>(*dialog, u"Title"_s)->setText(QString());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(answer(*dialog, u"leaveSave"_s)); // an incident has a title
    QTRY_VERIFY(!asked(*dialog));
    QVERIFY(dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(answer(*dialog, u"leaveDiscard"_s));
    QTRY_VERIFY(!dialog);
    const domain::Incident stored = must(awaited(world.store().read(
        [id = incident.id](store::Session &session) { return store::Incidents(session).find(id); })));
    QCOMPARE(stored.title, u"First"_s);
}

void TestLeaving::signaturesAreNotLostByEsc()
{
    ShellWorld world;
    QPointer<ui::SignaturesDialog> dialog = new ui::SignaturesDialog(world.context(), nullptr);
    dialog->open();
    auto *own = dialog->findChild<QPlainTextEdit *>(u"ownSignature"_s);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    const QPushButton *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    QTRY_VERIFY(save->isEnabled()); // what is kept has come
    own->setPlainText(u"Ada"_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(answer(*dialog, u"leaveSave"_s));
    QTRY_VERIFY(!dialog);
    QCOMPARE(must(awaited(desk::SignatureDesk(world.context().desk).current())).own, u"Ada"_s);
}

void TestLeaving::changedNotificationsAreNotLostByEsc()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(NotifyWorld::button(card, "notifyPrimary")->isEnabled());
    NotifyWorld::button(card, "notifyPrimary")->click();
    QPointer<ui::NotifyDialog> dialog = card.findChild<ui::NotifyDialog *>();
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Escape); // only looked at
    QTRY_VERIFY(!dialog);
    NotifyWorld::button(card, "notifyPrimary")->click();
    dialog = card.findChild<ui::NotifyDialog *>();
    auto *text = dialog->findChild<QPlainTextEdit *>(u"notifyText"_s);
    text->setPlainText(text->toPlainText() + u"\nPlease hurry."_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(asked(*dialog));
    QVERIFY(!asked(*dialog)->findChild<QPushButton *>(u"leaveSave"_s)); // there is nothing to keep them in
    QVERIFY(answer(*dialog, u"leaveKeep"_s));
    QTRY_VERIFY(!asked(*dialog));
    QVERIFY(text->toPlainText().endsWith(u"Please hurry."_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(answer(*dialog, u"leaveDiscard"_s));
    QTRY_VERIFY(!dialog);
    QVERIFY(world.outbox().isEmpty());
}

} // namespace liaison::test

using liaison::test::TestLeaving;
LIAISON_TEST(TestLeaving)
#include "tst_leaving.moc"
