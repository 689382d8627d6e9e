#include "core/domain/delivery.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/notify_world.h"
#include "ui/common/message_bar.h"
#include "ui/common/preferences.h"
#include "ui/common/unit_word.h"
#include "ui/compose/address_field.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/outbox_model.h"
#include "ui/incidents/outbox_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QTreeView>

#include <algorithm>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// The card "Notify business units" and its dialog.
class TestNotify : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void itIsThereWhileTheProcessIsOn();
    void notifiedAndTakenBackByKeysAlone();
    void undoIsAsTheSettingsSay();
    void eachMailIsShownAsItArrives();
    void whatIsMissingIsNotSent();
    void othersAreAskedAbout();
    void theOverdueAreChased();
    void whoIsAwayHasADeputy();
    void itLeavesFromWhereAPersonSays();
    void failedOnesAloneAreTriedAgain();
    void whoAnsweredMeanwhileIsNotReminded();
    void theOutboxRepeatsNoNotification();
    void whatIsMissingHasAWayThere();
    void theMenuLeadsThere();
    void theWordIsTheOrganisations();
    void itIsPainted_data();
    void itIsPainted();

private:
    static ui::NotifyDialog *opened(ui::NotifyCard &card, const char *button)
    {
        NotifyWorld::button(card, button)->click();
        return card.findChild<ui::NotifyDialog *>();
    }
    static QString said(const QWidget &widget) { return widget.findChild<ui::MessageBar *>()->text(); }
    /// Sends what the dialog offers and waits until it is gone.
    static bool sent(ui::NotifyDialog *dialog)
    {
        const QPointer<ui::NotifyDialog> open(dialog);
        NotifyWorld::button(*dialog, "notifySend")->click();
        return QTest::qWaitFor([&open] { return !open; }, 30'000);
    }
};

void TestNotify::cleanup()
{
    ui::UnitWord::instance()->set({});
    ui::Preferences::instance()->setUndoSeconds(ui::Preferences::usualUndoSeconds);
}

void TestNotify::itIsThereWhileTheProcessIsOn()
{
    NotifyWorld world;
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QVERIFY(card.isHidden());
    world.turnOn();
    QTRY_VERIFY(card.isVisible());
    QCOMPARE(NotifyWorld::stateOf(card, world.finance), u"not notified"_s);
    QVERIFY(NotifyWorld::button(card, "notifyPrimary")->isEnabled());
    QVERIFY(!NotifyWorld::button(card, "notifyFollowUp")->isEnabled());
    QVERIFY(!NotifyWorld::button(card, "notifyChase")->isEnabled());
    QVERIFY(NotifyWorld::button(card, "notifyRetry")->isHidden());
    world.turnOn(false);
    QTRY_VERIFY(card.isHidden());
}

void TestNotify::notifiedAndTakenBackByKeysAlone()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    card.activateWindow();
    auto *list = card.findChild<QTreeWidget *>();
    list->setFocus();
    QTRY_VERIFY(list->hasFocus());
    auto *primary = NotifyWorld::button(card, "notifyPrimary");
    for (int i = 0; i < 10 && !primary->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(primary, Qt::Key_Space);
    QPointer<ui::NotifyDialog> dialog = card.findChild<ui::NotifyDialog *>();
    QVERIFY(dialog);
    QCOMPARE(NotifyWorld::ticked(*dialog), (QStringList{u"Finance"_s, u"Legal"_s}));
    auto *units = dialog->findChild<QListWidget *>();
    QTRY_VERIFY(units->hasFocus());
    QTest::keyClick(units, Qt::Key_Down);
    QTest::keyClick(units, Qt::Key_Space); // not Legal
    QCOMPARE(NotifyWorld::ticked(*dialog), QStringList{u"Finance"_s});
    auto *send = NotifyWorld::button(*dialog, "notifySend");
    for (int i = 0; i < 20 && !send->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(send->hasFocus());
    QTest::keyClick(send, Qt::Key_Space);
    QTRY_VERIFY(!dialog);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"in the outbox"_s);
    QCOMPARE(NotifyWorld::stateOf(card, world.legal), u"not notified"_s);
    QCOMPARE(world.outbox().size(), 1);
    QCOMPARE(world.outbox().first().recipients, QStringList{u"security@finance.example"_s});
    auto *undo = NotifyWorld::button(card, "notifyUndo");
    QVERIFY(undo);
    undo->setFocus();
    QTest::keyClick(undo, Qt::Key_Space);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"not notified"_s);
    QVERIFY(world.outbox().first().state == domain::OutboxState::Cancelled);
    QVERIFY(NotifyWorld::button(card, "notifyPrimary")->isEnabled());
}

