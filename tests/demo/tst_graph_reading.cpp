#include "graph_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

namespace {

const QByteArray attached
    = "From: a@unit.example\r\nTo: b@unit.example\r\nSubject: with\r\nMessage-ID: <w@unit.example>"
      "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
      "Content-Type: text/html; charset=utf-8\r\n\r\n<p>See <b>this</b></p>\r\n--x\r\n"
      "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=hosts.csv\r\n\r\n"
      "a,b\r\n--x--\r\n";

} // namespace

/// Lists of messages, messages and their MIME.
class TestGraphReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lists();
    void filters_data();
    void filters();
    void showsAMessage();
    void showsProperties();
    void showsBodies();
    void givesMimeAsItIs();
    void namesTheFolderToo();
    void echoesIds();
    void theCheckRefusesWhatIsWrong_data();
    void theCheckRefusesWhatIsWrong();
    void theCheckLooksIntoBatches_data();
    void theCheckLooksIntoBatches();
};

void TestGraphReading::lists()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 25);
    QStringList subjects;
    QByteArray target = world.mine("/mailFolders/inbox/messages?$select=subject&$count=true");
    while (!target.isEmpty()) {
        const GraphAnswer page = world.get(target);
        QCOMPARE(page["@odata.count"].toInt(), 25);
        subjects += page.column("subject");
        target = page.next();
    }
    QCOMPARE(subjects.size(), 25); // ten a page, the newest first
    QCOMPARE(subjects.first(), QStringLiteral("n25"));
    QCOMPARE(subjects.last(), QStringLiteral("n1"));
    const GraphAnswer oldest
        = world.get(world.mine("/messages?$orderby=receivedDateTime%20asc&$top=2&$skip=1&$select=subject"));
    QCOMPARE(oldest.column("subject"), (QStringList{QStringLiteral("n2"), QStringLiteral("n3")}));
    FITS_DESCRIPTION(world);
}

void TestGraphReading::filters_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QStringList>("subjects");
    const QString n1 = QStringLiteral("n1");
    const QString n2 = QStringLiteral("n2");
    const QString n3 = QStringLiteral("n3");
    QTest::newRow("Message-ID") << QByteArray("internetMessageId eq '<n2@unit.example>'") << QStringList{n2};
    QTest::newRow("another's") << QByteArray("internetMessageId eq '<n2@other.example>'") << QStringList();
    QTest::newRow("a part of one") << QByteArray("internetMessageId eq 'n2@unit.example'") << QStringList();
    QTest::newRow("read") << QByteArray("isRead eq true") << QStringList{n3};
    QTest::newRow("time") << QByteArray("receivedDateTime gt 2026-05-28T20:26:41Z") << QStringList{n3, n2};
    QTest::newRow("both") << QByteArray("receivedDateTime ge 2026-05-28T20:26:42Z and isRead eq false")
                          << QStringList{n2};
    QTest::newRow("at a time") << QByteArray("receivedDateTime eq 2026-05-28T20:26:42Z") << QStringList{n2};
    QTest::newRow("until a time") << QByteArray("receivedDateTime le 2026-05-28T20:26:42Z") << QStringList{n2, n1};
    QTest::newRow("before a time") << QByteArray("receivedDateTime lt 2026-05-28T20:26:42Z") << QStringList{n1};
    QTest::newRow("at no time") << QByteArray("receivedDateTime gt 2026-05-28T20:26:42Z and receivedDateTime lt "
                                              "2026-05-28T20:26:42Z")
                                << QStringList();
    QTest::newRow("a quotation mark") << QByteArray("subject eq 'it''s'") << QStringList();
}

void TestGraphReading::filters()
{
    QFETCH(QByteArray, filter);
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 3);
    QVERIFY(world.office([](demo::PostOffice &office) {
        office.mailbox(soc)->changeFlags(QStringLiteral("INBOX"), 3, demo::DemoMailbox::Change::Add, {"\\Seen"});
    }));
    QTEST(world.get(world.mine("/messages?$select=subject&$filter=" + filter.toPercentEncoding())).column("subject"),
          "subjects");
}

