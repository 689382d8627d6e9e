#include "core/desk/mailbox_desk.h"
#include "core/desk/sending_desk.h"
#include "core/store/audit_log.h"
#include "core/store/feed_overview.h"
#include "core/store/feed_refusals.h"
#include "core/store/feed_requests.h"
#include "core/store/feed_states.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/session.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/feed_list.h"
#include "ui/admin/feeds_page.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDateEdit>
#include <QDateTime>
#include <QDialog>
#include <QJsonArray>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::FeedState;

namespace {

constexpr qint64 day = 24LL * 3'600'000;
enum Column { Mailbox, State, LastSync, Lag, Today, GoodUntil, WorkedBy };

/// A page with one mailbox that is started and was in sync 20 s ago.
struct FeedsShell {
    explicit FeedsShell(bool wanted = true)
    {
        mailbox = shell.addMailbox(u"ir@corp.example"_s);
        if (wanted)
            must(awaited(desk::MailboxDesk(shell.context().desk).start(mailbox.id)));
        page = std::make_unique<ui::FeedsPage>(shell.context());
        page->resize(990, 700);
        page->show();
        if (!QTest::qWaitFor([this] { return list()->topLevelItemCount() == 1; }))
            qFatal("the feed is not listed");
    }
    template <class Widget = QAbstractButton> [[nodiscard]] Widget *find(const char *name) const
    {
        return page->findChild<Widget *>(QLatin1String(name));
    }
    [[nodiscard]] ui::FeedList *list() const { return find<ui::FeedList>("feeds.list"); }
    [[nodiscard]] QString shows(Column column) const { return list()->topLevelItem(0)->text(column); }
    [[nodiscard]] ui::MessageBar *trouble() const { return find<ui::MessageBar>("feeds.trouble"); }
    [[nodiscard]] domain::FeedStatus status(FeedState state) const
    {
        domain::FeedStatus status;
        status.mailbox = mailbox.id;
        status.address = mailbox.address;
        status.state = state;
        status.lastSuccessAt = now() - 20'000;
        return status;
    }
    void tell(FeedState state, std::optional<Error> error = std::nullopt, UtcMs nextTryAt = 0)
    {
        domain::FeedStatus status = this->status(state);
        status.error = std::move(error);
        status.nextTryAt = nextTryAt;
        shell.feeds().tell(status);
    }
    /// Another process holds the mailbox and says `state`.
    void tellElsewhere(FeedState state)
    {
        must(awaited(shell.store().write([id = mailbox.id, state, at = now()](store::Session &session) -> Result<void> {
            const auto lease = store::Leases(session).acquire(id, u"4711 x"_s, u"ir1"_s, 600'000);
            if (!lease)
                return fail(lease.error());
            store::FeedStateRow row;
            row.mailbox = id;
            row.state = state;
            row.lastSuccessAt = at - 5'000;
            row.host = lease->host;
            row.pid = lease->pid;
            session.touch(store::Aggregate::Mailbox, id); // so that the page looks at once
            return store::FeedStates(session).note(row);
        })));
        domain::FeedStatus own = status(FeedState::Starting);
        own.holder = u"ir1 (pid 4711)"_s;
        shell.feeds().tell(own);
    }
    void refuse(const QString &host)
    {
        must(awaited(shell.store().write([id = mailbox.id, host](store::Session &session) -> Result<void> {
            const auto saved = store::Mailboxes(session).find(id);
            store::FeedRefusal refusal;
            refusal.mailbox = id;
            refusal.settingsAt = saved ? saved->updatedAt : 0;
            refusal.serverWords = u"NO [AUTHENTICATIONFAILED] go away"_s;
            refusal.host = host;
            session.touch(store::Aggregate::Mailbox, id);
            return store::FeedRefusals(session).note(refusal);
        })));
    }
    domain::Mailbox saved()
    {
        return must(awaited(shell.store().read(
            [id = mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); })));
    }
    [[nodiscard]] UtcMs now() const { return const_cast<ShellWorld &>(shell).clock().nowMs(); }

