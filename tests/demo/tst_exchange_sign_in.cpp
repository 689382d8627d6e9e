#include "app/demo/exchange_tokens.h"
#include "core/ews/get_folder.h"
#include "core/oauth/pkce.h"
#include "core/transport/user_sign_in.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

#include <QTimer>
#include <QUrlQuery>

using namespace liaison;
using namespace liaison::test;

namespace {

const QString clientId = QStringLiteral("5d1c7e0e-0000-4000-8000-7bd1a4a1f2aa");
const QString tenant = QStringLiteral("nordhafen.example");
const QString umlaut = QStringLiteral("jürgen.groß@nordhafen.example");
const QStringList userScopes{QStringLiteral("https://outlook.office365.com/EWS.AccessAsUser.All"),
                             QStringLiteral("offline_access")};

demo::DemoServer::Options withTokens()
{
    demo::DemoServer::Options options;
    options.exchange.clientId = clientId;
    options.exchange.clientSecret = QStringLiteral("s3cret");
    options.exchange.deviceApprovalMs = -1;
    options.exchange.deviceIntervalSeconds = 1;
    options.plainExchange = true; // a browser of a test follows http to http alone
    return options;
}

QByteArray getInbox(const ews::RequestContext &context)
{
    return ews::GetFolder::request(context, {ews::FolderRef::named(QStringLiteral("inbox"))}, ews::FolderShape::IdOnly);
}

/// "ok", the provider's problem, or the kind of error.
template <class T> QString outcome(const Result<oauth::Answer<T>> &result)
{
    if (!result)
        return errorKindName(result.error().kind);
    return *result ? QStringLiteral("ok") : oauth::problemName(result->error().problem);
}

/// A client of the world's sign-in service: core's own.
struct Client {
    explicit Client(const ExchangeWorld &world, const QStringList &scopes = userScopes, const QString &secret = {},
                    std::optional<oauth::SigningIdentity> identity = {}, const QString &of = tenant)
    {
        transport::TokenClientSettings settings;
        const QUrl url = world.url();
        settings.endpoints
            = *oauth::microsoftEndpoints(QStringLiteral("%1://127.0.0.1:%2").arg(url.scheme()).arg(url.port()), of);
        settings.clientId = clientId;
        settings.clientSecret = Secret::fromText(secret);
        settings.identity = std::move(identity);
        settings.scopes = scopes;
        tokens = std::make_unique<transport::TokenClient>(std::move(settings), transport::HttpSettings{}, &clock);
    }
    SystemClock clock;
    std::unique_ptr<transport::TokenClient> tokens;
};

const QStringList applicationScopes{QStringLiteral("https://outlook.office365.com/.default")};

} // namespace

/// Signing in to the demo's Exchange by the flows of OAuth 2.0, with core's own client.
class TestExchangeSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byCertificate();
    void byBrowser();
    void refusesCodes();
    void refusesAuthorizations_data();
    void refusesAuthorizations();
    void byDeviceCode_data();
    void byDeviceCode();
    void refreshTokensRotate();
    void tellsItsEndpoints();
    void knowsItsTenantAlone_data();
    void knowsItsTenantAlone();
    void signsPeopleInByAnyonesTenant();
    void refusesTokensOnPurpose_data();
    void refusesTokensOnPurpose();

private:
    static Result<oauth::Answer<oauth::Tokens>> signIn(ExchangeWorld &world, Client &client);
    static int status(ExchangeWorld &world, const Secret &token, const QString &impersonate = {});
};

int TestExchangeSignIn::status(ExchangeWorld &world, const Secret &token, const QString &impersonate)
{
    world.authorization = "Bearer " + token.reveal();
    world.context.impersonate = impersonate;
    return world.post(getInbox(world.context)).head.status;
}

void TestExchangeSignIn::byCertificate()
{
    const auto made = demo::makeCertificate(demo::CertificateUse::Application);
    const auto other = demo::makeCertificate(demo::CertificateUse::Application);
    QVERIFY(made && other);
    demo::DemoServer::Options options = withTokens();
    options.exchange.clientCertificatePem = made->certificatePem;
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), options);
    START_EXCHANGE(world);
    const auto ask = [&world](const demo::SelfMadeCertificate &with) {
        const auto identity = oauth::SigningIdentity::fromPem(with.certificatePem, with.keyPem, {},
                                                              QDateTime::currentMSecsSinceEpoch());
        Client client(world, applicationScopes, {}, identity ? std::optional(*identity) : std::nullopt);
        return await(client.tokens->byCredentials());
    };
    const auto right = ask(*made);
    QCOMPARE(outcome(right), QStringLiteral("ok"));
    QCOMPARE(status(world, (*right)->access, team), 200);
    const auto wrong = ask(*other);
    QCOMPARE(outcome(wrong), QStringLiteral("AssertionRefused"));
    QCOMPARE(wrong->error().code, QStringLiteral("AADSTS700027"));
}

