#include "graph_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

/// Who gets in to the demo's Graph, and why others do not.
class TestGraphSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhereToSignIn();
    void tokensAreForOneAudience();
    void anApplicationNamesTheMailbox();
    void aPersonHasTheirOwn();
    void sharedMailTakesPermissions();
    void wantsConsent_data();
    void wantsConsent();
    void aPolicyRefuses();
    void aMailboxLacksItsLicence();
    void anotherCloudIsUnknown();
    void takesForeignTokens();
    void refusesPaths_data();
    void refusesPaths();
};

void TestGraphSignIn::saysWhereToSignIn()
{
    GraphWorld world;
    START_GRAPH(world);
    for (const QByteArray &shown : {QByteArray(), QByteArray("Bearer nonsense"), QByteArray("Basic YTpi")}) {
        world.authorization = shown;
        const GraphAnswer answer = world.get(world.mine("/mailFolders/inbox"));
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.errorCode(), QStringLiteral("InvalidAuthenticationToken"));
        const QByteArray challenge = answer.header("WWW-Authenticate");
        QVERIFY2(challenge.startsWith("Bearer realm=\"\", authorization_uri=\"https://"), challenge);
        QVERIFY(answer["error"][QStringLiteral("innerError")][QStringLiteral("request-id")].toString().toLatin1()
                == answer.header("request-id"));
    }
    FITS_DESCRIPTION(world);
}

void TestGraphSignIn::tokensAreForOneAudience()
{
    GraphWorld world;
    START_GRAPH(world);
    QCOMPARE(world.get(world.mine("/mailFolders/inbox")).status, 200);
    const QByteArray exchange = "https://127.0.0.1:" + QByteArray::number(world.address().exchange);
    const GraphFields soap{{"Content-Type", "text/xml; charset=utf-8"}};
    QCOMPARE(world.send("POST", exchange + "/EWS/Exchange.asmx", "<x/>", soap).status, 401);
    world.authorization = GraphWorld::bearer(world.signInApplication(exchange + "/.default"));
    QCOMPARE(world.send("POST", exchange + "/EWS/Exchange.asmx", "<x/>", soap).status, 500); // let in; no SOAP
    const GraphAnswer refused = world.get(world.mine("/mailFolders/inbox"));
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.body.contains("Invalid audience"));
}

void TestGraphSignIn::anApplicationNamesTheMailbox()
{
    GraphWorld world;
    START_GRAPH(world);
    QCOMPARE(world.get("/users/" + colleague.toUtf8() + "/mailFolders/inbox").status, 200);
    QCOMPARE(world.get("/users/nobody%40nordhafen.example/mailFolders/inbox").errorCode(),
             QStringLiteral("ErrorInvalidUser"));
    const GraphAnswer me = world.get("/me/mailFolders/inbox");
    QCOMPARE(me.status, 400);
    QVERIFY(me.body.contains("delegated authentication"));
    FITS_DESCRIPTION(world);
}

void TestGraphSignIn::aPersonHasTheirOwn()
{
    GraphWorld world;
    START_GRAPH(world);
    // Without a host, as Microsoft takes it, and with one.
    for (const QByteArray &scope : {QByteArray("Mail.ReadWrite Mail.Send offline_access"),
                                    "https://" + world.graphHost() + "/Mail.ReadWrite offline_access"}) {
        const GraphAnswer token = world.signInPerson(scope);
        QVERIFY(!token["refresh_token"].toString().isEmpty());
        world.authorization = GraphWorld::bearer(token);
        QCOMPARE(world.get("/me/mailFolders/inbox").status, 200);
        QCOMPARE(world.get(world.mine("/mailFolders/inbox")).status, 200);
        const GraphAnswer other = world.get("/users/" + colleague.toUtf8() + "/mailFolders/inbox");
        QCOMPARE(other.status, 403);
        QCOMPARE(other.errorCode(), QStringLiteral("ErrorAccessDenied"));
    }
}

void TestGraphSignIn::sharedMailTakesPermissions()
{
    demo::DemoServer::Options options;
    options.exchange.delegates.insert(colleague, {soc});
    GraphWorld world(options);
    START_GRAPH(world);
    const QByteArray inbox = "/users/" + colleague.toUtf8() + "/mailFolders/inbox";
    world.authorization = GraphWorld::bearer(world.signInPerson("Mail.ReadWrite"));
    QCOMPARE(world.get(inbox).status, 403);
    world.authorization = GraphWorld::bearer(world.signInPerson("Mail.ReadWrite.Shared"));
    QCOMPARE(world.get(inbox).status, 200);
    QCOMPARE(world.get("/me/mailFolders/inbox").status, 200);
}

