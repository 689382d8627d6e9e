#include "core/secrets/memory_vault.h"
#include "core/transport/account.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "tests/unit/transport/fake_provider.h"

#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::OAuthFlow;
using domain::SignInOutcome;
using domain::SignInPrompt;
using domain::SignInWay;

namespace {

const QString app = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;
const QString tenant = u"contoso.example"_s;

/// A keychain that may be locked when something is written.
class LockableVault final : public secrets::Vault {
public:
    [[nodiscard]] Kind kind() const override { return Kind::Keychain; }
    Future<std::optional<Secret>> read(QString key) override { return m_memory.read(std::move(key)); }
    Future<void> write(QString key, Secret secret) override
    {
        return locked ? readyFuture<void>(fail(ErrorKind::KeychainLocked))
                      : m_memory.write(std::move(key), std::move(secret));
    }
    Future<void> remove(QString key) override { return m_memory.remove(std::move(key)); }
    bool locked = false;

private:
    secrets::MemoryVault m_memory;
};

/// A sign-in service, a vault that holds an earlier sign-in, and a mailbox whose settings lead there.
struct World {
    FakeProvider provider;
    LockableVault vault;
    std::unique_ptr<transport::TransportFactory> factory = transport::networkTransport({&vault, &provider.clock});
    domain::Mailbox mailbox;
    std::optional<SignInPrompt> prompt;
    std::stop_source stop;
    QObject owner;

    World()
    {
        mailbox.uuid = newUuid(provider.clock.nowMs());
        mailbox.address = u"ir@contoso.example"_s;
        mailbox.inbound.protocol = mailbox.outbound.protocol = domain::Protocol::Ews;
        mailbox.inbound.host = mailbox.outbound.host = u"outlook.office365.com"_s;
        mailbox.inbound.port = mailbox.outbound.port = 443;
        mailbox.inbound.signIn = domain::SignIn::OAuth2;
        mailbox.inbound.oauth.flow = OAuthFlow::Browser;
        mailbox.inbound.oauth.clientId = app;
        mailbox.inbound.oauth.tenantId = tenant;
        mailbox.inbound.oauth.loginHost = provider.server.url(QString()).toString();
        static_cast<void>(await(vault.write(key(), Secret("earlier"))));
    }
    [[nodiscard]] QString key() const { return domain::vaultKey(mailbox, domain::SecretUse::Inbound); }
    QByteArray kept()
    {
        const auto secret = await(vault.read(key()));
        return secret && *secret ? (*secret)->reveal() : QByteArray("nothing");
    }
    Future<SignInOutcome> start(SignInWay way)
    {
        return factory->signIn(
            {mailbox, domain::SecretUse::Inbound, way, u"Angemeldet."_s, u"Nicht."_s},
            [this](const SignInPrompt &shown) { prompt = shown; }, &owner, stop.get_token());
    }
};

QByteArray deviceAnswer()
{
    return FakeProvider::json({{u"device_code"_s, u"d3vice"_s},
                               {u"user_code"_s, u"WDJB-MJHT"_s},
                               {u"verification_uri"_s, u"https://id.example/device"_s},
                               {u"expires_in"_s, 900},
                               {u"interval"_s, 1}});
}

/// "signed in", the provider's problem, or the kind of error.
QString ending(const Result<SignInOutcome> &outcome)
{
    if (!outcome)
        return errorKindName(outcome.error().kind);
    return outcome->refusal ? outcome->refusal->problem : u"signed in"_s;
}

/// A browser that comes back with `query` and the state that it was sent with; what it is shown.
QByteArray comeBack(const QUrl &address, const QByteArray &query)
{
    const QUrlQuery asked(address);
    const QUrl redirect(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
    QTcpSocket socket;
    QByteArray page;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { page += socket.readAll(); });
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] {
        socket.write("GET /?" + query + "&state=" + asked.queryItemValue(u"state"_s).toLatin1()
                     + " HTTP/1.1\r\nHost: localhost:" + QByteArray::number(redirect.port()) + "\r\n\r\n");
    });
    socket.connectToHost(QHostAddress::LocalHost, quint16(redirect.port()));
    const bool over = QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20'000);
    return over ? page : QByteArray("no end");
}

} // namespace

