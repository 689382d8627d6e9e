#include "graph_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

namespace {

QJsonObject part(const QString &id, const QString &method, const QByteArray &url, const QJsonObject &more = {})
{
    QJsonObject json{{QStringLiteral("id"), id},
                     {QStringLiteral("method"), method},
                     {QStringLiteral("url"), QString::fromUtf8(url)}};
    for (auto field = more.begin(); field != more.end(); ++field)
        json.insert(field.key(), field.value());
    return json;
}

QByteArray batchOf(const QJsonArray &parts)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("requests"), parts}}).toJson();
}

QJsonObject partOf(const GraphAnswer &answer, const QString &id)
{
    const QJsonArray all = answer["responses"].toArray();
    for (const QJsonValue &one : all)
        if (one[QStringLiteral("id")].toString() == id)
            return one.toObject();
    return {};
}

int statusOf(const GraphAnswer &answer, const char *id)
{
    return partOf(answer, QLatin1String(id))[QStringLiteral("status")].toInt();
}

const QString get = QStringLiteral("GET");
const QJsonObject asJson{{QStringLiteral("Content-Type"), QStringLiteral("application/json")}};

} // namespace

/// POST /$batch.
class TestGraphBatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersEachPart();
    void keepsOrderWhereItIsAsked();
    void throttlesParts();
    void takesTwenty();
    void refusesBatches_data();
    void refusesBatches();
    void sendsInABatch();
};

void TestGraphBatch::answersEachPart()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 2);
    const QByteArray one = world.mine("/messages/" + world.idOf(1));
    const QJsonObject fixed{
        {QStringLiteral("headers"), QJsonObject{{QStringLiteral("Prefer"), QStringLiteral("IdType=\"ImmutableId\"")}}}};
    const GraphAnswer answer = world.post(
        "/$batch",
        batchOf({part(QStringLiteral("mime"), get, one + "/$value"),
                 part(QStringLiteral("json"), get, one + "?$select=subject", fixed),
                 part(QStringLiteral("none"), get, world.mine("/messages/AAMk")),
                 part(QStringLiteral("gone"), QStringLiteral("DELETE"), one),
                 part(QStringLiteral("set"), QStringLiteral("PATCH"), world.mine("/messages/" + world.idOf(2)),
                      {{QStringLiteral("headers"), asJson},
                       {QStringLiteral("body"), QJsonObject{{QStringLiteral("isRead"), true}}}})}));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer["responses"].toArray().size(), 5);
    const QJsonObject mime = partOf(answer, QStringLiteral("mime"));
    QCOMPARE(mime[QStringLiteral("headers")][QStringLiteral("Content-Type")].toString(), QStringLiteral("text/plain"));
    QCOMPARE(QByteArray::fromBase64(mime[QStringLiteral("body")].toString().toLatin1()), graphMail(1));
    const QJsonObject json = partOf(answer, QStringLiteral("json"));
    QCOMPARE(json[QStringLiteral("body")][QStringLiteral("subject")].toString(), QStringLiteral("n1"));
    QCOMPARE(json[QStringLiteral("headers")][QStringLiteral("Preference-Applied")].toString(),
             QStringLiteral("IdType=\"ImmutableId\""));
    QCOMPARE(statusOf(answer, "none"), 400);
    QCOMPARE(statusOf(answer, "gone"), 204);
    QVERIFY(!partOf(answer, QStringLiteral("gone")).contains(QStringLiteral("body")));
    QCOMPARE(statusOf(answer, "set"), 200);
    FITS_DESCRIPTION(world);
}

void TestGraphBatch::keepsOrderWhereItIsAsked()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const QByteArray one = world.mine("/messages/" + world.idOf(1));
    const auto after = [](const char *id) {
        return QJsonObject{{QStringLiteral("dependsOn"), QJsonArray{QLatin1String(id)}}};
    };
    const GraphAnswer answer
        = world.post("/$batch",
                     batchOf({part(QStringLiteral("3"), get, one + "/$value", after("2")),
                              part(QStringLiteral("2"), QStringLiteral("DELETE"), one, after("1")),
                              part(QStringLiteral("1"), get, one), part(QStringLiteral("4"), get, one, after("3"))}));
    QCOMPARE(statusOf(answer, "1"), 200);
    QCOMPARE(statusOf(answer, "2"), 204);
    QCOMPARE(statusOf(answer, "3"), 404);
    QCOMPARE(statusOf(answer, "4"), 424);
    FITS_DESCRIPTION(world);
}

