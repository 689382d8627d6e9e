#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/form_fields.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

#include <algorithm>

namespace liaison::test {

namespace {

using namespace Qt::StringLiterals;
using domain::OAuthFlow;
using domain::Protocol;
using domain::SignIn;

const QString clientId = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;
const QString applicationWithSecret = u"OAUTH2.0: application, with a client secret"_s;

/// A form in a window's world.
struct FormWorld {
    FormWorld() : form(world.context()), saved(&form, &ui::MailboxForm::saved)
    {
        form.show();
        if (!QTest::qWaitForWindowActive(&form))
            qWarning("the form did not become active");
    }
    /// A new mailbox of this type, whose fields are good.
    void begin(const QString &type)
    {
        form.editNew();
        pick(form, u"Account type"_s, type);
        enter(form, u"E-mail address"_s, u"ir@corp.example"_s);
        for (const QString &host : {u"Inbound host"_s, u"Outbound host"_s, u"Exchange host"_s}) {
            if (hasLine(form, host))
                enter(form, host, u"mail.corp.example"_s);
        }
        enterApplication();
    }
    void enterApplication()
    {
        if (hasLine(form, u"Client ID"_s))
            enter(form, u"Client ID"_s, clientId);
        if (hasLine(form, u"Tenant ID"_s))
            enter(form, u"Tenant ID"_s, u"corp.example"_s);
    }
    /// Presses SAVE; the mailbox as it was saved.
    domain::Mailbox save()
    {
        const auto before = saved.size();
        pushOf(form, u"SAVE"_s)->click();
        if (!QTest::qWaitFor([&] { return saved.size() > before; }, 30'000))
            return {};
        return saved.last().first().value<domain::Mailbox>();
    }

    ShellWorld world;
    ui::MailboxForm form;
    QSignalSpy saved;
};

/// Tab until a field or button of this name has the focus.
void tabTo(const QWidget &form, const QString &name)
{
    constexpr int most = 120;
    for (int i = 0; i < most && form.focusWidget(); ++i) {
        const auto *button = qobject_cast<const QPushButton *>(form.focusWidget());
        if (name == (button ? button->text() : form.focusWidget()->accessibleName()))
            return;
        QTest::keyClick(form.focusWidget(), Qt::Key_Tab);
    }
    QFAIL(qPrintable(name));
}

} // namespace

/// The mailbox form: account types, the fields of Exchange, every field's rule, SAVE.
class TestMailboxForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anApplicationOnExchange();
    void everyWayOfExchangeHasItsFields();
    void whoActsAsTheMailbox();
    void sslIsAskedFirst();
    void exchangeReadsAndSmtpSends();
    void imapReadsAndExchangeSends();
    void sendingApartFromReading();
    void aProxyIsForBothSides();
    void aTypeChangeKeepsWhatWasTyped();
    void everyFieldHasItsRule_data();
    void everyFieldHasItsRule();
    void theFirstWrongFieldHasTheFocus();
    void aCaFileIsMarkedWhereItIsWrong();
    void nothingIsLostWhileItIsSaved();
    void aRefusedSaveKeepsWhatWasTyped();
    void theSwitchGoesBack();
    void keysAlone();
};

void TestMailboxForm::anApplicationOnExchange()
{
    FormWorld world;
    world.form.editNew(); // Exchange is what a new mailbox begins with
    QCOMPARE(fieldOf<QComboBox>(world.form, u"Account type"_s)->currentText(), u"Exchange Web Services"_s);
    QVERIFY(hasLine(world.form, u"Exchange host"_s));
    QVERIFY(!hasLine(world.form, u"Inbound host"_s) && !hasLine(world.form, u"Outbound host"_s));
    enter(world.form, u"E-mail address"_s, u"ir@corp.example"_s);
    pick(world.form, u"Authentication type"_s, applicationWithSecret);
    world.enterApplication();
    pick(world.form, u"National cloud"_s, u"China (21Vianet)"_s);
    pick(world.form, u"Exchange version"_s, u"Microsoft Exchange 2019"_s);
    enter(world.form, u"Client secret"_s, u"s3cret"_s);
    const domain::Mailbox mailbox = world.save();
    QVERIFY(mailbox.id);
    const domain::Endpoint &inbound = mailbox.inbound;
    QCOMPARE(inbound.protocol, Protocol::Ews);
    QCOMPARE(inbound.host, u"partner.outlook.cn"_s); // the cloud's, where none was typed
    QCOMPARE(inbound.port, quint16(443));
    QCOMPARE(inbound.security, domain::Security::Tls);
    QCOMPARE(inbound.signIn, SignIn::OAuth2);
    QCOMPARE(inbound.oauth.flow, OAuthFlow::Application);
    QCOMPARE(inbound.oauth.clientId, clientId);
    QCOMPARE(inbound.oauth.tenantId, u"corp.example"_s);
    QCOMPARE(inbound.oauth.cloud, domain::NationalCloud::China);
    QVERIFY(inbound.exchange.version == domain::VersionChoice::Exchange2019);
    QCOMPARE(mailbox.outbound.protocol, Protocol::Ews);
    QCOMPARE(mailbox.outbound.signIn, SignIn::AsInbound);
    QCOMPARE(mailbox.outbound.host, inbound.host);
    QCOMPARE(mailbox.outbound.exchange, inbound.exchange);
    const auto kept = awaited(world.world.vault().read(domain::vaultKey(mailbox, domain::SecretUse::Inbound)));
    QVERIFY(kept && *kept && (**kept).reveal() == "s3cret");
    QVERIFY(fieldOf<QLineEdit>(world.form, u"Client secret"_s)->text().isEmpty());
    QTRY_VERIFY(fieldOf<QLineEdit>(world.form, u"Client secret"_s)->placeholderText().contains(u"keychain"_s));
    // Everything of it can be changed later.
    pushOf(world.form, u"Edit"_s)->click();
    pick(world.form, u"National cloud"_s, u"Global"_s);
    pick(world.form, u"Exchange version"_s, u"Other Exchange Version"_s);
    enter(world.form, u"Exchange host"_s, u"https://mail.corp.example:8443/EWS/Exchange.asmx"_s);
    const domain::Mailbox changed = world.save();
    QCOMPARE(changed.inbound.oauth.cloud, domain::NationalCloud::Global);
    QVERIFY(changed.inbound.exchange.version == domain::VersionChoice::Other);
    QCOMPARE(changed.inbound.host, u"https://mail.corp.example:8443/EWS/Exchange.asmx"_s);
    QCOMPARE(changed.outbound.host, changed.inbound.host); // sending goes where reading goes
}

void TestMailboxForm::everyWayOfExchangeHasItsFields()
{
    FormWorld world;
    world.form.editNew();
    const auto shown = [&world](const QString &way) {
        pick(world.form, u"Authentication type"_s, way);
        QStringList names;
        for (const QString &name :
             {u"Username"_s, u"Client ID"_s, u"Tenant ID"_s, u"Application's certificate"_s, u"Application's key"_s,
              u"Password"_s, u"Client secret"_s, u"Passphrase of the key"_s, u"Access token"_s}) {
            if (hasLine(world.form, name))
                names << name;
        }
        return names.join(u", "_s);
    };
    QCOMPARE(shown(u"BASIC"_s), u"Username, Password"_s);
    QCOMPARE(shown(u"NTLM"_s), u"Username, Password"_s);
    QCOMPARE(shown(applicationWithSecret), u"Client ID, Tenant ID, Client secret"_s);
    QCOMPARE(shown(u"OAUTH2.0: application, with a certificate"_s),
             u"Client ID, Tenant ID, Application's certificate, Application's key, Passphrase of the key"_s);
    QCOMPARE(shown(u"OAUTH2.0: a person, in the browser"_s), u"Username, Client ID, Tenant ID"_s);
    QCOMPARE(shown(u"OAUTH2.0: a person, with a code"_s), u"Username, Client ID, Tenant ID"_s);
    QCOMPARE(shown(u"OAUTH2.0: access token"_s), u"Username, Access token"_s);
    // What Exchange does not have is not offered.
    const auto *ways = fieldOf<QComboBox>(world.form, u"Authentication type"_s);
    QVERIFY(ways->findText(u"Client certificate"_s) < 0 && ways->findText(u"As inbound"_s) < 0);
    QVERIFY(!fieldOf<QComboBox>(world.form, u"Inbound connection security"_s));
}

void TestMailboxForm::whoActsAsTheMailbox()
{
    FormWorld world;
    world.begin(u"Exchange Web Services"_s);
    pick(world.form, u"Authentication type"_s, applicationWithSecret);
    QVERIFY(!fieldOf<QCheckBox>(world.form, u"Impersonation"_s)); // an application always does
    pick(world.form, u"Authentication type"_s, u"NTLM"_s);
    auto *impersonate = fieldOf<QCheckBox>(world.form, u"Impersonation"_s);
    QVERIFY(impersonate && !impersonate->isChecked());
    enter(world.form, u"Username"_s, u"CORP\\service"_s);
    impersonate->click();
    const domain::Mailbox mailbox = world.save();
    QCOMPARE(mailbox.inbound.signIn, SignIn::Ntlm);
    QVERIFY(mailbox.inbound.exchange.impersonate && mailbox.outbound.exchange.impersonate);
    QVERIFY(impersonate->isChecked() && !impersonate->isEnabled());
}

void TestMailboxForm::sslIsAskedFirst()
{
    FormWorld world;
    world.begin(u"Exchange Web Services"_s);
    auto *ssl = fieldOf<QCheckBox>(world.form, u"Connection security"_s);
    QVERIFY(ssl && ssl->isChecked());
    ssl->click();
    auto *question = world.form.findChild<QMessageBox *>();
    QVERIFY(question && question->informativeText().contains(u"in clear"_s));
    QVERIFY(ssl->isChecked()); // until the person agrees
    pushOf(*question, u"Use no encryption"_s)->click();
    QVERIFY(!ssl->isChecked());
    pushOf(world.form, u"SAVE"_s)->click();
    QVERIFY(markOf(world.form, u"Exchange host"_s).contains(u"SSL encrypted"_s)); // not to another machine
    enter(world.form, u"Exchange host"_s, u"127.0.0.1"_s);
    QCOMPARE(world.save().inbound.security, domain::Security::None);
}

void TestMailboxForm::exchangeReadsAndSmtpSends()
{
    FormWorld world;
    world.begin(u"Exchange Web Services + SMTP"_s);
    auto *sending = fieldOf<QComboBox>(world.form, u"Outbound sign-in"_s);
    QVERIFY(sending);
    const auto offersAsInbound = [sending] { return sending->findData(static_cast<int>(SignIn::AsInbound)) >= 0; };
    QVERIFY(offersAsInbound()); // the same password
    pick(world.form, u"Authentication type"_s, u"NTLM"_s);
    QVERIFY(!offersAsInbound()); // SMTP knows no NTLM
    pick(world.form, u"Authentication type"_s, applicationWithSecret);
    QVERIFY(offersAsInbound()); // who renews tokens gets one for SMTP, too
    pick(world.form, u"Authentication type"_s, u"BASIC"_s);
    QVERIFY(offersAsInbound());
    pick(world.form, u"Outbound sign-in"_s, u"Password"_s);
    enter(world.form, u"Password"_s, u"reads"_s);
    enter(world.form, u"Outbound password"_s, u"sends"_s);
    const domain::Mailbox mailbox = world.save();
    QCOMPARE(mailbox.inbound.protocol, Protocol::Ews);
    QCOMPARE(mailbox.outbound.protocol, Protocol::Smtp);
    QCOMPARE(mailbox.outbound.port, quint16(465));
    QCOMPARE(mailbox.outbound.signIn, SignIn::Password);
    for (const auto use : {domain::SecretUse::Inbound, domain::SecretUse::Outbound}) {
        const auto kept = awaited(world.world.vault().read(domain::vaultKey(mailbox, use)));
        QVERIFY(kept && *kept);
        QCOMPARE((**kept).reveal(), use == domain::SecretUse::Inbound ? QByteArray("reads") : QByteArray("sends"));
    }
}

void TestMailboxForm::imapReadsAndExchangeSends()
{
    FormWorld world;
    world.begin(u"IMAP + Exchange Web Services"_s);
    QVERIFY(hasLine(world.form, u"Inbound host"_s) && !hasLine(world.form, u"Outbound host"_s));
    QVERIFY(!hasLine(world.form, u"Exchange host"_s)); // that of reading
    pushOf(world.form, u"SAVE"_s)->click();
    QVERIFY(markOf(world.form, u"Sending: Exchange host"_s).contains(u"Enter the server"_s));
    QCOMPARE(world.form.focusWidget()->accessibleName(), u"Sending: Exchange host"_s);
    enter(world.form, u"Sending: Exchange host"_s, u"ews.corp.example"_s);
    const domain::Mailbox mailbox = world.save();
    QCOMPARE(mailbox.inbound.protocol, Protocol::Imap);
    QCOMPARE(mailbox.outbound.protocol, Protocol::Ews);
    QCOMPARE(mailbox.outbound.host, u"ews.corp.example"_s);
    QCOMPARE(mailbox.outbound.signIn, SignIn::AsInbound);
}

/// A mailbox of a settings file: sending by another server of Exchange has fields of its own, and keeps what they hold.
void TestMailboxForm::sendingApartFromReading()
{
    FormWorld world;
    domain::Mailbox mailbox = world.world.addMailbox(u"ir@corp.example"_s);
    mailbox.inbound = {Protocol::Ews, u"in.corp.example"_s, 443, domain::Security::Tls, SignIn::Ntlm, {}, {}, {}};
    mailbox.outbound
        = {Protocol::Ews, u"out.corp.example"_s, 443, domain::Security::Tls, SignIn::PlainPassword, u"ann"_s, {}, {}};
    world.form.showMailbox(mailbox);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Exchange host"_s)->text(), u"in.corp.example"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Sending: Exchange host"_s)->text(), u"out.corp.example"_s);
    QCOMPARE(fieldOf<QComboBox>(world.form, u"Sending: Authentication type"_s)->currentText(), u"BASIC"_s);
    pushOf(world.form, u"Edit"_s)->click();
    enter(world.form, u"Display name"_s, u"SOC"_s);
    const domain::Mailbox changed = world.save();
    QCOMPARE(changed.displayName, u"SOC"_s);
    QVERIFY(changed.inbound == mailbox.inbound && changed.outbound == mailbox.outbound);
    pushOf(world.form, u"Edit"_s)->click();
    pick(world.form, u"Sending: Authentication type"_s, u"As inbound"_s);
    QVERIFY(!hasLine(world.form, u"Sending: Username"_s));
    QCOMPARE(world.save().outbound.signIn, SignIn::AsInbound);
}