    ShellWorld shell;
    domain::Mailbox mailbox;
    std::unique_ptr<ui::FeedsPage> page;
};

QMessageBox *question(const QWidget &page)
{
    return page.findChild<QMessageBox *>();
}

/// Presses the button of a question that does what it asks about.
bool agree(const QWidget &page)
{
    QMessageBox *box = question(page);
    if (!box)
        return false;
    const QList<QAbstractButton *> all = box->buttons();
    for (QAbstractButton *each : all) {
        if (box->buttonRole(each) == QMessageBox::AcceptRole)
            each->click();
    }
    return true;
}

} // namespace

/// Admin > Email Feeds.
class TestFeedsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statesAreShown_data();
    void statesAreShown();
    void theNextTryIsCountedDown();
    void startAndStopSayWhatBecomesOfThem();
    void aMailboxThatWasNotCheckedIsAskedAbout();
    void byKeysAlone();
    void anotherProcessIsNamedAndAsked();
    void aRefusedSignInSaysWhoMayMendIt();
    void errorsHaveDetailsAndCopy();
    void whatRunsOutIsWarnedOf_data();
    void whatRunsOutIsWarnedOf();
    void aSecretsDayIsNoted();
    void aSilentFeedIsAlarmed();
    void mailThatVanishesIsWarnedOf();
    void todayIsCounted();
    void holdIsAThingOfItsOwn();
    void aSignInIsOfferedWherePeopleSignIn();
    void theNavigationCountsWhoNeedsAPerson();
    void withoutAMailbox();
};

void TestFeedsPage::statesAreShown_data()
{
    QTest::addColumn<bool>("wanted");
    QTest::addColumn<FeedState>("state");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("mayStart");
    QTest::addColumn<bool>("mayStop");
    QTest::addColumn<bool>("mayGetMail");
    QTest::newRow("stopped") << false << FeedState::Stopped << u"STOPPED"_s << true << false << false;
    QTest::newRow("starting") << true << FeedState::Starting << u"STARTING"_s << false << true << true;
    QTest::newRow("running") << true << FeedState::Running << u"RUNNING"_s << false << true << true;
    QTest::newRow("stopping") << false << FeedState::Running << u"STOPPING"_s << false << false << false;
    QTest::newRow("backing off") << true << FeedState::BackingOff << u"BACKING OFF, next try in 12 s"_s << false << true
                                 << true;
    QTest::newRow("needs sign-in") << true << FeedState::NeedsSignIn << u"NEEDS SIGN-IN"_s << false << true << false;
    QTest::newRow("failed") << true << FeedState::Failed << u"FAILED"_s << false << true << false;
}

