#include "core/oauth/national_cloud.h"
#include "core/oauth/problem.h"
#include "core/transport/token_source.h"
#include "core/transport/user_sign_in.h"
#include "tests/support/await.h"
#include "tests/support/openid_provider.h"
#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTest>

#include <array>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

using oauth::NationalCloud;

const QString ann = QStringLiteral("ann@corp.test");
const QString offline = QStringLiteral("offline_access");
constexpr std::array graphClouds{NationalCloud::Global, NationalCloud::China};

/// A refresh token in memory.
class PocketStore final : public RefreshTokenStore {
public:
    explicit PocketStore(std::optional<Secret> *content) : m_content(content) { }
    Future<std::optional<Secret>> read() override { return readyFuture<std::optional<Secret>>(*m_content); }
    Future<void> write(Secret token) override
    {
        *m_content = std::move(token);
        return readyFuture<void>({});
    }

private:
    std::optional<Secret> *m_content;
};

QString outcome(const Result<oauth::Answer<oauth::Tokens>> &result)
{
    if (!result)
        return errorKindName(result.error().kind) + QStringLiteral(": ") + result.error().log;
    return *result ? QStringLiteral("tokens")
                   : oauth::problemName(result->error().problem) + QStringLiteral(": ") + result->error().serverWords;
}

} // namespace

/// Every way to a token, from somebody else's provider.
class TestOAuthServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void clientCredentials_data();
    void clientCredentials();
    void tokensForGraph_data();
    void tokensForGraph();
    void clientCredentialsRefused_data();
    void clientCredentialsRefused();
    void browser_data();
    void browser();
    void browserDeclined();
    void codesAndGrantsThatAreNone();
    void deviceCode();
    void deviceCodeDeclined();
    void refreshTokensRotate();
    void expired();
    void revoked();

private:
    std::unique_ptr<TokenClient> client(const QString &id, const Secret &secret = {},
                                        const std::optional<oauth::SigningIdentity> &identity = std::nullopt,
                                        const QStringList &scopes = {QStringLiteral("mail")});
    oauth::Answer<oauth::SigningIdentity> identity(const QString &name);
    bool makePair(const QString &name);
    oauth::Tokens signedIn(TokenClient *client, const QString &prompt = {});
    QByteArray contents(const QString &name) const
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_dir;
    OpenIdProvider m_provider;
    SystemClock m_clock;
    oauth::Endpoints m_endpoints;
    QStringList m_trace;
};