void TestMailboxForm::aProxyIsForBothSides()
{
    FormWorld world;
    world.begin(u"IMAP + SMTP"_s);
    enter(world.form, u"Inbound password"_s, u"s3cret"_s);
    QVERIFY(!hasLine(world.form, u"Proxy host"_s));
    pick(world.form, u"Proxy"_s, u"SOCKS 5"_s);
    pushOf(world.form, u"SAVE"_s)->click();
    QVERIFY(!markOf(world.form, u"Proxy"_s).isEmpty());
    QVERIFY(fieldOf<QLineEdit>(world.form, u"Proxy host"_s)->hasFocus());
    QVERIFY(world.saved.isEmpty());
    enter(world.form, u"Proxy host"_s, u"proxy.corp.example"_s);
    fieldOf<QSpinBox>(world.form, u"Proxy port"_s)->setValue(1'080);
    const domain::Mailbox saved = world.save();
    const domain::ProxySettings wanted{domain::ProxyKind::Socks5, u"proxy.corp.example"_s, 1'080};
    QVERIFY(saved.inbound.proxy == wanted);
    QVERIFY(saved.outbound.proxy == wanted);
    QVERIFY(markOf(world.form, u"Proxy"_s).isEmpty());
    QVERIFY(!fieldOf<QComboBox>(world.form, u"Proxy"_s)->isEnabled());
}

void TestMailboxForm::aTypeChangeKeepsWhatWasTyped()
{
    FormWorld world;
    world.begin(u"IMAP + SMTP"_s);
    enter(world.form, u"Outbound host"_s, u"smtp.corp.example"_s);
    pick(world.form, u"Outbound sign-in"_s, u"Password"_s);
    enter(world.form, u"Outbound password"_s, u"sends"_s);
    pick(world.form, u"Account type"_s, u"Exchange Web Services + SMTP"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Outbound host"_s)->text(), u"smtp.corp.example"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Outbound password"_s)->text(), u"sends"_s);
    enter(world.form, u"Exchange host"_s, u"mail.corp.example"_s);
    pick(world.form, u"Account type"_s, u"Exchange Web Services"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Exchange host"_s)->text(), u"mail.corp.example"_s);
    pick(world.form, u"Account type"_s, u"IMAP + SMTP"_s); // back where it began
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Inbound host"_s)->text(), u"mail.corp.example"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Outbound host"_s)->text(), u"smtp.corp.example"_s);
    const domain::Mailbox mailbox = world.save();
    QCOMPARE(mailbox.inbound.protocol, Protocol::Imap);
    QCOMPARE(mailbox.outbound.host, u"smtp.corp.example"_s);
    world.form.editNew(); // nothing of it is left for the next one
    pick(world.form, u"Account type"_s, u"IMAP + SMTP"_s);
    QVERIFY(fieldOf<QLineEdit>(world.form, u"Inbound host"_s)->text().isEmpty());
}