void TestGraphReading::showsAMessage()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const GraphAnswer mail = world.get(world.mine("/messages/" + world.idOf(1)));
    QCOMPARE(mail.status, 200);
    QCOMPARE(mail["subject"].toString(), QStringLiteral("n1"));
    QCOMPARE(mail["internetMessageId"].toString(), QStringLiteral("<n1@unit.example>"));
    QCOMPARE(mail["sentDateTime"].toString(), QStringLiteral("2026-11-20T09:00:00Z"));
    QCOMPARE(mail["receivedDateTime"].toString(), QStringLiteral("2026-05-28T20:26:41Z"));
    const QJsonValue from = mail["from"][QStringLiteral("emailAddress")];
    QCOMPARE(from[QStringLiteral("name")].toString(), QStringLiteral("Jörg"));
    QCOMPARE(from[QStringLiteral("address")].toString(), QStringLiteral("a@unit.example"));
    QCOMPARE(mail["@odata.etag"].toString(), QStringLiteral("W/\"%1\"").arg(mail["changeKey"].toString()));
    QVERIFY(mail["@odata.context"].toString().endsWith(QLatin1String("/messages/$entity")));
    QVERIFY(!mail["isDraft"].toBool(true) && !mail["isRead"].toBool(true));
    const GraphAnswer narrow
        = world.get(world.mine("/messages/" + world.idOf(1) + "?$select=subject,internetMessageHeaders"));
    QVERIFY(!narrow.json().contains(QStringLiteral("body")));
    QCOMPARE(narrow["internetMessageHeaders"].toArray().size(), 5);
    QCOMPARE(narrow["internetMessageHeaders"].toArray().first()[QStringLiteral("name")].toString(),
             QStringLiteral("From"));
    FITS_DESCRIPTION(world);
}

void TestGraphReading::showsProperties()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const QByteArray expand = "?$select=id&$expand=singleValueExtendedProperties($filter="
        + QByteArray("id eq 'LONG 0x0E08' or id eq 'Integer 0x1081' or id eq "
                     "'String {00020329-0000-0000-C000-000000000046} Name Case'")
              .toPercentEncoding()
        + ')';
    const QByteArray target = world.mine("/messages/" + world.idOf(1));
    const auto extended = [&] { return world.get(target + expand)["singleValueExtendedProperties"].toArray(); };
    QCOMPARE(extended().size(), 1); // what it has not is left out
    QCOMPARE(extended().first()[QStringLiteral("id")].toString(), QStringLiteral("Long 0xe08"));
    QCOMPARE(extended().first()[QStringLiteral("value")].toString(), QString::number(graphMail(1).size()));
    const GraphAnswer set = world.patch(target, R"({"singleValueExtendedProperties":[
        {"id":"Integer 0x1081","value":"102"},
        {"id":"String {00020329-0000-0000-C000-000000000046} Name Case","value":"INC-1"}]})");
    QCOMPARE(set.status, 200);
    QCOMPARE(extended().size(), 3);
    QCOMPARE(extended().at(1)[QStringLiteral("value")].toString(), QStringLiteral("102"));
    QCOMPARE(extended().at(2)[QStringLiteral("value")].toString(), QStringLiteral("INC-1"));
    bool answered = false;
    world.office([&answered](demo::PostOffice &office) { // what IMAP shows
        answered = office.mailbox(soc)->folder(QStringLiteral("INBOX"))->mails.first().flags.contains("\\Answered");
    });
    QVERIFY(answered);
    FITS_DESCRIPTION(world);
}

