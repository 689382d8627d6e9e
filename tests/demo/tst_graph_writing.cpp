#include "graph_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

namespace {

const GraphFields plain{{"Content-Type", "text/plain"}};

QByteArray own(int number)
{
    return graphMail(number, soc.toUtf8(), "b@unit.example");
}

} // namespace

/// What changes a mailbox, and what leaves it.
class TestGraphWriting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesMarks();
    void refusesOtherChanges_data();
    void refusesOtherChanges();
    void movesAndCopies();
    void deletesInTwoSteps();
    void makesDraftsOfMime();
    void makesDraftsOfJson();
    void saysWhatADraftAnswers();
    void hidesRecipientsAfterwards();
    void refusesDrafts_data();
    void refusesDrafts();
    void sendsADraft();
    void sendsAtOnce_data();
    void sendsAtOnce();
    void sendsInNobodysName();
    void addsAttachments();
    void takesLargeAttachmentsInPieces();
    void uploadsAreHeldToTheirRanges();

private:
    static QList<demo::Handed> handedIn(GraphWorld &world)
    {
        QList<demo::Handed> all;
        world.office([&all](demo::PostOffice &office) { all = office.handedIn(); });
        return all;
    }
    static QByteArray rawOf(GraphWorld &world, const QString &folder)
    {
        QByteArray raw;
        world.office(
            [&raw, folder](demo::PostOffice &office) { raw = office.mailbox(soc)->folder(folder)->mails.last().raw; });
        return raw;
    }
};

void TestGraphWriting::changesMarks()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const QByteArray target = world.mine("/messages/" + world.idOf(1));
    const GraphAnswer read = world.patch(target, R"({"isRead":true})");
    QCOMPARE(read.status, 200);
    QVERIFY(read["isRead"].toBool());
    QCOMPARE(read["subject"].toString(), QStringLiteral("n1"));
    const GraphAnswer again = world.patch(target, R"({"isRead":true})");
    QCOMPARE(again["changeKey"].toString(), read["changeKey"].toString()); // nothing has changed
    const GraphAnswer unread = world.patch(target, R"({"isRead":false})");
    QVERIFY(!unread["isRead"].toBool() && unread["changeKey"] != read["changeKey"]);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::refusesOtherChanges_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("status");
    QTest::newRow("no JSON") << QByteArray("{\"isRead\":") << 400;
    QTest::newRow("a list") << QByteArray("[]") << 400;
    QTest::newRow("wrong type") << QByteArray(R"({"isRead":1})") << 400;
    QTest::newRow("no such property") << QByteArray(R"({"colour":"red"})") << 400;
    QTest::newRow("no property id") << QByteArray(R"({"singleValueExtendedProperties":[{"id":"0x1081","value":"1"}]})")
                                    << 400;
    QTest::newRow("that it was sent") << QByteArray(
        R"({"singleValueExtendedProperties":[{"id":"Integer 0x0E07","value":"1"}]})")
                                      << 403;
}