/// A person's sign-in to a mailbox, from its settings to the refresh token in the vault.
class TestMailboxSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inTheBrowser();
    void oneSignInForImapAndSmtp();
    void theBrowserBringsANo();
    void byACode();
    void noLeavesEverythingAsItWas_data();
    void noLeavesEverythingAsItWas();
    void theDeviceEndpointSaysNo_data();
    void theDeviceEndpointSaysNo();
    void nobodyIsThere();
    void withoutARefreshTokenNothingIsKept();
    void aLockedKeychainIsSaid();
    void itIsCancelled_data();
    void itIsCancelled();
    void othersAreNotSignedIn_data();
    void othersAreNotSignedIn();
};

void TestMailboxSignIn::inTheBrowser()
{
    World world;
    world.provider.answers = {FakeProvider::tokens("access", "n3w")};
    const auto outcome = world.start(SignInWay::Browser);
    QTRY_VERIFY(world.prompt);
    const QUrlQuery asked(world.prompt->address);
    QVERIFY(world.prompt->address.toString().startsWith(world.mailbox.inbound.oauth.loginHost + u'/' + tenant));
    QCOMPARE(asked.queryItemValue(u"client_id"_s), app);
    QCOMPARE(asked.queryItemValue(u"login_hint"_s, QUrl::FullyDecoded), world.mailbox.address);
    QVERIFY(asked.queryItemValue(u"scope"_s, QUrl::FullyDecoded).contains(u"/EWS.AccessAsUser.All"_s));
    QVERIFY(asked.queryItemValue(u"scope"_s, QUrl::FullyDecoded).contains(u"offline_access"_s));
    QVERIFY(world.prompt->code.isEmpty());
    QCOMPARE(world.prompt->expiresAt, world.provider.clock.nowMs() + 120'000);
    QVERIFY(comeBack(world.prompt->address, "code=c0de").contains("Angemeldet."));
    const auto ended = await(outcome);
    QCOMPARE(ending(ended), u"signed in"_s);
    QCOMPARE(ended->tokenExpiresAt, world.provider.clock.nowMs() + 3'600'000);
    QCOMPARE(world.kept(), QByteArray("n3w"));
}

/// What sends as it reads is consented to with it, and a token holds both.
void TestMailboxSignIn::oneSignInForImapAndSmtp()
{
    World world;
    world.mailbox.inbound.protocol = domain::Protocol::Imap;
    world.mailbox.outbound.protocol = domain::Protocol::Smtp;
    world.mailbox.outbound.host = u"smtp.office365.com"_s;
    world.provider.answers = {FakeProvider::tokens("access", "n3w")};
    const auto outcome = world.start(SignInWay::Browser);
    QTRY_VERIFY(world.prompt);
    const QString wanted = u"https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send "
                           "offline_access"_s;
    const QUrlQuery asked(world.prompt->address);
    QCOMPARE(asked.queryItemValue(u"scope"_s, QUrl::FullyDecoded).replace(u'+', u' '), wanted);
    QVERIFY(comeBack(world.prompt->address, "code=c0de").contains("Angemeldet."));
    QCOMPARE(ending(await(outcome)), u"signed in"_s);
    QCOMPARE(world.kept(), QByteArray("n3w"));
}

void TestMailboxSignIn::theBrowserBringsANo()
{
    World world;
    const auto outcome = world.start(SignInWay::Browser);
    QTRY_VERIFY(world.prompt);
    QVERIFY(
        comeBack(world.prompt->address, "error=access_denied&error_description=AADSTS65004%3A+User+declined+to+consent")
            .contains("Nicht."));
    QCOMPARE(ending(await(outcome)), u"ConsentDeclined"_s);
    QCOMPARE(world.kept(), QByteArray("earlier"));
    QCOMPARE(world.provider.asked(), 0);
}

void TestMailboxSignIn::byACode()
{
    World world;
    world.provider.answers
        = {deviceAnswer(), FakeProvider::refusal("authorization_pending"), FakeProvider::tokens("access", "n3w")};
    const auto outcome = world.start(SignInWay::DeviceCode);
    QTRY_VERIFY(world.prompt);
    QCOMPARE(world.prompt->code, u"WDJB-MJHT"_s);
    QCOMPARE(world.prompt->address, QUrl(u"https://id.example/device"_s));
    QCOMPARE(ending(await(outcome)), u"signed in"_s);
    QCOMPARE(world.kept(), QByteArray("n3w"));
}

void TestMailboxSignIn::noLeavesEverythingAsItWas_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("advice"); ///< part of it
    const auto row = [](const char *name, const QByteArray &answer, const QString &problem, const QString &advice) {
        QTest::newRow(name) << answer << problem << advice;
    };
    row("consent missing",
        FakeProvider::refusal("invalid_grant", "AADSTS65001: The user or administrator has not consented"),
        u"ConsentMissing"_s, u"consent"_s);
    row("an administrator must agree",
        FakeProvider::refusal("invalid_grant", "AADSTS90094: The grant requires admin permission"),
        u"AdminConsentNeeded"_s, u"administrator"_s);
    row("declined", FakeProvider::refusal("authorization_declined"), u"SignInDeclined"_s, u"Sign in again"_s);
    row("code ran out", FakeProvider::refusal("expired_token"), u"CodeExpired"_s, u"Sign in again"_s);
    row("no public client",
        FakeProvider::refusal("invalid_client", "AADSTS7000218: The request body must contain client_secret", 401),
        u"PublicClientOff"_s, u"public client"_s);
    row("policy", FakeProvider::refusal("invalid_grant", "AADSTS53003: Access has been blocked"), u"AccessBlocked"_s,
        u"conditional access"_s);
    row("proxy's page", httpAnswer(200, "<html>Blocked by the proxy</html>", "Content-Type: text/html\r\n"),
        u"NotAProvider"_s, u"proxy"_s);
    row("captive portal", httpAnswer(302, "", "Location: http://portal.example/login\r\n"), u"NotAProvider"_s,
        u"log-in page"_s);
    row("JSON of something else", FakeProvider::json({{u"hello"_s, u"world"_s}}), u"BadAnswer"_s, u"login host"_s);
}