void TestGraphReading::showsBodies()
{
    GraphWorld world;
    START_GRAPH(world);
    QVERIFY(world.office([](demo::PostOffice &office) {
        office.mailbox(soc)->append(QStringLiteral("INBOX"), attached, 1'780'000'000'000, {});
    }));
    const QByteArray target
        = world.mine("/messages/") + world.get(world.mine("/messages")).column("id").first().toLatin1();
    QCOMPARE(world.get(target)["body"][QStringLiteral("contentType")].toString(), QStringLiteral("html"));
    const GraphAnswer text = world.get(target, {{"Prefer", "outlook.body-content-type=\"text\""}});
    QCOMPARE(text["body"][QStringLiteral("contentType")].toString(), QStringLiteral("text"));
    QCOMPARE(text.header("Preference-Applied"), QByteArray("outlook.body-content-type=\"text\""));
    QVERIFY(text["bodyPreview"].toString().startsWith(QLatin1String("See this")));
    QVERIFY(text["hasAttachments"].toBool());
    const GraphAnswer attachments = world.get(target + "/attachments");
    QCOMPARE(attachments.column("name"), QStringList{QStringLiteral("hosts.csv")});
    QCOMPARE(QByteArray::fromBase64(attachments.column("contentBytes").first().toLatin1()).trimmed(), "a,b");
    const QByteArray one = target + "/attachments/" + attachments.column("id").first().toLatin1();
    QCOMPARE(world.get(one)["@odata.type"].toString(), QStringLiteral("#microsoft.graph.fileAttachment"));
    QCOMPARE(world.get(one + "/$value").body.trimmed(), "a,b");
    QCOMPARE(world.get(target + "?$expand=attachments&$select=id")["attachments"].toArray().size(), 1);
    FITS_DESCRIPTION(world);
}

void TestGraphReading::givesMimeAsItIs()
{
    GraphWorld world;
    START_GRAPH(world);
    QByteArray raw = graphMail(1) + QByteArray(3'000'000, 'x') + "\r\n\x80\xff\r\n";
    raw += QByteArray(1, '\0');
    QVERIFY(world.office([raw](demo::PostOffice &office) {
        office.mailbox(soc)->append(QStringLiteral("INBOX"), raw, 1'780'000'000'000, {});
    }));
    const GraphAnswer mime = world.get(world.mine("/messages/" + world.idOf(1) + "/$value"));
    QCOMPARE(mime.status, 200);
    QCOMPARE(mime.header("Content-Type"), QByteArray("text/plain"));
    QVERIFY(mime.body == raw);
}

void TestGraphReading::namesTheFolderToo()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const QByteArray id = world.idOf(1);
    QCOMPARE(world.get(world.mine("/mailFolders/inbox/messages/" + id + "/$value")).body, graphMail(1));
    QCOMPARE(world.get(world.mine("/mailFolders/archive/messages/" + id)).status, 404);
    QCOMPARE(world.get(world.mine("/mailFolders('inbox')/messages('" + id + "')"))["subject"].toString(),
             QStringLiteral("n1"));
    FITS_DESCRIPTION(world);
}

void TestGraphReading::echoesIds()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer named = world.get(world.mine("/mailFolders/inbox"), {{"client-request-id", "my-own"}});
    QCOMPARE(named.header("client-request-id"), QByteArray("my-own"));
    QVERIFY(!named.header("request-id").isEmpty() && named.header("request-id") != "my-own");
    const GraphAnswer unnamed = world.get(world.mine("/mailFolders/inbox"));
    QCOMPARE(unnamed.header("client-request-id"), unnamed.header("request-id"));
}

void TestGraphReading::theCheckRefusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const QByteArray folder = "/v1.0/me/mailFolders/x";
    QTest::newRow("type") << folder << 200 << QByteArray(R"({"id":1})");
    QTest::newRow("name") << folder << 200 << QByteArray(R"({"id":"1","displayname":"x"})");
    QTest::newRow("status") << folder << 201 << QByteArray(R"({"id":"1"})");
    QTest::newRow("path") << QByteArray("/v1.0/me/mailFolder/x") << 200 << QByteArray(R"({"id":"1"})");
    QTest::newRow("item") << QByteArray("/v1.0/me/messages") << 200 << QByteArray(R"({"value":[{"isRead":"no"}]})");
    QTest::newRow("error") << folder << 404 << QByteArray(R"({"error":{"code":404}})");
}

