#include "core/transport/graph_sink.h"
#include "core/transport/token_ground.h"
#include "fake_graph.h"
#include "fake_provider.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// Signing in to Graph, its pauses and its limits.
class TestGraphSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theServiceRoot_data();
    void theServiceRoot();
    void scopes();
    void aSharedMailboxHasItsOwnScopes();
    void sendingGoesWhereReadingGoes();
    void aTokenIsRenewedOnce();
    void aGivenTokenIsNotRenewed();
    void noOtherSignIn();
    void aPauseHoldsForEverybody();
    void aPauseWithoutATime();
    void aPartThatHasToWait();
    void nobodyElseAsksMeanwhile();
    void aPartThatWantsToWaitForLong();
    void atMostFourAtATime();
    void theBudget();
    void redirectsAreNotFollowed();
    void proxyPages_data();
    void proxyPages();
};

void TestGraphSession::theServiceRoot_data()
{
    QTest::addColumn<domain::Endpoint>("endpoint");
    QTest::addColumn<QString>("url");
    domain::Endpoint endpoint{domain::Protocol::Graph, {}, 443, domain::Security::Tls,
                              domain::SignIn::OAuth2,  {}, {},  {}};
    QTest::newRow("global") << endpoint << QStringLiteral("https://graph.microsoft.com/v1.0/me");
    endpoint.oauth.cloud = domain::NationalCloud::China;
    QTest::newRow("China") << endpoint << QStringLiteral("https://microsoftgraph.chinacloudapi.cn/v1.0/me");
    endpoint.host = QStringLiteral("graph.corp.example");
    QTest::newRow("another host") << endpoint << QStringLiteral("https://graph.corp.example/v1.0/me");
    endpoint.port = 8443;
    QTest::newRow("another port") << endpoint << QStringLiteral("https://graph.corp.example:8443/v1.0/me");
    endpoint.host = QStringLiteral("127.0.0.1");
    endpoint.security = domain::Security::None;
    QTest::newRow("this machine") << endpoint << QStringLiteral("http://127.0.0.1:8443/v1.0/me");
    endpoint.host = QStringLiteral("graph.corp.example");
    QTest::newRow("in clear") << endpoint << QString();
    endpoint.host = QStringLiteral("no host");
    QTest::newRow("no host") << endpoint << QString();
}

void TestGraphSession::theServiceRoot()
{
    QFETCH(const domain::Endpoint, endpoint);
    QFETCH(const QString, url);
    const auto root = graphRootOf(endpoint);
    QCOMPARE(root ? root->url("/me").toString() : QString(), url);
}

void TestGraphSession::scopes()
{
    domain::Endpoint endpoint{domain::Protocol::Graph, {}, 443, domain::Security::Tls,
                              domain::SignIn::OAuth2,  {}, {},  {}};
    endpoint.oauth.flow = domain::OAuthFlow::Application;
    QCOMPARE(graphScopes(endpoint, endpoint), QStringList{QStringLiteral("https://graph.microsoft.com/.default")});
    endpoint.oauth.cloud = domain::NationalCloud::USGovernment;
    endpoint.oauth.flow = domain::OAuthFlow::Browser;
    QCOMPARE(graphScopes(endpoint, endpoint),
             (QStringList{QStringLiteral("https://graph.microsoft.us/Mail.ReadWrite"),
                          QStringLiteral("https://graph.microsoft.us/Mail.Send"), QStringLiteral("offline_access")}));
    endpoint.host = QStringLiteral("graph.corp.example");
    QVERIFY(graphScopes(endpoint, endpoint).contains(QStringLiteral("https://graph.corp.example/Mail.Send")));
}

void TestGraphSession::aSharedMailboxHasItsOwnScopes()
{
    Account account;
    account.mailbox.address = QStringLiteral("ir@corp.example");
    account.mailbox.inbound.protocol = domain::Protocol::Graph;
    account.mailbox.inbound.signIn = domain::SignIn::OAuth2;
    account.mailbox.inbound.oauth.flow = domain::OAuthFlow::DeviceCode;
    account.mailbox.outbound.protocol = domain::Protocol::Graph;
    const auto scopes = [&account](domain::SecretUse use) { return tokenGroundOf(account, use, {}).scopes.first(); };
    const QString own = QStringLiteral("https://graph.microsoft.com/Mail.ReadWrite");
    QCOMPARE(scopes(domain::SecretUse::Inbound), own);
    account.mailbox.inbound.username = QStringLiteral("IR@corp.example");
    QCOMPARE(scopes(domain::SecretUse::Inbound), own);
    account.mailbox.inbound.username = QStringLiteral("mara@corp.example");
    QCOMPARE(scopes(domain::SecretUse::Inbound), own + QStringLiteral(".Shared"));
    QCOMPARE(scopes(domain::SecretUse::Outbound), own + QStringLiteral(".Shared"));
    account.mailbox.inbound.oauth.flow = domain::OAuthFlow::Application;
    QCOMPARE(scopes(domain::SecretUse::Inbound), QStringLiteral("https://graph.microsoft.com/.default"));
}