void TestGraphWriting::refusesOtherChanges()
{
    QFETCH(QByteArray, json);
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    QTEST(world.patch(world.mine("/messages/" + world.idOf(1)), json).status, "status");
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::movesAndCopies()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const QByteArray target = world.mine("/messages/" + world.idOf(1));
    const GraphAnswer copy = world.post(target + "/copy", R"({"DestinationId":"archive"})");
    QCOMPARE(copy.status, 201);
    QVERIFY(copy.header("Location").endsWith("/messages('" + copy.id().toLatin1() + "')"));
    QCOMPARE(world.get(target).status, 200);
    const GraphAnswer moved = world.post(target + "/move", R"({"destinationId":"deleteditems"})");
    QCOMPARE(moved.status, 201);
    QCOMPARE(world.get(target).errorCode(), QStringLiteral("ErrorItemNotFound"));
    QCOMPARE(world.get(world.mine("/messages/" + moved.id().toLatin1()))["internetMessageId"].toString(),
             QStringLiteral("<n1@unit.example>"));
    const QByteArray now = world.mine("/messages/" + moved.id().toLatin1() + "/move");
    QCOMPARE(world.post(now, "{}").status, 400);
    QCOMPARE(world.post(now, R"({"destinationId":"outbox"})").status, 400);
    QCOMPARE(world.post(now, R"({"destinationId":"nowhere"})").status, 400);
    QCOMPARE(world.count(QStringLiteral("Trash")), 1);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::deletesInTwoSteps()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const GraphAnswer deleted = world.send("DELETE", world.mine("/messages/" + world.idOf(1)));
    QCOMPARE(deleted.status, 204);
    QVERIFY(deleted.body.isEmpty() && deleted.header("Content-Length").isEmpty());
    QCOMPARE(world.count(QStringLiteral("Trash")), 1);
    QCOMPARE(world.send("DELETE", world.mine("/messages/" + world.idOf(1))).status, 204);
    QCOMPARE(world.count(QStringLiteral("Trash")), 0);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::makesDraftsOfMime()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer draft = world.send("POST", world.mine("/messages"), own(1).toBase64(), plain);
    QCOMPARE(draft.status, 201);
    QVERIFY(draft["isDraft"].toBool() && draft["isRead"].toBool());
    QCOMPARE(draft["internetMessageId"].toString(), QStringLiteral("<n1@unit.example>"));
    QCOMPARE(draft.header("Location"),
             "https://" + world.graphHost() + "/v1.0/users('" + soc.toUtf8() + "')/messages('" + draft.id().toLatin1()
                 + "')");
    QCOMPARE(world.get(world.mine("/messages/" + draft.id().toLatin1() + "/$value")).body, own(1));
    QCOMPARE(world.count(QStringLiteral("Drafts")), 1);
    // Elsewhere, and with what it lacks.
    const GraphAnswer bare = world.send("POST", world.mine("/mailFolders/archive/messages"),
                                        QByteArray("Subject: x\r\n\r\n").toBase64(), plain);
    QCOMPARE(bare.status, 201);
    QVERIFY(bare["internetMessageId"].toString().startsWith(QLatin1Char('<')));
    QCOMPARE(bare["from"][QStringLiteral("emailAddress")][QStringLiteral("address")].toString(), soc);
    QCOMPARE(world.count(QStringLiteral("Archive")), 1);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::makesDraftsOfJson()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer draft = world.post(world.mine("/messages"), R"({
        "subject":"Größe","importance":"High","body":{"contentType":"HTML","content":"<p>Hej</p>"},
        "toRecipients":[{"emailAddress":{"address":"b@unit.example","name":"B"}}],
        "bccRecipients":[{"emailAddress":{"address":"c@unit.example"}}],
        "internetMessageId":"<mine@nordhafen.example>",
        "internetMessageHeaders":[{"name":"x-case","value":"INC-1"}],
        "attachments":[{"@odata.type":"#microsoft.graph.fileAttachment","name":"a.txt","contentBytes":"YQ=="}],
        "singleValueExtendedProperties":[{"id":"String 0x37","value":"ignored"}]})");
    QCOMPARE(draft.status, 201);
    QCOMPARE(draft["subject"].toString(), QStringLiteral("Größe"));
    QCOMPARE(draft["importance"].toString(), QStringLiteral("high"));
    QCOMPARE(draft["internetMessageId"].toString(), QStringLiteral("<mine@nordhafen.example>"));
    QCOMPARE(draft["bccRecipients"].toArray().size(), 1);
    QCOMPARE(draft["body"][QStringLiteral("contentType")].toString(), QStringLiteral("html"));
    QVERIFY(draft["hasAttachments"].toBool());
    const QByteArray raw = rawOf(world, QStringLiteral("Drafts"));
    QVERIFY2(raw.contains("x-case: INC-1\r\n") && !raw.contains("Return-Path"), raw);
    FITS_DESCRIPTION(world);
}

