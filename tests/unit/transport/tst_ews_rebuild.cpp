#include "core/mime/body.h"
#include "core/mime/parse.h"
#include "ews_copy.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

/// What GetItem and GetAttachment tell of one attachment.
struct Given {
    QByteArray id;
    QByteArray name;
    QByteArray content;
    qint64 size = -1; ///< as the item says; -1: as large as it is
    bool isItem = false;
    QByteArray code = {}; ///< why it is not to be had
};

/// An inbox with one mail of which the server makes no MIME.
class Unmade {
public:
    explicit Unmade(QList<Given> given) : attachments(std::move(given))
    {
        id = exchange.add(ewsMail(1)).toUtf8();
        exchange.intercept = [this](const QByteArray &operation, const SeenRequest &request, auto &answer) {
            if (operation == "GetItem")
                answer = item(request.body.contains("item:Body"));
            else if (operation == "GetAttachment")
                answer = attachment(request.body);
            return operation == "GetItem" || operation == "GetAttachment";
        };
    }
    /// The mail as it is stored; empty where it did not come.
    QByteArray mail()
    {
        EwsSource source(exchange.exchange());
        MailCopy copy;
        result = sync(source, copy);
        return copy.mails.value(QString::fromUtf8(id));
    }

    FakeExchange exchange;
    QList<Given> attachments;
    QByteArray id;
    Result<void> result;

private:
    QByteArray item(bool properties) const
    {
        if (!properties)
            return exchange.failing("GetItem", "ErrorMimeContentConversionFailed");
        QByteArray all;
        for (const Given &one : attachments) {
            const QByteArray element = one.isItem ? "t:ItemAttachment" : "t:FileAttachment";
            all += '<' + element + "><t:AttachmentId Id=\"" + one.id + "\"/><t:Name>" + one.name
                + "</t:Name><t:ContentType>application/pdf</t:ContentType><t:ContentId>c-" + one.id
                + "</t:ContentId><t:Size>" + QByteArray::number(one.size < 0 ? one.content.size() : one.size)
                + "</t:Size><t:IsInline>false</t:IsInline></" + element + '>';
        }
        return exchange.soap("GetItem",
                             FakeExchange::message("GetItem",
                                                   "<m:Items><t:Message><t:ItemId Id=\"" + id
                                                       + "\"/><t:Subject>Findings</t:Subject><t:Body BodyType=\"Text\">"
                                                         "See below</t:Body><t:Attachments>"
                                                       + all + "</t:Attachments></t:Message></m:Items>"));
    }
    QByteArray attachment(const QByteArray &body) const
    {
        QByteArray messages;
        for (const Given &one : attachments) {
            if (!body.contains('"' + one.id + '"'))
                continue;
            const QByteArray content = one.isItem
                ? "<t:Message><t:MimeContent>" + one.content.toBase64() + "</t:MimeContent></t:Message>"
                : "<t:Content>" + one.content.toBase64() + "</t:Content>";
            const QByteArray element = one.isItem ? "t:ItemAttachment" : "t:FileAttachment";
            messages += one.code.isEmpty() ? FakeExchange::message(
                            "GetAttachment",
                            "<m:Attachments><" + element + "><t:AttachmentId Id=\"" + one.id + "\"/><t:Name>" + one.name
                                + "</t:Name>" + content + "</" + element + "></m:Attachments>")
                                           : FakeExchange::message("GetAttachment", {}, one.code);
        }
        return exchange.soap("GetAttachment", messages);
    }
};

/// Name and content of the parts that are files or mails.
QMap<QString, QByteArray> filesOf(const QByteArray &raw)
{
    QMap<QString, QByteArray> files;
    const auto parts = mime::parse(raw).parts;
    for (const domain::PartInfo &part : parts)
        if (!part.fileName.isEmpty())
            files.insert(part.fileName, mime::partBytes(raw, part.path));
    return files;
}

} // namespace

/// Mails that Exchange makes no MIME of, with their attachments.
class TestEwsRebuild : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attachmentsAreFetched();
    void anAttachedMailStaysAMail();
    void namesAndTypesCannotBreakOut();
    void whatIsNotToBeHadIsNamed();
    void whatIsTooLargeIsNotFetched();
    void aHundredAndNoMore();
    void passingTroubleIsWaitedFor();
};