void TestNotify::undoIsAsTheSettingsSay()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(NotifyWorld::button(card, "notifyPrimary")->isEnabled());
    ui::Preferences::instance()->setUndoSeconds(0);
    QVERIFY(sent(opened(card, "notifyPrimary")));
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"in the outbox"_s);
    QCOMPARE(world.outbox().first().notBefore, world.clock().nowMs());
    QVERIFY(!NotifyWorld::button(card, "notifyUndo"));
}

void TestNotify::eachMailIsShownAsItArrives()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    ui::NotifyDialog *dialog = opened(card, "notifyPrimary");
    QVERIFY(dialog);
    auto *preview = dialog->findChild<QTextBrowser *>();
    QTRY_VERIFY(preview->toPlainText().contains(u"Finance is asked to answer by"_s));
    QVERIFY(preview->toPlainText().contains(u"2026"_s)); // a deadline
    QVERIFY(!preview->toPlainText().contains(u"{{"_s));
    dialog->findChild<QListWidget *>()->setCurrentRow(1);
    QTRY_VERIFY(preview->toPlainText().contains(u"Legal is asked to answer by"_s));
    const auto fields = dialog->findChildren<ui::AddressField *>();
    QCOMPARE(fields.first()->addresses().first().address, u"security@legal.example"_s);
    // What is changed in one mail is kept while another is looked at, and is in that one alone.
    auto *text = dialog->findChild<QPlainTextEdit *>(u"notifyText"_s);
    text->setPlainText(u"Hello Legal"_s);
    dialog->findChild<QListWidget *>()->setCurrentRow(0);
    QVERIFY(text->toPlainText().contains(u"Finance"_s));
    dialog->findChild<QListWidget *>()->setCurrentRow(1);
    QCOMPARE(text->toPlainText(), u"Hello Legal"_s);
    QTRY_VERIFY(preview->toPlainText().contains(u"Hello Legal"_s));
}

void TestNotify::whatIsMissingIsNotSent()
{
    NotifyWorld world(u"{{analyst}} asks {{incident.owner}}"_s);
    domain::Incident nobodys = world.addIncident(u"Nobody's"_s, domain::Severity::Low, {world.legal.id});
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    ui::NotifyDialog *dialog = opened(card, "notifyPrimary");
    auto *text = dialog->findChild<QPlainTextEdit *>(u"notifyText"_s);
    QVERIFY(!text->toPlainText().contains(u"{{"_s)); // this one has an owner
    text->setPlainText(u"Hello {{incident.ower}}"_s);
    NotifyWorld::button(*dialog, "notifySend")->click();
    QVERIFY(said(*dialog).contains(u"{{incident.ower}}"_s));
    text->setPlainText(u"Hello"_s);
    auto *to = dialog->findChildren<ui::AddressField *>().first();
    to->setText(u"bob"_s);
    NotifyWorld::button(*dialog, "notifySend")->click();
    QVERIFY(said(*dialog).contains(u"bob"_s));
    dialog->findChild<QListWidget *>()->setCurrentRow(1); // what was typed is not forgotten
    dialog->findChild<QListWidget *>()->setCurrentRow(0);
    QCOMPARE(to->text(), u"bob"_s);
    QVERIFY(world.outbox().isEmpty());
    to->setText(u"security@finance.example"_s);
    QVERIFY(sent(dialog));
    QCOMPARE(world.outbox().size(), 2);
    card.setIncident(nobodys.id);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), QString());
}

void TestNotify::othersAreAskedAbout()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QPointer<ui::NotifyDialog> dialog = opened(card, "notifyPrimary");
    dialog->findChildren<ui::AddressField *>().last()->setText(u"eve@stranger.example"_s);
    NotifyWorld::button(*dialog, "notifySend")->click();
    const auto question = [] { return qobject_cast<QMessageBox *>(QApplication::activeModalWidget()); };
    QTRY_VERIFY(question());
    QVERIFY(question()->text().contains(u"eve@stranger.example"_s));
    QVERIFY(world.outbox().isEmpty());
    const QList<QAbstractButton *> buttons = question()->buttons();
    for (QAbstractButton *button : buttons) {
        if (question() && question()->buttonRole(button) != QMessageBox::RejectRole)
            button->click();
    }
    QTRY_VERIFY(!dialog);
    QCOMPARE(world.outbox().size(), 2);
}