/// A schema that does not compile, or is not looked at, would find everything right.
void TestGraphReading::theCheckRefusesWhatIsWrong()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    GraphWorld world;
    START_GRAPH(world);
    QVERIFY(world.graph([target, status, body](demo::Graph &graph) {
        Q_EMIT graph.conversed("GET", target, status, demo::graphJsonType(), body, {});
    }));
    int checked = 0;
    const QByteArray wrong = world.descriptionFaults(&checked);
    if (checked == 0 && wrong.isEmpty())
        QSKIP("test data, node or ajv not present");
    QVERIFY2(wrong.contains(target.mid(5)), wrong);
}

void TestGraphReading::theCheckLooksIntoBatches_data()
{
    QTest::addColumn<QByteArray>("responses");
    QTest::addColumn<QByteArray>("words"); // empty: nothing is wrong
    const QByteArray json = R"("headers":{"Content-Type":"application/json"},"body":)";
    const QByteArray folder = R"({"id":"1","status":200,)" + json + R"({"id":"x"}})";
    const QByteArray mail
        = R"({"id":"2","status":200,"headers":{"Content-Type":"text/plain"},"body":"U3ViamVjdDogeA=="})";
    QTest::newRow("right") << mail + ',' + folder << QByteArray();
    QTest::newRow("an error") << mail + R"(,{"id":"1","status":404,)" + json
            + R"({"error":{"code":"a","message":"b"}}})"
                              << QByteArray();
    const auto wrong = [&](const char *name, const QByteArray &part, const char *words) {
        QTest::newRow(name) << mail + ',' + part << QByteArray(words);
    };
    wrong("type", R"({"id":"1","status":200,)" + json + R"({"id":1}})", "part 1: .id should be string");
    wrong("name", R"({"id":"1","status":200,)" + json + R"({"id":"x","displayname":"y"}})", "part 1: /displayname");
    wrong("status", R"({"id":"1","status":201,)" + json + R"({"id":"x"}})", "part 1: status 201");
    wrong("error", R"({"id":"1","status":404,)" + json + R"({"error":{"code":404}}})", "part 1: .error.code");
    wrong("no type", R"({"id":"1","status":200,"body":{"id":"x"}})", "part 1: type");
    wrong("no base64", R"({"id":"1","status":200,"headers":{"Content-Type":"text/plain"},"body":"?"})", "no base64");
    wrong("twice", folder + ',' + folder, "part 1 was answered before");
    wrong("of nothing that was asked", folder + R"(,{"id":"7","status":204})", "part 7 was not asked for");
    QTest::newRow("missing") << folder << QByteArray("part 2 has no answer");
}

void TestGraphReading::theCheckLooksIntoBatches()
{
    QFETCH(QByteArray, responses);
    QFETCH(QByteArray, words);
    GraphWorld world;
    START_GRAPH(world);
    const QByteArray request = R"({"requests":[{"id":"1","method":"GET","url":"/me/mailFolders/x"},)"
                               R"({"id":"2","method":"GET","url":"/me/messages/x/$value"}]})";
    QVERIFY(world.graph([responses, request](demo::Graph &graph) {
        Q_EMIT graph.conversed("POST", "/v1.0/$batch", 200, demo::graphJsonType(),
                               "{\"responses\":[" + responses + "]}", request);
    }));
    int checked = 0;
    const QByteArray wrong = world.descriptionFaults(&checked);
    if (checked == 0 && wrong.isEmpty())
        QSKIP("test data, node or ajv not present");
    QVERIFY2(words.isEmpty() ? wrong.isEmpty() : wrong.contains(words), wrong);
}

LIAISON_TEST(TestGraphReading)
#include "tst_graph_reading.moc"
