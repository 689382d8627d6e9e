#include "core/graph/json_intake.h"
#include "graph_answers.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

namespace {

Answer<QJsonObject> take(const QByteArray &bytes, Arrival arrival = Arrival::Whole)
{
    JsonIntake intake;
    feed(intake, bytes, arrival);
    return intake.finish(jsonHead());
}

} // namespace

/// JSON within limits before any parser sees it.
class TestJsonIntake : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodJsonIsWhatQtMakesOfIt_data();
    void goodJsonIsWhatQtMakesOfIt();
    void nothingIsAnEmptyObject();
    void badJsonIsRefused_data();
    void badJsonIsRefused();
    void depthIsLimitedBeforeQtsParser();
    void namesAreLimited();
    void sizeIsLimited();
    void aNameTwiceIsRefused_data();
    void aNameTwiceIsRefused();
    void theSameNameInTwoObjectsIsGood();
    void bodiesOfABatchAreCutOut();
    void onlyBodiesOfABatchAreCutOut();
    void whatIsCutIsLimited();
};

void TestJsonIntake::goodJsonIsWhatQtMakesOfIt_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("values") << QByteArray(R"({"a":1,"b":[true,null,-2.5e3],"c":"x","d":{"a":{}}})");
    QTest::newRow("escapes") << QByteArray(R"({"a":"\"\\\/\n\u00fc{[,:","b\"":"}"})");
    QTest::newRow("white space") << QByteArray(" \r\n{ \"a\" : [ ] }\t");
    QTest::newRow("UTF-8") << QByteArray("{\"a\":\"\xc3\xbc\xf0\x9f\x98\x80\"}");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"a\":1}");
}

void TestJsonIntake::goodJsonIsWhatQtMakesOfIt()
{
    QFETCH(QByteArray, json);
    for (const Arrival arrival : arrivals) {
        const auto object = take(json, arrival);
        QVERIFY2(object, why(object));
        QCOMPARE(*object, QJsonDocument::fromJson(json).object());
    }
}

void TestJsonIntake::nothingIsAnEmptyObject()
{
    for (const char *nothing : {"", " \r\n", "\xef\xbb\xbf"}) {
        const auto object = take(nothing);
        QVERIFY2(object, why(object));
        QVERIFY(object->isEmpty());
    }
}

void TestJsonIntake::badJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("notGraph");
    const auto row
        = [](const char *name, const QByteArray &bytes, bool notGraph) { QTest::newRow(name) << bytes << notGraph; };
    row("a web page", "<!DOCTYPE html><html>Sign in</html>", true);
    row("a word", "null", true);
    row("a mail", "Subject: x\r\n\r\n", true);
    row("a byte", QByteArray(1, '\0'), true);
    row("a list", "[]", false);
    row("broken off", R"({"a":)", false);
    row("broken off in a text", R"({"a":"b)", false);
    row("two objects", "{}{}", false);
    row("brackets out of order", "{]", false);
    row("one too many", "{}}", false);
    row("no name", "{1:2}", false);
    row("bad UTF-8", "{\"a\":\"\xff\"}", false);
    row("a control character", QByteArray("{\"a\":") + '\x01' + "}", false);
}

void TestJsonIntake::badJsonIsRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, notGraph);
    for (const Arrival arrival : arrivals) {
        const auto object = take(bytes, arrival);
        QVERIFY(!object);
        QCOMPARE(object.error().error.kind, ErrorKind::ProtocolViolation);
        QCOMPARE(object.error().origin, notGraph ? Failure::Origin::NotGraph : Failure::Origin::Unreadable);
        if (notGraph && arrival == Arrival::Whole)
            QVERIFY2(object.error().error.serverWords.contains(QString::fromLatin1(bytes.left(10)))
                         || bytes.startsWith('\0'),
                     qPrintable(object.error().error.serverWords));
    }
}