void TestNotify::theOverdueAreChased()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QVERIFY(sent(opened(card, "notifyPrimary")));
    const QList<domain::OutboxMail> mails = world.outbox();
    for (const domain::OutboxMail &mail : mails)
        world.accept(mail);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"sent"_s);
    QVERIFY(!NotifyWorld::textOf(card, world.finance, 2).isEmpty());
    world.clock().advance(NotifyWorld::answerMinutes * 60'000 - 1'000'000);
    const auto toLegal = std::find_if(mails.cbegin(), mails.cend(), [](const domain::OutboxMail &mail) {
        return mail.recipients.first().contains(u"legal"_s);
    });
    world.receiveAnswer(u"L. Weiss <weiss@legal.example>"_s, *toLegal);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.legal), u"replied"_s);
    QCOMPARE(NotifyWorld::stateOf(card, world.finance), u"sent"_s);
    world.clock().advance(1'000'000);
    card.setIncident(world.incident.id);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"overdue"_s);
    QVERIFY(NotifyWorld::textOf(card, world.finance, 3).contains(u"+49 30 1234567"_s));
    QVERIFY(NotifyWorld::button(card, "notifyChase")->text().contains(u"1"_s));
    ui::NotifyDialog *dialog = opened(card, "notifyChase");
    QVERIFY(dialog);
    QCOMPARE(NotifyWorld::ticked(*dialog), QStringList{u"Finance"_s}); // who answered is not even offered
    QCOMPARE(dialog->findChild<QListWidget *>()->count(), 1);
    QVERIFY(dialog->findChild<QPlainTextEdit *>(u"notifyText"_s)->toPlainText().startsWith(u"Please answer."_s));
    QVERIFY(sent(dialog));
    const QList<domain::OutboxMail> all = world.outbox();
    QCOMPARE(all.size(), 3);
    const auto newest = std::max_element(all.cbegin(), all.cend(),
                                         [](const auto &a, const auto &b) { return a.id.value < b.id.value; });
    const auto toFinance = std::find_if(mails.cbegin(), mails.cend(), [](const domain::OutboxMail &mail) {
        return mail.recipients.first().contains(u"finance"_s);
    });
    QCOMPARE(newest->thread, toFinance->thread);
}

void TestNotify::whoIsAwayHasADeputy()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QVERIFY(sent(opened(card, "notifyPrimary")));
    const QList<domain::OutboxMail> mails = world.outbox();
    for (const domain::OutboxMail &mail : mails) {
        world.accept(mail);
        if (!mail.recipients.first().contains(u"finance"_s))
            continue;
        must(awaited(world.store().write([mail](store::Session &session) {
            domain::RecipientDelivery away;
            away.address = mail.recipients.first();
            away.state = domain::DeliveryState::OutOfOffice;
            away.words = u"Back on Monday."_s;
            return store::Outbox(session).noteDelivery(mail.messageIdHeader, {away});
        })));
    }
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"out of office"_s);
    QVERIFY(NotifyWorld::textOf(card, world.finance, 3).contains(u"Back on Monday."_s));
    auto *ask = NotifyWorld::button(card, "notifyAddDeputy");
    QTRY_VERIFY(ask->isVisible());
    QPointer<ui::NotifyDialog> asking = opened(card, "notifyAddDeputy");
    QVERIFY(asking);
    QCOMPARE(NotifyWorld::ticked(*asking), QStringList{u"Finance"_s});
    const auto *row = asking->findChild<QListWidget *>();
    QCOMPARE(row->currentItem()->text(), u"Finance"_s);
    QCOMPARE(asking->findChildren<ui::AddressField *>().first()->addresses().last().address,
             u"deputy@finance.example"_s);
    asking->reject();
    QTRY_VERIFY(!asking);
    ui::NotifyDialog *dialog = opened(card, "notifyFollowUp");
    QVERIFY(dialog);
    auto *deputy = NotifyWorld::button(*dialog, "notifyDeputy");
    QVERIFY(deputy->isVisible());
    deputy->click();
    const domain::Addresses to = dialog->findChildren<ui::AddressField *>().first()->addresses();
    QCOMPARE(to.size(), 2);
    QCOMPARE(to.last().address, u"deputy@finance.example"_s);
    QVERIFY(deputy->isHidden());
}

