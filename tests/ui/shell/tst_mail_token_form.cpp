#include "core/domain/mailbox.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/form_fields.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/endpoint_fields.h"
#include "ui/admin/mailbox_form.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

namespace liaison::test {

namespace {

using namespace Qt::StringLiterals;
using domain::OAuthFlow;
using domain::SecretUse;
using domain::Security;
using domain::SignIn;

const QString clientId = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;

/// A form with a new mailbox of IMAP and SMTP, without hosts.
struct MailForm {
    MailForm() : form(world.context()), saved(&form, &ui::MailboxForm::saved)
    {
        form.show();
        form.editNew();
        pick(form, u"Account type"_s, u"IMAP + SMTP"_s);
        enter(form, u"E-mail address"_s, u"ir@corp.example"_s);
    }
    void choose(const QString &way)
    {
        pick(form, u"Inbound sign-in"_s, u"OAUTH2.0: "_s + way);
        if (hasLine(form, u"Inbound Client ID"_s)) {
            enter(form, u"Inbound Client ID"_s, clientId);
            enter(form, u"Inbound Tenant ID"_s, u"corp.example"_s);
        }
    }
    domain::Mailbox save()
    {
        const auto before = saved.size();
        pushOf(form, u"SAVE"_s)->click();
        if (!QTest::qWaitFor([&] { return saved.size() > before; }, 30'000))
            return {};
        return saved.last().first().value<domain::Mailbox>();
    }
    /// What the fold of a side has in sight, put below each other.
    QString prerequisites(bool inbound)
    {
        const QString name
            = inbound ? u"What has to be set up beforehand"_s : u"Sending: What has to be set up beforehand"_s;
        const QList<QToolButton *> folds = form.findChildren<QToolButton *>();
        for (QToolButton *fold : folds) {
            const QString said = fold->accessibleName().isEmpty() ? fold->text() : fold->accessibleName();
            if (said != name || !fold->isVisibleTo(&form))
                continue;
            fold->setChecked(true);
            QStringList texts;
            const QList<QPlainTextEdit *> all = fold->parentWidget()->findChildren<QPlainTextEdit *>();
            for (const QPlainTextEdit *text : all)
                if (text->isVisibleTo(&form))
                    texts << text->toPlainText();
            return texts.join(u'\n');
        }
        return {};
    }

    ShellWorld world;
    ui::MailboxForm form;
    QSignalSpy saved;
};

} // namespace

/// What the fields of IMAP and SMTP have of OAUTH2.0.
class TestMailTokenForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWayHasItsFields_data();
    void everyWayHasItsFields();
    void anApplicationNeedsNoHost();
    void aPersonSignsInForBoth();
    void sendingHasItsOwn();
    void portAndSecurityFollowTheHost();
    void whatIsMissingIsMarked();
    void whoNeedsASecretIsAskedForIt_data();
    void whoNeedsASecretIsAskedForIt();
    void aProviderOfOnesOwn();
    void theProvidersAddressIsChecked_data();
    void theProvidersAddressIsChecked();
    void whatHasNoFieldStays();
    void prerequisitesAreShown();
};

void TestMailTokenForm::everyWayHasItsFields_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("secret"); ///< its field; empty: there is none
    QTest::addColumn<bool>("service");
    QTest::addColumn<bool>("certificate");
    QTest::addColumn<bool>("username");
    QTest::newRow("secret") << u"OAUTH2.0: application, with a client secret"_s << u"client secret"_s << true << false
                            << false;
    QTest::newRow("certificate") << u"OAUTH2.0: application, with a certificate"_s << u"passphrase of the key"_s << true
                                 << true << false;
    QTest::newRow("browser") << u"OAUTH2.0: a person, in the browser"_s << QString() << true << false << true;
    QTest::newRow("code") << u"OAUTH2.0: a person, with a code"_s << QString() << true << false << true;
    QTest::newRow("token") << u"OAUTH2.0: access token"_s << u"access token"_s << false << false << true;
    QTest::newRow("password") << u"Password"_s << u"password"_s << false << false << true;
}

void TestMailTokenForm::everyWayHasItsFields()
{
    QFETCH(const QString, way);
    QFETCH(const QString, secret);
    QFETCH(const bool, service);
    QFETCH(const bool, certificate);
    QFETCH(const bool, username);
    for (const QString &side : {u"Inbound "_s, u"Outbound "_s}) {
        MailForm world;
        pick(world.form, side + u"sign-in"_s, way);
        for (const QString &name : {u"client secret"_s, u"passphrase of the key"_s, u"access token"_s, u"password"_s})
            QCOMPARE(hasLine(world.form, side + name), name == secret);
        QCOMPARE(hasLine(world.form, side + u"Client ID"_s), service);
        QCOMPARE(hasLine(world.form, side + u"Tenant ID"_s), service);
        QCOMPARE(fieldOf<QComboBox>(world.form, side + u"National cloud"_s) != nullptr, service);
        QCOMPARE(hasLine(world.form, side + u"Application's certificate"_s), certificate);
        QCOMPARE(hasLine(world.form, side + u"Application's key"_s), certificate);
        QCOMPARE(hasLine(world.form, side + u"username"_s), username);
    }
}

void TestMailTokenForm::anApplicationNeedsNoHost()
{
    MailForm world;
    world.choose(u"application, with a client secret"_s);
    pick(world.form, u"Inbound National cloud"_s, u"China (21Vianet)"_s);
    enter(world.form, u"Inbound client secret"_s, u"s3cret"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Inbound host"_s)->placeholderText(),
             u"partner.outlook.cn, the national cloud's"_s);
    const domain::Mailbox mailbox = world.save();
    QCOMPARE(mailbox.inbound.signIn, SignIn::OAuth2);
    QCOMPARE(mailbox.inbound.oauth.flow, OAuthFlow::Application);
    QCOMPARE(mailbox.inbound.oauth.clientId, clientId);
    QCOMPARE(mailbox.inbound.oauth.tenantId, u"corp.example"_s);
    QCOMPARE(mailbox.inbound.oauth.cloud, domain::NationalCloud::China);
    QCOMPARE(mailbox.inbound.host, u"partner.outlook.cn"_s);
    QCOMPARE(mailbox.inbound.port, quint16(993));
    QCOMPARE(mailbox.outbound.host, u"smtp.partner.outlook.cn"_s);
    QCOMPARE(mailbox.outbound.port, quint16(587));
    QCOMPARE(mailbox.outbound.security, Security::StartTls);
    QCOMPARE(mailbox.outbound.signIn, SignIn::AsInbound);
    const auto kept = awaited(world.world.vault().read(domain::vaultKey(mailbox, SecretUse::Inbound)));
    QVERIFY(kept && *kept);
    QCOMPARE((**kept).reveal(), QByteArray("s3cret"));
}

void TestMailTokenForm::aPersonSignsInForBoth()
{
    MailForm world;
    world.choose(u"a person, in the browser"_s);
    enter(world.form, u"Inbound username"_s, u"mara@corp.example"_s);
    const domain::Mailbox mailbox = world.save(); // whoever signs in does so afterwards
    QCOMPARE(mailbox.inbound.oauth.flow, OAuthFlow::Browser);
    QCOMPARE(mailbox.inbound.username, u"mara@corp.example"_s);
    QVERIFY(domain::personSignsIn(mailbox, SecretUse::Inbound));
    QVERIFY(domain::personSignsIn(mailbox, SecretUse::Outbound));
    QVERIFY(domain::neededSecret(mailbox, SecretUse::Outbound) == domain::neededSecret(mailbox, SecretUse::Inbound));
    QTRY_VERIFY(pushOf(world.form, u"Sign in…"_s));
}

void TestMailTokenForm::sendingHasItsOwn()
{
    MailForm world;
    enter(world.form, u"Inbound host"_s, u"imap.corp.example"_s);
    enter(world.form, u"Inbound password"_s, u"reads"_s);
    pick(world.form, u"Outbound sign-in"_s, u"OAUTH2.0: application, with a client secret"_s);
    enter(world.form, u"Outbound Client ID"_s, clientId);
    enter(world.form, u"Outbound Tenant ID"_s, u"corp.example"_s);
    enter(world.form, u"Outbound client secret"_s, u"sends"_s);
    const domain::Mailbox mailbox = world.save();
    QCOMPARE(mailbox.inbound.signIn, SignIn::Password);
    QCOMPARE(mailbox.inbound.oauth, domain::OAuthSettings());
    QCOMPARE(mailbox.outbound.signIn, SignIn::OAuth2);
    QCOMPARE(mailbox.outbound.oauth.flow, OAuthFlow::Application);
    QCOMPARE(mailbox.outbound.host, u"smtp.office365.com"_s);
}

/// Exchange Online has no port 465: what will be saved is in sight before.
void TestMailTokenForm::portAndSecurityFollowTheHost()
{
    MailForm world;
    const auto *port = fieldOf<QSpinBox>(world.form, u"Outbound port"_s);
    const auto *security = fieldOf<QComboBox>(world.form, u"Outbound connection security"_s);
    QCOMPARE(port->value(), 465);
    world.choose(u"a person, with a code"_s);
    QCOMPARE(port->value(), 587);
    QCOMPARE(security->currentText(), u"STARTTLS"_s);
    pick(world.form, u"Inbound sign-in"_s, u"Password"_s);
    QCOMPARE(port->value(), 465);
    QCOMPARE(security->currentText(), u"SSL/TLS (recommended)"_s);
    enter(world.form, u"Outbound host"_s, u"smtp.corp.example"_s); // a host that is named has its own
    world.choose(u"a person, with a code"_s);
    QCOMPARE(port->value(), 465);
}

void TestMailTokenForm::whatIsMissingIsMarked()
{
    MailForm world;
    pick(world.form, u"Inbound sign-in"_s, u"OAUTH2.0: application, with a certificate"_s);
    pushOf(world.form, u"SAVE"_s)->click();
    QVERIFY(markOf(world.form, u"Inbound Client ID"_s).contains(u"client ID"_s));
    QVERIFY(markOf(world.form, u"Inbound Tenant ID"_s).contains(u"tenant"_s));
    QVERIFY(markOf(world.form, u"Inbound Application's certificate"_s).contains(u"Choose the certificate"_s));
    enter(world.form, u"Inbound Client ID"_s, u"liaison"_s);
    enter(world.form, u"Inbound Tenant ID"_s, u"a b"_s);
    enter(world.form, u"Inbound Application's certificate"_s, u"/nowhere/app.pem"_s);
    pushOf(world.form, u"SAVE"_s)->click();
    QVERIFY(markOf(world.form, u"Inbound Client ID"_s).contains(u"GUID"_s));
    QVERIFY(markOf(world.form, u"Inbound Tenant ID"_s).contains(u"domain"_s));
    QVERIFY(markOf(world.form, u"Inbound Application's certificate"_s).contains(u"cannot be read"_s));
    QVERIFY(world.saved.isEmpty());
}

void TestMailTokenForm::whoNeedsASecretIsAskedForIt_data()
{
    QTest::addColumn<OAuthFlow>("flow");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<bool>("asked");
    QTest::newRow("secret") << OAuthFlow::Application << QString() << true;
    QTest::newRow("certificate, whose key may have no passphrase")
        << OAuthFlow::Application << u"/etc/app.pem"_s << false;
    QTest::newRow("browser") << OAuthFlow::Browser << QString() << false;
    QTest::newRow("code") << OAuthFlow::DeviceCode << QString() << false;
    QTest::newRow("token") << OAuthFlow::AccessToken << QString() << true;
}

void TestMailTokenForm::whoNeedsASecretIsAskedForIt()
{
    QFETCH(const OAuthFlow, flow);
    QFETCH(const QString, certificate);
    QFETCH(const bool, asked);
    domain::Endpoint endpoint;
    endpoint.signIn = SignIn::OAuth2;
    endpoint.oauth.flow = flow;
    endpoint.clientCertificateFile = certificate;
    ui::EndpointFields fields(SecretUse::Inbound);
    fields.setEndpoint(endpoint);
    QCOMPARE(fields.markMissingSecret() != nullptr, asked);
    QVERIFY(!fields.typedSecret());
}

/// Another one than Microsoft: no tenant, no cloud, an application of any name, a user name that the server knows.
void TestMailTokenForm::aProviderOfOnesOwn()
{
    MailForm world;
    world.choose(u"application, with a client secret"_s);
    QVERIFY(!hasLine(world.form, u"Inbound Provider's address"_s));
    pick(world.form, u"Inbound National cloud"_s, u"None: another provider"_s);
    QVERIFY(!hasLine(world.form, u"Inbound Tenant ID"_s));
    QVERIFY(!hasLine(world.form, u"Inbound Sign-in host"_s));
    QVERIFY(world.prerequisites(true).isEmpty()); // those are Microsoft's
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Inbound host"_s)->placeholderText(), u"imap.corp.example"_s);
    enter(world.form, u"Inbound Provider's address"_s, u"https://id.corp.example/realms/desk"_s);
    enter(world.form, u"Inbound Client ID"_s, u"liaison"_s);
    enter(world.form, u"Inbound username"_s, u"incidents"_s);
    enter(world.form, u"Inbound client secret"_s, u"s3cret"_s);
    enter(world.form, u"Inbound host"_s, u"imap.corp.example"_s);
    enter(world.form, u"Outbound host"_s, u"smtp.corp.example"_s);
    const domain::Mailbox mailbox = world.save();
    QCOMPARE(mailbox.inbound.oauth.issuer, u"https://id.corp.example/realms/desk"_s);
    QCOMPARE(mailbox.inbound.oauth.clientId, u"liaison"_s);
    QVERIFY(mailbox.inbound.oauth.tenantId.isEmpty());
    QCOMPARE(mailbox.inbound.username, u"incidents"_s);
    const auto kept = awaited(world.world.vault().read(domain::vaultKey(mailbox, SecretUse::Inbound)));
    QVERIFY(kept && *kept);
    // It is shown again, and one of Microsoft's clouds in its place leaves nothing of it.
    world.form.showMailbox(mailbox);
    const auto *cloud = fieldOf<QComboBox>(world.form, u"Inbound National cloud"_s);
    QCOMPARE(cloud->currentText(), u"None: another provider"_s);
    QCOMPARE(fieldOf<QLineEdit>(world.form, u"Inbound Provider's address"_s)->text(), mailbox.inbound.oauth.issuer);
    pushOf(world.form, u"Edit"_s)->click();
    pick(world.form, u"Inbound National cloud"_s, u"Global"_s);
    world.choose(u"application, with a client secret"_s);
    enter(world.form, u"Inbound client secret"_s, u"another"_s);
    const domain::Mailbox microsofts = world.save();
    QVERIFY(microsofts.inbound.oauth.issuer.isEmpty());
    QVERIFY(microsofts.inbound.username.isEmpty()); // there the application acts as the mailbox
}

void TestMailTokenForm::theProvidersAddressIsChecked_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("told"); ///< empty: nothing
    QTest::newRow("https") << u"https://id.corp.example"_s << QString();
    QTest::newRow("this machine") << u"http://127.0.0.1:9000"_s << QString();
    QTest::newRow("nothing") << QString() << u"provider's address"_s;
    QTest::newRow("in clear") << u"http://id.corp.example"_s << u"https://"_s;
    QTest::newRow("a query") << u"https://id.corp.example/?a=b"_s << u"https://"_s;
    QTest::newRow("too long") << u"https://id.corp.example/"_s + QString(2'048, u'a') << u"too long"_s;
}

void TestMailTokenForm::theProvidersAddressIsChecked()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, told);
    MailForm world;
    world.choose(u"a person, in the browser"_s);
    pick(world.form, u"Inbound National cloud"_s, u"None: another provider"_s);
    enter(world.form, u"Inbound Client ID"_s, u"liaison"_s);
    enter(world.form, u"Inbound Provider's address"_s, typed);
    enter(world.form, u"Inbound host"_s, u"imap.corp.example"_s);
    enter(world.form, u"Outbound host"_s, u"smtp.corp.example"_s);
    pushOf(world.form, u"SAVE"_s)->click();
    const QString marked = markOf(world.form, u"Inbound Provider's address"_s);
    QVERIFY2(told.isEmpty() ? marked.isEmpty() : marked.contains(told), qPrintable(marked));
    QVERIFY(markOf(world.form, u"Inbound Client ID"_s).isEmpty()); // any name: it need be no GUID
    if (told.isEmpty())
        QTRY_COMPARE(world.saved.size(), 1);
    else
        QVERIFY(world.saved.isEmpty());
}

