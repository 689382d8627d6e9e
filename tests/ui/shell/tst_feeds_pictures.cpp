#include "core/desk/mailbox_desk.h"
#include "core/store/feed_refusals.h"
#include "core/store/feed_states.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/feed_list.h"
#include "ui/admin/feeds_page.h"
#include "ui/admin/secret_expiry_dialog.h"
#include "ui/common/message_bar.h"
#include "ui/shell/main_window.h"

#include <QPushButton>
#include <QTest>

#include <algorithm>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::FeedState;

namespace {

/// Another process has the mailbox and says this of it.
void sayElsewhere(ShellWorld &world, MailboxId id, const QString &host, const store::FeedStateRow &said)
{
    must(awaited(world.store().write([id, host, said](store::Session &session) -> Result<void> {
        const auto lease = store::Leases(session).acquire(id, u"4711 "_s + host, host, 600'000);
        if (!lease)
            return fail(lease.error());
        store::FeedStateRow row = said;
        row.mailbox = id;
        row.host = host;
        row.pid = lease->pid;
        return store::FeedStates(session).note(row);
    })));
}

/// Whether the buttons of the bars that are shown have come.
bool laidOut(const QWidget &widget)
{
    const QList<ui::MessageBar *> bars = widget.findChildren<ui::MessageBar *>();
    return std::all_of(bars.begin(), bars.end(), [](const ui::MessageBar *bar) {
        const QList<QPushButton *> buttons = bar->findChildren<QPushButton *>();
        return !bar->isVisible() || std::all_of(buttons.begin(), buttons.end(), [](const QPushButton *button) {
            return button->isVisible() && button->width() >= button->minimumSizeHint().width();
        });
    });
}

/// Four mailboxes: one that runs here, one in a back-off elsewhere whose certificate runs out, one that was refused,
/// one that is stopped.
void populateFeeds(ShellWorld &world)
{
    world.populate();
    const UtcMs now = world.clock().nowMs();
    const auto add = [&world](const QString &address, bool wanted) {
        const MailboxId id = world.addMailbox(address).id;
        if (wanted)
            must(awaited(desk::MailboxDesk(world.context().desk).start(id)));
        return id;
    };
    must(awaited(desk::MailboxDesk(world.context().desk).start(world.feeds().statuses().first().mailbox)));
    store::FeedStateRow away;
    away.state = FeedState::BackingOff;
    away.error = errorKindName(ErrorKind::ConnectionRefused);
    away.errorWords = u"connect to 192.0.2.7 port 993: refused"_s;
    away.lastSuccessAt = now - 40 * 60'000;
    away.nextTryAt = now + 12'000;
    away.certificateExpiresAt = now + 9LL * 86'400'000;
    sayElsewhere(world, add(u"security-operations-centre@subsidiary.corp.example"_s, true), u"ir-server-01"_s, away);
    const MailboxId refused = add(u"abuse@corp.example"_s, true);
    must(awaited(world.store().write([refused](store::Session &session) -> Result<void> {
        const auto saved = store::Mailboxes(session).find(refused);
        store::FeedRefusal refusal;
        refusal.mailbox = refused;
        refusal.settingsAt = saved->updatedAt;
        refusal.serverWords = u"NO [AUTHENTICATIONFAILED] Authentication failed."_s;
        refusal.host = u"ir-server-01"_s;
        return store::FeedRefusals(session).note(refusal);
    })));
    add(u"drills@corp.example"_s, false);
}

} // namespace

/// What Email Feeds looks like; LIAISON_PICTURES=DIR keeps it.
class TestFeedsPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsPainted_data();
    void itIsPainted();
};

void TestFeedsPictures::itIsPainted_data()
{
    addPaintedLooks();
}

/// Every text has room, whichever feed is chosen.
void TestFeedsPictures::itIsPainted()
{
    const Painting painting(u"feeds"_s);
    ShellWorld world;
    populateFeeds(world);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    painting.dress(world.theme());
    window.resize(painting.windowSize());
    window.show();
    window.showPage(ui::Page::Feeds);
    auto *list = window.findChild<ui::FeedList *>();
    QTRY_COMPARE(list->topLevelItemCount(), 4);
    const auto check = [&](QWidget &widget, const QString &state) {
        QTRY_VERIFY(laidOut(widget));
        painting.check(widget, state);
    };
    const QStringList states{u"1-running"_s, u"2-backing-off"_s, u"3-refused"_s, u"4-stopped"_s};
    for (int i = 0; i < states.size(); ++i) {
        list->setCurrentItem(list->topLevelItem(i));
        window.feeds()->showNow();
        check(window, states.at(i));
    }
    domain::FeedReport report;
    report.mailbox.address = u"ir@corp.example"_s;
    ui::SecretExpiryDialog dialog(world.context(), report);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    check(dialog, u"5-expiry"_s);
}

} // namespace liaison::test

using liaison::test::TestFeedsPictures;
LIAISON_TEST(TestFeedsPictures)
#include "tst_feeds_pictures.moc"