void TestMailboxSignIn::noLeavesEverythingAsItWas()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, problem);
    QFETCH(const QString, advice);
    World world;
    world.provider.answers << deviceAnswer() << answer;
    const auto outcome = await(world.start(SignInWay::DeviceCode));
    QCOMPARE(ending(outcome), problem);
    QVERIFY2(outcome->refusal->advice.contains(advice), qPrintable(outcome->refusal->advice));
    QCOMPARE(world.kept(), QByteArray("earlier"));
}

void TestMailboxSignIn::theDeviceEndpointSaysNo_data()
{
    QTest::addColumn<std::optional<QByteArray>>("answer");
    QTest::addColumn<QString>("ending");
    const auto row = [](const char *name, const std::optional<QByteArray> &answer, const QString &ending) {
        QTest::newRow(name) << answer << ending;
    };
    row("no such tenant", FakeProvider::refusal("invalid_request", "AADSTS90002: Tenant not found"), u"WrongTenant"_s);
    row("no such app", FakeProvider::refusal("unauthorized_client", "AADSTS700016: Application not found", 400),
        u"UnknownApp"_s);
    row("another cloud", FakeProvider::refusal("invalid_request", "AADSTS900432: Confidential Client is not supported"),
        u"WrongCloud"_s);
    row("proxy's page", httpAnswer(403, "<html>no</html>"), u"NotAProvider"_s);
    row("captive portal", httpAnswer(511, "<html>log in</html>"), u"NotAProvider"_s);
    row("cut", QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"device_code\": \"d"), u"ConnectionLost"_s);
    row("hung up", std::nullopt, u"ConnectionLost"_s);
}

void TestMailboxSignIn::theDeviceEndpointSaysNo()
{
    QFETCH(const std::optional<QByteArray>, answer);
    QFETCH(const QString, ending);
    World world;
    world.provider.answers << answer;
    world.provider.server.closeAfter = true;
    QCOMPARE(::ending(await(world.start(SignInWay::DeviceCode))), ending);
    QVERIFY(!world.prompt);
    QCOMPARE(world.kept(), QByteArray("earlier"));
}

