#include "core/desk/mailbox_desk.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/form_field.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/unit_dialog.h"
#include "ui/common/message_bar.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <functional>

namespace liaison::test {

class TestForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongFieldsAreMarked();
    void choicesSayWhatTheyAreAbout();
    void tabGoesThroughEveryField();
    void everySignInHasItsFields();
    void clearTextIsRefused();
    void noEncryptionIsAskedFirst();
    void savedPasswordIsNeverShown();
    void cancelRestores();
    void aVerboseLogGoesBackByItself();
    void somebodyElsesChangeIsNotUndone();
    void theCloudsHostIsProposed();
    void unitMarksAddresses();

private:
    /// The one of this name that is in sight: other account types have fields of the same name.
    template <class T> static T *named(QWidget &parent, const QString &accessibleName)
    {
        const QList<T *> all = parent.findChildren<T *>();
        for (T *widget : all) {
            if (widget->accessibleName() == accessibleName && widget->isVisibleTo(&parent))
                return widget;
        }
        return nullptr;
    }
    /// A new mailbox of this type.
    static void begin(ui::MailboxForm &form, const QString &type)
    {
        form.editNew();
        choose(form, QStringLiteral("Account type"), type);
    }
    static void choose(QWidget &form, const QString &name, const QString &text)
    {
        auto *box = named<QComboBox>(form, name);
        QVERIFY2(box && box->findText(text) >= 0, qPrintable(name));
        box->setCurrentIndex(box->findText(text));
        Q_EMIT box->activated(box->currentIndex());
    }
    static QString problemOf(QWidget &form, const QString &accessibleName)
    {
        const QList<ui::FormField *> fields = form.findChildren<ui::FormField *>();
        for (const ui::FormField *field : fields) {
            if (field->editor()->accessibleName() == accessibleName && field->isVisibleTo(&form))
                return field->problem();
        }
        return QStringLiteral("no such field");
    }
    static QPushButton *button(QWidget &form, const QString &text)
    {
        const QList<QPushButton *> all = form.findChildren<QPushButton *>();
        for (QPushButton *each : all) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
};

void TestForms::wrongFieldsAreMarked()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    begin(form, QStringLiteral("IMAP + SMTP"));
    named<QLineEdit>(form, QStringLiteral("E-mail address"))->setText(QStringLiteral("no address"));
    named<QLineEdit>(form, QStringLiteral("Outbound host"))->setText(QStringLiteral("https://mail.example"));
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    button(form, QStringLiteral("SAVE"))->click();
    QVERIFY(problemOf(form, QStringLiteral("E-mail address")).contains(QLatin1String("no e-mail address")));
    QVERIFY(problemOf(form, QStringLiteral("Inbound host")).contains(QLatin1String("Enter the server")));
    QVERIFY(problemOf(form, QStringLiteral("Outbound host")).contains(QLatin1String("no host name")));
    QVERIFY(problemOf(form, QStringLiteral("Inbound port")).isEmpty());
    QCOMPARE(form.focusWidget(), named<QLineEdit>(form, QStringLiteral("E-mail address")));
    // The mark is said, not only painted.
    QVERIFY(!named<QLineEdit>(form, QStringLiteral("Inbound host"))->accessibleDescription().isEmpty());
    QVERIFY(saved.isEmpty());
}

/// A screen reader gets the choice as the name of a combo box on X11 and Wayland.
void TestForms::choicesSayWhatTheyAreAbout()
{
    auto *box = new QComboBox;
    box->addItem(QStringLiteral("NTLM"));
    ui::FormField field(QStringLiteral("Authentication type"), box);
    QAccessibleInterface *told = QAccessible::queryAccessibleInterface(box);
    QCOMPARE(told->text(QAccessible::Name), QStringLiteral("NTLM"));
    QCOMPARE(told->text(QAccessible::Description), QStringLiteral("Authentication type"));
    field.setProblem(QStringLiteral("No."));
    QCOMPARE(told->text(QAccessible::Description), QStringLiteral("Authentication type. No."));
    field.setProblem({});
    QCOMPARE(told->text(QAccessible::Description), QStringLiteral("Authentication type"));
    auto *line = new QLineEdit;
    ui::FormField other(QStringLiteral("Username"), line);
    QCOMPARE(QAccessible::queryAccessibleInterface(line)->text(QAccessible::Name), QStringLiteral("Username"));
    QVERIFY(line->accessibleDescription().isEmpty());
}