/// A browser that follows where it is sent.
Result<oauth::Answer<oauth::Tokens>> TestExchangeSignIn::signIn(ExchangeWorld &world, Client &client)
{
    Q_UNUSED(world)
    QNetworkAccessManager browser;
    transport::BrowserSignInSettings settings;
    settings.timeoutMs = 20'000;
    return await(transport::signInByBrowser(client.tokens.get(), settings,
                                            [&browser](const QUrl &url) { browser.get(QNetworkRequest(url)); }));
}

void TestExchangeSignIn::byBrowser()
{
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    Client client(world);
    const auto tokens = signIn(world, client);
    QCOMPARE(outcome(tokens), QStringLiteral("ok"));
    QVERIFY(!(*tokens)->refresh.isEmpty());
    // A person's token has the rights of their mailbox, and acts as nobody else.
    QVERIFY(world.office([](demo::PostOffice &office) { office.addMailbox(umlaut, QStringLiteral("x")); }));
    QCOMPARE(status(world, (*tokens)->access), 200);
    QCOMPARE(status(world, (*tokens)->access, team), 200);
    QCOMPARE(status(world, (*tokens)->access, umlaut), 500);
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.tokens().revokeAll(); }));
    QCOMPARE(status(world, (*tokens)->access), 401);
}

void TestExchangeSignIn::refusesCodes()
{
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    Client client(world);
    const oauth::Pkce pkce = oauth::newPkce();
    const QUrl redirect(QStringLiteral("http://127.0.0.1:4711/"));
    const auto newCode = [&] {
        const QUrl url = oauth::authorizationUrl(client.tokens->settings().endpoints,
                                                 {clientId, redirect, userScopes, "st4te", pkce.challenge, {}, {}});
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        const HttpAnswer answer = world.send(request, "GET", {});
        const QUrl target = QUrl::fromEncoded(answer.head.header("Location"));
        const auto code = oauth::parseRedirect(target.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority),
                                               {QStringLiteral("/"), "st4te", {}, false});
        return code.value_or(Secret());
    };
    const auto ask = [&](const Secret &code, const Secret &verifier, const QUrl &where) {
        return outcome(await(client.tokens->byCode(code, verifier, where)));
    };
    const Secret code = newCode();
    QVERIFY(!code.isEmpty());
    QCOMPARE(ask(Secret("other"), pkce.verifier, redirect), QStringLiteral("SignInExpired"));
    QCOMPARE(ask(code, pkce.verifier, redirect), QStringLiteral("ok"));
    QCOMPARE(ask(code, pkce.verifier, redirect), QStringLiteral("CodeExpired")); // once
    QCOMPARE(ask(newCode(), oauth::newPkce().verifier, redirect), QStringLiteral("CodeExpired"));
    QVERIFY(ask(newCode(), pkce.verifier, QUrl(QStringLiteral("http://127.0.0.1:4712/"))) != QLatin1String("ok"));
}

void TestExchangeSignIn::refusesAuthorizations_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("client") << QByteArray("client_id") << QByteArray("x") << 400 << QByteArray();
    QTest::newRow("redirect") << QByteArray("redirect_uri") << QByteArray("http://evil.example/") << 400
                              << QByteArray();
    QTest::newRow("response") << QByteArray("response_type") << QByteArray("token") << 302
                              << QByteArray("unsupported_response_type");
    QTest::newRow("no PKCE") << QByteArray("code_challenge") << QByteArray() << 302 << QByteArray("invalid_request");
    QTest::newRow("plain PKCE") << QByteArray("code_challenge_method") << QByteArray("plain") << 302
                                << QByteArray("invalid_request");
}

