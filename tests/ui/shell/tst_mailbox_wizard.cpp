#include "tests/support/test_registry.h"
#include "tests/ui/shell/wizard_world.h"

#include <QCheckBox>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::Protocol;

namespace {

const QString clientId = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;

QTreeWidgetItem *folder(QWidget &wizard, const QString &name)
{
    const auto *tree = wizard.findChild<QTreeWidget *>();
    const QList<QTreeWidgetItem *> found = tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? nullptr : found.first();
}

QMessageBox *question(QWidget &wizard)
{
    const QList<QMessageBox *> boxes = wizard.findChildren<QMessageBox *>();
    for (QMessageBox *box : boxes) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

} // namespace

/// The wizard for a mailbox, step by step.
class TestMailboxWizard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addressRules_data();
    void addressRules();
    void whatIsFoundIsPreselected_data();
    void whatIsFoundIsPreselected();
    void choosingNeedsNoAnswer();
    void theSearchIsCancelled();
    void anotherAddressIsLookedForAnew();
    void foreignHostsAreAskedFirst();
    void aPasswordIsAskedFor();
    void signInRules_data();
    void signInRules();
    void whatWasFoundIsFilledIn();
    void aPersonSignsIn();
    void aPersonSignsInToSend();
    void foldersAreProposedAndChosen();
    void aServerThatDoesNotAnswer();
    void theQuestionForFoldersIsCancelled();
};

void TestMailboxWizard::addressRules_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("answer"); ///< which button is pressed; empty: none
    QTest::addColumn<bool>("allTheSame");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("problem"); ///< empty: it goes on
    const QString alone = u"No, Liaison alone"_s;
    const QString shared = u"Yes, another tool ingests it, too"_s;
    const QString readers = u"Does another tool take mail out of this mailbox?"_s;
    const QString address = u"E-mail address"_s;
    QTest::newRow("none") << QString() << alone << false << address << u"Enter the address"_s;
    QTest::newRow("nonsense") << u"a@b@c"_s << alone << false << address << u"no e-mail address"_s;
    QTest::newRow("controls") << u"ir\x07@corp.example"_s << alone << false << address << u"no e-mail address"_s;
    QTest::newRow("taken") << u"SOC@corp.example"_s << alone << false << address << u"Another mailbox has this"_s;
    QTest::newRow("not said who reads") << u"ir@corp.example"_s << QString() << false << readers << u"Say whether"_s;
    QTest::newRow("two readers") << u"ir@corp.example"_s << shared << false << u"Connect it all the same"_s
                                 << u"Take another mailbox"_s;
    QTest::newRow("two readers are wanted") << u"ir@corp.example"_s << shared << true << QString() << QString();
    QTest::newRow("internationalised") << u"ir@bücher.example"_s << alone << false << QString() << QString();
}

void TestMailboxWizard::addressRules()
{
    QFETCH(const QString, address);
    QFETCH(const QString, answer);
    QFETCH(const bool, allTheSame);
    QFETCH(const QString, field);
    QFETCH(const QString, problem);
    WizardWorld world;
    world.shell.addMailbox(u"soc@corp.example"_s);
    ui::MailboxWizard &wizard = world.wizard();
    QCOMPARE(world.stored().size(), 1);   // read behind the wizard's own question …
    QCoreApplication::sendPostedEvents(); // … whose answer it has now
    typeInto(wizard, u"E-mail address"_s, address);
    if (!answer.isEmpty())
        press(wizard, answer);
    QCOMPARE(says(wizard, u"Two readers of one mailbox"_s), answer.startsWith("Yes"_L1));
    if (allTheSame)
        press(wizard, u"Connect it all the same"_s);
    press(wizard, u"Next"_s);
    if (problem.isEmpty()) {
        QTRY_VERIFY(says(wizard, u"Step 2 of 5"_s));
        return;
    }
    QVERIFY2(problemAt(wizard, field).contains(problem), qPrintable(problemAt(wizard, field)));
    QVERIFY(says(wizard, u"Step 1 of 5"_s));
    QVERIFY(world.asked.isEmpty());
    QVERIFY(QApplication::focusWidget() && wizard.isAncestorOf(QApplication::focusWidget()));
}