void TestForms::tabGoesThroughEveryField()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    begin(form, QStringLiteral("IMAP + SMTP"));
    QVERIFY(QTest::qWaitForWindowActive(&form));
    QStringList seen;
    for (int i = 0; i < 40 && form.focusWidget(); ++i) {
        const auto *button = qobject_cast<QPushButton *>(form.focusWidget());
        const QString name = button ? button->text() : form.focusWidget()->accessibleName();
        if (!seen.contains(name))
            seen << name;
        QTest::keyClick(form.focusWidget(), Qt::Key_Tab);
    }
    const QStringList wanted{QStringLiteral("E-mail address"),
                             QStringLiteral("Fetch mail since"),
                             QStringLiteral("Inbound host"),
                             QStringLiteral("Inbound password"),
                             QStringLiteral("Outbound host"),
                             QStringLiteral("Outbound accepted certificate"),
                             QStringLiteral("SAVE")};
    QStringList met = seen;
    met.removeIf([&wanted](const QString &name) { return !wanted.contains(name); });
    QVERIFY2(met == wanted, qPrintable(seen.join(QStringLiteral(", "))));
}

void TestForms::everySignInHasItsFields()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    begin(form, QStringLiteral("IMAP + SMTP"));
    auto *signIn = named<QComboBox>(form, QStringLiteral("Inbound sign-in"));
    QVERIFY(signIn);
    const auto choose = [signIn](domain::SignIn way) {
        signIn->setCurrentIndex(signIn->findData(static_cast<int>(way)));
        Q_EMIT signIn->activated(signIn->currentIndex());
    };
    QVERIFY(signIn->findData(static_cast<int>(domain::SignIn::AsInbound)) < 0);
    choose(domain::SignIn::OAuth2);
    auto *token = named<QLineEdit>(form, QStringLiteral("Inbound access token"));
    QVERIFY(token && token->isVisible() && token->echoMode() == QLineEdit::Password);
    QVERIFY(!named<QLineEdit>(form, QStringLiteral("Inbound client certificate")));
    choose(domain::SignIn::Certificate);
    QVERIFY(named<QLineEdit>(form, QStringLiteral("Inbound client certificate"))->isVisible());
    QVERIFY(named<QLineEdit>(form, QStringLiteral("Inbound passphrase of the key"))->isVisible());
    QVERIFY(!named<QLineEdit>(form, QStringLiteral("Inbound username")));
    button(form, QStringLiteral("SAVE"))->click();
    QVERIFY(problemOf(form, QStringLiteral("Inbound client certificate")).contains(QLatin1String("Choose the cert")));
}

void TestForms::clearTextIsRefused()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    domain::Mailbox mailbox;
    mailbox.address = QStringLiteral("ir@corp.example");
    mailbox.inbound.host = QStringLiteral("imap.corp.example");
    mailbox.inbound.security = domain::Security::None;
    mailbox.outbound.host = QStringLiteral("smtp.corp.example");
    form.showMailbox(mailbox);
    form.show();
    button(form, QStringLiteral("Edit"))->click();
    button(form, QStringLiteral("SAVE"))->click();
    QVERIFY(problemOf(form, QStringLiteral("Inbound host")).contains(QLatin1String("travel in clear")));
}

void TestForms::noEncryptionIsAskedFirst()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    begin(form, QStringLiteral("IMAP + SMTP"));
    auto *security = named<QComboBox>(form, QStringLiteral("Inbound connection security"));
    auto *port = named<QSpinBox>(form, QStringLiteral("Inbound port"));
    security->setCurrentIndex(2);
    Q_EMIT security->activated(2);
    auto *question = form.findChild<QMessageBox *>();
    QVERIFY(question);
    QVERIFY(question->informativeText().contains(QLatin1String("in clear")));
    QCOMPARE(security->currentIndex(), 0); // until the person agrees
    QCOMPARE(port->value(), 993);
    button(*question, QStringLiteral("Use no encryption"))->click();
    QCOMPARE(security->currentIndex(), 2);
    QCOMPARE(port->value(), 143);
}

void TestForms::savedPasswordIsNeverShown()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    begin(form, QStringLiteral("IMAP + SMTP"));
    named<QLineEdit>(form, QStringLiteral("E-mail address"))->setText(QStringLiteral("ir@corp.example"));
    named<QLineEdit>(form, QStringLiteral("Inbound host"))->setText(QStringLiteral("imap.corp.example"));
    named<QLineEdit>(form, QStringLiteral("Outbound host"))->setText(QStringLiteral("smtp.corp.example"));
    auto *password = named<QLineEdit>(form, QStringLiteral("Inbound password"));
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    password->setText(QStringLiteral("tr0ub4dor"));
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    button(form, QStringLiteral("SAVE"))->click();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(password->text().isEmpty());
    QTRY_VERIFY(password->placeholderText().contains(QLatin1String("keychain")));
    // A vault that forgets is not called one that keeps.
    world.vault().said = secrets::Vault::Kind::Memory;
    form.showMailbox(saved.first().first().value<domain::Mailbox>());
    QTRY_VERIFY(password->placeholderText().contains(QLatin1String("until Liaison is closed")));
    QVERIFY(!form.isEditing());
    const auto stored
        = must(awaited(world.store().read([](store::Session &session) { return store::Mailboxes(session).list(); })));
    QCOMPARE(stored.size(), 1);
    QCOMPARE(stored.first().inbound.port, quint16(993));
}

