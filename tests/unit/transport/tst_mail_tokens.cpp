#include "core/transport/mail_tokens.h"
#include "mail_token_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::NationalCloud;
using domain::OAuthFlow;
using domain::SecretUse;
using oauth::Service;

/// OAUTH2.0 of IMAP and SMTP whose tokens are renewed: what they are for, who shares them, whom a server is told of,
/// and what connection tests tell.
class TestMailTokens : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scopesAreTheServers_data();
    void scopesAreTheServers();
    void bothSidesShareOneToken();
    void whatIsSharedIsTheSameSignIn();
    void nobodyIsShownWhatATokenIsGotWith();
    void theUserIsTheMailbox_data();
    void theUserIsTheMailbox();
    void aConnectionTestTellsTheToken();
    void aConnectionTestTellsWhyThereIsNone();
};

void TestMailTokens::scopesAreTheServers_data()
{
    QTest::addColumn<NationalCloud>("cloud");
    QTest::addColumn<OAuthFlow>("flow");
    QTest::addColumn<Service>("service");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("scopes");
    const auto row = [](const char *name, NationalCloud cloud, OAuthFlow flow, Service service, const QString &host,
                        const QString &scopes, const QString &issuer = {}) {
        QTest::newRow(name) << cloud << flow << service << host << issuer << scopes;
    };
    const auto global = NationalCloud::Global;
    row("application", global, OAuthFlow::Application, Service::Imap, u"outlook.office365.com"_s,
        u"https://outlook.office365.com/.default"_s);
    row("application that sends", global, OAuthFlow::Application, Service::Smtp, u"smtp.office365.com"_s,
        u"https://outlook.office365.com/.default"_s);
    row("person", global, OAuthFlow::Browser, Service::Imap, u"Outlook.Office365.com"_s,
        u"https://outlook.office.com/IMAP.AccessAsUser.All offline_access"_s);
    row("person who sends", global, OAuthFlow::DeviceCode, Service::Smtp, u"smtp.office365.com"_s,
        u"https://outlook.office.com/SMTP.Send offline_access"_s);
    row("a person's own mailbox", global, OAuthFlow::Browser, Service::Imap, u"imap-mail.outlook.com"_s,
        u"https://outlook.office.com/IMAP.AccessAsUser.All offline_access"_s);
    row("China", NationalCloud::China, OAuthFlow::Browser, Service::Smtp, u"smtp.partner.outlook.cn"_s,
        u"https://partner.outlook.cn/SMTP.Send offline_access"_s);
    row("GCC High", NationalCloud::USGovernment, OAuthFlow::Application, Service::Smtp, u"smtp.office365.us"_s,
        u"https://outlook.office365.us/.default"_s);
    // A token for Exchange Online is nobody else's business.
    row("somebody else's server", global, OAuthFlow::Application, Service::Imap, u"imap.corp.example"_s,
        u"https://imap.corp.example/.default"_s);
    row("almost its name", global, OAuthFlow::Browser, Service::Imap, u"evil-outlook.office365.com.example"_s,
        u"https://evil-outlook.office365.com.example/IMAP.AccessAsUser.All offline_access"_s);
    row("another cloud's", NationalCloud::China, OAuthFlow::Application, Service::Imap, u"outlook.office365.com"_s,
        u"https://outlook.office365.com/.default"_s);
    row("an address", global, OAuthFlow::Application, Service::Imap, u"::1"_s, u"https://[::1]/.default"_s);
    const QString issuer = u"https://id.corp.example"_s;
    row("application of a provider of one's own", global, OAuthFlow::Application, Service::Imap, u"imap.corp.example"_s,
        {}, issuer);
    row("person at a provider of one's own", global, OAuthFlow::Browser, Service::Smtp, u"smtp.corp.example"_s,
        u"openid offline_access"_s, issuer);
}

void TestMailTokens::scopesAreTheServers()
{
    QFETCH(const NationalCloud, cloud);
    QFETCH(const OAuthFlow, flow);
    QFETCH(const Service, service);
    QFETCH(const QString, host);
    QFETCH(const QString, issuer);
    domain::Endpoint signIn;
    signIn.oauth.cloud = cloud;
    signIn.oauth.flow = flow;
    signIn.oauth.issuer = issuer;
    QTEST(transport::mailScopes(signIn, service, host).join(u' '), "scopes");
}

void TestMailTokens::bothSidesShareOneToken()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::tokens("first"), FakeProvider::tokens("second")};
    const auto source = world.source();
    const auto sink = world.sink();
    QCOMPARE(source->signInExpiry().token, UtcMs(0));
    const auto folders = await(source->folders({}));
    QVERIFY2(folders, why(folders));
    const auto checked = await(sink->check({}));
    QVERIFY2(checked, why(checked));
    QVERIFY(world.smtp.received.contains("AUTH XOAUTH2 " + xoauth2("first") + "\r\n"));
    QCOMPARE(world.provider.asked(), 1);
    QCOMPARE(world.asked(0, "grant_type"), QByteArray("client_credentials"));
    QCOMPARE(world.asked(0, "scope"), QByteArray("https://127.0.0.1/.default"));
    QCOMPARE(source->signInExpiry().token, world.provider.clock.nowMs() + hourMs);
}