void TestGraphSession::sendingGoesWhereReadingGoes()
{
    domain::Mailbox mailbox;
    mailbox.inbound.protocol = domain::Protocol::Graph;
    mailbox.inbound.port = 443;
    mailbox.inbound.oauth.cloud = domain::NationalCloud::China;
    mailbox.outbound = {domain::Protocol::Graph, {}, 443, domain::Security::Tls, domain::SignIn::AsInbound, {}, {}, {}};
    const auto root = [&mailbox] {
        const auto made = graphRootOf(graphServerOf(mailbox, domain::SecretUse::Outbound));
        return made ? made->origin().toString() : QString();
    };
    QCOMPARE(root(), QStringLiteral("https://microsoftgraph.chinacloudapi.cn"));
    mailbox.inbound.host = QStringLiteral("graph.corp.example");
    QCOMPARE(root(), QStringLiteral("https://graph.corp.example"));
    mailbox.outbound.host = QStringLiteral("other.corp.example");
    QCOMPARE(root(), QStringLiteral("https://other.corp.example"));
    // Signed in as Exchange's application, in its cloud.
    mailbox.inbound.protocol = domain::Protocol::Ews;
    mailbox.outbound.host.clear();
    QCOMPARE(root(), QStringLiteral("https://microsoftgraph.chinacloudapi.cn"));
}