void TestMailboxWizard::whatIsFoundIsPreselected_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("error"); ///< where there is no URL
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("words");
    const QString ews = u"Exchange Web Services (EWS)"_s;
    const QString graph = u"Microsoft Graph"_s;
    QTest::newRow("Exchange Online") << u"https://outlook.office365.com/EWS/Exchange.asmx"_s << 0 << graph
                                     << u"Exchange Online, where"_s;
    QTest::newRow("Exchange Online in China")
        << u"https://partner.outlook.cn/EWS/Exchange.asmx"_s << 0 << graph << u"Exchange Online, where"_s;
    QTest::newRow("an Exchange of one's own") << u"https://mail.corp.example/EWS/Exchange.asmx"_s << 0 << ews
                                              << u"Exchange was found at mail.corp.example."_s;
    QTest::newRow("a name that only looks like it") << u"https://outlook.office365.com.evil.example/EWS/Exchange.asmx"_s
                                                    << 0 << ews << u"office365.com.evil.example"_s;
    QTest::newRow("nothing") << QString() << int(ErrorKind::NotFound) << u"IMAP + SMTP"_s
                             << u"No host of corp.example tells"_s;
    QTest::newRow("no network") << QString() << int(ErrorKind::TimedOut) << ews << u"Exchange was not found."_s;
    QTest::newRow("a sign-in is wanted") << QString() << int(ErrorKind::CredentialsMissing) << ews
                                         << u"once somebody signs in"_s;
}

void TestMailboxWizard::whatIsFoundIsPreselected()
{
    QFETCH(const QString, url);
    QFETCH(const int, error);
    QFETCH(const QString, type);
    QFETCH(const QString, words);
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    QVERIFY(says(wizard, u"Asking the hosts of corp.example"_s));
    QVERIFY(world.asked.first().request.password.isEmpty());
    world.answer(url.isEmpty() ? WizardWorld::nothing(static_cast<ErrorKind>(error)) : WizardWorld::found(url));
    QTRY_VERIFY2(says(wizard, words), qPrintable(words));
    QVERIFY(visible<QRadioButton>(wizard, type)->isChecked());
    QVERIFY(!says(wizard, u"Asking the hosts"_s));
    QVERIFY(visible<QPushButton>(wizard, u"Look again"_s));
}

void TestMailboxWizard::choosingNeedsNoAnswer()
{
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    press(wizard, u"IMAP + SMTP"_s);
    press(wizard, u"Next"_s);
    QVERIFY(world.asked.first().stop.stop_requested());
    QVERIFY(says(wizard, u"Step 3 of 5"_s));
    QVERIFY(visible<QLineEdit>(wizard, u"Inbound host"_s));
    // A late answer changes nothing of what a person chose.
    world.answer(WizardWorld::found(u"https://outlook.office365.com/EWS/Exchange.asmx"_s));
    press(wizard, u"Back"_s);
    QVERIFY(visible<QRadioButton>(wizard, u"IMAP + SMTP"_s)->isChecked());
    QVERIFY(!says(wizard, u"Exchange was found"_s));
}

void TestMailboxWizard::theSearchIsCancelled()
{
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    press(wizard, u"Cancel the search"_s);
    QVERIFY(world.asked.first().stop.stop_requested());
    QVERIFY(says(wizard, u"The search was cancelled. Choose the type by hand"_s));
    press(wizard, u"Look again"_s);
    QTRY_COMPARE(world.asked.size(), 2);
    world.answer(fail(ErrorKind::Busy)); // no engine in this process
    QTRY_VERIFY(says(wizard, u"The search came to no end."_s));
    QVERIFY(visible<QPushButton>(wizard, u"Next"_s)->isEnabled());
}

void TestMailboxWizard::anotherAddressIsLookedForAnew()
{
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    world.answer(WizardWorld::nothing(ErrorKind::NotFound));
    QTRY_VERIFY(says(wizard, u"No host of corp.example"_s));
    press(wizard, u"Back"_s);
    press(wizard, u"Next"_s); // the same one: what was found stays
    QCOMPARE(world.asked.size(), 1);
    QVERIFY(!says(wizard, u"Asking the hosts"_s));
    QVERIFY(says(wizard, u"No host of corp.example"_s));
    press(wizard, u"Back"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"E-mail address"_s)->text(), u"ir@corp.example"_s);
    typeInto(wizard, u"E-mail address"_s, u"ir@other.example"_s);
    press(wizard, u"Next"_s);
    QTRY_COMPARE(world.asked.size(), 2);
    QCOMPARE(world.asked.last().request.address, u"ir@other.example"_s);
}