void TestFeedsPage::statesAreShown()
{
    QFETCH(const bool, wanted);
    QFETCH(const FeedState, state);
    QFETCH(const QString, words);
    FeedsShell world(wanted);
    const bool waits = state == FeedState::BackingOff;
    world.tell(state, waits ? std::optional<Error>({ErrorKind::ConnectionRefused, {}, {}, {}}) : std::nullopt,
               waits ? world.now() + 12'000 : 0);
    QTRY_COMPARE(world.shows(State), words);
    QTEST(world.find("feeds.start")->isEnabled(), "mayStart");
    QTEST(world.find("feeds.stop")->isEnabled(), "mayStop");
    QTEST(world.find("feeds.getMail")->isEnabled(), "mayGetMail");
    const QString said = world.list()->topLevelItem(0)->data(Mailbox, Qt::AccessibleTextRole).toString();
    QVERIFY2(said.contains(u"Mailbox: ir@corp.example"_s) && said.contains(u"State: "_s + words), qPrintable(said));
}

void TestFeedsPage::theNextTryIsCountedDown()
{
    FeedsShell world;
    world.tell(FeedState::BackingOff, Error{ErrorKind::ConnectionRefused, {}, {}, {}}, world.now() + 90'000);
    QTRY_COMPARE(world.shows(State), u"BACKING OFF, next try in 1 min"_s);
    QCOMPARE(world.shows(LastSync), u"20 s ago"_s);
    world.shell.clock().advance(48'000);
    world.page->showNow();
    QCOMPARE(world.shows(State), u"BACKING OFF, next try in 42 s"_s);
    QCOMPARE(world.shows(LastSync), u"1 min ago"_s);
    QCOMPARE(world.shows(Lag), u"at most 1 min"_s);
    QVERIFY(world.find<ui::PlainLabel>("feeds.headline")->text().endsWith(u"next try in 42 s"_s));
    world.shell.clock().advance(43'000);
    world.page->showNow();
    QCOMPARE(world.shows(State), u"BACKING OFF, trying now"_s);
}

void TestFeedsPage::startAndStopSayWhatBecomesOfThem()
{
    FeedsShell world;
    world.tell(FeedState::Running);
    QTRY_COMPARE(world.shows(State), u"RUNNING"_s);
    world.find("feeds.stop")->click();
    QTRY_COMPARE(world.shows(State), u"STOPPING"_s);
    QVERIFY(!world.saved().feedWanted);
    world.tell(FeedState::Stopped);
    QTRY_COMPARE(world.shows(State), u"STOPPED"_s);
    world.find("feeds.start")->click();
    QTRY_COMPARE(world.shows(State), u"STARTING"_s);
    QVERIFY(world.saved().feedWanted);
    world.tell(FeedState::Running);
    QTRY_COMPARE(world.shows(State), u"RUNNING"_s);
    // A mailbox that is gone meanwhile: the page says that it did not work.
    world.tell(FeedState::Running);
    must(awaited(world.shell.store().write([id = world.mailbox.id](store::Session &session) -> Result<void> {
        session.run(u"UPDATE mailbox SET removed_at = 1 WHERE id = ?"_s, {id.value}); // and nobody is told
        return session.status();
    })));
    world.find("feeds.stop")->click();
    const auto *bar = world.find<ui::MessageBar>("feeds.bar");
    QTRY_VERIFY(!bar->isHidden() && bar->text().startsWith(u"That did not work."_s));
}

void TestFeedsPage::aMailboxThatWasNotCheckedIsAskedAbout()
{
    FeedsShell world(false);
    world.find("feeds.start")->click();
    QTRY_VERIFY(question(*world.page));
    QVERIFY(!world.saved().feedWanted);
    QVERIFY(agree(*world.page));
    QTRY_COMPARE(world.shows(State), u"STARTING"_s);
    QVERIFY(world.saved().feedWanted);
}

void TestFeedsPage::byKeysAlone()
{
    FeedsShell world;
    world.page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(world.page.get()));
    world.tell(FeedState::Running);
    QTRY_COMPARE(world.shows(State), u"RUNNING"_s);
    world.page->focusList();
    QVERIFY(world.list()->hasFocus());
    const auto tabTo = [](const QWidget *wanted) {
        for (int i = 0; i < 20 && QApplication::focusWidget() != wanted; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        return QApplication::focusWidget() == wanted;
    };
    QVERIFY(tabTo(world.find("feeds.stop")));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(world.shows(State), u"STOPPING"_s);
    world.tell(FeedState::Stopped);
    QTRY_VERIFY(world.find("feeds.start")->isEnabled());
    QVERIFY(world.page->isAncestorOf(QApplication::focusWidget())); // the button that went took nothing along
    QVERIFY(tabTo(world.find("feeds.start")));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(world.shows(State), u"STARTING"_s);
    QCOMPARE(QApplication::focusWidget(), world.find("feeds.stop"));
    QVERIFY(tabTo(world.find("feeds.hold")));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(world.find("feeds.hold")->isChecked());
    world.page->focusList();
    QSignalSpy opened(world.page.get(), &ui::FeedsPage::mailboxWanted);
    QTest::keyClick(world.list(), Qt::Key_Return);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<MailboxId>(), world.mailbox.id);
}

void TestFeedsPage::anotherProcessIsNamedAndAsked()
{
    FeedsShell world;
    world.tellElsewhere(FeedState::Running);
    QTRY_COMPARE(world.shows(State), u"RUNNING"_s);
    QVERIFY2(world.shows(WorkedBy).startsWith(u"ir1 (pid "_s), qPrintable(world.shows(WorkedBy)));
    QCOMPARE(world.shows(LastSync), u"5 s ago"_s);
    world.find("feeds.getMail")->click();
    const auto *asked = world.find<ui::PlainLabel>("feeds.asked");
    const auto request = [&world] {
        return must(awaited(world.shell.store().read([id = world.mailbox.id](store::Session &session) {
            return store::FeedRequests(session).find(id, store::FeedAsk::GetMail);
        })));
    };
    QTRY_VERIFY(request());
    QCOMPARE(request()->person, u"A. Kaya"_s);
    world.shell.clock().advance(request()->askedAt + 3'000 - world.now()); // by the database's clock
    world.page->showNow();
    QTRY_COMPARE(asked->text(), u"ir1 was asked to look for mail."_s);
    world.shell.clock().advance(20'000);
    world.page->showNow();
    QCOMPARE(asked->text(), u"ir1 was asked to look for mail and has not answered. Is Liaison running there?"_s);
    must(awaited(world.shell.store().write([id = world.mailbox.id](store::Session &session) -> Result<bool> {
        const auto lease = store::Leases(session).holder(id);
        session.touch(store::Aggregate::Mailbox, id);
        return store::FeedRequests(session).take(**lease, store::FeedAsk::GetMail);
    })));
    QTRY_VERIFY2(asked->text().startsWith(u"ir1 took it "_s), qPrintable(asked->text()));
    world.find("feeds.stop")->click();
    QTRY_COMPARE(world.shows(State), u"STOPPING"_s);
}

void TestFeedsPage::aRefusedSignInSaysWhoMayMendIt()
{
    FeedsShell world;
    world.refuse(u"ir1"_s);
    QTRY_COMPARE(world.shows(State), u"NEEDS SIGN-IN"_s);
    QTRY_VERIFY(!world.trouble()->isHidden());
    const QString said = world.trouble()->text();
    for (const QString &part : {u"Sign-in refused"_s, u" on ir1; mail is waiting on the server."_s, u"not locked"_s,
                                u"liaison secret set ir@corp.example"_s})
        QVERIFY2(said.contains(part), qPrintable(said));
    QVERIFY(!said.contains(u"go away"_s)); // the server's words are under Details
    const UtcMs before = world.saved().updatedAt;
    world.shell.clock().advance(1'000);
    world.find("feeds.trouble.tryAgain")->click();
    QTRY_VERIFY(question(*world.page)); // it could lock the account
    QCOMPARE(world.saved().updatedAt, before);
    QVERIFY(agree(*world.page));
    QTRY_COMPARE(world.shows(State), u"STARTING"_s);
    QVERIFY(world.saved().updatedAt > before);
    QTRY_VERIFY(world.trouble()->isHidden());
}

void TestFeedsPage::errorsHaveDetailsAndCopy()
{
    FeedsShell world;
    Error error{ErrorKind::CertificateUntrusted, u"chain of mail.example"_s, u"password=hunter2 nope"_s, {}};
    world.tell(FeedState::Failed, error);
    QTRY_VERIFY(!world.trouble()->isHidden());
    QVERIFY(world.trouble()->text().startsWith(u"The server's certificate was not issued by"_s));
    world.find("feeds.trouble.copy")->click();
    const QString copied = QApplication::clipboard()->text();
    for (const QString &part :
         {u"ir@corp.example  FAILED"_s, u"IMAP and SMTP"_s, u"CertificateUntrusted"_s, u"chain of mail.example"_s})
        QVERIFY2(copied.contains(part), qPrintable(copied));
    QVERIFY2(!copied.contains(u"hunter2"_s), qPrintable(copied));
    const QList<QAbstractButton *> buttons = world.trouble()->findChildren<QAbstractButton *>();
    const bool details = std::any_of(buttons.begin(), buttons.end(),
                                     [](const QAbstractButton *each) { return each->text() == u"Details"_s; });
    QVERIFY(details);
    QSignalSpy opened(world.page.get(), &ui::FeedsPage::mailboxWanted);
    world.find("feeds.trouble.open")->click();
    QCOMPARE(opened.size(), 1);
    // Counting on does not take the button from under somebody's finger.
    QAbstractButton *copy = world.find("feeds.trouble.copy");
    world.shell.clock().advance(5'000);
    world.page->showNow();
    QCOMPARE(world.find("feeds.trouble.copy"), copy);
}

void TestFeedsPage::whatRunsOutIsWarnedOf_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("warning"); ///< empty: none
    QTest::newRow("in 15 days") << 15 << QString();
    QTest::newRow("in 13 days") << 13 << u"The application's certificate runs out on"_s;
    QTest::newRow("yesterday") << -1 << u"The application's certificate ran out on"_s;
}

void TestFeedsPage::whatRunsOutIsWarnedOf()
{
    QFETCH(const int, days);
    QFETCH(const QString, warning);
    FeedsShell world;
    domain::FeedStatus status = world.status(FeedState::Running);
    status.certificateExpiresAt = world.now() + days * day;
    status.tokenExpiresAt = world.now() + 60'000;
    world.shell.feeds().tell(status);
    const auto *until = world.find<ui::PlainLabel>("feeds.goodUntil");
    QTRY_VERIFY(until->text().startsWith(u"certificate: "_s) && !world.shows(GoodUntil).isEmpty());
    const auto *bar = world.find<ui::MessageBar>("feeds.warning");
    QCOMPARE(bar->isHidden(), warning.isEmpty());
    QVERIFY2(warning.isEmpty() || bar->text().startsWith(warning), qPrintable(bar->text()));
    QVERIFY(until->text().contains(u"access token until"_s));
}

void TestFeedsPage::aSecretsDayIsNoted()
{
    FeedsShell world;
    world.tell(FeedState::Running);
    world.find("feeds.secretExpiry")->click();
    auto *dialog = world.find<QDialog>("secretExpiry");
    QVERIFY(dialog);
    auto *date = dialog->findChild<QDateEdit *>(u"secretExpiry.date"_s);
    QVERIFY(!date->isEnabled());
    dialog->findChild<QCheckBox *>(u"secretExpiry.known"_s)->setChecked(true);
    date->setDate(QDateTime::fromMSecsSinceEpoch(world.now()).date().addDays(10));
    dialog->findChild<QPushButton *>(u"secretExpiry.save"_s)->click();
    QTRY_VERIFY(!world.shows(GoodUntil).isEmpty());
    QVERIFY(world.find<ui::PlainLabel>("feeds.goodUntil")->text().startsWith(u"secret: "_s));
    const auto *bar = world.find<ui::MessageBar>("feeds.warning");
    QTRY_VERIFY(bar->text().startsWith(u"The secret runs out on"_s));
    const auto log = must(awaited(world.shell.store().read(
        [](store::Session &session) { return store::AuditLog(session).list(std::nullopt, 1); })));
    QCOMPARE(log.first().action, u"mailbox.secret-expiry"_s);
    const QJsonArray days = log.first().detail.value("secretExpiry"_L1).toArray();
    QVERIFY(days.at(0).isNull());
    QVERIFY(QDate::fromString(days.at(1).toString(), Qt::ISODate).isValid());
}

void TestFeedsPage::aSilentFeedIsAlarmed()
{
    FeedsShell world;
    // A mail each hour of two weeks, and then none.
    must(awaited(
        world.shell.store().write([id = world.mailbox.id, now = world.now()](store::Session &session) -> Result<void> {
            domain::RemoteFolder inbox;
            inbox.remoteId = inbox.path = u"INBOX"_s;
            inbox.role = domain::FolderRole::Inbox;
            const auto folders = store::Folders(session).refresh(id, {inbox});
            for (int hours = 9; hours < 14 * 24 && folders; ++hours) {
                store::IncomingMail mail;
                const QByteArray raw = "Message-ID: <h" + QByteArray::number(hours) + "@bu.example>\r\n\r\nx\r\n";
                mail.raw = store::packRaw(raw);
                mail.parsed.facts.messageIdHeader = u"h%1@bu.example"_s.arg(hours);
                mail.parsed.contentHash = QByteArray(28, '0') + QByteArray::number(hours).rightJustified(4, '0');
                mail.folder = folders->first().id;
                mail.remoteId = QString::number(hours);
                mail.internalDate = now - hours * 3'600'000LL;
                if (const auto stored = store::Messages(session).store(mail); !stored)
                    return fail(stored.error());
            }
            return session.status();
        })));
    Q_EMIT world.shell.feeds().mailArrived(world.mailbox.id, 0, 0);
    world.tell(FeedState::Running);
    QTRY_COMPARE(world.shows(State), u"RUNNING, silent"_s);
    const auto *bar = world.find<ui::MessageBar>("feeds.warning");
    QVERIFY2(!bar->isHidden()
                 && bar->text().startsWith(u"No mail for 9 h, though it usually comes in 9 of these hours."_s),
             qPrintable(bar->text()));
    // A feed that does not run says so itself.
    world.tell(FeedState::BackingOff, Error{ErrorKind::ConnectionLost, {}, {}, {}}, world.now() + 10'000);
    QTRY_VERIFY(world.shows(State).startsWith(u"BACKING OFF"_s));
    QVERIFY(bar->isHidden());
}

/// Another program takes the mail away as soon as it comes.
void TestFeedsPage::mailThatVanishesIsWarnedOf()
{
    FeedsShell world;
    must(awaited(
        world.shell.store().write([id = world.mailbox.id, now = world.now()](store::Session &session) -> Result<void> {
            domain::RemoteFolder inbox;
            inbox.remoteId = inbox.path = u"INBOX"_s;
            inbox.role = domain::FolderRole::Inbox;
            const auto folders = store::Folders(session).refresh(id, {inbox});
            QStringList gone;
            for (int mails = 0; mails < domain::FeedTally::vanishedAlarm && folders; ++mails) {
                store::IncomingMail mail;
                const QByteArray raw = "Message-ID: <v" + QByteArray::number(mails) + "@bu.example>\r\n\r\nx\r\n";
                mail.raw = store::packRaw(raw);
                mail.parsed.facts.messageIdHeader = u"v%1@bu.example"_s.arg(mails);
                mail.parsed.contentHash = QByteArray(28, '1') + QByteArray::number(mails).rightJustified(4, '0');
                mail.folder = folders->first().id;
                mail.remoteId = QString::number(mails);
                mail.internalDate = now - 60'000;
                gone << mail.remoteId;
                if (const auto stored = store::Messages(session).store(mail); !stored)
                    return fail(stored.error());
            }
            return store::Messages(session).noteVanished(folders->first().id, gone);
        })));
    Q_EMIT world.shell.feeds().mailArrived(world.mailbox.id, 0, 0);
    world.tell(FeedState::Running);
    QTRY_COMPARE(world.shows(State), u"RUNNING, mail vanishes"_s);
    const auto *bar = world.find<ui::MessageBar>("feeds.warning");
    QVERIFY(!bar->isHidden());
    QVERIFY2(bar->text().startsWith(u"3 mails of the last day vanished"_s)
                 && bar->text().contains(u"Another tool may be reading this mailbox and moving its mail"_s),
             qPrintable(bar->text()));
}

void TestFeedsPage::todayIsCounted()
{
    ShellWorld world;
    world.populate();
    ui::FeedsPage page(world.context());
    page.show();
    auto *list = page.findChild<ui::FeedList *>();
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QTRY_COMPARE(list->topLevelItem(0)->text(Today), u"0 in, 1 out"_s); // imported mail came to no mailbox
    QTRY_VERIFY(page.findChild<ui::PlainLabel *>(u"feeds.outbox"_s)->text().startsWith(u"1 mail"_s));
    QTRY_COMPARE(list->topLevelItem(0)->text(Lag), u"128 mails"_s);
}

void TestFeedsPage::holdIsAThingOfItsOwn()
{
    FeedsShell world;
    world.tell(FeedState::Running);
    QTRY_COMPARE(world.shows(State), u"RUNNING"_s);
    must(awaited(desk::SendingDesk(world.shell.context().desk).setHold(true)));
    QTRY_VERIFY(world.find("feeds.hold")->isChecked());
    QCOMPARE(world.shows(State), u"RUNNING"_s);
    QVERIFY(world.saved().feedWanted);
}

void TestFeedsPage::aSignInIsOfferedWherePeopleSignIn()
{
    FeedsShell world;
    QVERIFY(!world.find("feeds.signIn")->isEnabled());
    domain::Mailbox mailbox = world.saved();
    mailbox.inbound.signIn = domain::SignIn::OAuth2;
    mailbox.inbound.oauth.flow = domain::OAuthFlow::Browser;
    must(awaited(world.shell.store().write(
        [mailbox](store::Session &session) { return store::Mailboxes(session).save(mailbox); })));
    QTRY_VERIFY(world.find("feeds.signIn")->isEnabled());
    domain::FeedStatus status = world.status(FeedState::NeedsSignIn);
    status.personSignsIn = true;
    status.error = Error{ErrorKind::CredentialsMissing, {}, {}, {}};
    world.shell.feeds().tell(status);
    QTRY_VERIFY(world.find("feeds.trouble.signIn"));
    QSignalSpy wanted(world.page.get(), &ui::FeedsPage::signInWanted);
    world.find("feeds.trouble.signIn")->click();
    world.find("feeds.signIn")->click();
    QCOMPARE(wanted.size(), 2);
    // One for another computer is done there.
    world.tellElsewhere(FeedState::Running);
    QTRY_VERIFY(world.shows(WorkedBy).startsWith(u"ir1 (pid "_s));
    world.find("feeds.signIn")->click();
    QTRY_VERIFY(question(*world.page));
    QVERIFY(question(*world.page)->informativeText().contains(u"liaison sign-in ir@corp.example --device"_s));
    QCOMPARE(wanted.size(), 2);
    QVERIFY(agree(*world.page));
    QCOMPARE(wanted.size(), 3);
}

void TestFeedsPage::theNavigationCountsWhoNeedsAPerson()
{
    FeedsShell world;
    ui::MainWindow window(world.shell.context(), world.shell.theme(), world.shell.settings());
    window.show();
    auto *pages = window.findChild<ui::Navigation *>();
    const auto title = [pages] { return pages->item(static_cast<int>(ui::Page::Feeds))->text(); };
    QCOMPARE(title(), u"Email Feeds"_s);
    world.tell(FeedState::Failed, Error{ErrorKind::CertificateExpired, {}, {}, {}});
    QTRY_COMPARE(title(), u"Email Feeds (1)"_s);
    window.commands()->showFeeds->trigger();
    QCOMPARE(window.page(), ui::Page::Feeds);
    world.tell(FeedState::Running);
    QTRY_COMPARE(title(), u"Email Feeds"_s);
}

void TestFeedsPage::withoutAMailbox()
{
    ShellWorld world;
    ui::FeedsPage page(world.context());
    page.show();
    QSignalSpy wanted(&page, &ui::FeedsPage::mailboxWanted);
    QPushButton *connectButton = [&page]() -> QPushButton * {
        const QList<QPushButton *> all = page.findChildren<QPushButton *>();
        for (QPushButton *each : all) {
            if (each->text() == u"Connect a mailbox"_s)
                return each;
        }
        return nullptr;
    }();
    QTRY_VERIFY(connectButton && connectButton->isVisible());
    connectButton->click();
    QVERIFY(wanted.size() == 1 && !wanted.first().first().value<MailboxId>());
    QVERIFY(!page.findChild<QPushButton *>(u"feeds.start"_s)->isEnabled());
}

} // namespace liaison::test

using liaison::test::TestFeedsPage;
LIAISON_TEST(TestFeedsPage)
#include "tst_feeds_page.moc"