void TestMailboxSignIn::nobodyIsThere()
{
    World world;
    world.provider.server.close();
    QCOMPARE(ending(await(world.start(SignInWay::DeviceCode))), u"ConnectionRefused"_s);
    world.mailbox.inbound.oauth.loginHost = u"not a host/at all"_s;
    QCOMPARE(ending(await(world.start(SignInWay::Browser))), u"BadConfiguration"_s);
    world.mailbox.inbound.oauth.loginHost = u"http://login.example"_s; // in clear to somebody else
    QCOMPARE(ending(await(world.start(SignInWay::Browser))), u"BadConfiguration"_s);
    QVERIFY(!world.prompt);
}

void TestMailboxSignIn::withoutARefreshTokenNothingIsKept()
{
    World world;
    world.provider.answers = {deviceAnswer(), FakeProvider::tokens("access")};
    QCOMPARE(ending(await(world.start(SignInWay::DeviceCode))), u"CredentialsMissing"_s);
    QCOMPARE(world.kept(), QByteArray("earlier"));
}

void TestMailboxSignIn::aLockedKeychainIsSaid()
{
    World world;
    world.vault.locked = true;
    world.provider.answers = {deviceAnswer(), FakeProvider::tokens("access", "n3w")};
    QCOMPARE(ending(await(world.start(SignInWay::DeviceCode))), u"KeychainLocked"_s);
    QCOMPARE(world.kept(), QByteArray("earlier"));
}

void TestMailboxSignIn::itIsCancelled_data()
{
    QTest::addColumn<bool>("inBrowser");
    QTest::addColumn<bool>("ownerDies");
    QTest::newRow("browser, stopped") << true << false;
    QTest::newRow("browser, nobody waits any more") << true << true;
    QTest::newRow("code, stopped") << false << false;
    QTest::newRow("code, nobody waits any more") << false << true;
}

void TestMailboxSignIn::itIsCancelled()
{
    QFETCH(const bool, inBrowser);
    QFETCH(const bool, ownerDies);
    World world;
    world.provider.answers = {deviceAnswer(), FakeProvider::refusal("authorization_pending")};
    auto owner = std::make_unique<QObject>();
    const auto outcome = world.factory->signIn(
        {world.mailbox, domain::SecretUse::Inbound, inBrowser ? SignInWay::Browser : SignInWay::DeviceCode, {}, {}},
        [&world](const SignInPrompt &shown) { world.prompt = shown; }, owner.get(), world.stop.get_token());
    QTRY_VERIFY(world.prompt);
    if (ownerDies)
        owner.reset();
    else
        world.stop.request_stop();
    QCOMPARE(ending(await(outcome)), u"Cancelled"_s);
    QCOMPARE(world.kept(), QByteArray("earlier"));
    if (inBrowser) // the door is shut
        QVERIFY(comeBack(world.prompt->address, "code=c0de").isEmpty());
}

void TestMailboxSignIn::othersAreNotSignedIn_data()
{
    QTest::addColumn<OAuthFlow>("flow");
    QTest::addColumn<domain::Protocol>("protocol");
    QTest::newRow("application") << OAuthFlow::Application << domain::Protocol::Ews;
    QTest::newRow("somebody else's token") << OAuthFlow::AccessToken << domain::Protocol::Ews;
    QTest::newRow("an application of IMAP") << OAuthFlow::Application << domain::Protocol::Imap;
    QTest::newRow("somebody else's token for IMAP") << OAuthFlow::AccessToken << domain::Protocol::Imap;
}

void TestMailboxSignIn::othersAreNotSignedIn()
{
    QFETCH(const OAuthFlow, flow);
    QFETCH(const domain::Protocol, protocol);
    World world;
    world.mailbox.inbound.oauth.flow = flow;
    world.mailbox.inbound.protocol = protocol;
    QCOMPARE(ending(await(world.start(SignInWay::Browser))), u"InvalidInput"_s);
    QCOMPARE(world.provider.asked(), 0);
}

LIAISON_TEST(TestMailboxSignIn)
#include "tst_mailbox_sign_in.moc"