/// A certificate and its key, in PEM and together in PKCS #12.
bool TestOAuthServers::makePair(const QString &name)
{
    const auto openssl = [this, &name](const QString &arguments) {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(QStringLiteral("openssl"), arguments.arg(name).split(QLatin1Char(' ')));
        return process.waitForFinished(60'000) && process.exitCode() == 0;
    };
    return openssl(QStringLiteral("req -x509 -nodes -newkey rsa:2048 -days 30 -subj /CN=x -keyout %1.key -out %1.pem"))
        && openssl(QStringLiteral("pkcs12 -export -inkey %1.key -in %1.pem -out %1.p12 -passout pass:p4ss"));
}

oauth::Answer<oauth::SigningIdentity> TestOAuthServers::identity(const QString &name)
{
    if (name.endsWith(QLatin1String(".p12")))
        return oauth::SigningIdentity::fromPkcs12(contents(name), Secret("p4ss"), m_clock.nowMs() + 2'000);
    return oauth::SigningIdentity::fromPem(contents(name + QStringLiteral(".pem")),
                                           contents(name + QStringLiteral(".key")), {}, m_clock.nowMs() + 2'000);
}

std::unique_ptr<TokenClient> TestOAuthServers::client(const QString &id, const Secret &secret,
                                                      const std::optional<oauth::SigningIdentity> &identity,
                                                      const QStringList &scopes)
{
    TokenClientSettings settings;
    settings.endpoints = m_endpoints;
    settings.clientId = id;
    settings.clientSecret = secret;
    settings.identity = identity;
    settings.scopes = scopes;
    HttpSettings http;
    http.trace = [this](const QString &line) { m_trace << line; };
    return std::make_unique<TokenClient>(settings, http, &m_clock);
}

/// Ann's sign-in in the browser.
oauth::Tokens TestOAuthServers::signedIn(TokenClient *client, const QString &prompt)
{
    std::unique_ptr<QProcess> browser;
    BrowserSignInSettings settings;
    settings.prompt = prompt;
    settings.redirect = QUrl(QStringLiteral("http://127.0.0.1/"));
    const auto tokens = await(signInByBrowser(client, settings, [&browser](const QUrl &url) {
        browser = OpenIdProvider::browse(url.toString(QUrl::FullyEncoded), ann);
    }));
    const bool left
        = QTest::qWaitFor([&browser] { return browser && browser->state() == QProcess::NotRunning; }, 30'000);
    return left && tokens && *tokens ? **tokens : oauth::Tokens();
}

void TestOAuthServers::initTestCase()
{
    REQUIRE_SERVER(OpenIdProvider::missing().isEmpty(), qPrintable(OpenIdProvider::missing()));
    REQUIRE_SERVER(!findProgram({QStringLiteral("openssl")}).isEmpty(), "the openssl program is not installed");
    QVERIFY(makePair(QStringLiteral("signer")));
    QVERIFY(makePair(QStringLiteral("stranger")));
    QStringList resources;
    QStringList scopes;
    for (const NationalCloud cloud : graphClouds) {
        resources << QStringLiteral("https://") + oauth::hostsOf(cloud).graph;
        scopes << oauth::applicationScopes(oauth::Service::Graph, cloud)
               << oauth::userScopes(oauth::Service::Graph, cloud);
    }
    scopes.removeAll(offline);
    QVERIFY2(m_provider.start(m_dir.filePath(QStringLiteral("signer.pem")), scopes, resources),
             qPrintable(m_provider.failure()));
    HttpClient http({});
    const auto found = await(discover(&http, m_provider.issuer()));
    QVERIFY2(found, why(found));
    QVERIFY(*found);
    m_endpoints = **found;
    QCOMPARE(m_endpoints.issuer, m_provider.issuer());
    QVERIFY(m_endpoints.namesIssuer); // RFC 9207
    QVERIFY(!m_endpoints.deviceCode.isEmpty());
    // Another name for the same provider is another issuer.
    const auto other
        = await(discover(&http, m_provider.issuer().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"))));
    QVERIFY(other && !*other);
    QCOMPARE(other->error().problem, oauth::Problem::IssuerMismatch);
}

void TestOAuthServers::clientCredentials_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("secret") << QStringLiteral("daemon");
    QTest::newRow("certificate in PEM") << QStringLiteral("signer");
    QTest::newRow("certificate in PKCS #12") << QStringLiteral("signer.p12");
}

void TestOAuthServers::clientCredentials()
{
    QFETCH(QString, id);
    std::optional<oauth::SigningIdentity> key;
    if (id.startsWith(QLatin1String("signer"))) {
        const auto made = identity(id);
        QVERIFY(made);
        key = *made;
        id = QStringLiteral("signer");
    }
    m_trace.clear();
    TokenSource source(client(id, key ? Secret() : Secret("daemon-secret"), key), nullptr, &m_clock);
    const auto token = await(source.token());
    QVERIFY2(token, why(token));
    QVERIFY(m_provider.isActive(token->value.reveal()));
    QVERIFY(token->expiresAt > m_clock.nowMs());
    // The same one again, until a server says that it is no good.
    QCOMPARE(await(source.token())->value.reveal(), token->value.reveal());
    source.refused(token->value);
    const auto next = await(source.token());
    QVERIFY2(next, why(next)); // with a certificate that is a new assertion: the provider takes each once
    QVERIFY(next->value.reveal() != token->value.reveal());
    QVERIFY(!m_trace.isEmpty());
    QVERIFY(!m_trace.join(QLatin1Char('\n')).contains(QStringLiteral("daemon-secret")));
}

void TestOAuthServers::tokensForGraph_data()
{
    QTest::addColumn<NationalCloud>("cloud");
    QTest::addColumn<QString>("id");
    for (const NationalCloud cloud : graphClouds)
        for (const char *id : {"daemon", "signer", "desktop"})
            QTest::addRow("%s at %s", id, qPrintable(oauth::hostsOf(cloud).graph)) << cloud << QString::fromLatin1(id);
}

/// What an application and a person get is for Graph of their cloud and for nothing else, also when it is renewed.
void TestOAuthServers::tokensForGraph()
{
    QFETCH(const NationalCloud, cloud);
    QFETCH(const QString, id);
    const bool person = id == QLatin1String("desktop");
    std::optional<oauth::SigningIdentity> key;
    if (id == QLatin1String("signer"))
        key = *identity(id);
    QStringList scopes = person ? oauth::userScopes(oauth::Service::Graph, cloud)
                                : oauth::applicationScopes(oauth::Service::Graph, cloud);
    auto asking = client(id, id == QLatin1String("daemon") ? Secret("daemon-secret") : Secret(), key, scopes);
    oauth::Tokens first;
    std::optional<Secret> kept;
    if (person) {
        first = signedIn(asking.get(), QStringLiteral("consent")); // else offline_access is passed over
        QVERIFY(!first.refresh.isEmpty());
    }
    TokenSource source(std::move(asking), person ? std::make_unique<PocketStore>(&kept) : nullptr, &m_clock);
    if (person)
        QVERIFY(await(source.adopt(first)));
    scopes.removeAll(offline);
    scopes.sort();
    for (int i = 0; i < 2; ++i) {
        const auto token = await(source.token());
        QVERIFY2(token, why(token));
        const QJsonObject said = m_provider.introspect(token->value.reveal());
        QVERIFY(said.value(QLatin1String("active")).toBool());
        QCOMPARE(said.value(QLatin1String("aud")).toString(), QStringLiteral("https://") + oauth::hostsOf(cloud).graph);
        QStringList granted = said.value(QLatin1String("scope")).toString().split(QLatin1Char(' '));
        granted.removeAll(offline);
        granted.sort();
        QCOMPARE(granted, scopes);
        source.refused(token->value);
    }
    // One for something else is not for Graph.
    TokenSource other(client(QStringLiteral("daemon"), Secret("daemon-secret")), nullptr, &m_clock);
    const auto token = await(other.token());
    QVERIFY2(token, why(token));
    QVERIFY(!m_provider.introspect(token->value.reveal()).contains(QLatin1String("aud")));
}

void TestOAuthServers::clientCredentialsRefused_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("problem");
    QTest::newRow("wrong secret") << QStringLiteral("daemon") << QString() << QStringLiteral("WrongSecret");
    QTest::newRow("another key") << QStringLiteral("signer") << QStringLiteral("stranger")
                                 << QStringLiteral("AssertionRefused");
    QTest::newRow("unknown app") << QStringLiteral("nobody") << QString() << QStringLiteral("WrongSecret");
}

void TestOAuthServers::clientCredentialsRefused()
{
    QFETCH(const QString, id);
    QFETCH(const QString, key);
    QFETCH(const QString, problem);
    std::optional<oauth::SigningIdentity> signer;
    if (!key.isEmpty())
        signer = *identity(key);
    TokenSource source(client(id, Secret("c4nary"), signer), nullptr, &m_clock);
    const auto token = await(source.token());
    QVERIFY(!token);
    QVERIFY(source.lastFailure());
    QVERIFY2(oauth::problemName(source.lastFailure()->problem) == problem, why(token));
    QVERIFY(!(token.error().log + token.error().serverWords).contains(QStringLiteral("c4nary")));
}

void TestOAuthServers::browser_data()
{
    QTest::addColumn<QString>("redirect");
    QTest::newRow("127.0.0.1") << QStringLiteral("http://127.0.0.1/");
    QTest::newRow("localhost") << QStringLiteral("http://localhost/");
}

void TestOAuthServers::browser()
{
    QFETCH(const QString, redirect);
    const auto desktop = client(QStringLiteral("desktop"));
    BrowserSignInSettings settings;
    settings.redirect = QUrl(redirect);
    std::unique_ptr<QProcess> browser;
    const auto tokens = await(signInByBrowser(desktop.get(), settings, [&browser](const QUrl &url) {
        browser = OpenIdProvider::browse(url.toString(QUrl::FullyEncoded), ann);
    }));
    QTRY_VERIFY_WITH_TIMEOUT(browser->state() == QProcess::NotRunning, 30'000);
    const QByteArray page = browser->readAll();
    QVERIFY2(outcome(tokens) == QLatin1String("tokens"), qPrintable(outcome(tokens) + QString::fromUtf8(page)));
    QVERIFY(m_provider.isActive((*tokens)->access.reveal()));
    QVERIFY(!(*tokens)->refresh.isEmpty());
    QVERIFY2(page.contains("You are signed in."), page.constData());
}

void TestOAuthServers::browserDeclined()
{
    const auto desktop = client(QStringLiteral("desktop"));
    BrowserSignInSettings settings;
    settings.redirect = QUrl(QStringLiteral("http://127.0.0.1/"));
    std::unique_ptr<QProcess> browser;
    const auto tokens = await(signInByBrowser(desktop.get(), settings, [&browser](const QUrl &url) {
        browser = OpenIdProvider::browse(url.toString(QUrl::FullyEncoded), ann, true);
    }));
    QTRY_VERIFY_WITH_TIMEOUT(browser->state() == QProcess::NotRunning, 30'000);
    QVERIFY2(outcome(tokens).startsWith(QLatin1String("SignInDeclined")), qPrintable(outcome(tokens)));
    QVERIFY(browser->readAll().contains("The sign-in was not completed."));
}

void TestOAuthServers::codesAndGrantsThatAreNone()
{
    const auto daemon = client(QStringLiteral("daemon"), Secret("daemon-secret"));
    const auto refused = await(daemon->byRefreshToken(Secret("made-up")));
    QVERIFY2(outcome(refused).startsWith(QLatin1String("BadRequest")), qPrintable(outcome(refused)));
    // A code without the verifier that it was asked for with is worth nothing, and made up ones are neither.
    const auto desktop = client(QStringLiteral("desktop"));
    const auto made = await(
        desktop->byCode(Secret("made-up"), Secret(QByteArray(43, 'v')), QUrl(QStringLiteral("http://127.0.0.1:1/"))));
    QVERIFY2(outcome(made).startsWith(QLatin1String("CodeExpired")), qPrintable(outcome(made)));
}

void TestOAuthServers::deviceCode()
{
    const auto desktop = client(QStringLiteral("desktop"));
    std::unique_ptr<QProcess> browser;
    int polls = 0;
    // The provider may be asked at once here: it does not mind, and waiting five seconds proves nothing.
    const After soon = [&](QObject *owner, qint64, std::function<void()> then) {
        ++polls;
        QTimer::singleShot(100, owner, std::move(then));
    };
    const auto tokens = await(signInByDeviceCode(
        desktop.get(), &m_clock,
        [&browser](const oauth::DeviceCode &code) {
            browser = OpenIdProvider::browse(code.verificationUrlFull.toString(QUrl::FullyEncoded), ann);
        },
        {}, soon));
    QVERIFY2(outcome(tokens) == QLatin1String("tokens"),
             qPrintable(outcome(tokens) + QString::fromUtf8(browser ? browser->readAll() : QByteArray())));
    QVERIFY(m_provider.isActive((*tokens)->access.reveal()));
    QVERIFY(!(*tokens)->refresh.isEmpty());
    QVERIFY(polls > 1); // it was pending in between
    QTRY_VERIFY_WITH_TIMEOUT(browser->state() == QProcess::NotRunning, 30'000);
}

void TestOAuthServers::deviceCodeDeclined()
{
    const auto desktop = client(QStringLiteral("desktop"));
    std::unique_ptr<QProcess> browser;
    const After soon
        = [](QObject *owner, qint64, std::function<void()> then) { QTimer::singleShot(100, owner, std::move(then)); };
    const auto tokens = await(signInByDeviceCode(
        desktop.get(), &m_clock,
        [&browser](const oauth::DeviceCode &code) {
            browser = OpenIdProvider::browse(code.verificationUrlFull.toString(QUrl::FullyEncoded), ann, true);
        },
        {}, soon));
    QVERIFY2(outcome(tokens).startsWith(QLatin1String("SignInDeclined")), qPrintable(outcome(tokens)));
    QTRY_VERIFY_WITH_TIMEOUT(browser->state() == QProcess::NotRunning, 30'000);
}

void TestOAuthServers::refreshTokensRotate()
{
    auto desktop = client(QStringLiteral("desktop"));
    const oauth::Tokens first = signedIn(desktop.get());
    QVERIFY(!first.refresh.isEmpty());
    std::optional<Secret> kept;
    TokenSource source(std::move(desktop), std::make_unique<PocketStore>(&kept), &m_clock);
    const auto adopted = await(source.adopt(first));
    QVERIFY2(adopted, why(adopted));
    QCOMPARE(await(source.token())->value.reveal(), first.access.reveal());
    QByteArray before = first.refresh.reveal();
    for (int i = 0; i < 3; ++i) {
        source.refused(await(source.token())->value);
        const auto next = await(source.token());
        QVERIFY2(next, why(next));
        QVERIFY(m_provider.isActive(next->value.reveal()));
        QVERIFY(kept->reveal() != before);
        before = kept->reveal();
    }
    // One that was used already is a theft to this provider: it ends the whole sign-in.
    kept = first.refresh;
    source.refused(await(source.token())->value);
    QCOMPARE(await(source.token()).error().kind, ErrorKind::AuthenticationFailed);
    QCOMPARE(source.lastFailure()->problem, oauth::Problem::SignInExpired);
}

void TestOAuthServers::expired()
{
    TokenSource source(client(QStringLiteral("brief"), Secret("brief-secret")), nullptr, &m_clock);
    const auto token = await(source.token());
    QVERIFY2(token, why(token));
    QVERIFY(m_provider.isActive(token->value.reveal()));
    QTRY_VERIFY_WITH_TIMEOUT(!m_provider.isActive(token->value.reveal()), 20'000); // three seconds
    const auto next = await(source.token());
    QVERIFY2(next, why(next));
    QVERIFY(next->value.reveal() != token->value.reveal());
    QVERIFY(m_provider.isActive(next->value.reveal()));
}

void TestOAuthServers::revoked()
{
    auto desktop = client(QStringLiteral("desktop"));
    const oauth::Tokens first = signedIn(desktop.get());
    QVERIFY(!first.refresh.isEmpty());
    std::optional<Secret> kept;
    TokenSource source(std::move(desktop), std::make_unique<PocketStore>(&kept), &m_clock);
    QVERIFY(await(source.adopt(first)));
    m_provider.revoke(first.refresh.reveal());
    QVERIFY(!m_provider.isActive(first.access.reveal()));
    source.refused(first.access);
    QCOMPARE(await(source.token()).error().kind, ErrorKind::AuthenticationFailed);
    QCOMPARE(source.lastFailure()->problem, oauth::Problem::SignInExpired);
    QCOMPARE(kept->reveal(), first.refresh.reveal()); // what a person may want to look into is not thrown away
}

LIAISON_TEST(TestOAuthServers)
#include "tst_oauth_servers.moc"