void TestMailboxWizard::foreignHostsAreAskedFirst()
{
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    QVERIFY(world.asked.first().request.trustedHosts.isEmpty());
    world.answer(WizardWorld::nothing(ErrorKind::PermissionDenied, {u"mail.hoster.example"_s}));
    QTRY_VERIFY(says(wizard, u"leads out of corp.example, to: mail.hoster.example"_s));
    press(wizard, u"Trust and look on…"_s);
    QVERIFY(question(wizard) && question(wizard)->informativeText().contains("read and send"_L1));
    QCOMPARE(world.asked.size(), 1); // until the person agrees
    question(wizard)->reject();
    QCOMPARE(world.asked.size(), 1);
    QTRY_VERIFY(!question(wizard));
    press(wizard, u"Trust and look on…"_s);
    press(*question(wizard), u"Trust and look on"_s);
    QTRY_COMPARE(world.asked.size(), 2);
    QCOMPARE(world.asked.last().request.trustedHosts, QStringList{u"mail.hoster.example"_s});
    // Another address is another question.
    world.answer(WizardWorld::nothing(ErrorKind::NotFound));
    press(wizard, u"Back"_s);
    typeInto(wizard, u"E-mail address"_s, u"ir@other.example"_s);
    press(wizard, u"Next"_s);
    QTRY_COMPARE(world.asked.size(), 3);
    QVERIFY(world.asked.last().request.trustedHosts.isEmpty());
}

void TestMailboxWizard::aPasswordIsAskedFor()
{
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    QVERIFY(!visible<QLineEdit>(wizard, u"Password for the search"_s));
    world.answer(WizardWorld::nothing(ErrorKind::CredentialsMissing));
    QTRY_VERIFY(visible<QLineEdit>(wizard, u"Password for the search"_s));
    press(wizard, u"Look again"_s);
    QVERIFY(problemAt(wizard, u"Password for the search"_s).contains("Enter the password"_L1));
    auto *password = visible<QLineEdit>(wizard, u"Password for the search"_s);
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    QTest::keyClicks(password, u"wrong"_s);
    QTest::keyClick(password, Qt::Key_Return); // looks again, and does not go on
    QTRY_COMPARE(world.asked.size(), 2);
    QCOMPARE(world.asked.last().request.password, Secret("wrong"));
    world.answer(WizardWorld::nothing(ErrorKind::AuthenticationFailed));
    QTRY_VERIFY(says(wizard, u"It was asked once"_s));
    QVERIFY(says(wizard, u"Step 2 of 5"_s));
    typeInto(wizard, u"Username for the search"_s, u"CORP\\ir"_s);
    typeInto(wizard, u"Password for the search"_s, u"correct horse"_s);
    press(wizard, u"Look again"_s);
    QTRY_COMPARE(world.asked.size(), 3);
    QCOMPARE(world.asked.last().request.user, u"CORP\\ir"_s);
    world.answer(WizardWorld::found(u"https://mail.corp.example/EWS/Exchange.asmx"_s));
    QTRY_VERIFY(says(wizard, u"Exchange was found"_s));
    QVERIFY(!visible<QLineEdit>(wizard, u"Password for the search"_s));
    press(wizard, u"Next"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Exchange host"_s)->text(), u"mail.corp.example"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Username"_s)->text(), u"CORP\\ir"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Password"_s)->text(), u"correct horse"_s); // as dots
    QCOMPARE(visible<QLineEdit>(wizard, u"Password"_s)->echoMode(), QLineEdit::Password);
}