void TestForms::cancelRestores()
{
    ShellWorld world;
    const domain::Mailbox mailbox = world.addMailbox(QStringLiteral("ir@corp.example"));
    ui::MailboxForm form(world.context());
    form.showMailbox(mailbox);
    form.show();
    auto *host = named<QLineEdit>(form, QStringLiteral("Inbound host"));
    QVERIFY(host->isReadOnly());
    button(form, QStringLiteral("Edit"))->click();
    QVERIFY(!host->isReadOnly());
    host->setText(QStringLiteral("elsewhere.example"));
    button(form, QStringLiteral("Cancel"))->click();
    QCOMPARE(host->text(), QStringLiteral("imap.corp.example"));
    QVERIFY(host->isReadOnly());
}

/// Whatever else of the mailbox is saved meanwhile.
void TestForms::aVerboseLogGoesBackByItself()
{
    constexpr qint64 hourMs = 3'600'000;
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.showMailbox(world.addMailbox(QStringLiteral("ir@corp.example")));
    form.show();
    auto *level = named<QComboBox>(form, QStringLiteral("Log level"));
    QVERIFY(level);
    QVERIFY(!level->isEnabled());
    QCOMPARE(level->currentIndex(), 0);
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    const auto save = [&](const std::function<void()> &change) {
        const auto before = saved.size();
        button(form, QStringLiteral("Edit"))->click();
        change();
        button(form, QStringLiteral("SAVE"))->click();
        return QTest::qWaitFor([&] { return saved.size() > before; }, 30'000);
    };
    const auto rename = [&form](const char *name) {
        return [&form, name] { named<QLineEdit>(form, QStringLiteral("Display name"))->setText(QLatin1String(name)); };
    };
    QVERIFY(save([level] { level->setCurrentIndex(1); }));
    const UtcMs until = world.clock().nowMs() + 24 * hourMs;
    QCOMPARE(form.mailbox().verboseUntil, until);
    QCOMPARE(level->currentIndex(), 1);
    world.clock().advance(23 * hourMs);
    QVERIFY(save(rename("Night shift")));
    QCOMPARE(form.mailbox().verboseUntil, until);
    QVERIFY(domain::isVerbose(form.mailbox(), world.clock().nowMs()));
    world.clock().advance(2 * hourMs); // the form still shows what it was
    QVERIFY(save(rename("Day shift")));
    QCOMPARE(form.mailbox().verboseUntil, until);
    QVERIFY(!domain::isVerbose(form.mailbox(), world.clock().nowMs()));
    QCOMPARE(level->currentIndex(), 0);
    QVERIFY(save([level] { level->setCurrentIndex(1); }));
    QVERIFY(domain::isVerbose(form.mailbox(), world.clock().nowMs()));
    QVERIFY(save([level] { level->setCurrentIndex(0); }));
    QCOMPARE(form.mailbox().verboseUntil, UtcMs(0));
}

/// Nor is what was typed lost: a person chooses.
void TestForms::somebodyElsesChangeIsNotUndone()
{
    ShellWorld world;
    const domain::Mailbox mailbox = world.addMailbox(QStringLiteral("ir@corp.example"));
    ui::MailboxForm form(world.context());
    form.showMailbox(mailbox);
    form.show();
    button(form, QStringLiteral("Edit"))->click();
    auto *name = named<QLineEdit>(form, QStringLiteral("Display name"));
    name->setText(QStringLiteral("Mine"));
    const auto stored = [&world, id = mailbox.id] {
        return must(
            awaited(world.store().read([id](store::Session &session) { return store::Mailboxes(session).find(id); })));
    };
    const auto elsewhere = [&world, &stored](const char *host) {
        desk::MailboxDesk::SaveRequest theirs;
        theirs.mailbox = stored();
        theirs.mailbox.inbound.host = QLatin1String(host);
        must(awaited(desk::MailboxDesk(world.context().desk).save(theirs)));
    };
    elsewhere("imap2.corp.example");
    must(awaited(desk::MailboxDesk(world.context().desk).setEnabled(mailbox.id, false)));
    button(form, QStringLiteral("SAVE"))->click();
    auto *bar = form.findChild<ui::MessageBar *>();
    QTRY_VERIFY(bar->text().contains(QLatin1String("imap2.corp.example")));
    QVERIFY(form.isEditing());
    QCOMPARE(name->text(), QStringLiteral("Mine"));
    QCOMPARE(stored().inbound.host, QStringLiteral("imap2.corp.example"));
    form.findChild<QAbstractButton *>(QStringLiteral("mailbox.mine"))->click(); // and it was seen
    QTRY_COMPARE(stored().displayName, QStringLiteral("Mine"));
    QTRY_VERIFY(!form.isEditing());
    QCOMPARE(stored().inbound.host, mailbox.inbound.host);
    QVERIFY(!stored().enabled); // nobody turns it on by saving a name

    button(form, QStringLiteral("Edit"))->click();
    name->setText(QStringLiteral("Mine again"));
    elsewhere("imap3.corp.example");
    button(form, QStringLiteral("SAVE"))->click();
    QTRY_VERIFY(bar->text().contains(QLatin1String("imap3.corp.example")));
    form.findChild<QAbstractButton *>(QStringLiteral("mailbox.theirs"))->click();
    QVERIFY(!form.isEditing());
    QCOMPARE(name->text(), QStringLiteral("Mine"));
    QCOMPARE(named<QLineEdit>(form, QStringLiteral("Inbound host"))->text(), QStringLiteral("imap3.corp.example"));
}

/// Of Exchange Online, as long as an application or a person signs in there.
void TestForms::theCloudsHostIsProposed()
{
    ShellWorld world;
    domain::Mailbox mailbox = world.addMailbox(QStringLiteral("ir@corp.example"));
    domain::Endpoint &inbound = mailbox.inbound;
    inbound.protocol = domain::Protocol::Ews;
    inbound.host = QStringLiteral("mail.corp.example");
    inbound.port = 443;
    inbound.signIn = domain::SignIn::OAuth2;
    inbound.oauth.flow = domain::OAuthFlow::Application;
    inbound.oauth.clientId = QStringLiteral("6731de76-14a6-49ae-97bc-6eba6914391e");
    inbound.oauth.tenantId = QStringLiteral("corp.example");
    inbound.oauth.cloud = domain::NationalCloud::China;
    mailbox.outbound = inbound;
    mailbox.outbound.signIn = domain::SignIn::AsInbound;
    ui::MailboxForm form(world.context());
    form.showMailbox(mailbox);
    form.show();
    button(form, QStringLiteral("Edit"))->click();
    auto *host = named<QLineEdit>(form, QStringLiteral("Exchange host"));
    QVERIFY(!named<QLineEdit>(form, QStringLiteral("Inbound host")));
    QVERIFY(!named<QLineEdit>(form, QStringLiteral("Sending: Exchange host"))); // it goes where reading goes
    QCOMPARE(host->text(), QStringLiteral("mail.corp.example"));
    QCOMPARE(host->placeholderText(), QStringLiteral("partner.outlook.cn, the national cloud's"));
    host->clear();
    Q_EMIT host->textEdited({});
    choose(form, QStringLiteral("Authentication type"), QStringLiteral("BASIC"));
    QCOMPARE(host->placeholderText(), QStringLiteral("mail.corp.example"));
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    button(form, QStringLiteral("SAVE"))->click();
    QVERIFY(problemOf(form, QStringLiteral("Exchange host")).contains(QLatin1String("Enter the server")));
    choose(form, QStringLiteral("Authentication type"), QStringLiteral("OAUTH2.0: application, with a client secret"));
    QVERIFY(host->placeholderText().startsWith(QLatin1String("partner.outlook.cn")));
    button(form, QStringLiteral("SAVE"))->click();
    QTRY_COMPARE(saved.size(), 1);
    const auto kept = saved.first().first().value<domain::Mailbox>();
    QCOMPARE(kept.inbound.host, QStringLiteral("partner.outlook.cn"));
    QCOMPARE(kept.outbound.host, QStringLiteral("partner.outlook.cn"));
    QCOMPARE(host->text(), QStringLiteral("partner.outlook.cn"));
}

void TestForms::unitMarksAddresses()
{
    ShellWorld world;
    auto *dialog = new ui::UnitDialog(world.context(), {}, nullptr);
    QSignalSpy saved(dialog, &ui::UnitDialog::saved);
    dialog->open();
    named<QLineEdit>(*dialog, QStringLiteral("Title"))->setText(QStringLiteral("Finance"));
    auto *recipients = named<QPlainTextEdit>(*dialog, QStringLiteral("Notification recipients"));
    recipients->setPlainText(QStringLiteral("a@finance.example\nnobody"));
    QPushButton *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    save->click();
    QVERIFY(problemOf(*dialog, QStringLiteral("Notification recipients")).contains(QLatin1String("nobody")));
    QVERIFY(saved.isEmpty());
    recipients->setPlainText(QStringLiteral("a@finance.example, b@finance.example"));
    save->click();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(saved.first().first().value<domain::BusinessUnit>().recipients.size(), 2);
}

} // namespace liaison::test

using liaison::test::TestForms;
LIAISON_TEST(TestForms)
#include "tst_forms.moc"
