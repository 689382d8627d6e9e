#include "graph_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

/// What the demo's Graph does wrong on purpose, and that it does it as often as it is told to.
class TestGraphFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void failsAsOftenAsItIsTold_data();
    void failsAsOftenAsItIsTold();
    void losesItsStatesOnce();
    void talksNonsense();
    void meansNoGood();
    void cutsAnswers_data();
    void cutsAnswers();
    void cutsRequests_data();
    void cutsRequests();
    void onlyOneOperation();
    void failsItems();
    void takesFourAtATime();
    void takesItsTime();
    void knowsItsWords();
};

void TestGraphFaults::failsAsOftenAsItIsTold_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::newRow("throttled") << QStringLiteral("busy=2") << 429 << QStringLiteral("ApplicationThrottled")
                               << QByteArray("1");
    QTest::newRow("away") << QStringLiteral("unavailable=2") << 503 << QStringLiteral("ServiceUnavailable")
                          << QByteArray("1");
    QTest::newRow("signed out") << QStringLiteral("unauthorised=2") << 401
                                << QStringLiteral("InvalidAuthenticationToken") << QByteArray();
}

void TestGraphFaults::failsAsOftenAsItIsTold()
{
    QFETCH(QString, word);
    GraphWorld world;
    START_GRAPH(world);
    demo::GraphFaults faults;
    QCOMPARE(demo::setGraphFault(faults, word), demo::FaultText::Good);
    QVERIFY(world.fail(faults));
    for (int i = 0; i < 2; ++i) {
        const GraphAnswer answer = world.get(world.mine("/mailFolders/inbox"));
        QTEST(answer.status, "status");
        QTEST(answer.errorCode(), "code");
        QTEST(answer.header("Retry-After"), "retryAfter");
    }
    QCOMPARE(world.get(world.mine("/mailFolders/inbox")).status, 200);
    FITS_DESCRIPTION(world);
}

void TestGraphFaults::losesItsStatesOnce()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 20);
    demo::GraphFaults faults;
    faults.goneStates = 1;
    QVERIFY(world.fail(faults));
    const GraphAnswer first = world.get(world.mine("/mailFolders/inbox/messages/delta"));
    QCOMPARE(first.value().size(), 10);
    QCOMPARE(world.get(first.next()).errorCode(), QStringLiteral("SyncStateNotFound"));
    QCOMPARE(world.get(first.next()).value().size(), 10);
    FITS_DESCRIPTION(world);
}

void TestGraphFaults::talksNonsense()
{
    GraphWorld world;
    START_GRAPH(world);
    demo::GraphFaults faults;
    faults.html = 1;
    faults.wrongJson = 1;
    QVERIFY(world.fail(faults));
    const GraphAnswer portal = world.get(world.mine("/mailFolders"));
    QCOMPARE(portal.status, 200);
    QCOMPARE(portal.header("Content-Type"), QByteArray("text/html"));
    const GraphAnswer broken = world.get(world.mine("/mailFolders"));
    QVERIFY(broken.status == 200 && !broken.broken);
    QVERIFY(broken.body.startsWith('{') && QJsonDocument::fromJson(broken.body).isNull());
    QCOMPARE(world.get(world.mine("/mailFolders")).value().size(), 7);
}