/// From and Bcc are seen and chosen; a reminder leaves from where its mail did.
void TestNotify::itLeavesFromWhereAPersonSays()
{
    NotifyWorld world;
    const domain::Mailbox other = world.addMailbox(u"desk@corp.example"_s);
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    ui::NotifyDialog *dialog = opened(card, "notifyPrimary");
    QVERIFY(dialog);
    auto *from = dialog->findChild<QComboBox *>(u"notifyFrom"_s);
    QCOMPARE(from->count(), 2);
    QVERIFY(from->currentText().contains(u"ir@corp.example"_s));
    from->setCurrentIndex(1);
    Q_EMIT from->activated(1);
    auto *bcc = dialog->findChildren<ui::AddressField *>().last();
    QCOMPARE(bcc->accessibleName(), u"Bcc"_s);
    bcc->setText(u"archive@finance.example"_s);
    auto *list = dialog->findChild<QListWidget *>();
    list->setCurrentRow(1); // of this one mail alone
    QVERIFY(from->currentText().contains(u"ir@corp.example"_s));
    QVERIFY(bcc->text().isEmpty());
    list->setCurrentRow(0);
    QVERIFY(from->currentText().contains(u"desk@corp.example"_s));
    QCOMPARE(bcc->text(), u"archive@finance.example"_s);
    NotifyWorld::button(*dialog, "notifyFromAll")->click();
    QVERIFY(sent(dialog));
    const QList<domain::OutboxMail> mails = world.outbox();
    QCOMPARE(mails.size(), 2);
    for (const domain::OutboxMail &mail : mails) {
        QCOMPARE(mail.mailbox, other.id);
        QCOMPARE(mail.recipients.contains(u"archive@finance.example"_s),
                 mail.recipients.contains(u"security@finance.example"_s));
        world.accept(mail);
    }
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"sent"_s);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.legal), u"sent"_s);
    dialog = opened(card, "notifyFollowUp");
    QVERIFY(dialog->findChild<QComboBox *>(u"notifyFrom"_s)->currentText().contains(u"desk@corp.example"_s));
}

void TestNotify::failedOnesAloneAreTriedAgain()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QVERIFY(sent(opened(card, "notifyPrimary")));
    const QList<domain::OutboxMail> mails = world.outbox();
    QCOMPARE(mails.size(), 2);
    const bool firstIsFinance = mails.at(0).recipients.first().contains(u"finance"_s);
    world.fail(mails.at(firstIsFinance ? 0 : 1));
    world.accept(mails.at(firstIsFinance ? 1 : 0));
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"not sent"_s);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.legal), u"sent"_s);
    auto *retry = NotifyWorld::button(card, "notifyRetry");
    QVERIFY(retry->isVisible());
    QVERIFY(retry->text().contains(u"1"_s));
    retry->click();
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"in the outbox"_s);
    QCOMPARE(NotifyWorld::stateOf(card, world.legal), u"sent"_s);
    QCOMPARE(world.outbox().size(), 2);
    QTRY_VERIFY(retry->isHidden());
}

void TestNotify::whoAnsweredMeanwhileIsNotReminded()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QVERIFY(sent(opened(card, "notifyPrimary")));
    const QList<domain::OutboxMail> mails = world.outbox();
    for (const domain::OutboxMail &mail : mails)
        world.accept(mail);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"sent"_s);
    QPointer<ui::NotifyDialog> dialog = opened(card, "notifyFollowUp");
    QVERIFY(dialog);
    const auto toLegal = std::find_if(mails.cbegin(), mails.cend(), [](const domain::OutboxMail &mail) {
        return mail.recipients.first().contains(u"legal"_s);
    });
    world.receiveAnswer(u"L. Weiss <weiss@legal.example>"_s, *toLegal);
    NotifyWorld::button(*dialog, "notifySend")->click();
    QTRY_VERIFY(dialog && said(*dialog).contains(u"Nothing was sent"_s));
    QCOMPARE(world.outbox().size(), 2);
}

/// "Retry now" of a mail that another one was written after.
void TestNotify::theOutboxRepeatsNoNotification()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QVERIFY(sent(opened(card, "notifyPrimary")));
    const QList<domain::OutboxMail> mails = world.outbox();
    const domain::OutboxMail old = mails.at(mails.at(0).recipients.first().contains(u"finance"_s) ? 0 : 1);
    world.fail(old);
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"not sent"_s);
    QVERIFY(sent(opened(card, "notifyPrimary")));
    QTRY_COMPARE(NotifyWorld::stateOf(card, world.finance), u"in the outbox"_s);
    QCOMPARE(world.outbox().size(), 3);

    ui::OutboxPage page(world.context());
    page.show();
    auto *model = page.findChild<ui::OutboxModel *>();
    QTRY_COMPARE(model->rowCount(), 3);
    int row = 0;
    while (row < 2 && model->rowAt(model->index(row, 0))->id != old.id)
        ++row;
    page.findChild<QTreeView *>()->setCurrentIndex(model->index(row, 0));
    const QList<QPushButton *> buttons = page.findChildren<QPushButton *>();
    const auto retry = std::find_if(buttons.cbegin(), buttons.cend(),
                                    [](const QPushButton *each) { return each->text() == u"Retry now"_s; });
    QVERIFY(retry != buttons.cend() && (*retry)->isVisible());
    (*retry)->click();
    QTRY_VERIFY(said(page).contains(u"not sent again"_s));
    const QList<domain::OutboxMail> after = world.outbox();
    for (const domain::OutboxMail &mail : after)
        QCOMPARE(mail.state == domain::OutboxState::Failed, mail.id == old.id);
}