void TestMailboxForm::everyFieldHasItsRule_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("words");
    const auto row
        = [](const char *name, const QString &type, const QString &way, const QString &field, const QString &typed,
             const QString &words) { QTest::newRow(name) << type << way << field << typed << words; };
    const auto many = [](int count) { return QString(count, u'x'); };
    const QString imap = u"IMAP + SMTP"_s;
    row("no address", imap, {}, u"E-mail address"_s, {}, u"Enter the address"_s);
    row("not an address", imap, {}, u"E-mail address"_s, u"ir at corp"_s, u"no e-mail address"_s);
    row("long address", imap, {}, u"E-mail address"_s, many(320) + u"@corp.example"_s, u"too long"_s);
    row("long name", imap, {}, u"Display name"_s, many(201), u"too long"_s);
    row("no host", imap, {}, u"Inbound host"_s, {}, u"Enter the server"_s);
    row("host with a scheme", imap, {}, u"Inbound host"_s, u"https://mail.example"_s, u"without “https://”"_s);
    row("half an IP address", imap, {}, u"Inbound host"_s, u"10.0.0"_s, u"no host name"_s);
    row("long host", imap, {}, u"Inbound host"_s, many(254), u"too long"_s);
    row("no port", imap, {}, u"Inbound port"_s, u"0"_s, u"Enter a port"_s);
    row("long username", imap, {}, u"Inbound username"_s, many(321), u"too long"_s);
    row("no such CA file", imap, {}, u"Inbound trusted CA file"_s, u"/nowhere/ca.pem"_s, u"cannot be read"_s);
    row("long path", imap, {}, u"Inbound trusted CA file"_s, many(4'097), u"too long"_s);
    row("no fingerprint", imap, {}, u"Inbound accepted certificate"_s, u"abc"_s, u"64 digits"_s);
    row("no sending host", imap, {}, u"Outbound host"_s, {}, u"Enter the server"_s);
    row("no sending port", imap, {}, u"Outbound port"_s, u"0"_s, u"Enter a port"_s);
    row("no PEM", imap, {}, u"Outbound trusted CA file"_s, QCoreApplication::applicationFilePath(), u"no PEM file"_s);
    row("no sending fingerprint", imap, {}, u"Outbound accepted certificate"_s, many(64), u"64 digits"_s);
    const QString ews = u"Exchange Web Services"_s;
    const QString certificate = u"OAUTH2.0: application, with a certificate"_s;
    row("no Exchange host", ews, {}, u"Exchange host"_s, {}, u"Enter the server"_s);
    row("half an Exchange host", ews, {}, u"Exchange host"_s, u"https://"_s, u"Enter the server"_s);
    row("not an Exchange host", ews, {}, u"Exchange host"_s, u"mail corp"_s, u"/EWS/Exchange.asmx"_s);
    row("long Exchange host", ews, {}, u"Exchange host"_s, many(2'049), u"too long"_s);
    row("no Exchange port", ews, {}, u"Exchange port"_s, u"0"_s, u"Enter a port"_s);
    row("no Exchange CA file", ews, {}, u"Trusted CA file"_s, u"/nowhere/ca.pem"_s, u"cannot be read"_s);
    row("no Exchange fingerprint", ews, {}, u"Accepted certificate"_s, u"abc"_s, u"64 digits"_s);
    row("long Exchange username", ews, u"NTLM"_s, u"Username"_s, many(321), u"too long"_s);
    row("no client ID", ews, applicationWithSecret, u"Client ID"_s, {}, u"client ID"_s);
    row("not a client ID", ews, applicationWithSecret, u"Client ID"_s, u"liaison"_s, u"is a GUID"_s);
    row("no tenant", ews, applicationWithSecret, u"Tenant ID"_s, {}, u"tenant's ID or domain"_s);
    row("not a tenant", ews, applicationWithSecret, u"Tenant ID"_s, u"corp"_s, u"a GUID or a domain"_s);
    row("no certificate", ews, certificate, u"Application's certificate"_s, {}, u"Choose the certificate"_s);
    row("no such certificate", ews, certificate, u"Application's certificate"_s, u"/nowhere/app.pem"_s,
        u"cannot be read"_s);
    const QString graph = u"Microsoft Graph"_s;
    row("not a Graph host", graph, {}, u"Graph host"_s, u"graph corp"_s, u"graph.corp.example:8443"_s);
    row("not a sign-in host", graph, {}, u"Sign-in host"_s, u"login corp"_s, u"no host name"_s);
    row("sign-in host in clear", graph, {}, u"Sign-in host"_s, u"http://login.corp.example"_s, u"no host name"_s);
    row("not Graph's client ID", graph, {}, u"Client ID"_s, u"liaison"_s, u"is a GUID"_s);
}

void TestMailboxForm::everyFieldHasItsRule()
{
    QFETCH(const QString, type);
    QFETCH(const QString, way);
    QFETCH(const QString, field);
    QFETCH(const QString, typed);
    QFETCH(const QString, words);
    FormWorld world;
    world.begin(type);
    if (!way.isEmpty())
        pick(world.form, u"Authentication type"_s, way);
    world.enterApplication();
    if (auto *port = fieldOf<QSpinBox>(world.form, field))
        port->setValue(typed.toInt());
    else
        enter(world.form, field, typed);
    pushOf(world.form, u"SAVE"_s)->click();
    QVERIFY2(markOf(world.form, field).contains(words), qPrintable(markOf(world.form, field)));
    QCOMPARE(world.form.focusWidget()->accessibleName(), field);
    QVERIFY(world.form.isEditing());
    // It is the only one that is wrong, and SAVE has begun nothing.
    const QList<ui::FormField *> fields = world.form.findChildren<ui::FormField *>();
    QCOMPARE(std::count_if(fields.begin(), fields.end(),
                           [&world](const ui::FormField *each) {
                               return each->isVisibleTo(&world.form) && !each->problem().isEmpty();
                           }),
             1);
    QVERIFY(world.saved.isEmpty());
    QVERIFY(world.world.vault().written.isEmpty());
}

/// The first one of the screen, whatever order they are looked at in.
void TestMailboxForm::theFirstWrongFieldHasTheFocus()
{
    FormWorld world;
    world.begin(u"IMAP + SMTP"_s);
    enter(world.form, u"Outbound host"_s, {});
    enter(world.form, u"Inbound accepted certificate"_s, u"abc"_s);
    pushOf(world.form, u"SAVE"_s)->click();
    QCOMPARE(world.form.focusWidget()->accessibleName(), u"Inbound accepted certificate"_s);
    enter(world.form, u"Display name"_s, QString(201, u'x'));
    pushOf(world.form, u"SAVE"_s)->click();
    QCOMPARE(world.form.focusWidget()->accessibleName(), u"Display name"_s);
}

void TestMailboxForm::aCaFileIsMarkedWhereItIsWrong()
{
    FormWorld world;
    QFile good(world.world.path(u"ca.pem"_s));
    QVERIFY(good.open(QIODevice::WriteOnly));
    good.write("-----BEGIN CERTIFICATE-----\n");
    good.close();
    world.begin(u"IMAP + SMTP"_s);
    enter(world.form, u"Inbound trusted CA file"_s, good.fileName());
    enter(world.form, u"Outbound trusted CA file"_s, u"/nowhere/ca.pem"_s);
    pushOf(world.form, u"SAVE"_s)->click();
    QVERIFY(markOf(world.form, u"Inbound trusted CA file"_s).isEmpty());
    QVERIFY(markOf(world.form, u"Outbound trusted CA file"_s).contains(u"cannot be read"_s));
}

void TestMailboxForm::nothingIsLostWhileItIsSaved()
{
    FormWorld world;
    world.begin(u"Exchange Web Services"_s);
    enter(world.form, u"Password"_s, u"correct horse"_s);
    world.world.vault().holds = true;
    pushOf(world.form, u"SAVE"_s)->click();
    QTRY_COMPARE(world.world.vault().written.size(), 1);
    // What is being saved cannot be changed, nor left.
    auto *name = fieldOf<QLineEdit>(world.form, u"Display name"_s);
    QVERIFY(name->isReadOnly());
    QTest::keyClicks(name, u"Too late"_s);
    QVERIFY(name->text().isEmpty());
    QVERIFY(fieldOf<QLineEdit>(world.form, u"Exchange host"_s)->isReadOnly());
    QVERIFY(!fieldOf<QComboBox>(world.form, u"Authentication type"_s)->isEnabled());
    QVERIFY(!pushOf(world.form, u"Cancel"_s)->isEnabled() && !pushOf(world.form, u"SAVE"_s)->isEnabled());
    QVERIFY(world.form.isEditing());
    world.world.vault().release();
    QTRY_COMPARE(world.saved.size(), 1);
    QVERIFY(!world.form.isEditing());
    pushOf(world.form, u"Edit"_s)->click();
    QVERIFY(!name->isReadOnly());
    QVERIFY(pushOf(world.form, u"Cancel"_s)->isEnabled() && pushOf(world.form, u"SAVE"_s)->isEnabled());
}

void TestMailboxForm::aRefusedSaveKeepsWhatWasTyped()
{
    FormWorld world;
    world.begin(u"Exchange Web Services"_s);
    enter(world.form, u"Password"_s, u"correct horse"_s);
    enter(world.form, u"Display name"_s, u"SOC"_s);
    world.world.vault().holds = true;
    pushOf(world.form, u"SAVE"_s)->click();
    QTRY_COMPARE(world.world.vault().written.size(), 1);
    world.world.vault().release(ErrorKind::KeychainLocked);
    QTRY_VERIFY(pushOf(world.form, u"SAVE"_s)->isEnabled());
    QVERIFY(world.saved.isEmpty());
    QVERIFY(world.form.isEditing());
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Password"_s)->text(), u"correct horse"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Display name"_s)->text(), u"SOC"_s);
    QVERIFY(!fieldOf<QLineEdit>(world.form, u"Display name"_s)->isReadOnly());
    QCOMPARE(world.form.focusWidget(), pushOf(world.form, u"SAVE"_s));
    world.world.vault().holds = false;
    QCOMPARE(world.save().displayName, u"SOC"_s);
}

void TestMailboxForm::theSwitchGoesBack()
{
    FormWorld world;
    domain::Mailbox mailbox = world.world.addMailbox(u"ir@corp.example"_s);
    world.form.showMailbox(mailbox);
    auto *on = qobject_cast<QCheckBox *>(pushOf(world.form, u"Mailbox is on"_s));
    QVERIFY(on && on->isChecked());
    on->click();
    QTRY_VERIFY(on->isEnabled());
    QVERIFY(!on->isChecked() && !world.form.mailbox().enabled);
    const auto stored = must(awaited(world.world.store().read(
        [id = mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); })));
    QVERIFY(!stored.enabled);
    mailbox.id = MailboxId{mailbox.id.value + 1'000}; // somebody's that is gone
    world.form.showMailbox(mailbox);
    QVERIFY(on->isChecked());
    on->click();
    QTRY_VERIFY(on->isEnabled());
    QVERIFY(on->isChecked() && world.form.mailbox().enabled); // it was refused
}

void TestMailboxForm::keysAlone()
{
    FormWorld world;
    world.form.editNew();
    const auto type = [&world](const QString &text) { QTest::keyClicks(world.form.focusWidget(), text); };
    QCOMPARE(world.form.focusWidget()->accessibleName(), u"E-mail address"_s);
    type(u"ir@corp.example"_s);
    tabTo(world.form, u"Exchange host"_s);
    type(u"mail.corp.example"_s);
    tabTo(world.form, u"Exchange version"_s);
    QTest::keyClick(world.form.focusWidget(), Qt::Key_Home);
    tabTo(world.form, u"Authentication type"_s);
    type(u"N"_s); // NTLM
    tabTo(world.form, u"Username"_s);
    type(u"CORP\\ir"_s);
    tabTo(world.form, u"Password"_s);
    type(u"correct horse"_s);
    tabTo(world.form, u"SAVE"_s);
    QTest::keyClick(world.form.focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(world.saved.size(), 1);
    const auto mailbox = world.saved.first().first().value<domain::Mailbox>();
    QCOMPARE(mailbox.address, u"ir@corp.example"_s);
    QCOMPARE(mailbox.inbound.host, u"mail.corp.example"_s);
    QCOMPARE(mailbox.inbound.signIn, SignIn::Ntlm);
    QVERIFY(mailbox.inbound.exchange.version == domain::VersionChoice::Exchange2007_SP1);
    QCOMPARE(mailbox.inbound.username, u"CORP\\ir"_s);
    tabTo(world.form, u"Edit"_s); // the focus is on START now
    QTest::keyClick(world.form.focusWidget(), Qt::Key_Space);
    tabTo(world.form, u"Display name"_s);
    type(u"SOC"_s);
    tabTo(world.form, u"SAVE"_s);
    QTest::keyClick(world.form.focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(world.saved.size(), 2);
    QCOMPARE(world.saved.last().first().value<domain::Mailbox>().displayName, u"SOC"_s);
}

} // namespace liaison::test

using liaison::test::TestMailboxForm;
LIAISON_TEST(TestMailboxForm)
#include "tst_mailbox_form.moc"