/// In-Reply-To and References begin with no "x-": they come as properties.
void TestGraphWriting::saysWhatADraftAnswers()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer draft = world.post(world.mine("/messages"), R"({"subject":"x","singleValueExtendedProperties":[
        {"id":"String 0x1042","value":"<b@unit.example>"},
        {"id":"String 0x1039","value":"<a@unit.example> <b@unit.example>"}]})");
    QCOMPARE(draft.status, 201);
    const QByteArray raw = rawOf(world, QStringLiteral("Drafts"));
    QVERIFY2(raw.contains("In-Reply-To: <b@unit.example>\r\n"), raw);
    QVERIFY2(raw.contains("References: <a@unit.example>\r\n <b@unit.example>\r\n"), raw);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::hidesRecipientsAfterwards()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer draft = world.send("POST", world.mine("/messages"), own(1).toBase64(), plain);
    const QByteArray target = world.mine("/messages/" + draft.id().toLatin1());
    const QByteArray bcc = R"({"bccRecipients":[{"emailAddress":{"address":"c@unit.example"}}]})";
    for (int i = 0; i < 2; ++i) // what was there before is gone
        QCOMPARE(world.patch(target, bcc)["bccRecipients"].toArray().size(), 1);
    QCOMPARE(world.send("POST", target + "/send").status, 202);
    QCOMPARE(handedIn(world).first().recipients,
             (QStringList{QStringLiteral("b@unit.example"), QStringLiteral("c@unit.example")}));
    QCOMPARE(handedIn(world).first().raw, own(1));
    world.drop(2, 2);
    QCOMPARE(world.patch(world.mine("/messages/" + world.idOf(2)), bcc).status, 400); // it is no draft
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::refusesDrafts_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const QByteArray json = "application/json";
    QTest::newRow("no base64") << QByteArray("text/plain") << QByteArray("Subject: x")
                               << QStringLiteral("ErrorMimeContentInvalidBase64String");
    QTest::newRow("nothing") << QByteArray("text/plain") << QByteArray()
                             << QStringLiteral("ErrorMimeContentInvalidBase64String");
    QTest::newRow("no type") << QByteArray("application/xml") << QByteArray("<x/>") << QStringLiteral("BadRequest");
    QTest::newRow("header of others") << json
                                      << QByteArray(
                                             R"({"internetMessageHeaders":[{"name":"References","value":"<a@b>"}]})")
                                      << QStringLiteral("InvalidInternetMessageHeader");
    QTest::newRow("header that ends") << json
                                      << QByteArray(R"({"internetMessageHeaders":[{"name":"x-a","value":"b\nc"}]})")
                                      << QStringLiteral("InvalidInternetMessageHeader");
    QTest::newRow("attachment without a type")
        << json << QByteArray(R"({"attachments":[{"name":"a","contentBytes":"YQ=="}]})")
        << QStringLiteral("ErrorInvalidRequest");
}