void TestGraphSignIn::wantsConsent_data()
{
    QTest::addColumn<QStringList>("roles");
    QTest::addColumn<int>("reads");
    QTest::addColumn<int>("writes");
    QTest::addColumn<int>("sends");
    QTest::newRow("none") << QStringList() << 403 << 403 << 403;
    QTest::newRow("reading") << QStringList{QStringLiteral("Mail.Read")} << 200 << 403 << 403;
    QTest::newRow("writing") << QStringList{QStringLiteral("Mail.ReadWrite")} << 200 << 400 << 403;
    QTest::newRow("sending") << QStringList{QStringLiteral("Mail.Send")} << 403 << 403 << 400;
}

void TestGraphSignIn::wantsConsent()
{
    QFETCH(QStringList, roles);
    demo::DemoServer::Options options;
    options.graph.roles = roles;
    GraphWorld world(options);
    START_GRAPH(world);
    QTEST(world.get(world.mine("/messages")).status, "reads");
    QTEST(world.post(world.mine("/messages"), "no JSON").status, "writes");
    const GraphAnswer sent = world.post(world.mine("/sendMail"), "no JSON");
    QTEST(sent.status, "sends");
    QVERIFY(sent.status != 403 || sent.errorCode() == QLatin1String("ErrorAccessDenied"));
}

void TestGraphSignIn::aPolicyRefuses()
{
    demo::DemoServer::Options options;
    options.graph.policyRefuses = {soc};
    GraphWorld world(options);
    START_GRAPH(world);
    const GraphAnswer refused = world.get(world.mine("/mailFolders/inbox"));
    QCOMPARE(refused.status, 403);
    QVERIFY2(refused.body.contains("AppOnly AccessPolicy"), refused.body);
    QCOMPARE(world.get("/users/" + colleague.toUtf8() + "/mailFolders/inbox").status, 200);
    world.authorization = GraphWorld::bearer(world.signInPerson("Mail.ReadWrite"));
    QCOMPARE(world.get("/me/mailFolders/inbox").status, 200); // it is the application's alone
}

void TestGraphSignIn::aMailboxLacksItsLicence()
{
    demo::DemoServer::Options options;
    options.graph.unlicensed = {soc};
    GraphWorld world(options);
    START_GRAPH(world);
    const GraphAnswer refused = world.get(world.mine("/mailFolders/inbox"));
    QCOMPARE(refused.status, 404);
    QCOMPARE(refused.errorCode(), QStringLiteral("MailboxNotEnabledForRESTAPI"));
}

void TestGraphSignIn::anotherCloudIsUnknown()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer refused = world.signInApplication("https://microsoftgraph.chinacloudapi.cn/.default");
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.contains("AADSTS500011"));
}

void TestGraphSignIn::takesForeignTokens()
{
    demo::DemoServer::Options options;
    options.graph.foreignToken = [](const QByteArray &token) -> std::optional<demo::GraphHolder> {
        if (token != "theirs")
            return std::nullopt;
        return demo::GraphHolder{soc, {QStringLiteral("Mail.Read")}};
    };
    GraphWorld world(options);
    START_GRAPH(world);
    world.authorization = "Bearer theirs";
    QCOMPARE(world.get("/me/mailFolders/inbox").status, 200);
    QCOMPARE(world.post("/me/messages", "{}").status, 403);
}

void TestGraphSignIn::refusesPaths_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *name, const char *method, const QByteArray &target, int status, const char *words) {
        QTest::newRow(name) << QByteArray(method) << target << status << QByteArray(words);
    };
    const QByteArray user = "/users/" + soc.toUtf8();
    row("no such resource", "GET", "/drives", 400, "segment 'drives'");
    row("nor below a mailbox", "GET", user + "/calendars", 400, "segment 'calendars'");
    row("nor below a message", "GET", user + "/messages/x/replies", 400, "segment 'replies'");
    row("a method that it has not", "PUT", user + "/mailFolders", 405, "not supported");
    row("an id that is none", "GET", user + "/messages/AAMk", 400, "ErrorInvalidIdMalformed");
    row("a folder that is not there", "GET", user + "/mailFolders/AAMk", 400, "ErrorInvalidIdMalformed");
    row("no property", "GET", user + "/messages?$select=colour", 400, "named 'colour'");
    row("no number", "GET", user + "/messages?$top=many", 400, "non-negative integer");
    row("too many", "GET", user + "/messages?$top=1001", 400, "The limit of '1000'");
    row("no filter", "GET", user + "/messages?$filter=isRead", 400, "ErrorInvalidUrlQueryFilter");
    row("an order that the filter lacks", "GET",
        user + "/messages?$filter=isRead%20eq%20true&$orderby=receivedDateTime", 400, "InefficientFilter");
    row("an unknown expansion", "GET", user + "/messages?$expand=colours", 400, "named 'colours'");
}

void TestGraphSignIn::refusesPaths()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, words);
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer answer = world.send(method, target);
    QTEST(answer.status, "status");
    QVERIFY2(answer.body.contains(words), answer.body);
    FITS_DESCRIPTION(world);
}

LIAISON_TEST(TestGraphSignIn)
#include "tst_graph_sign_in.moc"
