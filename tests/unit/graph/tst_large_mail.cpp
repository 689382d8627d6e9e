#include "core/graph/message_parts.h"
#include "core/graph/upload_session.h"
#include "core/mime/compose.h"
#include "graph_answers.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

/// A mail that is too large for one request goes up in parts.
class TestLargeMail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aComposedMailIsTakenApart_data();
    void aComposedMailIsTakenApart();
    void aMailWithoutMuchIsTakenApart();
    void partsBecomeAMessage();
    void anAttachmentIsAdded();
    void aSessionHasAnAddress_data();
    void aSessionHasAnAddress();
    void rangesCoverTheFile_data();
    void rangesCoverTheFile();
    void theServerSaysWhereToGoOn();
    void anUploadThatFails_data();
    void anUploadThatFails();
    void anUploadThatGoesNowhereEnds();
};

namespace {

mime::Draft someDraft()
{
    mime::Draft draft;
    draft.from = {u"SOC"_s, u"soc@corp.example"_s};
    draft.to = {{u"M\u00fcller"_s, u"m@corp.example"_s}};
    draft.cc = {{{}, u"c@corp.example"_s}};
    draft.subject = u"[INC-2026-000123-k7f3q9] Gr\u00fc\u00dfe"_s;
    draft.text = u"A line that is so long that it has to be broken in two by whoever writes it as flowed text.\n"
                 u"From here \u2026\n"_s;
    draft.attachments = {{u"a b.pdf"_s, u"application/pdf"_s, QByteArray(100'000, '\x80')},
                         {u"note.txt"_s, u"text/plain"_s, "not the body"}};
    draft.inReplyTo = u"old@corp.example"_s;
    draft.references = {u"first@corp.example"_s, u"old@corp.example"_s};
    draft.messageIdHeader = u"new@corp.example"_s;
    draft.date = 1'795'000'000'000;
    return draft;
}

} // namespace

void TestLargeMail::aComposedMailIsTakenApart_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("text") << QString();
    QTest::newRow("HTML") << u"<p>Gr\u00fc\u00dfe <b>\u2026</b></p>"_s;
}

void TestLargeMail::aComposedMailIsTakenApart()
{
    QFETCH(QString, html);
    mime::Draft draft = someDraft();
    draft.html = html;
    const auto raw = mime::compose(draft);
    QVERIFY(raw);
    const MessageParts parts = partsOf(*raw, {{{}, u"hidden@corp.example"_s}});
    QCOMPARE(parts.messageId, u"<new@corp.example>"_s);
    QCOMPARE(parts.inReplyTo, u"<old@corp.example>"_s);
    QCOMPARE(parts.references, u"<first@corp.example> <old@corp.example>"_s);
    QCOMPARE(parts.subject, draft.subject);
    QCOMPARE(parts.from, domain::Addresses{draft.from});
    QCOMPARE(parts.to, draft.to);
    QCOMPARE(parts.cc, draft.cc);
    QCOMPARE(parts.bcc, domain::Addresses({{{}, u"hidden@corp.example"_s}}));
    QCOMPARE(parts.bodyIsHtml, !html.isEmpty());
    QCOMPARE(parts.body.trimmed(), (html.isEmpty() ? draft.text : html).trimmed());
    QCOMPARE(parts.files.size(), 2);
    for (qsizetype i = 0; i < 2; ++i) {
        QCOMPARE(parts.files[i].name, draft.attachments[i].fileName);
        QCOMPARE(parts.files[i].contentType, draft.attachments[i].contentType);
        QCOMPARE(parts.files[i].bytes, draft.attachments[i].bytes);
        QVERIFY(!parts.files[i].isInline);
    }
}

void TestLargeMail::aMailWithoutMuchIsTakenApart()
{
    const MessageParts parts = partsOf("Subject: x\r\n\r\nHello\r\n");
    QCOMPARE(parts.subject, u"x"_s);
    QCOMPARE(parts.body.trimmed(), u"Hello"_s);
    QVERIFY(parts.messageId.isEmpty() && parts.inReplyTo.isEmpty() && parts.references.isEmpty());
    QVERIFY(parts.from.isEmpty() && parts.files.isEmpty() && !parts.bodyIsHtml);
}

void TestLargeMail::partsBecomeAMessage()
{
    const MessageParts parts = partsOf(*mime::compose(someDraft()));
    const Request request = CreateMessage::request(MailboxRef::me(), parts);
    QCOMPARE(request.target, QByteArray("/me/messages"));
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(body.value(u"internetMessageId"_s), QJsonValue(u"<new@corp.example>"_s));
    QCOMPARE(body.value(u"body"_s).toObject().value(u"contentType"_s), QJsonValue(u"text"_s));
    QStringList threading;
    for (const QJsonValue &one : body.value(u"singleValueExtendedProperties"_s).toArray())
        threading << one.toObject().value(u"id"_s).toString() + u'=' + one.toObject().value(u"value"_s).toString();
    QCOMPARE(threading,
             QStringList(
                 {u"String 0x1042=<old@corp.example>"_s, u"String 0x1039=<first@corp.example> <old@corp.example>"_s}));
    QVERIFY(!body.contains(u"bccRecipients"_s) && !body.contains(u"attachments"_s));
}

void TestLargeMail::anAttachmentIsAdded()
{
    const auto id
        = read(AddAttachment(), R"({"@odata.type":"#microsoft.graph.fileAttachment","id":"A="})", jsonHead(201));
    QVERIFY2(id, why(id));
    QCOMPARE(*id, u"A="_s);
    QVERIFY(!read(AddAttachment(), "{}", jsonHead(201)));
    QCOMPARE(
        read(AddAttachment(), R"({"error":{"code":"ErrorAttachmentSizeLimitExceeded"}})", jsonHead(413)).error().remedy,
        Remedy::RefuseMail);
}

void TestLargeMail::aSessionHasAnAddress_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, const QString &host, const QString &url, bool good) {
        QTest::newRow(name) << host << url << good;
    };
    const QString graph = u"graph.microsoft.com"_s;
    row("Outlook", graph, u"https://outlook.office.com/api/v2.0/Users('a@b')/x?authtoken=eyJ"_s, true);
    row("http", graph, u"http://outlook.office.com/x"_s, false);
    row("http to this machine", graph, u"http://127.0.0.1:1/x"_s, false);
    row("http where Graph is so", u"http://127.0.0.1:2"_s, u"http://127.0.0.1:1/x"_s, true);
    row("http elsewhere", u"http://127.0.0.1:2"_s, u"http://evil.example/x"_s, false);
    row("somebody", graph, u"https://user@outlook.office.com/x"_s, false);
    row("no host", graph, u"https:///x"_s, false);
    row("a file", graph, u"file:///etc/passwd"_s, false);
    row("nothing", graph, QString(), false);
}