void TestExchangeSignIn::refusesAuthorizations()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QFETCH(QByteArray, error);
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    const Client client(world);
    QUrl url = oauth::authorizationUrl(client.tokens->settings().endpoints,
                                       {clientId,
                                        QUrl(QStringLiteral("http://localhost:4711/")),
                                        userScopes,
                                        "st4te",
                                        oauth::newPkce().challenge,
                                        {},
                                        {}});
    QUrlQuery query(url);
    query.removeQueryItem(QString::fromLatin1(field));
    query.addQueryItem(QString::fromLatin1(field), QString::fromLatin1(value.toPercentEncoding()));
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    const HttpAnswer answer = world.send(request, "GET", {});
    QCOMPARE(answer.head.status, status);
    const QUrlQuery sentOn(QUrl::fromEncoded(answer.head.header("Location")));
    QCOMPARE(sentOn.queryItemValue(QStringLiteral("error")).toLatin1(), error);
    QVERIFY(!sentOn.hasQueryItem(QStringLiteral("code")));
    QVERIFY(!answer.body.contains("evil.example"));
}

void TestExchangeSignIn::byDeviceCode_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("result");
    QTest::newRow("yes") << QStringLiteral("yes") << QStringLiteral("ok");
    QTest::newRow("no") << QStringLiteral("no") << QStringLiteral("SignInDeclined");
    QTest::newRow("by itself") << QString() << QStringLiteral("ok");
}

void TestExchangeSignIn::byDeviceCode()
{
    QFETCH(QString, answer);
    QFETCH(QString, result);
    demo::DemoServer::Options options = withTokens();
    options.exchange.deviceApprovalMs = answer.isEmpty() ? 200 : -1;
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), options);
    START_EXCHANGE(world);
    Client client(world);
    QNetworkAccessManager browser;
    int asked = 0;
    const auto show = [&](const oauth::DeviceCode &code) {
        QUrl page = code.verificationUrl;
        page.setQuery(QStringLiteral("user_code=%1&answer=%2").arg(code.userCode.toLower(), answer));
        if (!answer.isEmpty())
            browser.get(QNetworkRequest(page));
    };
    const auto soon = [&asked](QObject *owner, qint64, std::function<void()> then) {
        ++asked;
        QTimer::singleShot(50, owner, std::move(then));
    };
    const auto tokens = await(transport::signInByDeviceCode(client.tokens.get(), &client.clock, show, {}, soon));
    QCOMPARE(outcome(tokens), result);
    QVERIFY(asked > 0);
    if (*tokens)
        QCOMPARE(status(world, (*tokens)->access), 200);
}

void TestExchangeSignIn::refreshTokensRotate()
{
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    Client client(world);
    const auto first = signIn(world, client);
    const auto other = signIn(world, client);
    QVERIFY(first && *first && other && *other);
    const auto second = await(client.tokens->byRefreshToken((*first)->refresh));
    QCOMPARE(outcome(second), QStringLiteral("ok"));
    QVERIFY((*second)->refresh.reveal() != (*first)->refresh.reveal());
    QCOMPARE(status(world, (*second)->access), 200);
    // The first one again is somebody else's: all of that sign-in ends, and no other.
    QCOMPARE(outcome(await(client.tokens->byRefreshToken((*first)->refresh))), QStringLiteral("SignInExpired"));
    QCOMPARE(outcome(await(client.tokens->byRefreshToken((*second)->refresh))), QStringLiteral("SignInExpired"));
    QCOMPARE(outcome(await(client.tokens->byRefreshToken((*other)->refresh))), QStringLiteral("ok"));
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.tokens().endSignIns(); }));
    QCOMPARE(outcome(await(client.tokens->byRefreshToken((*other)->refresh))), QStringLiteral("SignInExpired"));
}

void TestExchangeSignIn::tellsItsEndpoints()
{
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    const Client client(world);
    transport::HttpClient http({});
    const QString issuer = QStringLiteral("http://127.0.0.1:%1/%2/v2.0").arg(world.address().exchange).arg(tenant);
    const auto found = await(transport::discover(&http, issuer));
    QCOMPARE(outcome(found), QStringLiteral("ok"));
    QCOMPARE((*found)->token, client.tokens->settings().endpoints.token);
    QCOMPARE((*found)->authorize, client.tokens->settings().endpoints.authorize);
    QCOMPARE((*found)->deviceCode, client.tokens->settings().endpoints.deviceCode);
}