void TestMailTokens::whatIsSharedIsTheSameSignIn()
{
    TokenWorld world;
    transport::MailTokens tokens({&world.vault, &world.provider.clock});
    const auto reading = tokens.find(world.mailbox, SecretUse::Inbound);
    QVERIFY(reading);
    QVERIFY(tokens.find(world.mailbox, SecretUse::Outbound) == reading);
    transport::Account check = world.mailbox; // of fields that may not be saved
    check.mayWrite = {};
    QVERIFY(tokens.find(check, SecretUse::Inbound) != reading);
    transport::Account another = world.mailbox;
    another.inboundSecret = Secret("another");
    QVERIFY(tokens.find(another, SecretUse::Inbound) != reading);
    another = world.mailbox;
    another.mailbox.outbound.host = u"localhost"_s; // another resource
    QVERIFY(tokens.find(another, SecretUse::Outbound) != reading);
    another = world.mailbox;
    another.mailbox.inbound.oauth.flow = OAuthFlow::AccessToken;
    QVERIFY(!tokens.find(another, SecretUse::Inbound));
    another.mailbox.inbound.signIn = domain::SignIn::Password;
    QVERIFY(!tokens.find(another, SecretUse::Inbound));
}

void TestMailTokens::nobodyIsShownWhatATokenIsGotWith()
{
    TokenWorld world;
    for (const OAuthFlow flow : {OAuthFlow::Application, OAuthFlow::Browser, OAuthFlow::DeviceCode}) {
        world.mailbox.mailbox.inbound.oauth.flow = flow;
        for (const SecretUse use : {SecretUse::Inbound, SecretUse::Outbound}) {
            const auto credentials = transport::credentialsOf(world.mailbox, use);
            QVERIFY(credentials && credentials->proof == sasl::Proof::BearerToken);
            QVERIFY(credentials->password.isEmpty());
        }
    }
    transport::ImapSource source(world.mailbox); // without anybody who gets tokens
    QCOMPARE(kindOf(await(source.folders({}))), u"CredentialsMissing"_s);
    QCOMPARE(countOf(world.imap.commands, "AUTHENTICATE"), 0);
}

void TestMailTokens::theUserIsTheMailbox_data()
{
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<OAuthFlow>("flow");
    QTest::addColumn<QString>("user");
    QTest::newRow("shared, at Microsoft") << QString() << OAuthFlow::Browser << u"ann@example.org"_s;
    QTest::newRow("a provider of one's own") << u"https://id.example"_s << OAuthFlow::Browser << u"mara"_s;
    QTest::newRow("somebody else's token") << QString() << OAuthFlow::AccessToken << u"mara"_s;
}

void TestMailTokens::theUserIsTheMailbox()
{
    QFETCH(const QString, issuer);
    QFETCH(const OAuthFlow, flow);
    TokenWorld world(flow);
    world.mailbox.mailbox.inbound.username = u"mara"_s;
    world.mailbox.mailbox.inbound.oauth.issuer = issuer;
    QTEST(transport::credentialsOf(world.mailbox, SecretUse::Inbound)->user, "user");
    QTEST(transport::credentialsOf(world.mailbox, SecretUse::Outbound)->user, "user");
}

void TestMailTokens::aConnectionTestTellsTheToken()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::tokens("revoked"), FakeProvider::tokens("first")};
    RunningTest test(inboundTest(world.mailbox), world.factory.get());
    const domain::TestReport report = test.report();
    QVERIFY2(report.passed(), qPrintable(domain::testLog(report)));
    QVERIFY(report.steps.first().kind == domain::TestStepKind::Token);
    QCOMPARE(stateOf(report, domain::TestStepKind::Token), u"passed"_s);
    QCOMPARE(report.find(domain::TestStepKind::Token)->token->expiresAt, world.provider.clock.nowMs() + hourMs);
    QCOMPARE(stateOf(report, domain::TestStepKind::SignIn), u"passed"_s);
    const QString log = domain::testLog(report);
    for (const char *secret : {"s3cret", "revoked"})
        QVERIFY2(!log.contains(QLatin1String(secret)), qPrintable(log));
}

void TestMailTokens::aConnectionTestTellsWhyThereIsNone()
{
    TokenWorld world;
    world.provider.answers = {FakeProvider::refusal("invalid_client", "AADSTS7000215: wrong", 401)};
    RunningTest inbound(inboundTest(world.mailbox), world.factory.get());
    QCOMPARE(failureOf(inbound.report()), u"token: NoToken: WrongSecret (AADSTS7000215)"_s);
    transport::ConnectionTestRequest request;
    request.side = domain::TestSide::Outbound;
    request.account = world.mailbox;
    RunningTest outbound(request, world.factory.get());
    QCOMPARE(failureOf(outbound.report()), u"token: NoToken: WrongSecret (AADSTS7000215)"_s);
    QCOMPARE(world.imap.connections, 0);
    QVERIFY(!world.smtp.peer());
}

LIAISON_TEST(TestMailTokens)
#include "tst_mail_tokens.moc"
