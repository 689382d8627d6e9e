#include "core/desk/mailbox_desk.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/sign_in_shell.h"
#include "ui/admin/mailbox_form.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"
#include "ui/shell/main_window.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace liaison::test {

namespace {

QPushButton *button(QWidget &parent, const QString &text)
{
    const QList<QPushButton *> all = parent.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text() == text && !each->isHidden())
            return each;
    }
    return nullptr;
}

QLineEdit *line(QWidget &parent, const QString &name)
{
    const QList<QLineEdit *> all = parent.findChildren<QLineEdit *>();
    for (QLineEdit *each : all) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

bool saysBar(QWidget &parent, const QString &words)
{
    const QList<ui::MessageBar *> bars = parent.findChildren<ui::MessageBar *>();
    return std::any_of(bars.begin(), bars.end(),
                       [&words](const ui::MessageBar *bar) { return !bar->isHidden() && bar->text().contains(words); });
}

domain::FeedStatus waiting(const domain::Mailbox &mailbox, ErrorKind kind)
{
    domain::FeedStatus status;
    status.mailbox = mailbox.id;
    status.address = mailbox.address;
    status.state = domain::FeedState::NeedsSignIn;
    status.personSignsIn = true;
    status.error = Error{kind, QStringLiteral("SignInExpired"), {}, {}};
    return status;
}

} // namespace

/// A person's sign-in from the window.
class TestSignIn : public QObject {
    Q_OBJECT
public:
    Q_INVOKABLE void note(const QUrl &url) { m_browsed << url; }

private Q_SLOTS:
    void initTestCase() { QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "note"); }
    void cleanupTestCase() { QDesktopServices::unsetUrlHandler(QStringLiteral("https")); }
    void theBrowserIsOpenedAndWaitedFor();
    void sendingThatSignsInByItself();
    void aNoToSendingLeavesReadingSignedIn();
    void aCodeInstead();
    void aNoCanBeTriedAgain();
    void withoutABrowser();
    void closingItCancels();
    void theFeedBarOffersIt_data();
    void theFeedBarOffersIt();
    void whatSigningInDoesNotMendIsSaid();
    void theCardOffersItToPeopleAlone();
    void theCardSaysUntilWhenASignInIsGood();

private:
    QList<QUrl> m_browsed; ///< by the system's browser
};

void TestSignIn::theBrowserIsOpenedAndWaitedFor()
{
    SignInShell world;
    const QPointer<ui::SignInDialog> dialog = world.dialog();
    QSignalSpy signedIn(dialog, &ui::SignInDialog::signedIn);
    QTRY_COMPARE(world.opened.size(), 1);
    QCOMPARE(line(*dialog, QStringLiteral("Address to sign in at"))->text(), world.opened.first().toString());
    QVERIFY(line(*dialog, QStringLiteral("Code to type there"))->isHidden());
    button(*dialog, QStringLiteral("Copy address"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), world.opened.first().toString());
    button(*dialog, QStringLiteral("Open browser"))->click();
    QCOMPARE(world.opened.size(), 2);
    QCOMPARE(world.transport.requests().size(), 1); // the same question, asked again
    domain::SignInOutcome outcome;
    outcome.mailbox = world.mailbox.address;
    world.transport.answer(outcome);
    QTRY_VERIFY(!dialog);
    QCOMPARE(signedIn.size(), 1);
}

/// SMTP may have a person's sign-in of its own: one follows the other.
void TestSignIn::sendingThatSignsInByItself()
{
    SignInShell world;
    QVERIFY(ui::SignInDialog::sidesOf(world.mailbox) == QList<domain::SecretUse>{domain::SecretUse::Inbound});
    domain::Mailbox changed = world.mailbox;
    changed.outbound = changed.inbound;
    changed.outbound.protocol = domain::Protocol::Smtp;
    changed.outbound.host = QStringLiteral("smtp.office365.com");
    changed.outbound.oauth.flow = domain::OAuthFlow::DeviceCode;
    const QList<domain::SecretUse> both{domain::SecretUse::Inbound, domain::SecretUse::Outbound};
    QVERIFY(ui::SignInDialog::sidesOf(changed) == both);
    const QPointer<ui::SignInDialog> dialog = new ui::SignInDialog(
        world.context(), changed, nullptr, [](const QUrl &) { return true; }, both);
    dialog->open();
    QSignalSpy signedIn(dialog, &ui::SignInDialog::signedIn);
    QTRY_COMPARE(world.transport.requests().size(), 1);
    QVERIFY(!dialog->windowTitle().contains(QLatin1String("sending")));
    domain::SignInOutcome outcome;
    outcome.mailbox = changed.address;
    world.transport.answer(outcome);
    QTRY_COMPARE(world.transport.requests().size(), 2);
    QVERIFY(dialog && signedIn.isEmpty());
    QVERIFY(dialog->windowTitle().contains(QLatin1String("sending")));
    const auto asked = world.transport.requests();
    QCOMPARE(asked.at(0).use, domain::SecretUse::Inbound);
    QCOMPARE(asked.at(1).use, domain::SecretUse::Outbound);
    QCOMPARE(asked.at(1).way, domain::SignInWay::DeviceCode); // each its own way
    world.transport.answer(outcome);
    QTRY_VERIFY(!dialog);
    QCOMPARE(signedIn.size(), 1);
    changed.inbound.oauth.flow = domain::OAuthFlow::Application;
    QVERIFY(ui::SignInDialog::sidesOf(changed) == QList<domain::SecretUse>{domain::SecretUse::Outbound});
}