void TestGraphSession::aTokenIsRenewedOnce()
{
    FakeGraph graph;
    graph.add(graphMail(1));
    FakeProvider provider;
    provider.answers = {FakeProvider::tokens("a1"), FakeProvider::tokens("a2"), FakeProvider::tokens("a3")};
    QByteArray good = "Bearer a1";
    graph.intercept = [&](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
        answer = FakeGraph::http(FakeGraph::error(401, "InvalidAuthenticationToken"));
        return request.header("Authorization") != good;
    };
    Account account = graph.account();
    domain::Endpoint &inbound = account.mailbox.inbound;
    inbound.oauth.flow = domain::OAuthFlow::Application;
    inbound.oauth.clientId = QStringLiteral("app");
    inbound.oauth.tenantId = QStringLiteral("contoso.example");
    inbound.oauth.loginHost = provider.server.url().toString();
    TransportGround ground;
    ground.clock = &graph.clock;
    auto tokens = std::make_unique<AccountTokens>(tokenGroundOf(account, domain::SecretUse::Inbound, ground));
    GraphSource source(
        std::make_shared<GraphAccount>(account, domain::SecretUse::Inbound, &graph.clock, std::move(tokens)));
    const auto folders = await(source.folders({}));
    QVERIFY2(folders, why(folders));
    QCOMPARE(provider.asked(), 1);
    QCOMPARE(provider.server.requests.at(0).field("scope"),
             "http://127.0.0.1:" + QByteArray::number(graph.server.serverPort()) + "/.default");
    good = "Bearer a2"; // revoked in mid-sync
    QVERIFY(await(source.changes({FakeGraph::inbox(), {}}, {})));
    QCOMPARE(provider.asked(), 2);
    good = "Bearer none";
    const auto before = graph.server.requests.size();
    QCOMPARE(kindOf(await(source.changes({FakeGraph::inbox(), {}}, {}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(graph.server.requests.size(), before + 2);
}

void TestGraphSession::aGivenTokenIsNotRenewed()
{
    FakeGraph graph;
    graph.reply = [](const QByteArray &, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        return FakeGraph::error(401, "InvalidAuthenticationToken");
    };
    GraphSource source(graph.graph());
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(graph.server.requests.size(), 1); // nothing is asked any more
}

void TestGraphSession::noOtherSignIn()
{
    FakeGraph graph;
    Account account = graph.account();
    account.mailbox.inbound.signIn = domain::SignIn::Password;
    GraphSource source(std::make_shared<GraphAccount>(account, domain::SecretUse::Inbound, &graph.clock, nullptr));
    QCOMPARE(kindOf(await(source.folders({}))), QStringLiteral("AuthenticationUnsupported"));
    QVERIFY(graph.server.requests.isEmpty());
}

void TestGraphSession::aPauseHoldsForEverybody()
{
    FakeGraph graph;
    graph.add(graphMail(1));
    bool busy = true;
    graph.reply = [&](const QByteArray &, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        return busy ? std::optional(FakeGraph::error(429, "TooManyRequests", "Retry-After: 20\r\n")) : std::nullopt;
    };
    const auto account = graph.graph();
    GraphSource source(account);
    GraphSink sink(account);
    const auto page = await(source.changes({FakeGraph::inbox(), {}}, {}));
    QCOMPARE(kindOf(page), QStringLiteral("ServerBusy"));
    QCOMPARE(page.error().retryAfterMs, std::optional<qint64>(20'000));
    busy = false;
    const auto before = graph.server.requests.size();
    QCOMPARE(kindOf(await(sink.check({}))), QStringLiteral("ServerBusy"));
    QCOMPARE(graph.server.requests.size(), before);
    graph.clock.advance(20'001);
    QVERIFY(await(sink.check({})));
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphSession::aPauseWithoutATime()
{
    FakeGraph graph;
    graph.reply = [&](const QByteArray &, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        return FakeGraph::Reply{503, "<html>busy</html>", "text/html"};
    };
    GraphSource source(graph.graph());
    QCOMPARE(await(source.look(FakeGraph::inbox(), Look::Open, {})).error().retryAfterMs,
             std::optional<qint64>(60'000));
    graph.clock.advance(60'001);
    QCOMPARE(await(source.look(FakeGraph::inbox(), Look::Open, {})).error().retryAfterMs,
             std::optional<qint64>(120'000));
}

void TestGraphSession::aPartThatHasToWait()
{
    FakeGraph graph;
    for (int i = 0; i < 5; ++i)
        graph.add(graphMail(i));
    QList<qint64> waits;
    GraphTimings timings;
    timings.after = [&](QObject *owner, qint64 ms, std::function<void()> then) {
        waits << ms;
        QTimer::singleShot(0, owner, std::move(then));
    };
    int refused = 2;
    graph.part = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "value" || refused-- <= 0)
            return std::nullopt;
        return FakeGraph::error(429, "ApplicationThrottled", "Retry-After: 7\r\n");
    };
    GraphSource source(graph.graph(), timings);
    MailCopy copy;
    const auto done = sync(source, copy);
    QVERIFY2(done, why(done));
    QVERIFY(isEqual(copy, graph));
    // The first one that was refused held back those behind it; one of these was refused in its turn.
    QCOMPARE(waits, QList<qint64>({7'000, 7'000}));
    QCOMPARE(graph.askedInAll("value"), 5); // those that were answered are not asked for again
}

/// The service counts for the mailbox, whoever asks.
void TestGraphSession::nobodyElseAsksMeanwhile()
{
    FakeGraph graph;
    for (int i = 0; i < 5; ++i)
        graph.add(graphMail(i));
    std::function<void()> goOn;
    GraphTimings timings;
    timings.after = [&](QObject *, qint64, std::function<void()> then) { goOn = std::move(then); };
    bool busy = true;
    graph.part = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "value" || !std::exchange(busy, false))
            return std::nullopt;
        return FakeGraph::error(429, "ApplicationThrottled", "Retry-After: 7\r\n");
    };
    const auto account = graph.graph();
    GraphSource source(account, timings);
    GraphSink sink(account);
    const auto page = source.changes({FakeGraph::inbox(), {}}, {});
    QTRY_VERIFY(goOn);
    const auto before = graph.server.requests.size();
    const auto check = sink.check({});
    GraphSink other(graph.graph());
    QVERIFY(await(other.check({})));
    const auto ofACheck = graph.server.requests.size() - before; // what was asked first would have come first
    QVERIFY(ofACheck > 0);
    QVERIFY(await(other.check({})));
    QCOMPARE(graph.server.requests.size(), before + 2 * ofACheck);
    QVERIFY(!check.isFinished());
    goOn();
    QVERIFY(await(check));
    QVERIFY(await(page));
}

void TestGraphSession::aPartThatWantsToWaitForLong()
{
    FakeGraph graph;
    for (int i = 0; i < 5; ++i)
        graph.add(graphMail(i));
    graph.part = [&](const QByteArray &operation, const QByteArray &) -> std::optional<FakeGraph::Reply> {
        if (operation != "value")
            return std::nullopt;
        return FakeGraph::error(429, "ApplicationThrottled", "Retry-After: 300\r\n");
    };
    GraphSource source(graph.graph());
    MailCopy copy;
    const auto done = sync(source, copy);
    QCOMPARE(kindOf(done), QStringLiteral("ServerBusy"));
    QCOMPARE(done.error().retryAfterMs, std::optional<qint64>(300'000));
    graph.part = {};
    graph.clock.advance(300'001);
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, graph));
}

void TestGraphSession::atMostFourAtATime()
{
    FakeGraph graph;
    for (int i = 0; i < 12; ++i)
        graph.add(graphMail(i, 200'000)); // none fits a batch
    graph.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = QByteArray();
        return operation == "value";
    };
    GraphSource source(graph.graph());
    const auto page = source.changes({FakeGraph::inbox(), {}}, {});
    QTRY_COMPARE(graph.asked("value"), 4);
    const auto look = source.look(FakeGraph::inbox(), Look::Open, {});
    GraphSource other(graph.graph()); // of another account: meanwhile a request there and back
    QVERIFY(await(other.setFlag(FakeGraph::inbox(), graph.mails.at(0).id, MailSource::Flag::Seen, true, {})));
    QCOMPARE(graph.asked("value"), 4);
    QCOMPARE(graph.asked("folder"), 0);
    source.shutDown();
    QCOMPARE(kindOf(await(page)), QStringLiteral("Cancelled"));
    QCOMPARE(kindOf(await(look)), QStringLiteral("Cancelled"));
}

/// Parts of a batch count, and something is left for what a person waits for.
void TestGraphSession::theBudget()
{
    FakeGraph graph;
    for (int i = 0; i < 3; ++i)
        graph.add(graphMail(i));
    // A delta, three marks and three mails; then one more delta is one too many.
    const auto account = graph.graph({4, 12, 600'000, 5});
    GraphSource source(account);
    MailCopy copy;
    QVERIFY(sync(source, copy));
    const auto before = graph.server.requests.size();
    const auto refused = sync(source, copy);
    QCOMPARE(kindOf(refused), QStringLiteral("ServerBusy"));
    QVERIFY(refused.error().retryAfterMs.value_or(0) > 0);
    QCOMPARE(graph.server.requests.size(), before);
    QVERIFY(await(source.setFlag(FakeGraph::inbox(), graph.mails.at(0).id, MailSource::Flag::Seen, true, {})));
    graph.clock.advance(600'001);
    QVERIFY(sync(source, copy));
}

void TestGraphSession::redirectsAreNotFollowed()
{
    FakeGraph graph;
    FakeHttpServer elsewhere;
    graph.intercept = [&](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = httpAnswer(302, "", "Location: " + elsewhere.url().toEncoded() + "\r\n");
        return true;
    };
    GraphSource source(graph.graph());
    QVERIFY(!await(source.folders({})));
    QVERIFY(!await(source.changes({FakeGraph::inbox(), {}}, {})));
    QCOMPARE(elsewhere.connections, 0);
}

void TestGraphSession::proxyPages_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a portal") << httpAnswer(200, "<html>sign in</html>", "Content-Type: text/html\r\n");
    QTest::newRow("no JSON") << httpAnswer(200, "hello", "Content-Type: application/json\r\n");
    QTest::newRow("truncated") << httpAnswer(200, "{\"value\":[{\"id\":", "Content-Type: application/json\r\n");
    QTest::newRow("too deep") << httpAnswer(200, QByteArray(10'000, '['), "Content-Type: application/json\r\n");
    QTest::newRow("nothing") << httpAnswer(200, "");
    QTest::newRow("404") << httpAnswer(404, "<html>not here</html>", "Content-Type: text/html\r\n");
}

void TestGraphSession::proxyPages()
{
    QFETCH(const QByteArray, answer);
    FakeGraph graph;
    graph.add(graphMail(1));
    MailCopy copy;
    {
        graph.intercept = [&](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &out) {
            out = answer;
            return true;
        };
        GraphSource source(graph.graph());
        const auto folders = await(source.folders({}));
        QVERIFY(!folders);
        QVERIFY(!folders.error().log.isEmpty());
        QVERIFY(!sync(source, copy));
        graph.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &out) {
            out = answer;
            return operation == "value"; // in the mail's place
        };
        QVERIFY(!sync(source, copy));
        QVERIFY(copy.mails.isEmpty());
    }
    graph.intercept = {};
    GraphSource source(graph.graph());
    MailCopy fresh;
    QVERIFY(sync(source, fresh));
    QVERIFY(isEqual(fresh, graph));
}

LIAISON_TEST(TestGraphSession)
#include "tst_graph_session.moc"