void TestExchangeSignIn::knowsItsTenantAlone_data()
{
    QTest::addColumn<QString>("of");
    QTest::addColumn<QString>("application"); ///< what comes of its own sign-in
    QTest::addColumn<int>("aadsts");
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("page");
    const QString ok = QStringLiteral("ok");
    const QString wrong = QStringLiteral("WrongTenant");
    QTest::newRow("ours") << tenant << ok << 0 << ok << 302;
    QTest::newRow("capitals") << tenant.toUpper() << ok << 0 << ok << 302;
    QTest::newRow("organizations") << QStringLiteral("organizations") << wrong << 50059 << ok << 302;
    QTest::newRow("common") << QStringLiteral("common") << wrong << 50059 << ok << 302;
    QTest::newRow("consumers") << QStringLiteral("consumers") << wrong << 90002 << wrong << 400;
    QTest::newRow("another") << QStringLiteral("suedhafen.example") << wrong << 90002 << wrong << 400;
    QTest::newRow("GUID") << QStringLiteral("11111111-2222-4333-8444-555555555555") << wrong << 90002 << wrong << 400;
    QTest::newRow("below ours") << QStringLiteral("x.") + tenant << wrong << 90002 << wrong << 400;
}

void TestExchangeSignIn::refusesTokensOnPurpose_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("code");
    QTest::newRow("secret") << QStringLiteral("secret-expired=2") << QStringLiteral("ExpiredSecret")
                            << QStringLiteral("AADSTS7000222");
    QTest::newRow("consent") << QStringLiteral("consent-missing=2") << QStringLiteral("ConsentMissing")
                             << QStringLiteral("AADSTS65001");
}

void TestExchangeSignIn::refusesTokensOnPurpose()
{
    QFETCH(const QString, fault);
    QFETCH(const QString, problem);
    QFETCH(const QString, code);
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    QVERIFY(world.exchange([&fault](demo::Exchange &exchange) {
        QCOMPARE(demo::setExchangeFault(exchange.faults, fault), demo::FaultText::Good);
    }));
    const Client client(world, applicationScopes, QStringLiteral("s3cret"));
    for (int i = 0; i < 2; ++i) {
        const auto refused = await(client.tokens->byCredentials());
        QCOMPARE(outcome(refused), problem);
        QCOMPARE(refused->error().code, code);
    }
    QCOMPARE(outcome(await(client.tokens->byCredentials())), QStringLiteral("ok"));
}

void TestExchangeSignIn::knowsItsTenantAlone()
{
    QFETCH(QString, of);
    QFETCH(QString, application);
    QFETCH(int, aadsts);
    QFETCH(QString, device);
    QFETCH(int, page);
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    const Client client(world, applicationScopes, QStringLiteral("s3cret"), {}, of);
    const auto tokens = await(client.tokens->byCredentials());
    QCOMPARE(outcome(tokens), application);
    if (aadsts != 0)
        QCOMPARE(tokens->error().code, QStringLiteral("AADSTS%1").arg(aadsts));
    const Client person(world, userScopes, {}, {}, of);
    QCOMPARE(outcome(await(person.tokens->deviceCode())), device);
    QNetworkRequest request(oauth::authorizationUrl(person.tokens->settings().endpoints,
                                                    {clientId,
                                                     QUrl(QStringLiteral("http://127.0.0.1:4711/")),
                                                     userScopes,
                                                     "st4te",
                                                     oauth::newPkce().challenge,
                                                     {},
                                                     {}}));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    const HttpAnswer answer = world.send(request, "GET", {});
    QCOMPARE(answer.head.status, page);
    QCOMPARE(answer.body.contains("AADSTS90002"), page == 400);
    transport::HttpClient http({});
    const QString issuer = QStringLiteral("http://127.0.0.1:%1/%2/v2.0").arg(world.address().exchange).arg(of);
    QCOMPARE(outcome(await(transport::discover(&http, issuer))) == QLatin1String("ok"), page != 400);
}

void TestExchangeSignIn::signsPeopleInByAnyonesTenant()
{
    ExchangeWorld world(QStringLiteral("ExchangeOnline"), withTokens());
    START_EXCHANGE(world);
    Client client(world, userScopes, {}, {}, QStringLiteral("organizations"));
    const auto tokens = signIn(world, client);
    QCOMPARE(outcome(tokens), QStringLiteral("ok"));
    QCOMPARE(status(world, (*tokens)->access), 200);
    QCOMPARE(outcome(await(client.tokens->byRefreshToken((*tokens)->refresh))), QStringLiteral("ok"));
}

LIAISON_TEST(TestExchangeSignIn)
#include "tst_exchange_sign_in.moc"