/// What a settings file may have of a provider of one's own.
void TestMailTokenForm::whatHasNoFieldStays()
{
    domain::Endpoint kept;
    kept.host = u"imap.corp.example"_s;
    kept.signIn = SignIn::OAuth2;
    kept.username = u"mara"_s;
    kept.oauth
        = {OAuthFlow::Application, u"liaison"_s, {}, domain::NationalCloud::Global, {}, u"https://id.corp.example"_s};
    kept.clientCertificateFile = u"/etc/app.pem"_s;
    kept.clientKeyFile = u"/etc/app.key"_s;
    ui::EndpointFields fields(SecretUse::Inbound);
    fields.setEndpoint(kept);
    QVERIFY(fields.endpoint(kept) == kept);
    kept.signIn = SignIn::Certificate;
    kept.oauth = {};
    fields.setEndpoint(kept);
    QVERIFY(fields.endpoint(kept) == kept);
    kept.signIn = SignIn::OAuth2;
    kept.oauth.flow = OAuthFlow::AccessToken;
    kept.clientCertificateFile.clear();
    kept.clientKeyFile.clear();
    fields.setEndpoint(kept);
    QVERIFY(fields.endpoint(kept) == kept);
}

void TestMailTokenForm::prerequisitesAreShown()
{
    MailForm world;
    QVERIFY(world.prerequisites(true).isEmpty());
    world.choose(u"application, with a client secret"_s);
    const QString reading = world.prerequisites(true);
    QVERIFY2(reading.contains(u"IMAP.AccessAsApp"_s), qPrintable(reading));
    QVERIFY2(reading.contains(u"New-ServicePrincipal -AppId '"_s + clientId), qPrintable(reading));
    QVERIFY2(reading.contains(u"Add-MailboxPermission -Identity 'ir@corp.example'"_s), qPrintable(reading));
    const QString sending = world.prerequisites(false); // which signs in as reading does
    QVERIFY2(sending.contains(u"SMTP.SendAsApp"_s), qPrintable(sending));
    QVERIFY2(sending.contains(u"-SmtpClientAuthenticationDisabled $false"_s), qPrintable(sending));
    pick(world.form, u"Outbound sign-in"_s, u"None (relay)"_s);
    QVERIFY(world.prerequisites(false).isEmpty());
}

} // namespace liaison::test

using liaison::test::TestMailTokenForm;
LIAISON_TEST(TestMailTokenForm)
#include "tst_mail_token_form.moc"