void TestGraphWriting::refusesDrafts()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer refused = world.send("POST", world.mine("/messages"), body, {{"Content-Type", type}});
    QCOMPARE(refused.status, 400);
    QTEST(refused.errorCode(), "code");
    QCOMPARE(world.count(QStringLiteral("Drafts")), 0);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::sendsADraft()
{
    GraphWorld world;
    START_GRAPH(world);
    const QByteArray mime = "Bcc: c@unit.example\r\n" + own(1);
    const GraphAnswer draft = world.send("POST", world.mine("/messages"), mime.toBase64(), plain + immutable());
    const QByteArray target = world.mine("/messages/" + draft.id().toLatin1());
    const GraphAnswer sent = world.send("POST", target + "/send");
    QCOMPARE(sent.status, 202);
    QVERIFY(sent.body.isEmpty());
    const auto handed = handedIn(world);
    QCOMPARE(handed.size(), 1);
    QCOMPARE(handed.first().recipients,
             (QStringList{QStringLiteral("b@unit.example"), QStringLiteral("c@unit.example")}));
    QCOMPARE(handed.first().raw, own(1)); // without the Bcc
    QCOMPARE(world.count(QStringLiteral("Drafts")), 0);
    const GraphAnswer copy = world.get(target, immutable());
    QVERIFY(!copy["isDraft"].toBool(true));
    QCOMPARE(copy["parentFolderId"].toString(), world.get(world.mine("/mailFolders/sentitems")).id());
    QCOMPARE(world.send("POST", target + "/send").status, 400); // not twice
    QCOMPARE(handedIn(world).size(), 1);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::sendsAtOnce_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("saved");
    const QByteArray message
        = R"("message":{"subject":"x","toRecipients":[{"emailAddress":{"address":"b@unit.example"}}]})";
    QTest::newRow("MIME") << QByteArray("text/plain") << own(1).toBase64() << 1;
    QTest::newRow("JSON") << QByteArray("application/json") << "{" + message + "}" << 1;
    QTest::newRow("unsaved") << QByteArray("application/json; charset=utf-8")
                             << "{" + message + R"(,"saveToSentItems":false})" << 0;
}

void TestGraphWriting::sendsAtOnce()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    GraphWorld world;
    START_GRAPH(world);
    QCOMPARE(world.send("POST", world.mine("/sendMail"), body, {{"Content-Type", type}}).status, 202);
    QCOMPARE(handedIn(world).size(), 1);
    QTEST(world.count(QStringLiteral("Sent")), "saved");
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::sendsInNobodysName()
{
    GraphWorld world;
    START_GRAPH(world);
    const QByteArray foreign = graphMail(1, colleague.toUtf8(), "b@unit.example").toBase64();
    const GraphAnswer draft = world.send("POST", world.mine("/messages"), foreign, plain);
    const QByteArray target = world.mine("/messages/" + draft.id().toLatin1());
    for (const GraphAnswer &refused :
         {world.send("POST", target + "/send"), world.send("POST", world.mine("/sendMail"), foreign, plain)}) {
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.errorCode(), QStringLiteral("ErrorSendAsDenied"));
    }
    const QByteArray nobody = "From: " + soc.toUtf8() + "\r\nSubject: x\r\n\r\n";
    QCOMPARE(world.send("POST", world.mine("/sendMail"), nobody.toBase64(), plain).errorCode(),
             QStringLiteral("ErrorInvalidRecipients"));
    QVERIFY(handedIn(world).isEmpty());
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::addsAttachments()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer draft = world.send("POST", world.mine("/messages"), own(1).toBase64(), plain);
    const QByteArray target = world.mine("/messages/" + draft.id().toLatin1());
    const auto add = [&](const QByteArray &name) {
        return world.post(target + "/attachments",
                          R"({"@odata.type":"#microsoft.graph.fileAttachment","name":")" + name
                              + R"(","contentType":"text/csv","contentBytes":"YSxi"})");
    };
    QCOMPARE(add("one.csv").status, 201);
    const GraphAnswer second = add("zwei.csv");
    QCOMPARE(second["name"].toString(), QStringLiteral("zwei.csv"));
    QVERIFY(second.header("Location").contains("/attachments('"));
    const GraphAnswer all = world.get(target + "/attachments");
    QCOMPARE(all.column("name"), (QStringList{QStringLiteral("one.csv"), QStringLiteral("zwei.csv")}));
    QCOMPARE(all.column("contentBytes"), (QStringList{QStringLiteral("YSxi"), QStringLiteral("YSxi")}));
    const GraphAnswer now = world.get(target);
    QVERIFY(now["hasAttachments"].toBool()
            && now["body"][QStringLiteral("content")].toString().contains(QLatin1String("Text 1.")));
    world.drop(2, 2);
    const GraphAnswer received = world.post(world.mine("/messages/" + world.idOf(2) + "/attachments"), "{}");
    QCOMPARE(received.status, 400); // it is no draft
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::takesLargeAttachmentsInPieces()
{
    GraphWorld world;
    START_GRAPH(world);
    QByteArray bytes(5 * 1024 * 1024, '\0');
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 31 + i / 997);
    const GraphAnswer draft = world.send("POST", world.mine("/messages"), own(1).toBase64(), plain);
    const QByteArray target = world.mine("/messages/" + draft.id().toLatin1());
    const GraphAnswer session = world.post(target + "/attachments/createUploadSession",
                                           R"({"AttachmentItem":{"attachmentType":"file","name":"dump.bin","size":)"
                                               + QByteArray::number(bytes.size()) + "}}");
    QCOMPARE(session.status, 201);
    const QByteArray url = session["uploadUrl"].toString().toUtf8();
    const qsizetype half = bytes.size() / 2;
    const auto range = [&](qsizetype from, qsizetype to) {
        return GraphFields{{"Content-Range",
                            "bytes " + QByteArray::number(from) + '-' + QByteArray::number(to - 1) + '/'
                                + QByteArray::number(bytes.size())}};
    };
    const GraphAnswer first = world.send("PUT", url, bytes.left(half), range(0, half));
    QCOMPARE(first.status, 200);
    QCOMPARE(first["nextExpectedRanges"].toArray().first().toString(), QString::number(half));
    QCOMPARE(world.get(url)["nextExpectedRanges"], first["nextExpectedRanges"]);
    const GraphAnswer last = world.send("PUT", url, bytes.mid(half), range(half, bytes.size()));
    QCOMPARE(last.status, 201);
    QVERIFY(last.header("Location").contains("/Attachments('"));
    QCOMPARE(world.send("PUT", url, bytes.left(half), range(0, half)).status, 404); // it is over
    const GraphAnswer list = world.get(target + "/attachments");
    QCOMPARE(list.column("name"), QStringList{QStringLiteral("dump.bin")});
    QVERIFY(QByteArray::fromBase64(list.column("contentBytes").first().toLatin1()) == bytes);
    QCOMPARE(world.send("POST", target + "/send").status, 202);
    FITS_DESCRIPTION(world);
}