void TestNotify::whatIsMissingHasAWayThere()
{
    NotifyWorld world;
    world.turnOn();
    domain::BusinessUnit bare = world.legal;
    bare.recipients.clear();
    must(awaited(desk::UnitDesk(world.context().desk).update(bare)));
    must(awaited(desk::TemplateDesk(world.context().desk).setArchived(world.reminder, true)));
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QSignalSpy wanted(&card, &ui::NotifyCard::placeWanted);
    const auto ways = [&card] {
        QList<QPushButton *> buttons = card.findChildren<QPushButton *>();
        buttons.removeIf(
            [](const QPushButton *button) { return !button->isVisible() || !button->objectName().isEmpty(); });
        return buttons;
    };
    QTRY_COMPARE(ways().size(), 3); // they are shown with the next turn of the event loop
    const QList<QPushButton *> buttons = ways();
    for (QPushButton *button : buttons)
        button->click();
    QCOMPARE(wanted.size(), 3);
    QVERIFY(wanted.at(0).at(0).value<ui::NotifyPlace>() == ui::NotifyPlace::Mailboxes); // nothing was sent yet
    QVERIFY(wanted.at(1).at(0).value<ui::NotifyPlace>() == ui::NotifyPlace::Process);
    QVERIFY(wanted.at(2).at(0).value<ui::NotifyPlace>() == ui::NotifyPlace::Units);
    ui::NotifyDialog *dialog = opened(card, "notifyPrimary");
    QCOMPARE(NotifyWorld::ticked(*dialog), QStringList{u"Finance"_s}); // nobody to write to in the other
}

void TestNotify::theMenuLeadsThere()
{
    NotifyWorld world;
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.incidents()->current());
    window.tabs()->setCurrentIndex(1);
    QAction *notify = window.commands()->notifyUnits;
    QTRY_VERIFY(notify->isEnabled());
    notify->trigger();
    QCOMPARE(window.page(), ui::Page::Process); // it is off
    QVERIFY(!notify->isEnabled());
    world.turnOn();
    window.showPage(ui::Page::Incidents);
    auto *card = window.findChild<ui::NotifyCard *>();
    QTRY_VERIFY(!card->isHidden());
    notify->trigger();
    QCOMPARE(window.page(), ui::Page::Incidents);
    QCOMPARE(window.tabs()->currentIndex(), 0);
    QTRY_VERIFY(NotifyWorld::button(*card, "notifyPrimary")->hasFocus());
}

void TestNotify::theWordIsTheOrganisations()
{
    NotifyWorld world;
    world.turnOn();
    ui::NotifyCard card(world.context());
    card.setIncident(world.incident.id);
    QTRY_VERIFY(card.isVisible());
    QCOMPARE(card.title(), u"Notify business units"_s);
    ui::UnitWord::instance()->set({u"Department"_s, u"Departments"_s});
    QCOMPARE(card.title(), u"Notify departments"_s);
    QCOMPARE(card.findChild<QTreeWidget *>()->headerItem()->text(0), u"Department"_s);
    QCOMPARE(NotifyWorld::stateOf(card, world.finance), u"not notified"_s);
}

void TestNotify::itIsPainted_data()
{
    addPaintedLooks();
}

void TestNotify::itIsPainted()
{
    const Painting painting(u"notify"_s);
    NotifyWorld world;
    world.turnOn();
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    QTRY_VERIFY(window.incidents()->current());
    window.tabs()->setCurrentIndex(0);
    auto *card = window.findChild<ui::NotifyCard *>();
    QTRY_VERIFY(card->isVisible());
    painting.check(window, u"card"_s);
    ui::NotifyDialog *dialog = opened(*card, "notifyPrimary");
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->findChild<QTextBrowser *>()->toPlainText().contains(u"Finance"_s));
    painting.check(*dialog, u"dialog"_s);
}

} // namespace liaison::test

using liaison::test::TestNotify;
LIAISON_TEST(TestNotify)
#include "tst_notify.moc"