void TestJsonIntake::depthIsLimitedBeforeQtsParser()
{
    const auto nested
        = [](int depth) { return "{\"a\":" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + '}'; };
    QVERIFY(take(nested(deepestJson)));
    for (const QByteArray &deep : {nested(deepestJson + 1), nested(10'000), QByteArray(10'000'000, '['),
                                   QByteArray("{\"a\":").repeated(1'000'000)}) {
        JsonIntake intake;
        QVERIFY(!intake.feed(deep));
        QVERIFY(intake.bytes().size() < 1'000); // nothing was kept for a parser to fall into
        const auto object = intake.finish(jsonHead());
        QVERIFY(!object);
        QCOMPARE(object.error().error.kind, ErrorKind::LimitExceeded);
    }
    // Behind this limit is Qt's own.
    QJsonParseError error;
    QJsonDocument::fromJson(QByteArray(10'000, '[') + QByteArray(10'000, ']'), &error);
    QCOMPARE(error.error, QJsonParseError::DeepNesting);
}

void TestJsonIntake::namesAreLimited()
{
    const auto named = [](int count) {
        QByteArrayList all;
        for (int i = 0; i < count; ++i)
            all << "\"n" + QByteArray::number(i) + "\":1";
        return '{' + all.join(',') + '}';
    };
    QVERIFY(take(named(mostKeys)));
    const auto object = take(named(mostKeys + 1));
    QVERIFY(!object);
    QCOMPARE(object.error().error.kind, ErrorKind::LimitExceeded);
}

void TestJsonIntake::sizeIsLimited()
{
    JsonIntake intake;
    QVERIFY(intake.feed("{\"a\":\""));
    const QByteArray megabyte(1'024 * 1'024, 'x');
    int taken = 0;
    while (intake.feed(megabyte) && taken < 100)
        ++taken;
    QCOMPARE(taken, int(largestJson / megabyte.size()) - 1);
    const auto object = intake.finish(jsonHead());
    QVERIFY(!object);
    QCOMPARE(object.error().error.kind, ErrorKind::LimitExceeded);
}

void TestJsonIntake::aNameTwiceIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("links") << QByteArray(R"({"@odata.nextLink":"a","value":[],"@odata.nextLink":"b"})");
    QTest::newRow("inside") << QByteArray(R"({"value":[{"id":"1","x":{},"id":"2"}]})");
    QTest::newRow("escaped") << QByteArray(R"({"id":"1","\u0069d":"2"})");
}

void TestJsonIntake::aNameTwiceIsRefused()
{
    QFETCH(QByteArray, json);
    for (const Arrival arrival : arrivals) {
        const auto object = take(json, arrival);
        QVERIFY(!object);
        QCOMPARE(object.error().error.kind, ErrorKind::ProtocolViolation);
    }
}

void TestJsonIntake::theSameNameInTwoObjectsIsGood()
{
    QVERIFY(take(R"({"id":"id","a":[{"id":1},{"id":2}],"b":{"id":{"id":3}},"c":"id"})"));
}

void TestJsonIntake::bodiesOfABatchAreCutOut()
{
    const QByteArray json = R"({"responses":[{"id":"1","body":"SGVsbG8="},{"body":"SGVs\r\nbG8\/","id":"2"},)"
                            R"({"body":"-_8"},{"body":""},{"body":"no base64!"},{"body":"a\u0062"}]})";
    for (const Arrival arrival : arrivals) {
        JsonIntake intake(JsonIntake::Cut::BatchBodies);
        feed(intake, json, arrival);
        const auto object = intake.finish(jsonHead());
        QVERIFY2(object, why(object));
        QCOMPARE(intake.cuts().size(), std::size_t(6));
        QCOMPARE(intake.cuts()[0].bytes, QByteArray("Hello"));
        QCOMPARE(intake.cuts()[1].bytes, QByteArray("Hello?"));
        QCOMPARE(intake.cuts()[2].bytes, QByteArray("\xfb\xff"));
        QVERIFY(intake.cuts()[3].intact && intake.cuts()[3].bytes.isEmpty());
        QVERIFY(!intake.cuts()[4].intact && !intake.cuts()[5].intact);
        QVERIFY(!intake.bytes().contains("SGVs"));
        const QJsonArray parts = object->value(u"responses"_s).toArray();
        QCOMPARE(parts.at(1).toObject().value(u"body"_s).toObject().value(u"cut"_s).toInt(-1), 1);
        QCOMPARE(parts.at(1).toObject().value(u"id"_s).toString(), u"2"_s);
    }
}

void TestJsonIntake::onlyBodiesOfABatchAreCutOut()
{
    for (const char *json : {
             R"({"body":"SGVs"})",
             R"({"responses":{"body":"SGVs"}})",
             R"({"other":[{"body":"SGVs"}]})",
             R"({"responses":[{"body":{"body":"SGVs"}}]})",
             R"({"responses":[["body","SGVs"]]})",
             R"({"responses":[{"Body":"SGVs"}]})",
             R"([{"responses":[{"body":"SGVs"}]}])",
         }) {
        JsonIntake intake(JsonIntake::Cut::BatchBodies);
        QVERIFY(intake.feed(json));
        QVERIFY2(intake.cuts().empty(), json);
    }
    JsonIntake plain;
    QVERIFY(plain.feed(R"({"responses":[{"body":"SGVs"}]})"));
    QVERIFY(plain.cuts().empty());
}

void TestJsonIntake::whatIsCutIsLimited()
{
    const QByteArray mail = QByteArray(90'000, 'x').toBase64();
    for (const Arrival arrival : arrivals) {
        JsonIntake intake(JsonIntake::Cut::BatchBodies, 100'000);
        feed(intake, R"({"responses":[{"body":")" + mail + R"("},{"body":")" + mail + "\"}]}", arrival);
        const auto object = intake.finish(jsonHead());
        QVERIFY(!object);
        QCOMPARE(object.error().error.kind, ErrorKind::LimitExceeded);
    }
}

LIAISON_TEST(TestJsonIntake)
#include "tst_json_intake.moc"