void TestGraphBatch::throttlesParts()
{
    GraphWorld world;
    START_GRAPH(world);
    demo::GraphFaults faults;
    faults.throttled = 1;
    faults.retryAfterSeconds = 7;
    QVERIFY(world.fail(faults));
    const GraphAnswer answer = world.post("/$batch",
                                          batchOf({part(QStringLiteral("1"), get, world.mine("/mailFolders/inbox")),
                                                   part(QStringLiteral("2"), get, world.mine("/mailFolders/inbox"))}));
    QCOMPARE(answer.status, 200);
    const QJsonObject throttled = partOf(answer, QStringLiteral("1"));
    QCOMPARE(throttled[QStringLiteral("status")].toInt(), 429);
    QCOMPARE(throttled[QStringLiteral("headers")][QStringLiteral("Retry-After")].toString(), QStringLiteral("7"));
    QCOMPARE(statusOf(answer, "2"), 200);
    FITS_DESCRIPTION(world);
}

void TestGraphBatch::takesTwenty()
{
    GraphWorld world;
    START_GRAPH(world);
    QJsonArray parts;
    for (int i = 1; i <= 20; ++i)
        parts << part(QString::number(i), get, world.mine("/mailFolders/inbox?$select=id"));
    const GraphAnswer answer = world.post("/$batch", batchOf(parts));
    QCOMPARE(answer["responses"].toArray().size(), 20);
    parts << part(QStringLiteral("21"), get, world.mine("/mailFolders/inbox"));
    QCOMPARE(world.post("/$batch", batchOf(parts)).status, 400);
    FITS_DESCRIPTION(world);
}

void TestGraphBatch::refusesBatches_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray(R"({"requests":[]})");
    QTest::newRow("no JSON") << QByteArray("requests");
    QTest::newRow("number as id") << QByteArray(R"({"requests":[{"id":1,"method":"GET","url":"/me/messages"}]})");
    QTest::newRow("twice an id") << QByteArray(
        R"({"requests":[{"id":"1","method":"GET","url":"/me"},{"id":"1","method":"GET","url":"/me"}]})");
    QTest::newRow("no method") << QByteArray(R"({"requests":[{"id":"1","url":"/me/messages"}]})");
    QTest::newRow("unknown dependency") << QByteArray(
        R"({"requests":[{"id":"1","method":"GET","url":"/me","dependsOn":["2"]}]})");
    QTest::newRow("circle") << QByteArray(R"({"requests":[{"id":"1","method":"GET","url":"/me","dependsOn":["2"]},
                                             {"id":"2","method":"GET","url":"/me","dependsOn":["1"]}]})");
}

void TestGraphBatch::refusesBatches()
{
    QFETCH(QByteArray, json);
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer refused = world.post("/$batch", json);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.errorCode(), QStringLiteral("BadRequest"));
    world.authorization = {};
    QCOMPARE(world.post("/$batch", json).status, 401);
    FITS_DESCRIPTION(world);
}

void TestGraphBatch::sendsInABatch()
{
    GraphWorld world;
    START_GRAPH(world);
    const QByteArray mime = graphMail(1, soc.toUtf8(), "b@unit.example").toBase64();
    const QJsonObject plain{{QStringLiteral("Content-Type"), QStringLiteral("text/plain")}};
    const GraphAnswer answer = world.post(
        "/$batch",
        batchOf({part(QStringLiteral("once"), QStringLiteral("POST"), world.mine("/messages"),
                      {{QStringLiteral("headers"), plain}, {QStringLiteral("body"), QString::fromLatin1(mime)}}),
                 part(QStringLiteral("twice"), QStringLiteral("POST"), world.mine("/sendMail"),
                      {{QStringLiteral("headers"), plain},
                       {QStringLiteral("body"), QString::fromLatin1(mime.toBase64())}})}));
    QCOMPARE(statusOf(answer, "once"), 201);
    QCOMPARE(statusOf(answer, "twice"), 202);
    QCOMPARE(world.count(QStringLiteral("Drafts")), 1);
    QCOMPARE(world.count(QStringLiteral("Sent")), 1);
    FITS_DESCRIPTION(world);
}

LIAISON_TEST(TestGraphBatch)
#include "tst_graph_batch.moc"
