#include "core/desk/mailbox_desk.h"
#include "core/feed/engine.h"
#include "core/store/mailboxes.h"
#include "tests/support/other_process.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/sign_in_dialog.h"
#include "ui/admin/test_card.h"
#include "ui/common/message_bar.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

/// A window's world beside a process on the computer "srv", which works the mailbox.
struct TeamShell {
    TeamShell()
        : server(std::make_shared<FakeServer>()), transport(server),
          engine(&shell.store(), &transport,
                 [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
                 &shell.clock(), {}),
          other(shell.path(u"test.sqlite"_s), &shell.clock())
    {
        mailbox = shell.addMailbox(u"ir@corp.example"_s);
        for (const auto &each : {server, other.server}) {
            each->addFolder(u"INBOX"_s, domain::FolderRole::Inbox);
            each->addFolder(u"Sent"_s, domain::FolderRole::Sent);
        }
        ready = other.ready && other.hold(mailbox.id);
    }
    ~TeamShell() { delete made; }
    ui::UiContext context()
    {
        ui::UiContext context = shell.context();
        context.desk.engine = &engine;
        return context;
    }
    ui::SignInDialog *dialog()
    {
        const auto saved = must(awaited(shell.store().write([changed = withPerson(mailbox)](store::Session &session) {
            return store::Mailboxes(session).save(changed);
        })));
        made = new ui::SignInDialog(context(), saved, nullptr, [this](const QUrl &url) {
            opened << url;
            return true;
        });
        made->open();
        return made;
    }
    ShellWorld shell;
    std::shared_ptr<FakeServer> server;
    FakeSignIn transport;
    feed::Engine engine;
    OtherProcess other;
    domain::Mailbox mailbox;
    QList<QUrl> opened;
    QPointer<ui::SignInDialog> made;
    bool ready = false;
};

QPushButton *button(QWidget &parent, const QString &text)
{
    const QList<QPushButton *> all = parent.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text() == text && !each->isHidden())
            return each;
    }
    return nullptr;
}

QLineEdit *code(QWidget &parent)
{
    const QList<QLineEdit *> all = parent.findChildren<QLineEdit *>();
    for (QLineEdit *each : all) {
        if (each->accessibleName() == "Code to type there"_L1)
            return each;
    }
    return nullptr;
}

bool says(QWidget &parent, const QString &words)
{
    const QList<QLabel *> labels = parent.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&words](const QLabel *label) { return !label->isHidden() && label->text().contains(words); });
}

} // namespace

/// Where another computer holds the mailbox, windows show what is done there, and name it.
class TestHolderHost : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSignInNamesItsHost();
    void aNoNamesItsHost();
    void aKeychainNamesItsHost();
    void silenceNamesItsHost();
    void closingCancelsItThere();
    void aTestNamesItsHost();
    void aTestWithATypedPasswordIsRunHere();
    void theFormNamesTheHost();
    void itIsPainted_data();
    void itIsPainted();
};

void TestHolderHost::aSignInNamesItsHost()
{
    TeamShell team;
    QVERIFY(team.ready);
    team.other.work();
    const QPointer<ui::SignInDialog> dialog = team.dialog();
    QSignalSpy signedIn(dialog, &ui::SignInDialog::signedIn);
    QTRY_COMPARE(code(*dialog)->text(), u"WDJB-MJHT"_s);
    QVERIFY(!code(*dialog)->isHidden());
    QVERIFY(says(*dialog, u"The sign-in is carried out on srv"_s));
    QVERIFY(!button(*dialog, u"Use the browser instead"_s) && !button(*dialog, u"Use a code instead"_s));
    QVERIFY(team.opened.isEmpty() && team.transport.requests().isEmpty());
    button(*dialog, u"Copy code"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"WDJB-MJHT"_s);
    domain::SignInOutcome outcome;
    outcome.mailbox = team.mailbox.address;
    team.other.transport.answer(outcome);
    QTRY_COMPARE(signedIn.size(), 1);
    QVERIFY(dialog && says(*dialog, u"Signed in on srv."_s));
    QVERIFY(code(*dialog)->text().isEmpty());
    QTest::keyClick(button(*dialog, u"Close"_s), Qt::Key_Space);
    QTRY_VERIFY(!dialog);
}

void TestHolderHost::aNoNamesItsHost()
{
    TeamShell team;
    ReadOnlyVault credentials;
    team.other.vault = &credentials;
    team.other.work();
    const QPointer<ui::SignInDialog> dialog = team.dialog();
    QTRY_VERIFY(says(*dialog, u"is given its secrets and cannot keep a sign-in"_s));
    QVERIFY(says(*dialog, u"The sign-in was tried on srv"_s));
    QVERIFY(button(*dialog, u"Try again"_s));
    team.other.end(); // before its vault
}

void TestHolderHost::aKeychainNamesItsHost()
{
    // Nobody has unlocked it.
    class LockedVault final : public secrets::Vault {
    public:
        [[nodiscard]] Kind kind() const override { return Kind::Keychain; }
        Future<std::optional<Secret>> read(QString) override
        {
            return readyFuture<std::optional<Secret>>(fail(ErrorKind::KeychainLocked));
        }
        Future<void> write(QString, Secret) override { return readyFuture<void>(fail(ErrorKind::KeychainLocked)); }
        Future<void> remove(QString) override { return readyFuture<void>(fail(ErrorKind::KeychainLocked)); }
    };
    TeamShell team;
    LockedVault keychain;
    team.other.vault = &keychain;
    team.other.work();
    const QPointer<ui::SignInDialog> dialog = team.dialog();
    QTRY_VERIFY(says(*dialog, u"The keychain on srv cannot be used"_s));
    team.other.end(); // before its vault
}

