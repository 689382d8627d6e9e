#include "core/feed/engine.h"
#include "core/store/outbox.h"
#include "tests/support/fake_transport.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/common/message_bar.h"
#include "ui/incidents/outbox_model.h"
#include "ui/incidents/outbox_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

namespace liaison::test {

namespace {

using domain::OutboxState;

/// A mail of ours that came as far as `to`, with the server's words.
domain::OutboxMail mailThatIs(ShellWorld &world, OutboxState to, const QString &words = {})
{
    const domain::OutboxMail mail
        = world.send(world.addIncident(QStringLiteral("Fraud")), QStringLiteral("it@plant.example"),
                     QStringLiteral("Block it"), QStringLiteral("Please."));
    if (to == OutboxState::Queued)
        return mail;
    must(awaited(world.store().write([id = mail.id, to, words](store::Session &session) {
        store::Outbox outbox(session);
        store::Outbox::Outcome begun;
        begun.to = OutboxState::Sending;
        store::Outbox::Outcome ended;
        ended.to = to;
        ended.serverWords = words;
        return outbox.settle(id, OutboxState::Queued, begun).and_then([&] {
            return outbox.settle(id, OutboxState::Sending, ended);
        });
    })));
    return mail;
}

OutboxState stateOf(ShellWorld &world, OutboxId id)
{
    return must(awaited(world.store().read([id](store::Session &session) { return store::Outbox(session).find(id); })))
        .state;
}

template <class Button> Button *named(const QWidget &parent, const QString &text)
{
    const QList<Button *> all = parent.findChildren<Button *>();
    for (Button *each : all) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

} // namespace

/// The outbox as a person works with it.
class TestOutboxPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFailedMailIsTriedAgain();
    void aWaitingMailIsWithdrawn();
    void anUncertainMailIsSentAgainOnlyAfterAQuestion();
    void aHoldIsSeenAndTakenOffEverywhere();
};

void TestOutboxPage::aFailedMailIsTriedAgain()
{
    ShellWorld world;
    world.addMailbox(QStringLiteral("ir@corp.example"));
    const domain::OutboxMail mail
        = mailThatIs(world, OutboxState::Failed, QStringLiteral("550 5.1.1 no such person here"));
    ui::OutboxPage page(world.context());
    page.show();
    QTRY_VERIFY(named<QPushButton>(page, QStringLiteral("Retry now")));
    const auto *view = page.findChild<QTreeView *>();
    QCOMPARE(view->currentIndex().siblingAtColumn(ui::OutboxModel::Words).data().toString(),
             QStringLiteral("The recipient's address does not exist."));
    QTest::keyClick(named<QPushButton>(page, QStringLiteral("Retry now")), Qt::Key_Space);
    QTRY_VERIFY(stateOf(world, mail.id) == OutboxState::Queued);
    QTRY_VERIFY(!named<QPushButton>(page, QStringLiteral("Retry now")));
}

void TestOutboxPage::aWaitingMailIsWithdrawn()
{
    ShellWorld world;
    world.addMailbox(QStringLiteral("ir@corp.example"));
    const domain::OutboxMail mail = mailThatIs(world, OutboxState::Queued);
    ui::OutboxPage page(world.context());
    page.show();
    page.activateWindow();
    QTRY_VERIFY(named<QPushButton>(page, QStringLiteral("Cancel sending")));
    QTest::keyClick(named<QPushButton>(page, QStringLiteral("Cancel sending")), Qt::Key_Space);
    QTRY_VERIFY(stateOf(world, mail.id) == OutboxState::Cancelled);
    QTRY_VERIFY(!named<QPushButton>(page, QStringLiteral("Cancel sending")));
}

void TestOutboxPage::anUncertainMailIsSentAgainOnlyAfterAQuestion()
{
    ShellWorld world;
    world.addMailbox(QStringLiteral("ir@corp.example"));
    const domain::OutboxMail mail = mailThatIs(world, OutboxState::Uncertain);
    ui::OutboxPage page(world.context());
    page.show();
    QTRY_VERIFY(named<QPushButton>(page, QStringLiteral("Send again…")));
    named<QPushButton>(page, QStringLiteral("Send again…"))->click();
    auto *question = page.findChild<QMessageBox *>();
    QVERIFY(question && question->informativeText().contains(QLatin1String("twice")));
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!page.findChild<QMessageBox *>());
    QVERIFY(stateOf(world, mail.id) == OutboxState::Uncertain);
    named<QPushButton>(page, QStringLiteral("It arrived"))->click();
    QTRY_VERIFY(stateOf(world, mail.id) == OutboxState::Sent);
}

void TestOutboxPage::aHoldIsSeenAndTakenOffEverywhere()
{
    ShellWorld world;
    FakeTransport transport(std::make_shared<FakeServer>());
    feed::Engine engine(
        &world.store(), &transport,
        [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
        &world.clock(), {});
    desk::FeedDesk feeds(&engine);
    ui::UiContext context = world.context();
    context.desk.engine = &engine;
    context.feeds = &feeds;
    ui::MainWindow window(context, world.theme(), world.settings());
    window.show();
    const auto bar = [&window]() -> ui::MessageBar * {
        const QList<ui::MessageBar *> all = window.findChildren<ui::MessageBar *>();
        for (ui::MessageBar *each : all) {
            if (each->isVisible() && each->text().contains(QLatin1String("All sending is held")))
                return each;
        }
        return nullptr;
    };
    window.commands()->holdSending->trigger();
    QTRY_VERIFY(engine.holdSending());
    QTRY_VERIFY(bar());
    QVERIFY(bar()->text().contains(context.desk.actor.person)); // who it was
    window.showPage(ui::Page::Outbox);
    auto *box = named<QCheckBox>(window, QStringLiteral("Hold all sending"));
    QVERIFY(box);
    QTRY_VERIFY(box->isChecked());
    ui::OutboxPage later(context); // as after a restart
    later.show();
    auto *laterBox = named<QCheckBox>(later, QStringLiteral("Hold all sending"));
    QVERIFY(laterBox);
    QTRY_VERIFY(laterBox->isChecked());
    later.hide();
    QTRY_VERIFY(named<QPushButton>(*bar(), QStringLiteral("Send again")));
    named<QPushButton>(*bar(), QStringLiteral("Send again"))->click();
    QTRY_VERIFY(!engine.holdSending());
    QTRY_VERIFY(!bar());
    QTRY_VERIFY(!box->isChecked());
    QTRY_VERIFY(!window.commands()->holdSending->isChecked());
    box->click();
    QTRY_VERIFY(engine.holdSending());
    QTRY_VERIFY(bar());
    QTRY_VERIFY(window.commands()->holdSending->isChecked());
}

} // namespace liaison::test

using liaison::test::TestOutboxPage;
LIAISON_TEST(TestOutboxPage)
#include "tst_outbox_page.moc"