void TestMailboxWizard::signInRules_data()
{
    using Entries = QList<QPair<QString, QString>>;
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("way"); ///< to sign in; empty: as it is proposed
    QTest::addColumn<Entries>("entries");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("problem");
    const QString imap = u"IMAP + SMTP"_s;
    const QString graph = u"Microsoft Graph"_s;
    const QString ews = u"Exchange Web Services (EWS)"_s;
    const QPair<QString, QString> inHost{u"Inbound host"_s, u"imap.corp.example"_s};
    const QPair<QString, QString> outHost{u"Outbound host"_s, u"smtp.corp.example"_s};
    const QPair<QString, QString> password{u"Inbound password"_s, u"x"_s};
    QTest::newRow("IMAP without a host") << imap << QString() << Entries{outHost, password} << u"Inbound host"_s
                                         << u"Enter the server's name"_s;
    QTest::newRow("SMTP without a host") << imap << QString() << Entries{inHost, password} << u"Outbound host"_s
                                         << u"Enter the server's name"_s;
    QTest::newRow("a host with a port") << imap << QString()
                                        << Entries{{u"Inbound host"_s, u"imap.corp.example:993"_s}, outHost, password}
                                        << u"Inbound host"_s << u"no host name"_s;
    QTest::newRow("IMAP without a password")
        << imap << QString() << Entries{inHost, outHost} << u"Inbound password"_s << u"nobody can sign in"_s;
    QTest::newRow("a pin that is none")
        << imap << QString() << Entries{inHost, outHost, password, {u"Outbound accepted certificate"_s, u"ab"_s}}
        << u"Outbound accepted certificate"_s << u"64 digits"_s;
    QTest::newRow("EWS without a host") << ews << QString() << Entries{{u"Password"_s, u"x"_s}} << u"Exchange host"_s
                                        << u"Enter the server's name"_s;
    QTest::newRow("EWS without a password") << ews << QString() << Entries{{u"Exchange host"_s, u"mail.corp.example"_s}}
                                            << u"Password"_s << u"nobody can sign in"_s;
    QTest::newRow("NTLM without a password")
        << ews << u"NTLM"_s << Entries{{u"Exchange host"_s, u"mail.corp.example"_s}} << u"Password"_s
        << u"nobody can sign in"_s;
    QTest::newRow("EWS by an unknown application")
        << ews << u"OAUTH2.0: application, with a client secret"_s
        << Entries{{u"Client ID"_s, u"liaison"_s}, {u"Tenant ID"_s, u"corp.example"_s}, {u"Client secret"_s, u"x"_s}}
        << u"Client ID"_s << u"is a GUID"_s;
    QTest::newRow("EWS with a certificate that is not chosen")
        << ews << u"OAUTH2.0: application, with a certificate"_s
        << Entries{{u"Client ID"_s, clientId}, {u"Tenant ID"_s, u"corp.example"_s}} << u"Application's certificate"_s
        << u"Choose the certificate"_s;
    QTest::newRow("Graph without an application")
        << graph << QString() << Entries{{u"Client secret"_s, u"x"_s}, {u"Tenant ID"_s, u"corp.example"_s}}
        << u"Client ID"_s << u"Enter the application's client ID"_s;
    QTest::newRow("Graph with half a tenant")
        << graph << QString()
        << Entries{{u"Client ID"_s, clientId}, {u"Client secret"_s, u"x"_s}, {u"Tenant ID"_s, u"corp"_s}}
        << u"Tenant ID"_s << u"a GUID or a domain"_s;
    QTest::newRow("Graph without a secret")
        << graph << QString() << Entries{{u"Client ID"_s, clientId}, {u"Tenant ID"_s, u"corp.example"_s}}
        << u"Client secret"_s << u"nobody can sign in"_s;
}

void TestMailboxWizard::signInRules()
{
    using Entries = QList<QPair<QString, QString>>;
    QFETCH(const QString, type);
    QFETCH(const QString, way);
    QFETCH(const Entries, entries);
    QFETCH(const QString, field);
    QFETCH(const QString, problem);
    WizardWorld world;
    world.chooseType(type);
    ui::MailboxWizard &wizard = world.wizard();
    if (!way.isEmpty())
        choose(wizard, u"Authentication type"_s, way);
    for (const auto &[name, text] : entries)
        typeInto(wizard, name, text);
    press(wizard, u"Next"_s);
    QVERIFY2(problemAt(wizard, field).contains(problem), qPrintable(problemAt(wizard, field)));
    QVERIFY(says(wizard, u"Step 3 of 5"_s));
    QCOMPARE(world.server->connections(), 0);
    // What was entered for one type is there again after another one was tried.
    press(wizard, u"Back"_s);
    press(wizard, type == "IMAP + SMTP"_L1 ? u"Microsoft Graph"_s : u"IMAP + SMTP"_s);
    press(wizard, u"Next"_s);
    press(wizard, u"Back"_s);
    press(wizard, type);
    press(wizard, u"Next"_s);
    for (const auto &[name, text] : entries)
        QCOMPARE(visible<QLineEdit>(wizard, name)->text(), text);
}