void TestSignIn::aNoToSendingLeavesReadingSignedIn()
{
    SignInShell world;
    domain::Mailbox changed = world.mailbox;
    changed.outbound = changed.inbound;
    changed.outbound.protocol = domain::Protocol::Smtp;
    changed.outbound.host = QStringLiteral("smtp.office365.com");
    const QPointer<ui::SignInDialog> dialog
        = new ui::SignInDialog(world.context(), changed, nullptr, [](const QUrl &) { return true; },
                               {domain::SecretUse::Inbound, domain::SecretUse::Outbound});
    dialog->open();
    QTRY_COMPARE(world.transport.requests().size(), 1);
    domain::SignInOutcome outcome;
    outcome.mailbox = changed.address;
    world.transport.answer(outcome);
    QTRY_COMPARE(world.transport.requests().size(), 2);
    world.transport.answer(refusedSignIn());
    const auto says = [&dialog](const QString &words) {
        const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&words](const QLabel *label) { return label->text().contains(words); });
    };
    QTRY_VERIFY(says(QStringLiteral("Nobody was signed in for sending.")));
    QVERIFY(!says(QStringLiteral("nothing has changed")));
    delete dialog;
}

void TestSignIn::aCodeInstead()
{
    SignInShell world;
    const QPointer<ui::SignInDialog> dialog = world.dialog();
    QTRY_COMPARE(world.opened.size(), 1);
    button(*dialog, QStringLiteral("Use a code instead"))->click();
    QTRY_COMPARE(line(*dialog, QStringLiteral("Code to type there"))->text(), QStringLiteral("WDJB-MJHT"));
    QVERIFY(!line(*dialog, QStringLiteral("Code to type there"))->isHidden());
    QCOMPARE(world.transport.requests().size(), 2);
    QCOMPARE(world.transport.requests().last().way, domain::SignInWay::DeviceCode);
    QCOMPARE(world.opened.size(), 1); // that address is for any device
    button(*dialog, QStringLiteral("Copy code"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("WDJB-MJHT"));
    QVERIFY(button(*dialog, QStringLiteral("Use the browser instead")));
    QVERIFY(!saysBar(*dialog, QString())); // that the first one was cancelled is no trouble
}

void TestSignIn::aNoCanBeTriedAgain()
{
    SignInShell world;
    const QPointer<ui::SignInDialog> dialog = world.dialog();
    QTRY_COMPARE(world.opened.size(), 1);
    QVERIFY(!button(*dialog, QStringLiteral("Try again")));
    world.transport.answer(refusedSignIn());
    QTRY_VERIFY(saysBar(*dialog, QStringLiteral("Nobody has agreed yet to what the application asks for.")));
    QTRY_VERIFY(button(*dialog, QStringLiteral("Details")));
    QVERIFY(!button(*dialog, QStringLiteral("Open browser"))->isEnabled());
    button(*dialog, QStringLiteral("Try again"))->click();
    QTRY_COMPARE(world.opened.size(), 2);
    QVERIFY(!saysBar(*dialog, QString()));
    world.transport.answer(fail(ErrorKind::KeychainLocked));
    QTRY_VERIFY(saysBar(*dialog, QStringLiteral("keychain")));
}

void TestSignIn::withoutABrowser()
{
    SignInShell world;
    const QPointer<ui::SignInDialog> dialog = world.dialog(nullptr, false);
    QTRY_COMPARE(world.opened.size(), 1);
    const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().startsWith(QStringLiteral("No browser could be opened."));
    }));
}