void TestGraphFaults::meansNoGood()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 20);
    demo::GraphFaults faults;
    for (const QString &word : {QStringLiteral("proxy=1"), QStringLiteral("deep-json=1"), QStringLiteral("long-id=1"),
                                QStringLiteral("foreign-link=1")})
        QCOMPARE(demo::setGraphFault(faults, word), demo::FaultText::Good);
    QVERIFY(world.fail(faults));
    const QByteArray delta = world.mine("/mailFolders/inbox/messages/delta");
    const GraphAnswer proxy = world.get(delta);
    QCOMPARE(proxy.status, 407);
    QVERIFY(proxy.body.contains("sign in to the proxy"));
    QVERIFY(world.get(delta).body.contains(QByteArray(10'000, '[') + QByteArray(10'000, ']')));
    const GraphAnswer longIds = world.get(delta);
    QCOMPARE(longIds.value().size(), 10);
    for (const QJsonValue &mail : longIds.value())
        QVERIFY(mail.toObject().value(QLatin1String("id")).toString().size() > 4'096);
    const GraphAnswer foreign = world.get(delta);
    QCOMPARE(foreign.value().size(), 10);
    QVERIFY2(foreign.next().startsWith("https://graph.elsewhere.example/v1.0/"), foreign.next());
    QVERIFY(!world.get(delta).next().contains("elsewhere"));
}

void TestGraphFaults::cutsAnswers_data()
{
    QTest::addColumn<int>("at");
    for (const int at : {0, 1, 100, 500, 900})
        QTest::addRow("%d", at) << at;
}

void TestGraphFaults::cutsAnswers()
{
    QFETCH(int, at);
    GraphWorld world;
    START_GRAPH(world);
    demo::GraphFaults faults;
    faults.cuts = 1;
    faults.cutsAfter = 1;
    faults.wire.cutAt = at;
    QVERIFY(world.fail(faults));
    const QByteArray create = world.mine("/messages");
    QVERIFY(world.askOnce("GET", world.mine("/mailFolders")).endsWith('}'));
    QCOMPARE(world.askOnce("POST", create, R"({"subject":"x"})").size(), at);
    QCOMPARE(world.count(QStringLiteral("Drafts")), 1); // it was done, though
    QVERIFY(world.askOnce("POST", create, R"({"subject":"x"})").startsWith("HTTP/1.1 201 Created\r\n"));
}

void TestGraphFaults::cutsRequests_data()
{
    QTest::addColumn<int>("at");
    for (const int at : {1, 100, 250})
        QTest::addRow("%d", at) << at;
}

void TestGraphFaults::cutsRequests()
{
    QFETCH(int, at);
    GraphWorld world;
    START_GRAPH(world);
    demo::GraphFaults faults;
    faults.operation = QStringLiteral("createMessage");
    faults.requestCuts = 1;
    faults.requestCutAt = at;
    QVERIFY(world.fail(faults));
    const QByteArray create = world.mine("/messages");
    QVERIFY(world.askOnce("GET", world.mine("/mailFolders")).endsWith('}'));
    QCOMPARE(world.askOnce("POST", create, R"({"subject":"x"})"), QByteArray());
    QCOMPARE(world.count(QStringLiteral("Drafts")), 0); // nothing was done
    QVERIFY(world.askOnce("POST", create, R"({"subject":"x"})").startsWith("HTTP/1.1 201 Created\r\n"));
}

void TestGraphFaults::onlyOneOperation()
{
    GraphWorld world;
    START_GRAPH(world);
    demo::GraphFaults faults;
    faults.operation = QStringLiteral("sendMail");
    faults.unavailable = 1;
    faults.retryAfterSeconds = 0;
    QVERIFY(world.fail(faults));
    QCOMPARE(world.get(world.mine("/mailFolders")).status, 200);
    const GraphAnswer away = world.post(world.mine("/sendMail"), "{}");
    QCOMPARE(away.status, 503);
    QVERIFY(away.header("Retry-After").isEmpty());
    QCOMPARE(world.post(world.mine("/sendMail"), "{}").status, 400);
}

void TestGraphFaults::failsItems()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 2);
    demo::GraphFaults faults;
    faults.itemErrors.insert(QStringLiteral("<n1@unit.example>"), QStringLiteral("ErrorMimeContentConversionFailed"));
    QVERIFY(world.fail(faults));
    const GraphAnswer failed = world.get(world.mine("/messages/" + world.idOf(1) + "/$value"));
    QCOMPARE(failed.status, 500);
    QCOMPARE(failed.errorCode(), QStringLiteral("ErrorMimeContentConversionFailed"));
    QCOMPARE(world.get(world.mine("/messages/" + world.idOf(2) + "/$value")).status, 200);
    FITS_DESCRIPTION(world);
}

void TestGraphFaults::takesFourAtATime()
{
    GraphWorld world;
    START_GRAPH(world);
    const auto inHand = [&world](bool enters, int times) {
        return world.graph([enters, times](demo::Graph &graph) {
            for (int i = 0; i < times; ++i)
                enters ? void(graph.enter(graph.post()->mailbox(soc))) : graph.leave(graph.post()->mailbox(soc));
        });
    };
    QVERIFY(inHand(true, 3));
    QCOMPARE(world.get(world.mine("/mailFolders")).status, 200);
    QVERIFY(inHand(true, 1));
    const GraphAnswer fifth = world.get(world.mine("/mailFolders"));
    QCOMPARE(fifth.status, 429);
    QCOMPARE(fifth.header("Retry-After"), QByteArray("1"));
    QVERIFY(fifth.body.contains("MailboxConcurrency"));
    QCOMPARE(world.get("/users/" + colleague.toUtf8() + "/mailFolders").status, 200); // that is another's
    QVERIFY(inHand(false, 4));
    QCOMPARE(world.get(world.mine("/mailFolders")).status, 200);
    int most = 0;
    QVERIFY(world.graph([&most](demo::Graph &graph) { most = graph.diary.mostAtATime; }));
    QCOMPARE(most, 4);
    FITS_DESCRIPTION(world);
}

void TestGraphFaults::takesItsTime()
{
    GraphWorld world;
    START_GRAPH(world);
    demo::GraphFaults faults;
    QCOMPARE(demo::setGraphFault(faults, QStringLiteral("latency=50")), demo::FaultText::Good);
    QCOMPARE(demo::setGraphFault(faults, QStringLiteral("slow=1")), demo::FaultText::Good);
    QVERIFY(world.fail(faults));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(world.get(world.mine("/mailFolders")).value().size(), 7);
    QVERIFY(timer.elapsed() >= 50);
    bool free = false;
    QVERIFY(world.graph([&free](demo::Graph &graph) {
        for (int i = 0; i < 4; ++i)
            free = graph.enter(graph.post()->mailbox(soc));
    }));
    QVERIFY(free); // nothing is in hand any more
}

void TestGraphFaults::knowsItsWords()
{
    demo::GraphFaults faults;
    for (const QString &word : demo::graphFaultWords()) {
        QCOMPARE(demo::setGraphFault(faults, word + QStringLiteral("=3")), demo::FaultText::Good);
        QCOMPARE(demo::setGraphFault(faults, word), demo::FaultText::NoNumber);
        QCOMPARE(demo::setGraphFault(faults, word + QStringLiteral("=-1")), demo::FaultText::NoNumber);
    }
    QCOMPARE(demo::setGraphFault(faults, QStringLiteral("flood=1")), demo::FaultText::NoSuchFault);
    QCOMPARE(faults.throttled, 3);
    QCOMPARE(faults.wire.cutAt, 3);
    QCOMPARE(faults.requestCutAt, 3);
}

LIAISON_TEST(TestGraphFaults)
#include "tst_graph_faults.moc"
