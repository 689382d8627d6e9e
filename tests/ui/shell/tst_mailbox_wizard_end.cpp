#include "core/desk/mailbox_desk.h"
#include "core/desk/pending_secrets.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/wizard_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

QMessageBox *question(QWidget &wizard)
{
    const QList<QMessageBox *> boxes = wizard.findChildren<QMessageBox *>();
    for (QMessageBox *box : boxes) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

/// A key for whoever has the focus.
void key(Qt::Key pressed)
{
    QVERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), pressed);
}

QString focused()
{
    const QWidget *widget = QApplication::focusWidget();
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    if (!widget)
        return {};
    return button && button->accessibleName().isEmpty() ? QString(button->text()).remove(u'&')
                                                        : widget->accessibleName();
}

/// Tab until a widget of this name has the focus.
void tabTo(const QString &name)
{
    constexpr int most = 60;
    QStringList met;
    for (int i = 0; i < most; ++i) {
        if (focused() == name)
            return;
        met << focused();
        key(Qt::Key_Tab);
    }
    QFAIL(qPrintable(name + u" is not on the way: "_s + met.join(u", "_s)));
}

} // namespace

/// The wizard's last steps: tests, SAVE, START, and every way out.
class TestMailboxWizardEnd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byKeysAlone();
    void aFailedTestSaysWhy();
    void theTestsAreCancelled();
    void aRefusedCertificateCanBeAccepted();
    void startAsksForATest();
    void theKeychainRefuses();
    void theAddressIsTakenMeanwhile();
    void exchangeIsSavedForBothSides();
    void theSignInHostIsSaved();
    void leavingAsks();
    void whatOneLeftThatEndedIsRemoved();
    void everyControlHasAName();
    void laterOnesChooseTheWay();
};

