#include "tests/support/test_registry.h"
#include "tests/ui/shell/switch_shell.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/switch_button.h"
#include "ui/common/error_text.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::Protocol;

namespace {

const QString toGraph = u"Switch to Microsoft Graph…"_s;

} // namespace

/// Where the window offers a switch.
class TestSwitchOffer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFeedBarOffersIt();
    void otherTroubleOffersNothing();
    void theCardOffersIt_data();
    void theCardOffersIt();
    void theCardSaysWhyNot();
    void thePageOpensIt();
};

void TestSwitchOffer::theFeedBarOffersIt()
{
    SwitchShell world;
    ui::MainWindow window(world.shell.context(), world.shell.theme(), world.shell.settings());
    window.show();
    world.shell.feeds().tell(blockedFeed(world.mailbox));
    QTRY_VERIFY(barSays(window, u"Exchange Online has Exchange Web Services blocked"_s));
    const auto offer = [&window]() -> QAbstractButton * {
        const QList<QAbstractButton *> all = window.findChildren<QAbstractButton *>();
        for (QAbstractButton *each : all)
            if (each->text() == toGraph && each->isVisible() && qobject_cast<ui::MessageBar *>(each->parentWidget()))
                return each;
        return nullptr;
    };
    QTRY_VERIFY(offer());
    offer()->click();
    QTRY_VERIFY(window.findChild<ui::SwitchDialog *>());
    QVERIFY(window.findChild<ui::SwitchDialog *>()->isVisible());
    QCOMPARE(window.findChild<ui::SwitchDialog *>()->windowTitle(), u"Switch ir@corp.example to Microsoft Graph"_s);
    domain::FeedStatus running = blockedFeed(world.mailbox);
    running.state = domain::FeedState::Running;
    running.error.reset();
    world.shell.feeds().tell(running);
    QTRY_VERIFY(!offer());
}

void TestSwitchOffer::otherTroubleOffersNothing()
{
    SwitchShell world;
    domain::FeedStatus status = blockedFeed(world.mailbox);
    QVERIFY(ui::switchHelps(status));
    status.personSignsIn = true;
    QVERIFY(!ui::signInHelps(status)); // whoever signs in again is as blocked as before
    status.error->log = u"access is forbidden"_s;
    QVERIFY(!ui::switchHelps(status));
    status.error->log = u"MailboxDenied (Graph ErrorAccessDenied): It is so."_s;
    QVERIFY(!ui::switchHelps(status));
    status.error.reset();
    QVERIFY(!ui::switchHelps(status));
}

void TestSwitchOffer::theCardOffersIt_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<QString>("text");
    QTest::newRow("EWS") << Protocol::Ews << toGraph;
    QTest::newRow("Graph") << Protocol::Graph << u"Switch to Exchange Web Services…"_s;
    QTest::newRow("IMAP") << Protocol::Imap << QString();
}

void TestSwitchOffer::theCardOffersIt()
{
    QFETCH(const Protocol, protocol);
    QFETCH(const QString, text);
    SwitchShell world;
    world.mailbox.inbound.protocol = world.mailbox.outbound.protocol = protocol;
    ui::MailboxForm form(world.shell.context());
    form.showMailbox(world.mailbox);
    form.show();
    auto *button = form.findChild<ui::SwitchButton *>();
    QCOMPARE(button->isVisible(), !text.isEmpty());
    if (text.isEmpty())
        return;
    QCOMPARE(button->text(), text);
    QVERIFY(button->isEnabled());
    shownButton(form, u"Edit"_s)->click();
    QVERIFY(!button->isEnabled());
    QCOMPARE(button->toolTip(), u"Save or cancel the change first."_s);
}

void TestSwitchOffer::theCardSaysWhyNot()
{
    SwitchShell world;
    ui::MailboxForm form(world.shell.context());
    form.show();
    auto *button = form.findChild<ui::SwitchButton *>();
    QVERIFY(!button->isVisible()); // no mailbox yet
    world.mailbox.inbound.signIn = domain::SignIn::Ntlm;
    form.showMailbox(world.mailbox);
    QVERIFY(button->isVisible() && !button->isEnabled());
    QVERIFY(button->toolTip().startsWith(u"Only a mailbox that signs in with OAUTH2.0 can be switched"_s));
    world.mailbox.inbound.signIn = domain::SignIn::OAuth2;
    world.mailbox.outbound.signIn = domain::SignIn::PlainPassword; // sending would be moved, too
    form.showMailbox(world.mailbox);
    QVERIFY(!button->isEnabled());
    world.mailbox.outbound.protocol = Protocol::Smtp; // that stays
    form.showMailbox(world.mailbox);
    QVERIFY(button->isEnabled());
}

void TestSwitchOffer::thePageOpensIt()
{
    SwitchShell world;
    ui::MailboxesPage page(world.shell.context());
    page.setVisible(true);
    QTRY_COMPARE(page.form()->mailbox().id, world.mailbox.id);
    page.findChild<ui::SwitchButton *>()->click();
    QTRY_VERIFY(page.findChild<ui::SwitchDialog *>());
    // Once it was switched, the card shows the other way.
    world.shell.clock().advance(1'000);
    world.save(must(desk::SwitchDesk::target(world.mailbox, {})));
    QTRY_COMPARE(page.findChild<ui::SwitchButton *>()->text(), u"Switch to Exchange Web Services…"_s);
}

} // namespace liaison::test

using liaison::test::TestSwitchOffer;
LIAISON_TEST(TestSwitchOffer)
#include "tst_switch_offer.moc"