void TestLargeMail::aSessionHasAnAddress()
{
    QFETCH(QString, host);
    QFETCH(QString, url);
    QFETCH(bool, good);
    const QJsonObject body{{u"uploadUrl"_s, url}, {u"expirationDateTime"_s, u"2019-09-25T01:09:30.7671707Z"_s}};
    const auto session
        = read(CreateUploadSession(*ServiceRoot::make(host)), QJsonDocument(body).toJson(), jsonHead(201));
    QCOMPARE(session.has_value(), good);
    if (good) {
        QCOMPARE(session->url.toString(QUrl::FullyEncoded), url);
        QCOMPARE(session->expiresAt, std::optional<qint64>(1'569'373'770'767));
    } else {
        QCOMPARE(session.error().reason, Reason::ForeignLink);
        QVERIFY(!session.error().error.serverWords.contains(u"authtoken"_s));
    }
}

void TestLargeMail::rangesCoverTheFile_data()
{
    QTest::addColumn<qint64>("size");
    QTest::newRow("one byte") << qint64(1);
    QTest::newRow("a range") << uploadRangeBytes;
    QTest::newRow("a byte more") << uploadRangeBytes + 1;
    QTest::newRow("150 MB") << qint64(150'000'000);
}

void TestLargeMail::rangesCoverTheFile()
{
    QFETCH(qint64, size);
    Upload upload(size);
    qint64 at = 0;
    while (const auto range = upload.next()) {
        QCOMPARE(range->from, at);
        QVERIFY(range->size > 0 && range->size <= largestRequest);
        const qint64 end = at + range->size;
        QCOMPARE((HttpHead{200, range->headers}.header("Content-Range")),
                 QStringLiteral("bytes %1-%2/%3").arg(at).arg(end - 1).arg(size).toLatin1());
        const bool last = end == size;
        const auto took
            = upload.took(jsonHead(last ? 201 : 200),
                          last ? QByteArray() : R"({"nextExpectedRanges":[")" + QByteArray::number(end) + "\"]}");
        QVERIFY2(took, why(took));
        QCOMPARE(*took, last);
        at = end;
    }
    QCOMPARE(at, size);
}

void TestLargeMail::theServerSaysWhereToGoOn()
{
    Upload upload(uploadRangeBytes * 3);
    QVERIFY(upload.took(jsonHead(202), R"({"NextExpectedRanges":[],"nextExpectedRanges":["1000-"]})"));
    QCOMPARE(upload.next()->from, 1'000);
    QVERIFY(upload.took(jsonHead(200), R"({"nextExpectedRanges":["500-999","2000-"]})"));
    QCOMPARE(upload.next()->from, 500);
    QCOMPARE(upload.next()->size, uploadRangeBytes);
}

void TestLargeMail::anUploadThatFails_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no range") << 200 << QByteArray("{}");
    QTest::newRow("nothing") << 200 << QByteArray();
    QTest::newRow("a web page") << 200 << QByteArray("<html>");
    QTest::newRow("a word") << 200 << QByteArray(R"({"nextExpectedRanges":["all"]})");
    QTest::newRow("behind the end") << 200 << QByteArray(R"({"nextExpectedRanges":["1000"]})");
    QTest::newRow("negative") << 200 << QByteArray(R"({"nextExpectedRanges":["-5"]})");
    QTest::newRow("invalid range") << 416 << QByteArray(R"({"error":{"code":"invalidRange"}})");
    QTest::newRow("session gone") << 404 << QByteArray(R"({"error":{"code":"itemNotFound"}})");
    QTest::newRow("throttled") << 429 << QByteArray();
}

void TestLargeMail::anUploadThatFails()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    Upload upload(1'000);
    QVERIFY(!upload.took(jsonHead(status), body));
    QCOMPARE(upload.next()->from, 0); // it can be sent again
}

void TestLargeMail::anUploadThatGoesNowhereEnds()
{
    Upload upload(1'000);
    int answers = 0;
    // Forth once and back again and again.
    while (answers < 100
           && upload.took(jsonHead(200),
                          answers % 2 ? R"({"nextExpectedRanges":["0"]})" : R"({"nextExpectedRanges":["10"]})"))
        ++answers;
    QVERIFY(answers < 10);
}

LIAISON_TEST(TestLargeMail)
#include "tst_large_mail.moc"