void TestSignIn::closingItCancels()
{
    SignInShell world;
    const QPointer<ui::SignInDialog> dialog = world.dialog();
    QTRY_COMPARE(world.opened.size(), 1);
    QVERIFY(!world.transport.isOver());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY(world.transport.isOver());
}

void TestSignIn::theFeedBarOffersIt_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("offered");
    QTest::newRow("nobody has signed in") << ErrorKind::CredentialsMissing << true;
    QTest::newRow("the sign-in has ended") << ErrorKind::AuthenticationFailed << true;
    QTest::newRow("consent was withdrawn") << ErrorKind::PermissionDenied << true;
    QTest::newRow("the keychain is locked") << ErrorKind::KeychainLocked << false;
}

void TestSignIn::theFeedBarOffersIt()
{
    QFETCH(const ErrorKind, kind);
    QFETCH(const bool, offered);
    SignInShell world;
    ui::MainWindow window(world.context(), world.shell.theme(), world.shell.settings());
    window.show();
    world.shell.feeds().tell(waiting(world.mailbox, kind));
    QTRY_VERIFY(saysBar(window, world.mailbox.address));
    QCOMPARE(saysBar(window, QStringLiteral("Somebody has to sign in")), offered);
    const auto offers = [&window]() -> QAbstractButton * {
        const QList<QAbstractButton *> all = window.findChildren<QAbstractButton *>();
        for (QAbstractButton *each : all) {
            if (each->text() == QStringLiteral("Sign in…") && each->isVisible())
                return each;
        }
        return nullptr;
    };
    QTRY_COMPARE(offers() != nullptr, offered); // its button is laid out a moment after the bar
    if (!offered)
        return;
    m_browsed.clear();
    offers()->click();
    QTRY_VERIFY(window.findChild<ui::SignInDialog *>());
    QTRY_COMPARE(m_browsed.size(), 1);
    QCOMPARE(world.transport.requests().first().mailbox.address, world.mailbox.address);
    domain::FeedStatus running = waiting(world.mailbox, kind);
    running.state = domain::FeedState::Running;
    running.error.reset();
    world.shell.feeds().tell(running);
    QTRY_VERIFY(!saysBar(window, QStringLiteral("Somebody has to sign in")));
}

/// A person has signed in, and Graph does not let them have the mailbox.
void TestSignIn::whatSigningInDoesNotMendIsSaid()
{
    SignInShell world;
    domain::FeedStatus status = waiting(world.mailbox, ErrorKind::PermissionDenied);
    QVERIFY(ui::signInHelps(status));
    status.error->log
        = QStringLiteral("MailboxMissing (Graph ErrorInvalidUser): There is no mailbox of this address in "
                         "the tenant. Check the e-mail address.");
    QVERIFY(!ui::signInHelps(status));
    QCOMPARE(ui::feedErrorText(status),
             QStringLiteral("There is no mailbox of this address in the tenant. Check the e-mail address."));
}

void TestSignIn::theCardOffersItToPeopleAlone()
{
    SignInShell world;
    ui::MailboxForm form(world.context());
    form.showMailbox(world.mailbox);
    form.show();
    QVERIFY(button(form, QStringLiteral("Sign in…")));
    domain::Mailbox other = world.mailbox;
    other.inbound.oauth.flow = domain::OAuthFlow::Application;
    form.showMailbox(other);
    QVERIFY(!button(form, QStringLiteral("Sign in…")));
}

void TestSignIn::theCardSaysUntilWhenASignInIsGood()
{
    SignInShell world;
    ui::MailboxForm form(world.context());
    form.showMailbox(world.mailbox);
    form.show();
    const auto says = [&form](const QString &words) {
        const QList<QLabel *> labels = form.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    };
    domain::FeedStatus running = waiting(world.mailbox, ErrorKind::AuthenticationFailed);
    running.state = domain::FeedState::Running;
    running.error.reset();
    world.shell.feeds().tell(running);
    QVERIFY(!says(QStringLiteral("good until"))); // a password is good until it is changed
    running.tokenExpiresAt = 1'795'500'000'000;
    world.shell.feeds().tell(running);
    QTRY_VERIFY(says(QStringLiteral("access token good until ") + ui::fullTime(running.tokenExpiresAt)));
    QVERIFY(!says(QStringLiteral("certificate good until")));
    running.certificateExpiresAt = 1'827'000'000'000;
    world.shell.feeds().tell(running);
    QTRY_VERIFY(says(QStringLiteral("certificate good until ") + ui::fullTime(running.certificateExpiresAt)));
}

} // namespace liaison::test

using liaison::test::TestSignIn;
LIAISON_TEST(TestSignIn)
#include "tst_sign_in.moc"