void TestMailboxWizard::whatWasFoundIsFilledIn()
{
    WizardWorld world;
    world.enterAddress();
    ui::MailboxWizard &wizard = world.wizard();
    world.answer(WizardWorld::found(u"https://partner.outlook.cn/EWS/Exchange.asmx"_s));
    QTRY_VERIFY(says(wizard, u"Exchange was found"_s));
    press(wizard, u"Next"_s);
    QCOMPARE(visible<QComboBox>(wizard, u"National cloud"_s)->currentText(), u"China (21Vianet)"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Tenant ID"_s)->text(), u"corp.example"_s);
    press(wizard, u"Back"_s);
    press(wizard, u"Exchange Web Services (EWS)"_s);
    press(wizard, u"Next"_s);
    QCOMPARE(visible<QLineEdit>(wizard, u"Exchange host"_s)->text(), u"partner.outlook.cn"_s);
}

void TestMailboxWizard::aPersonSignsIn()
{
    WizardWorld world;
    world.chooseType(u"Microsoft Graph"_s);
    ui::MailboxWizard &wizard = world.wizard();
    choose(wizard, u"Sign-in method"_s, u"A person, with a code"_s);
    typeInto(wizard, u"Client ID"_s, clientId);
    typeInto(wizard, u"Tenant ID"_s, u"corp.example"_s);
    QVERIFY(says(wizard, u"“Next” asks the person to sign in"_s));
    press(wizard, u"Next"_s);
    QTRY_COMPARE(world.transport.requests().size(), 1);
    const domain::Mailbox asked = world.transport.requests().first().mailbox;
    QVERIFY(!asked.id && !asked.uuid.isNull());
    // As the sign-in does it, which is not at work here.
    must(awaited(world.shell.vault().write(domain::vaultKey(asked, domain::SecretUse::Inbound), Secret("refresh"))));
    world.transport.answer(domain::SignInOutcome());
    QTRY_VERIFY(says(wizard, u"Step 4 of 5"_s));
    QTRY_VERIFY(folder(wizard, u"INBOX"_s)); // read with what the sign-in brought
    press(wizard, u"Back"_s);
    press(wizard, u"Next"_s); // nobody is asked twice
    QTRY_VERIFY(says(wizard, u"Step 4 of 5"_s));
    QCOMPARE(world.transport.requests().size(), 1);
    QVERIFY(world.stored().isEmpty());
    // Whoever leaves takes the sign-in along.
    QVERIFY(world.secret(asked));
    wizard.reject();
    press(*question(wizard), u"Leave"_s);
    QTRY_VERIFY(!world.made);
    QTRY_VERIFY(!world.secret(asked));
}

/// SMTP may have a person's sign-in of its own.
void TestMailboxWizard::aPersonSignsInToSend()
{
    WizardWorld world;
    world.chooseType(u"IMAP + SMTP"_s);
    ui::MailboxWizard &wizard = world.wizard();
    for (const QString &side : {u"Inbound"_s, u"Outbound"_s}) {
        typeInto(wizard, side + u" host"_s, u"mail.corp.example"_s);
        choose(wizard, side + u" sign-in"_s, u"OAUTH2.0: a person, with a code"_s);
        typeInto(wizard, side + u" Client ID"_s, clientId);
        typeInto(wizard, side + u" Tenant ID"_s, u"corp.example"_s);
    }
    press(wizard, u"Next"_s);
    QTRY_COMPARE(world.transport.requests().size(), 1);
    const domain::Mailbox asked = world.transport.requests().first().mailbox;
    const QString toRead = domain::vaultKey(asked, domain::SecretUse::Inbound);
    const QString toSend = domain::vaultKey(asked, domain::SecretUse::Outbound);
    const auto isKept
        = [&world](const QString &key) { return must(awaited(world.shell.vault().read(key))).has_value(); };
    QVERIFY(world.transport.requests().last().use == domain::SecretUse::Inbound);
    must(awaited(world.shell.vault().write(toRead, Secret("refresh"))));
    world.transport.answer(domain::SignInOutcome());
    QTRY_COMPARE(world.transport.requests().size(), 2);
    QVERIFY(world.transport.requests().last().use == domain::SecretUse::Outbound);
    QVERIFY(says(wizard, u"Step 3 of 5"_s));
    must(awaited(world.shell.vault().write(toSend, Secret("refresh"))));
    world.transport.answer(domain::SignInOutcome());
    QTRY_VERIFY(says(wizard, u"Step 4 of 5"_s));
    press(wizard, u"Back"_s);
    press(wizard, u"Next"_s); // nobody is asked twice
    QTRY_VERIFY(says(wizard, u"Step 4 of 5"_s));
    QCOMPARE(world.transport.requests().size(), 2);
    wizard.reject();
    press(*question(wizard), u"Leave"_s);
    QTRY_VERIFY(!world.made);
    QTRY_VERIFY(!isKept(toRead));
    QTRY_VERIFY(!isKept(toSend));
}

void TestMailboxWizard::foldersAreProposedAndChosen()
{
    WizardWorld world;
    world.signIn();
    ui::MailboxWizard &wizard = world.wizard();
    QTRY_VERIFY(folder(wizard, u"INBOX"_s));
    auto *tree = wizard.findChild<QTreeWidget *>();
    QCOMPARE(tree->topLevelItem(0)->text(0), u"INBOX"_s);
    QCOMPARE(folder(wizard, u"INBOX"_s)->checkState(0), Qt::Checked);
    QCOMPARE(folder(wizard, u"Sent"_s)->checkState(0), Qt::Checked);
    QCOMPARE(folder(wizard, u"Archive"_s)->checkState(0), Qt::Unchecked);
    QCOMPARE(folder(wizard, u"2026"_s)->parent(), folder(wizard, u"Archive"_s)); // a tree
    folder(wizard, u"INBOX"_s)->setCheckState(0, Qt::Unchecked);
    folder(wizard, u"Sent"_s)->setCheckState(0, Qt::Unchecked);
    press(wizard, u"Next"_s);
    QVERIFY(says(wizard, u"Choose at least one folder"_s));
    QVERIFY(says(wizard, u"Step 4 of 5"_s));
    folder(wizard, u"2026"_s)->setCheckState(0, Qt::Checked);
    QVERIFY(!says(wizard, u"Choose at least one folder"_s));
    press(wizard, u"Next"_s);
    QVERIFY(says(wizard, u"Step 5 of 5"_s));
    press(wizard, u"Back"_s);
    QCOMPARE(folder(wizard, u"2026"_s)->checkState(0), Qt::Checked);
    QCOMPARE(world.server->count(Op::Folders), 1); // with the same fields nobody is asked again
    press(wizard, u"Back"_s);
    typeInto(wizard, u"Inbound username"_s, u"ir"_s);
    press(wizard, u"Next"_s);
    QTRY_COMPARE(world.server->count(Op::Folders), 2);
    QTRY_VERIFY(folder(wizard, u"2026"_s));
    QCOMPARE(folder(wizard, u"2026"_s)->checkState(0), Qt::Checked);
    QCOMPARE(folder(wizard, u"INBOX"_s)->checkState(0), Qt::Unchecked);
}

void TestMailboxWizard::aServerThatDoesNotAnswer()
{
    WizardWorld world;
    world.server->failNext(Op::Folders, Error{ErrorKind::AuthenticationFailed, u"no"_s, u"NO [AUTH]"_s, {}});
    world.signIn();
    ui::MailboxWizard &wizard = world.wizard();
    QTRY_VERIFY(says(wizard, u"The server did not list its folders. The server refused the user name"_s));
    QVERIFY(says(wizard, u"Inbox, Sent Items and Junk are read then"_s));
    QVERIFY(visible<QPushButton>(wizard, u"Next"_s)->isEnabled()); // on by hand
    press(wizard, u"Back"_s);
    typeInto(wizard, u"Inbound password"_s, u"better"_s);
    press(wizard, u"Next"_s);
    QTRY_VERIFY(folder(wizard, u"INBOX"_s));
    QVERIFY(!says(wizard, u"did not list"_s));
}

void TestMailboxWizard::theQuestionForFoldersIsCancelled()
{
    WizardWorld world;
    world.server->hold(Op::Folders);
    world.signIn();
    ui::MailboxWizard &wizard = world.wizard();
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    QVERIFY(!visible<QPushButton>(wizard, u"Next"_s)->isEnabled());
    press(wizard, u"Cancel the question"_s);
    QTRY_COMPARE(world.server->waiting(Op::Folders), 0);
    QVERIFY(says(wizard, u"You can go on without"_s));
    QVERIFY(visible<QPushButton>(wizard, u"Next"_s)->isEnabled());
    world.server->release(Op::Folders);
    press(wizard, u"Ask again"_s);
    QTRY_VERIFY(folder(wizard, u"INBOX"_s));
}

} // namespace liaison::test

using liaison::test::TestMailboxWizard;
LIAISON_TEST(TestMailboxWizard)
#include "tst_mailbox_wizard.moc"