void TestGraphWriting::uploadsAreHeldToTheirRanges()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer draft = world.send("POST", world.mine("/messages"), own(1).toBase64(), plain);
    const QByteArray create = world.mine("/messages/" + draft.id().toLatin1() + "/attachments/createUploadSession");
    const auto item = [](const QByteArray &size) {
        return R"({"attachmentItem":{"attachmentType":"file","name":"a","size":)" + size + "}}";
    };
    QCOMPARE(world.post(create, item("1000")).errorCode(),
             QStringLiteral("ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"));
    QCOMPARE(world.post(create, item("200000000")).status, 413);
    const QByteArray url = world.post(create, item("4000000"))["uploadUrl"].toString().toUtf8();
    QCOMPARE(world.send("PUT", url, "abc", {{"Content-Range", "bytes 0-3/4000000"}}).status, 400);
    QCOMPARE(world.send("PUT", url, "abc", {{"Content-Range", "bytes 0-2/5"}}).status, 400);
    QCOMPARE(world.send("PUT", url, "abc", {{"Content-Range", "bytes 5-7/4000000"}}).status, 416);
    QCOMPARE(world.send("PUT", url + "x", "abc", {{"Content-Range", "bytes 0-2/4000000"}}).status, 404);
    // A token that comes with it is told to a stranger.
    QCOMPARE(
        world.send("PUT", url, "abc", {{"Content-Range", "bytes 0-2/4000000"}, {"Authorization", world.authorization}})
            .status,
        401);
    QCOMPARE(world.send("DELETE", url).status, 204);
    QCOMPARE(world.get(url).status, 404);
    QCOMPARE(world.send("POST", world.mine("/messages"), QByteArray(5 * 1024 * 1024, 'A'), plain).status, 413);
    FITS_DESCRIPTION(world);
}

LIAISON_TEST(TestGraphWriting)
#include "tst_graph_writing.moc"
