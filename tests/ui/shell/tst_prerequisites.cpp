#include "core/domain/mailbox.h"
#include "tests/support/test_registry.h"
#include "ui/admin/prerequisites.h"
#include "ui/admin/prerequisites_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <algorithm>

namespace liaison::test {

namespace {

using namespace Qt::StringLiterals;
using domain::Endpoint;
using domain::NationalCloud;
using domain::OAuthFlow;
using domain::Protocol;
using domain::SignIn;
using ui::prerequisitesOf;
using Limits = ui::Prerequisites::Limits;

const QString clientId = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;
const QString address = u"ir@corp.example"_s;

Endpoint endpoint(Protocol protocol, OAuthFlow flow)
{
    Endpoint made;
    made.protocol = protocol;
    made.signIn = SignIn::OAuth2;
    made.oauth.flow = flow;
    made.oauth.clientId = clientId;
    made.oauth.tenantId = u"corp.example"_s;
    return made;
}

} // namespace

/// What the form and the wizard say has to be set up before a sign-in can work.
class TestPrerequisites : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWayHasItsPermissions_data();
    void everyWayHasItsPermissions();
    void theConsentLinkIsTheClouds();
    void anApplicationIsLimited();
    void imapAndSmtpAreOpened();
    void aPersonIsLetIn();
    void anAccountMayActAsTheMailbox();
    void nonsenseIsNoCommand_data();
    void nonsenseIsNoCommand();
    void eachTextIsCopied();
};

void TestPrerequisites::everyWayHasItsPermissions_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<OAuthFlow>("flow");
    QTest::addColumn<QString>("permissions");
    QTest::addColumn<QString>("redirect");
    QTest::newRow("Graph, application") << Protocol::Graph << OAuthFlow::Application << u"Mail.ReadWrite, Mail.Send"_s
                                        << QString();
    QTest::newRow("Graph, browser") << Protocol::Graph << OAuthFlow::Browser
                                    << u"Mail.ReadWrite, Mail.Send, offline_access"_s << u"http://localhost"_s;
    QTest::newRow("Graph, code") << Protocol::Graph << OAuthFlow::DeviceCode
                                 << u"Mail.ReadWrite, Mail.Send, offline_access"_s << QString();
    QTest::newRow("EWS, application") << Protocol::Ews << OAuthFlow::Application << u"full_access_as_app"_s
                                      << QString();
    QTest::newRow("EWS, browser") << Protocol::Ews << OAuthFlow::Browser << u"EWS.AccessAsUser.All, offline_access"_s
                                  << u"http://localhost"_s;
    QTest::newRow("EWS, code") << Protocol::Ews << OAuthFlow::DeviceCode << u"EWS.AccessAsUser.All, offline_access"_s
                               << QString();
    QTest::newRow("IMAP, application") << Protocol::Imap << OAuthFlow::Application << u"IMAP.AccessAsApp"_s
                                       << QString();
    QTest::newRow("IMAP, browser") << Protocol::Imap << OAuthFlow::Browser << u"IMAP.AccessAsUser.All, offline_access"_s
                                   << u"http://localhost"_s;
    QTest::newRow("SMTP, application") << Protocol::Smtp << OAuthFlow::Application << u"SMTP.SendAsApp"_s << QString();
    QTest::newRow("SMTP, code") << Protocol::Smtp << OAuthFlow::DeviceCode << u"SMTP.Send, offline_access"_s
                                << QString();
    QTest::newRow("somebody else renews the token for IMAP")
        << Protocol::Imap << OAuthFlow::AccessToken << QString() << QString();
    QTest::newRow("somebody else renews the token")
        << Protocol::Ews << OAuthFlow::AccessToken << QString() << QString();
}

void TestPrerequisites::everyWayHasItsPermissions()
{
    QFETCH(const Protocol, protocol);
    QFETCH(const OAuthFlow, flow);
    const ui::Prerequisites found = prerequisitesOf(endpoint(protocol, flow), address);
    QTEST(found.permissions, "permissions");
    QTEST(found.redirect, "redirect");
    QCOMPARE(found.isEmpty(), flow == OAuthFlow::AccessToken);
    QCOMPARE(found.ofApplication, flow == OAuthFlow::Application);
}

