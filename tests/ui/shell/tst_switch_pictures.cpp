#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/switch_shell.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/switch_button.h"
#include "ui/shell/main_window.h"

#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;

/// What the dialog of a switch looks like.
class TestSwitchPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsPainted_data();
    void itIsPainted();
};

void TestSwitchPictures::itIsPainted_data()
{
    addPaintedLooks();
}

/// Every text has room in every state; LIAISON_PICTURES=DIR keeps what it looks like.
void TestSwitchPictures::itIsPainted()
{
    const Painting painting(u"switch"_s);
    SwitchShell world;
    painting.dress(world.shell.theme());
    auto *dialog = world.dialog();
    const auto check = [&](const QString &state) { painting.check(*dialog, state); };
    const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
    const auto *bar = dialog->findChild<ui::MessageBar *>();
    const auto press = [&buttons, &world](const char *button) {
        const qsizetype before = world.asked.size();
        for (QPushButton *each : buttons)
            if (each->objectName() == QLatin1String(button))
                each->click();
        QTRY_COMPARE(world.asked.size(), before + 1);
    };
    check(u"1-idle"_s);
    press("compare");
    world.asked.last().progress({domain::SwitchProgress::Step::Mails, u"Archive/2026"_s, 2, 5});
    check(u"2-comparing"_s);
    world.answer(world.refused(domain::TestStepKind::SignIn, domain::TestReason::MailboxDenied));
    QTRY_VERIFY(!bar->isHidden());
    check(u"3-refused"_s);
    press("compare");
    world.answer(world.report());
    QTRY_VERIFY(!bar->isHidden());
    check(u"4-same"_s);
    press("compare");
    world.answer(world.differing());
    QTRY_VERIFY(!bar->isHidden());
    check(u"5-differing"_s);
    press("switch");
    domain::SwitchReport done = world.report();
    done.done = true;
    world.answer(done);
    QTRY_VERIFY(!bar->isHidden());
    check(u"6-done"_s);
    delete dialog;
    ui::MainWindow window(world.shell.context(), world.shell.theme(), world.shell.settings());
    painting.dress(world.shell.theme());
    window.resize(painting.windowSize());
    window.show();
    window.showPage(ui::Page::Mailboxes);
    world.shell.feeds().tell(blockedFeed(world.mailbox));
    QTRY_COMPARE(window.mailboxes()->form()->mailbox().id, world.mailbox.id);
    const auto *offer = window.findChild<ui::SwitchButton *>();
    QTRY_VERIFY(offer->isVisible() && offer->width() >= offer->sizeHint().width()
                && offer->visibleRegion().boundingRect() == offer->rect());
    painting.check(window, u"7-window"_s);
}

} // namespace liaison::test

using liaison::test::TestSwitchPictures;
LIAISON_TEST(TestSwitchPictures)
#include "tst_switch_pictures.moc"