void TestHolderHost::silenceNamesItsHost()
{
    TeamShell team;
    const QPointer<ui::SignInDialog> dialog = team.dialog();
    QTRY_VERIFY(says(*dialog, u"Asking srv"_s));
    QTRY_VERIFY(!team.other.errands().isEmpty());
    QVERIFY(team.other.letTimePass());
    QTRY_VERIFY(says(*dialog, u"srv, where the mailbox is read, did not answer in time."_s));
    team.other.work();
    button(*dialog, u"Try again"_s)->click();
    QTRY_COMPARE(code(*dialog)->text(), u"WDJB-MJHT"_s);
    QCOMPARE(team.other.transport.requests().size(), 1); // what was asked before is not carried out later
}

void TestHolderHost::closingCancelsItThere()
{
    TeamShell team;
    team.other.work();
    const QPointer<ui::SignInDialog> dialog = team.dialog();
    QTRY_COMPARE(code(*dialog)->text(), u"WDJB-MJHT"_s);
    QVERIFY(!team.other.transport.isOver());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY(team.other.transport.isOver());
}

void TestHolderHost::aTestNamesItsHost()
{
    TeamShell team;
    const QString key = domain::vaultKey(team.mailbox, domain::SecretUse::Inbound);
    must(awaited(team.other.vault->write(key, Secret("of srv"))));
    team.other.server->deliver(u"INBOX"_s, "Subject: one\r\n\r\nOne\r\n");
    team.other.server->hold(Op::Folders);
    team.other.work();
    ui::TestCard card(team.context(), domain::TestSide::Inbound);
    card.show();
    card.start({team.mailbox, {}, {}, {}}, false);
    QTRY_VERIFY(says(card, u"Run on srv, which holds the mailbox."_s));
    QTRY_VERIFY(says(card, u"Look up the server's name…"_s)); // as it runs
    QVERIFY(card.isRunning());
    team.other.server->release(Op::Folders);
    QTRY_VERIFY(card.passed());
    QVERIFY(says(card, u"Reading works."_s));
    QVERIFY(says(card, u"Run on srv, which holds the mailbox."_s));
    QTRY_VERIFY(button(card, u"Copy log"_s));
    button(card, u"Copy log"_s)->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains("Run on srv"_L1));
    QCOMPARE(team.server->connections(), 0);
}

void TestHolderHost::aTestWithATypedPasswordIsRunHere()
{
    TeamShell team;
    team.other.work();
    ui::TestCard card(team.context(), domain::TestSide::Inbound);
    card.show();
    card.start({team.mailbox, Secret("typed"), {}, {}}, false);
    QTRY_VERIFY(card.passed());
    QVERIFY(says(card, u"Run on this computer, %1, since a password was typed"_s.arg(QSysInfo::machineHostName())));
    QCOMPARE(team.other.server->connections(), 0);
}

void TestHolderHost::theFormNamesTheHost()
{
    TeamShell team;
    const QString key = domain::vaultKey(team.mailbox, domain::SecretUse::Inbound);
    must(awaited(team.other.vault->write(key, Secret("of srv"))));
    team.other.work();
    ui::MailboxForm form(team.context());
    form.showMailbox(team.mailbox);
    form.show();
    button(form, u"TEST INBOUND"_s)->click();
    QTRY_VERIFY(says(form, u"Reading works."_s));
    QVERIFY(says(form, u"Run on srv, which holds the mailbox."_s));
    QCOMPARE(team.server->connections(), 0);
    must(awaited(team.other.vault->remove(key)));
    button(form, u"TEST INBOUND"_s)->click();
    QTRY_VERIFY(says(form, u"Failed to test Service connectivity"_s));
    QVERIFY(says(form, u"There is no password for this mailbox on srv, which holds it."_s)); // not "on this computer"
    QVERIFY(says(form, u"Run on srv, which holds the mailbox."_s));
}

void TestHolderHost::itIsPainted_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("look");
    QTest::addColumn<qreal>("ratio");
    QTest::newRow("en-light") << u"en"_s << static_cast<int>(ui::Appearance::Light) << 1.0;
    QTest::newRow("de-dark-2x") << u"de"_s << static_cast<int>(ui::Appearance::Dark) << 2.0;
}

/// Every text has room; LIAISON_PICTURES=DIR keeps what it looks like.
void TestHolderHost::itIsPainted()
{
    QFETCH(const QString, language);
    QFETCH(const int, look);
    QFETCH(const qreal, ratio);
    const Look words(language, 100);
    QVERIFY(words.isGood());
    TeamShell team;
    team.shell.theme()->setAppearance(static_cast<ui::Appearance>(look));
    team.other.work();
    const QPointer<ui::SignInDialog> dialog = team.dialog();
    const QString name = u"holder-%1-"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
    const auto check = [&](const QString &state) {
        QTRY_VERIFY2(cut(*dialog).isEmpty(), qPrintable(state + u": "_s + cut(*dialog).join(u'\n')));
        keepPicture(*dialog, name + state, ratio);
    };
    const auto *bar = dialog->findChild<ui::MessageBar *>();
    QTRY_VERIFY(!team.other.transport.requests().isEmpty() && says(*dialog, u"srv"_s));
    const QList<QLineEdit *> lines = dialog->findChildren<QLineEdit *>();
    QTRY_VERIFY(
        std::any_of(lines.begin(), lines.end(), [](const QLineEdit *line) { return line->text() == "WDJB-MJHT"_L1; }));
    check(u"1-code"_s);
    team.other.transport.answer(refusedSignIn());
    QTRY_VERIFY(!bar->isHidden());
    check(u"2-refused"_s);
}

} // namespace liaison::test

using liaison::test::TestHolderHost;
LIAISON_TEST(TestHolderHost)
#include "tst_holder_host.moc"