void TestPrerequisites::theConsentLinkIsTheClouds()
{
    Endpoint asked = endpoint(Protocol::Graph, OAuthFlow::Application);
    QCOMPARE(prerequisitesOf(asked, address).consent,
             u"https://login.microsoftonline.com/corp.example/adminconsent?client_id="_s + clientId);
    asked.oauth.cloud = NationalCloud::China;
    QVERIFY(prerequisitesOf(asked, address)
                .consent.startsWith(u"https://login.partner.microsoftonline.cn/corp.example/adminconsent?"_s));
    asked.oauth.loginHost = u"127.0.0.1:8444"_s;
    QVERIFY(prerequisitesOf(asked, address).consent.startsWith(u"https://127.0.0.1:8444/corp.example/"_s));
    asked.oauth.tenantId = u"../../evil"_s; // no tenant, no link
    QVERIFY(prerequisitesOf(asked, address).consent.isEmpty());
    QVERIFY(prerequisitesOf(asked, address).isConsented);
    asked.oauth.tenantId = u"corp.example"_s;
    asked.oauth.clientId.clear();
    QVERIFY(prerequisitesOf(asked, address).consent.isEmpty());
}

void TestPrerequisites::anApplicationIsLimited()
{
    Endpoint asked = endpoint(Protocol::Ews, OAuthFlow::Application);
    asked.oauth.cloud = NationalCloud::USGovernment;
    const ui::Prerequisites found = prerequisitesOf(asked, address);
    QCOMPARE(found.limits, Limits::Application);
    const QStringList lines = found.commands.split(u'\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.at(0), u"Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh"_s);
    QVERIFY(lines.at(1).startsWith(u"New-DistributionGroup "_s));
    QVERIFY(lines.at(1).endsWith(u"-Members 'ir@corp.example'"_s));
    QVERIFY(lines.at(2).startsWith(u"New-ApplicationAccessPolicy -AppId '"_s + clientId));
    QVERIFY(
        lines.at(2).contains(u"-PolicyScopeGroupId 'liaison-mailboxes@corp.example' -AccessRight RestrictAccess"_s));
    QVERIFY(lines.at(3).startsWith(u"Test-ApplicationAccessPolicy"_s));
}

/// Permissions for IMAP and SMTP open no mailbox by themselves, and submission is off as a rule.
void TestPrerequisites::imapAndSmtpAreOpened()
{
    const ui::Prerequisites reading = prerequisitesOf(endpoint(Protocol::Imap, OAuthFlow::Application), address);
    QCOMPARE(reading.limits, Limits::Service);
    const QStringList lines = reading.commands.split(u'\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0), u"Connect-ExchangeOnline"_s);
    QVERIFY(lines.at(1).startsWith(u"New-ServicePrincipal -AppId '"_s + clientId + u"' -ObjectId 'OBJECT-ID'"_s));
    QCOMPARE(lines.at(2),
             u"Add-MailboxPermission -Identity 'ir@corp.example' -User 'OBJECT-ID' -AccessRights FullAccess"_s);
    const QString enabled = u"Set-CASMailbox -Identity 'ir@corp.example' -SmtpClientAuthenticationDisabled $false"_s;
    const ui::Prerequisites sending = prerequisitesOf(endpoint(Protocol::Smtp, OAuthFlow::Application), address);
    QCOMPARE(sending.commands, reading.commands + u'\n' + enabled);
    Endpoint person = endpoint(Protocol::Smtp, OAuthFlow::Browser);
    QCOMPARE(prerequisitesOf(person, address).limits, Limits::Submission);
    QVERIFY(prerequisitesOf(person, address).commands.endsWith(enabled));
    person.username = u"mara@corp.example"_s;
    QCOMPARE(prerequisitesOf(person, address).limits, Limits::Person);
    QVERIFY(prerequisitesOf(person, address).commands.contains(u"Add-RecipientPermission"_s));
    QVERIFY(prerequisitesOf(person, address).commands.endsWith(enabled));
    QCOMPARE(prerequisitesOf(endpoint(Protocol::Imap, OAuthFlow::Browser), address).limits, Limits::Nothing);
    // Elsewhere none of that is known.
    person.oauth.issuer = u"https://id.corp.example"_s;
    QVERIFY(prerequisitesOf(person, address).isEmpty());
    person.signIn = SignIn::Password;
    QVERIFY(prerequisitesOf(person, address).isEmpty());
}

void TestPrerequisites::aPersonIsLetIn()
{
    Endpoint asked = endpoint(Protocol::Graph, OAuthFlow::Browser);
    QCOMPARE(prerequisitesOf(asked, address).limits, Limits::Nothing); // one's own mailbox
    asked.username = u"IR@corp.example"_s;
    QCOMPARE(prerequisitesOf(asked, address).limits, Limits::Nothing);
    asked.username = u"mara@corp.example"_s;
    const ui::Prerequisites found = prerequisitesOf(asked, address);
    QCOMPARE(found.limits, Limits::Person);
    QCOMPARE(found.permissions, u"Mail.ReadWrite.Shared, Mail.Send.Shared, offline_access"_s);
    QVERIFY(found.commands.contains(
        u"Add-MailboxPermission -Identity 'ir@corp.example' -User 'mara@corp.example' -AccessRights FullAccess"_s));
    QVERIFY(found.commands.contains(u"Add-RecipientPermission"_s));
    Endpoint onPremises;
    onPremises.protocol = Protocol::Ews;
    onPremises.signIn = SignIn::Ntlm;
    onPremises.username = u"CORP\\mara"_s;
    QVERIFY(prerequisitesOf(onPremises, address).commands.contains(u"Add-ADPermission -User 'CORP\\mara'"_s));
    QVERIFY(prerequisitesOf(onPremises, address).permissions.isEmpty());
}

void TestPrerequisites::anAccountMayActAsTheMailbox()
{
    Endpoint asked;
    asked.protocol = Protocol::Ews;
    asked.signIn = SignIn::PlainPassword;
    asked.username = u"CORP\\service"_s;
    asked.exchange.impersonate = true;
    const ui::Prerequisites found = prerequisitesOf(asked, u"o'hara@corp.example"_s);
    QCOMPARE(found.limits, Limits::Impersonation);
    QVERIFY(found.commands.contains(u"-Role ApplicationImpersonation -User 'CORP\\service'"_s));
    // A quotation mark of the filter's, within a quotation of PowerShell's.
    QVERIFY(found.commands.contains(u"'PrimarySmtpAddress -eq ''o''''hara@corp.example'''"_s));
}

void TestPrerequisites::nonsenseIsNoCommand_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("quotation") << u"' ; Remove-Mailbox x ; '"_s;
    QTest::newRow("typographic quotation") << u"\u2019 ; Remove-Mailbox x ; \u2019"_s;
    QTest::newRow("line") << u"x\nRemove-Mailbox x"_s;
    QTest::newRow("variable") << u"$(Remove-Mailbox x)"_s;
    QTest::newRow("hidden") << u"x\u202ey"_s;
}

/// What was typed stays between quotation marks, or out of it.
void TestPrerequisites::nonsenseIsNoCommand()
{
    QFETCH(const QString, typed);
    Endpoint asked = endpoint(Protocol::Ews, OAuthFlow::Application);
    asked.oauth.clientId = typed;
    const QStringList lines = prerequisitesOf(asked, typed).commands.split(u'\n');
    QCOMPARE(lines.size(), 4);
    for (const QString &each : lines) {
        QString line = each;
        line.remove(u"''"_s); // a quotation mark inside
        const QStringList parts = line.split(u'\'');
        QCOMPARE(parts.size() % 2, 1);
        for (qsizetype i = 0; i < parts.size(); i += 2) // those outside
            QVERIFY2(!parts.at(i).contains(u"Remove-Mailbox"_s), qPrintable(line));
        QVERIFY(!line.contains(QChar(0x2019)) && !line.contains(QChar(0x202e)));
    }
}

void TestPrerequisites::eachTextIsCopied()
{
    ui::PrerequisitesPanel panel(domain::SecretUse::Inbound);
    panel.setSide(endpoint(Protocol::Graph, OAuthFlow::Browser), address);
    panel.show();
    auto *fold = panel.findChild<QToolButton *>();
    const auto shown = [&panel] {
        QList<QPushButton *> buttons = panel.findChildren<QPushButton *>();
        buttons.removeIf([](const QPushButton *each) { return !each->isVisible(); });
        return buttons;
    };
    QVERIFY(shown().isEmpty()); // folded away
    fold->click();
    QCOMPARE(shown().size(), 3);
    const QList<QPushButton *> copies = shown();
    for (QPushButton *copy : copies) {
        copy->click();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(!copied.isEmpty());
        const QList<QPlainTextEdit *> texts = panel.findChildren<QPlainTextEdit *>();
        QVERIFY(std::any_of(texts.begin(), texts.end(), [&](const QPlainTextEdit *text) {
            return text->isVisible() && text->toPlainText() == copied
                && copy->accessibleName().contains(text->accessibleName());
        }));
    }
    Endpoint unfinished = endpoint(Protocol::Graph, OAuthFlow::Browser);
    unfinished.oauth.tenantId.clear();
    panel.setSide(unfinished, address);
    const QList<QPushButton *> left = shown();
    QCOMPARE(std::count_if(left.cbegin(), left.cend(), [](const QPushButton *each) { return each->isEnabled(); }),
             2); // there is no link yet
    Endpoint password;
    password.signIn = SignIn::PlainPassword;
    panel.setSide(password, address);
    QVERIFY(panel.isHidden());
}

} // namespace liaison::test

using liaison::test::TestPrerequisites;
LIAISON_TEST(TestPrerequisites)
#include "tst_prerequisites.moc"