void TestEwsRebuild::attachmentsAreFetched()
{
    const QByteArray bytes = QByteArray("\0\1\2\r\n.\r\n--x", 11).repeated(5'000);
    Unmade unmade({{"a1", "r\xc3\xa4tsel.pdf", bytes}, {"a2", "empty.txt", {}}});
    const QByteArray raw = unmade.mail();
    QVERIFY2(unmade.result, why(unmade.result));
    const auto files = filesOf(raw);
    QCOMPARE(files.size(), 2);
    QCOMPARE(files.value(QStringLiteral("rätsel.pdf")), bytes);
    QVERIFY(files.value(QStringLiteral("empty.txt")).isEmpty());
    QVERIFY(raw.contains("Content-Type: application/pdf"));
    QVERIFY(raw.contains("Content-ID: <c-a1>"));
    QVERIFY(!raw.contains(QByteArray("Attachments that the server").toBase64().left(30)));
    QCOMPARE(unmade.exchange.asked("GetAttachment"), 2);
    for (const QByteArray &line : raw.split('\n'))
        QVERIFY(line.size() < 1'000);
}

void TestEwsRebuild::anAttachedMailStaysAMail()
{
    // It holds what would otherwise end the part.
    const QByteArray inner = "Subject: inner\r\n\r\n--=_liaison_rebuilt_0\r\nstill inner\r\n";
    Unmade unmade({{"a1", "inner.eml", inner, -1, true}, {"a2", "b.txt", "b"}});
    const QByteArray raw = unmade.mail();
    QVERIFY2(unmade.result, why(unmade.result));
    QVERIFY(raw.contains("Content-Type: message/rfc822"));
    QVERIFY(raw.contains(inner));
    QCOMPARE(filesOf(raw).value(QStringLiteral("b.txt")), QByteArray("b"));
}

void TestEwsRebuild::namesAndTypesCannotBreakOut()
{
    Unmade unmade({{"a1", "x\"&#13;&#10;Subject: forged&#13;&#10;&#13;&#10;.txt", "x"}});
    const QByteArray raw = unmade.mail();
    QVERIFY2(unmade.result, why(unmade.result));
    QVERIFY(!raw.contains("\r\nSubject: forged"));
    QCOMPARE(filesOf(raw).size(), 1);
}

void TestEwsRebuild::whatIsNotToBeHadIsNamed()
{
    Unmade unmade({{"a1", "there.txt", "there"},
                   {"a2", "gone.txt", "gone", -1, false, "ErrorItemNotFound"},
                   {"a3", "meeting", {}, 10, true}});
    const QByteArray raw = unmade.mail();
    QVERIFY2(unmade.result, why(unmade.result));
    QCOMPARE(filesOf(raw).keys(), QStringList{QStringLiteral("there.txt")});
    const QString text = mime::parse(raw).bodyText;
    QVERIFY2(text.contains(QLatin1String("gone.txt")) && text.contains(QLatin1String("meeting")), qPrintable(text));
    QVERIFY(!text.contains(QLatin1String("there.txt")));
}

void TestEwsRebuild::whatIsTooLargeIsNotFetched()
{
    Unmade unmade({{"a1", "huge.iso", "x", 4'000'000'000}, {"a2", "small.txt", "small"}});
    const QByteArray raw = unmade.mail();
    QVERIFY2(unmade.result, why(unmade.result));
    QCOMPARE(filesOf(raw).keys(), QStringList{QStringLiteral("small.txt")});
    QCOMPARE(unmade.exchange.asked("GetAttachment"), 1);
}

void TestEwsRebuild::aHundredAndNoMore()
{
    QList<Given> many;
    for (int i = 0; i < 120; ++i)
        many << Given{"a" + QByteArray::number(i), "f" + QByteArray::number(i), "x"};
    Unmade unmade(many);
    QCOMPARE(filesOf(unmade.mail()).size(), 100);
    QCOMPARE(unmade.exchange.asked("GetAttachment"), 100);
}

void TestEwsRebuild::passingTroubleIsWaitedFor()
{
    Unmade unmade({{"a1", "a.txt", "a", -1, false, "ErrorMailboxStoreUnavailable"}});
    QVERIFY(unmade.mail().isEmpty());
    QCOMPARE(kindOf(unmade.result), QStringLiteral("ServerBusy"));
    unmade.attachments[0].code.clear();
    QCOMPARE(filesOf(unmade.mail()).value(QStringLiteral("a.txt")), QByteArray("a"));
    // For ever it is not: the mail is worth more than its attachment.
    unmade.attachments[0].code = "ErrorMailboxStoreUnavailable";
    EwsSource source(unmade.exchange.exchange());
    MailCopy copy;
    QVERIFY(!sync(source, copy));
    QVERIFY(!sync(source, copy));
    QVERIFY(sync(source, copy));
    QVERIFY(mime::parse(copy.mails.value(QString::fromUtf8(unmade.id))).bodyText.contains(QLatin1String("a.txt")));
}

LIAISON_TEST(TestEwsRebuild)
#include "tst_ews_rebuild.moc"