void TestMailboxWizardEnd::byKeysAlone()
{
    WizardWorld world;
    ui::MailboxWizard &wizard = world.wizard();
    QSignalSpy saved(&wizard, &ui::MailboxWizard::saved);
    QTRY_COMPARE(focused(), u"E-mail address"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"ir@corp.example"_s);
    key(Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), u"Incident Response"_s);
    tabTo(u"No, Liaison alone"_s);
    key(Qt::Key_Space);
    key(Qt::Key_Return);
    QTRY_COMPARE(world.asked.size(), 1);
    world.answer(WizardWorld::nothing(ErrorKind::NotFound));
    QTRY_VERIFY(says(wizard, u"No host of corp.example"_s));
    QCOMPARE(focused(), u"Next"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(focused(), u"Inbound host"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"imap.corp.example"_s);
    tabTo(u"Inbound password"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"correct horse"_s);
    tabTo(u"Outbound host"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"smtp.corp.example"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(focused(), u"Folders that are read"_s);
    QCOMPARE(wizard.findChild<QTreeWidget *>()->currentItem()->text(0), u"INBOX"_s);
    key(Qt::Key_Down);
    QCOMPARE(wizard.findChild<QTreeWidget *>()->currentItem()->text(0), u"Archive"_s);
    key(Qt::Key_Space);
    key(Qt::Key_Return);
    QTRY_COMPARE(focused(), u"TEST INBOUND"_s);
    key(Qt::Key_Return);
    QTRY_VERIFY(says(wizard, u"Reading works."_s));
    QVERIFY(world.stored().isEmpty() && world.shell.vault().written.isEmpty()); // nothing before the end
    tabTo(u"TEST OUTBOUND"_s);
    key(Qt::Key_Return);
    world.deliverTestMail();
    QTRY_VERIFY_WITH_TIMEOUT(says(wizard, u"Sending works: the test mail came back."_s), 30'000);
    tabTo(u"SAVE"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(saved.size(), 1);
    QTRY_COMPARE(focused(), u"START"_s);
    const domain::Mailbox mailbox = world.stored().value(0);
    QCOMPARE(mailbox.address, u"ir@corp.example"_s);
    QCOMPARE(mailbox.displayName, u"Incident Response"_s);
    QVERIFY(!mailbox.feedWanted);
    QVERIFY(world.secret(mailbox) && world.secret(mailbox)->reveal() == "correct horse");
    const auto folders = must(awaited(world.shell.store().read(
        [id = mailbox.id](store::Session &session) { return store::Folders(session).list(id); })));
    QStringList read;
    for (const domain::Folder &folder : folders) {
        if (folder.selected)
            read << folder.remote.path;
    }
    read.sort();
    QCOMPARE(read, (QStringList{u"Archive"_s, u"INBOX"_s, u"Sent"_s}));
    QCOMPARE(folders.size(), 4);
    key(Qt::Key_Return); // tested: START asks nothing
    QTRY_VERIFY(!world.made);
    QVERIFY(world.stored().value(0).feedWanted);
}

void TestMailboxWizardEnd::aFailedTestSaysWhy()
{
    WizardWorld world;
    world.takeFolders();
    ui::MailboxWizard &wizard = world.wizard();
    world.server->failNext(Op::Check, Error{ErrorKind::AuthenticationFailed, u"535"_s, u"5.7.8 no"_s, {}});
    visible<QCheckBox>(wizard, u"Send one mail to the mailbox itself"_s)->setChecked(false);
    press(wizard, u"TEST OUTBOUND"_s);
    QTRY_VERIFY(says(wizard, u"Failed to test Service connectivity for sending. The server refused the user name"_s));
    QVERIFY(visible<QPushButton>(wizard, u"Details"_s));
    press(wizard, u"Copy log"_s);
    QVERIFY(QApplication::clipboard()->text().contains("test of ir@corp.example"_L1));
    QVERIFY(!QApplication::clipboard()->text().contains("correct horse"_L1));
    QCOMPARE(world.server->count(Op::Send), 0);
    press(wizard, u"TEST OUTBOUND"_s); // tried again, it passes
    QTRY_VERIFY(says(wizard, u"Sending: signed in. No mail was sent."_s));
    QVERIFY(visible<QPushButton>(wizard, u"SAVE"_s)->isEnabled());
    // Other fields are another test.
    press(wizard, u"Back"_s);
    press(wizard, u"Back"_s);
    typeInto(wizard, u"Inbound password"_s, u"other"_s);
    press(wizard, u"Next"_s);
    QTRY_VERIFY(visible<QPushButton>(wizard, u"Next"_s)->isEnabled());
    press(wizard, u"Next"_s);
    QVERIFY(!says(wizard, u"Sending: signed in"_s));
}

void TestMailboxWizardEnd::theTestsAreCancelled()
{
    WizardWorld world;
    world.takeFolders();
    ui::MailboxWizard &wizard = world.wizard();
    world.server->hold(Op::Folders);
    press(wizard, u"TEST INBOUND"_s);
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    QTRY_VERIFY(says(wizard, u"Look up the server's name…"_s)); // the steps, as they come
    press(wizard, u"Cancel the test of reading"_s);
    QTRY_VERIFY(says(wizard, u"The test was cancelled."_s));
    QCOMPARE(world.server->waiting(Op::Folders), 0);
    press(wizard, u"TEST INBOUND"_s);
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    press(wizard, u"Back"_s); // so does leaving the step
    QTRY_COMPARE(world.server->waiting(Op::Folders), 0);
}

void TestMailboxWizardEnd::aRefusedCertificateCanBeAccepted()
{
    const QString fingerprint = u"0123456789abcdef"_s.repeated(4);
    WizardWorld world;
    CertificateSummary certificate;
    certificate.host = u"imap.corp.example"_s;
    certificate.port = 993;
    certificate.subject = u"CN=imap.corp.example"_s;
    certificate.issuer = u"CN=Corp's own authority"_s;
    certificate.sha256 = fingerprint;
    certificate.pinnable = true;
    Error refused{ErrorKind::CertificateUntrusted, u"self-signed"_s, {}, std::nullopt};
    refused.certificate = certificate;
    world.server->failNext(Op::Folders, refused);
    world.signIn();
    ui::MailboxWizard &wizard = world.wizard();
    const QString offer = u"Accept this one certificate for imap.corp.example"_s;
    QTRY_VERIFY(visible<QPushButton>(wizard, offer));
    QVERIFY(says(wizard, u"SHA-256: 01:23:45"_s));
    press(wizard, offer);
    QVERIFY(question(wizard));
    QCOMPARE(world.server->count(Op::Folders), 1); // until the person agrees
    press(*question(wizard), u"Accept this certificate"_s);
    QTRY_COMPARE(world.server->count(Op::Folders), 2);
    QTRY_VERIFY(visible<QPushButton>(wizard, u"Next"_s)->isEnabled());
    press(wizard, u"Back"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Inbound accepted certificate"_s)->text(), fingerprint);
    QVERIFY(visible<QLineEdit>(wizard, u"Outbound accepted certificate"_s)->text().isEmpty());
    QCOMPARE(visible<QLineEdit>(wizard, u"Inbound password"_s)->text(), u"correct horse"_s);
}

void TestMailboxWizardEnd::startAsksForATest()
{
    WizardWorld world;
    world.takeFolders();
    ui::MailboxWizard &wizard = world.wizard();
    press(wizard, u"SAVE"_s); // untested mailboxes may be saved
    QTRY_VERIFY(says(wizard, u"ir@corp.example is saved."_s));
    QVERIFY(!visible<QPushButton>(wizard, u"Back"_s));
    press(wizard, u"START"_s);
    QVERIFY(question(wizard));
    QVERIFY(!world.stored().value(0).feedWanted);
    press(*question(wizard), u"Start anyway"_s);
    QTRY_VERIFY(!world.made);
    QVERIFY(world.stored().value(0).feedWanted);
}

void TestMailboxWizardEnd::theKeychainRefuses()
{
    WizardWorld world;
    world.takeFolders();
    ui::MailboxWizard &wizard = world.wizard();
    QSignalSpy saved(&wizard, &ui::MailboxWizard::saved);
    world.shell.vault().refuses = ErrorKind::KeychainLocked;
    press(wizard, u"SAVE"_s);
    QTRY_VERIFY(says(wizard, u"The mailbox was not saved, and nothing of it was kept. The keychain is locked."_s));
    QVERIFY(saved.isEmpty() && world.stored().isEmpty());
    QVERIFY(says(wizard, u"Step 5 of 5"_s));
    world.shell.vault().refuses.reset();
    press(wizard, u"SAVE"_s); // with everything as it was entered
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(!says(wizard, u"was not saved"_s));
    const domain::Mailbox mailbox = world.stored().value(0);
    QVERIFY(world.secret(mailbox) && world.secret(mailbox)->reveal() == "correct horse");
}

void TestMailboxWizardEnd::theAddressIsTakenMeanwhile()
{
    WizardWorld world;
    world.takeFolders();
    ui::MailboxWizard &wizard = world.wizard();
    world.shell.addMailbox(u"IR@corp.example"_s);
    const qsizetype before = world.shell.vault().written.size();
    press(wizard, u"SAVE"_s);
    QTRY_VERIFY(says(wizard, u"Step 1 of 5"_s));
    QCOMPARE(problemAt(wizard, u"E-mail address"_s), u"Another mailbox has this address already."_s);
    QCOMPARE(world.stored().size(), 1);
    QCOMPARE(world.shell.vault().written.size(), before + 1);
    QVERIFY(!must(awaited(world.shell.vault().read(world.shell.vault().written.last())))); // put back
    typeInto(wizard, u"E-mail address"_s, u"soc@corp.example"_s);
    press(wizard, u"Next"_s);
    QTRY_COMPARE(world.asked.size(), 2);
    press(wizard, u"IMAP + SMTP"_s);
    press(wizard, u"Next"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Inbound host"_s)->text(), u"imap.corp.example"_s);
}

void TestMailboxWizardEnd::exchangeIsSavedForBothSides()
{
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    world.answer(WizardWorld::found(u"https://mail.corp.example:8443/EWS/Exchange.asmx"_s));
    QTRY_VERIFY(says(wizard, u"Exchange was found"_s));
    press(wizard, u"Next"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Exchange host"_s)->text(),
             u"https://mail.corp.example:8443/EWS/Exchange.asmx"_s);
    choose(wizard, u"Authentication type"_s, u"NTLM"_s);
    choose(wizard, u"Exchange version"_s, u"Microsoft Exchange 2010 SP2"_s);
    typeInto(wizard, u"Username"_s, u"CORP\\ir"_s);
    typeInto(wizard, u"Password"_s, u"correct horse"_s);
    press(wizard, u"Next"_s);
    QTRY_VERIFY(visible<QPushButton>(wizard, u"Next"_s)->isEnabled());
    press(wizard, u"Next"_s);
    press(wizard, u"SAVE"_s);
    QTRY_VERIFY(says(wizard, u"is saved."_s));
    const domain::Mailbox mailbox = world.stored().value(0);
    QCOMPARE(int(mailbox.inbound.protocol), int(domain::Protocol::Ews));
    QCOMPARE(int(mailbox.inbound.signIn), int(domain::SignIn::Ntlm));
    QCOMPARE(mailbox.inbound.username, u"CORP\\ir"_s);
    QCOMPARE(int(mailbox.inbound.exchange.version), int(domain::VersionChoice::Exchange2010_SP2));
    QCOMPARE(int(mailbox.outbound.protocol), int(domain::Protocol::Ews));
    QCOMPARE(int(mailbox.outbound.signIn), int(domain::SignIn::AsInbound));
    QCOMPARE(mailbox.outbound.host, mailbox.inbound.host);
    QVERIFY(world.secret(mailbox));
    press(wizard, u"Close"_s);
    QTRY_VERIFY(!world.made);
    QVERIFY(!world.stored().value(0).feedWanted);
    // The form has the same fields, and leaves alone what was not changed.
    ui::MailboxForm form(world.context());
    form.show();
    form.showMailbox(mailbox);
    QCOMPARE(visible<QComboBox>(form, u"Account type"_s)->currentText(), u"Exchange Web Services"_s);
    QCOMPARE(visible<QLineEdit>(form, u"Exchange host"_s)->text(), mailbox.inbound.host);
    QCOMPARE(visible<QComboBox>(form, u"Authentication type"_s)->currentText(), u"NTLM"_s);
    QCOMPARE(visible<QComboBox>(form, u"Exchange version"_s)->currentText(), u"Microsoft Exchange 2010 SP2"_s);
    press(form, u"Edit"_s);
    typeInto(form, u"Display name"_s, u"SOC"_s);
    press(form, u"SAVE"_s);
    QTRY_COMPARE(world.stored().value(0).displayName, u"SOC"_s);
    const domain::Mailbox changed = world.stored().value(0);
    QVERIFY(changed.inbound == mailbox.inbound && changed.outbound == mailbox.outbound);
    QVERIFY(world.secret(changed));
}

/// National clouds have usual ones, and a service of one's own is asked in their place.
void TestMailboxWizardEnd::theSignInHostIsSaved()
{
    WizardWorld world;
    world.chooseType(u"Exchange Web Services (EWS)"_s);
    ui::MailboxWizard &wizard = world.wizard();
    QVERIFY(!visible<QLineEdit>(wizard, u"Sign-in host"_s));
    choose(wizard, u"Authentication type"_s, u"OAUTH2.0: application, with a client secret"_s);
    const auto usual = [&wizard] { return visible<QLineEdit>(wizard, u"Sign-in host"_s)->placeholderText(); };
    QCOMPARE(usual(), u"login.microsoftonline.com, the national cloud's"_s);
    choose(wizard, u"National cloud"_s, u"China (21Vianet)"_s);
    QCOMPARE(usual(), u"login.partner.microsoftonline.cn, the national cloud's"_s);
    typeInto(wizard, u"Exchange host"_s, u"mail.corp.example"_s);
    typeInto(wizard, u"Client ID"_s, u"6731de76-14a6-49ae-97bc-6eba6914391e"_s);
    typeInto(wizard, u"Tenant ID"_s, u"corp.example"_s);
    typeInto(wizard, u"Sign-in host"_s, u"sts.corp.example:8443"_s);
    typeInto(wizard, u"Client secret"_s, u"correct horse"_s);
    press(wizard, u"Next"_s);
    QTRY_VERIFY(visible<QPushButton>(wizard, u"Next"_s)->isEnabled());
    press(wizard, u"Next"_s);
    press(wizard, u"SAVE"_s);
    QTRY_VERIFY(says(wizard, u"is saved."_s));
    const domain::OAuthSettings oauth = world.stored().value(0).inbound.oauth;
    QCOMPARE(oauth.loginHost, u"sts.corp.example:8443"_s);
    QCOMPARE(int(oauth.cloud), int(domain::NationalCloud::China));
}

void TestMailboxWizardEnd::leavingAsks()
{
    WizardWorld world;
    world.wizard().reject(); // nothing was entered
    QTRY_VERIFY(!world.made);
    ui::MailboxWizard &wizard = world.wizard();
    typeInto(wizard, u"E-mail address"_s, u"ir@corp.example"_s);
    QTest::keyClick(&wizard, Qt::Key_Escape);
    QVERIFY(question(wizard));
    question(wizard)->reject();
    QTRY_VERIFY(!question(wizard));
    QCOMPARE(visible<QLineEdit>(wizard, u"E-mail address"_s)->text(), u"ir@corp.example"_s);
    wizard.close(); // the window's own way to close asks, too
    QVERIFY(wizard.isVisible() && question(wizard));
    press(*question(wizard), u"Leave"_s);
    QTRY_VERIFY(!world.made);
    QVERIFY(world.stored().isEmpty());
    QVERIFY(world.shell.vault().written.isEmpty());
}

/// Its program was killed between the sign-in and SAVE.
void TestMailboxWizardEnd::whatOneLeftThatEndedIsRemoved()
{
    WizardWorld world;
    const QString key = u"mailbox/left/inbound"_s;
    const auto isKept = [&] { return must(awaited(world.shell.vault().read(key))).has_value(); };
    QVERIFY(awaited(world.shell.vault().write(key, Secret::fromText(u"refresh"_s))));
    store::SecretWriter ended = desk::thisWriter();
    ended.startedAt = u"1"_s;
    QVERIFY(awaited(world.shell.store().write(
        [key, ended](store::Session &session) { return store::PendingSecrets(session).note({key}, ended); })));
    QVERIFY(isKept());
    world.wizard();
    QTRY_VERIFY(!isKept());
}

void TestMailboxWizardEnd::everyControlHasAName()
{
    WizardWorld world;
    world.takeFolders();
    ui::MailboxWizard &wizard = world.wizard();
    QStringList nameless;
    int controls = 0;
    const auto note = [&] {
        const QList<QWidget *> all = wizard.findChildren<QWidget *>();
        for (QWidget *widget : all) {
            const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
                || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget)
                || qobject_cast<QTreeWidget *>(widget);
            const bool inner = qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
                || qobject_cast<QComboBox *>(widget->parentWidget()) || widget->objectName().startsWith("qt_"_L1);
            if (!control || inner || !widget->isVisible())
                continue;
            ++controls;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
                nameless << QLatin1String(widget->metaObject()->className());
        }
    };
    for (int step = 0; step < 5; ++step) {
        note();
        if (step < 4)
            press(wizard, u"Back"_s);
    }
    QVERIFY(controls > 35);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u", "_s)));
}

void TestMailboxWizardEnd::laterOnesChooseTheWay()
{
    WizardWorld world;
    world.shell.addMailbox(u"ir@corp.example"_s);
    ui::MailboxesPage page(world.context());
    page.setVisible(true);
    QTRY_COMPARE(page.form()->mailbox().address, u"ir@corp.example"_s);
    const auto chosen = [&page](const QString &text) -> QAction * {
        press(page, u"Connect a mailbox"_s);
        auto *menu = page.findChild<QMenu *>();
        const QList<QAction *> actions = menu ? menu->actions() : QList<QAction *>();
        for (QAction *action : actions) {
            if (menu->isVisible() && action->text().remove(u'&') == text)
                return action;
        }
        return nullptr;
    };
    QVERIFY(chosen(u"Step by step…"_s));
    page.findChild<QMenu *>()->close();
    chosen(u"Step by step…"_s)->trigger();
    page.findChild<QMenu *>()->close();
    const QPointer<ui::MailboxWizard> wizard = page.findChild<ui::MailboxWizard *>();
    QVERIFY(wizard && wizard->isVisible());
    wizard->reject();
    QTRY_VERIFY(!wizard);
    chosen(u"All fields at once"_s)->trigger();
    page.findChild<QMenu *>()->close();
    QVERIFY(page.form()->isEditing() && !page.form()->mailbox().id);
    page.connectMailbox(); // what is being edited is not thrown over
    QVERIFY(!page.findChild<ui::MailboxWizard *>());
    QVERIFY(says(page, u"Save or cancel the change first."_s));
}

} // namespace liaison::test

using liaison::test::TestMailboxWizardEnd;
LIAISON_TEST(TestMailboxWizardEnd)
#include "tst_mailbox_wizard_end.moc"
