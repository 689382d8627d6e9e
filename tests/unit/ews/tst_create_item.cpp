#include "core/ews/create_item.h"
#include "core/ews/find_item.h"
#include "core/ews/request_writer.h"
#include "core/ews/tree_reader.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison::ews;
using namespace liaison::ews::test;

/// CreateItem, and FindItem that resolves an uncertain one.
class TestCreateItem : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMailIsSentAsItIs();
    void aMailIsFiled();
    void aBigMailIsEncodedInPieces();
    void answers();
    void whatSendingMayEndWith();
    void findByMessageId();
};

namespace {

/// The mail that a request carries, decoded.
QByteArray mimeOf(const QByteArray &request)
{
    const auto root = readTree(request);
    if (!root)
        return "unreadable";
    const Element &create = root->child("Body").child("CreateItem");
    return QByteArray::fromBase64(create.child("Items").child("Message").childText("MimeContent").toLatin1());
}

} // namespace

void TestCreateItem::aMailIsSentAsItIs()
{
    const QByteArray raw = "From: ir@corp.example\r\nTo: bu@corp.example\r\n\r\nGr\xc3\xbc\xc3\x9f"
                           "e\r\n";
    for (const RequestContext &context : allContexts()) {
        NewMail mail{raw};
        mail.bcc = {QStringLiteral("<b&c>@corp.example")};
        const QByteArray request = CreateItem::request(context, mail);
        QVERIFY(request.contains("<m:CreateItem MessageDisposition=\"SendAndSaveCopy\">"));
        QVERIFY(request.contains("<m:SavedItemFolderId><t:DistinguishedFolderId Id=\"sentitems\"/>"));
        QVERIFY(request.contains("<t:BccRecipients><t:Mailbox><t:EmailAddress>&lt;b&amp;c&gt;@corp.example"));
        QCOMPARE(mimeOf(request), raw);
        QVERIFY(!CreateItem::request(context, NewMail{raw}).contains("BccRecipients"));
    }
}

void TestCreateItem::aMailIsFiled()
{
    NewMail mail{
        "Subject: x\r\n\r\n", NewMail::Disposition::SaveOnly, FolderRef::named(QStringLiteral("drafts")), {}, true};
    const QByteArray request = CreateItem::request({ServerVersion::Exchange2013, {}}, mail);
    QVERIFY(request.contains("MessageDisposition=\"SaveOnly\""));
    QVERIFY(request.contains("PropertyTag=\"0x0E07\" PropertyType=\"Integer\"/><t:Value>1</t:Value>"));
    mail.asReceived = false;
    QVERIFY(!CreateItem::request({}, mail).contains("0x0E07"));
}

void TestCreateItem::aBigMailIsEncodedInPieces()
{
    // Sizes around the pieces that are encoded at a time.
    for (const qsizetype size : {0, 1, 2, 3, 49'151, 49'152, 49'153, 98'305}) {
        const QByteArray raw(size, 'm');
        QCOMPARE(mimeOf(CreateItem::request({}, NewMail{raw})), raw);
    }
    // Whoever reads such a request need not hold its text either.
    const QByteArray raw(20'000'000, 'm');
    CutBuffers buffers;
    const auto root = readTree(CreateItem::request({}, NewMail{raw}), {}, {"MimeContent"}, &buffers);
    QVERIFY2(root.has_value(), root ? "" : qPrintable(root.error().log));
    QVERIFY(buffers.take(0) == raw);
}

void TestCreateItem::answers()
{
    for (const Arrival arrival : arrivals) {
        const auto sent = read<CreateItem>(answer("CreateItem", good("CreateItem", "<m:Items/>")), arrival);
        QVERIFY(sent && sent->isEmpty());
        const auto filed
            = read<CreateItem>(answer("CreateItem",
                                      good("CreateItem",
                                           "<m:Items><t:Message><t:ItemId Id=\"N\" ChangeKey=\"K\"/></t:Message>"
                                           "</m:Items>")),
                               arrival);
        QCOMPARE(*filed, (ItemId{QStringLiteral("N"), QStringLiteral("K")}));
    }
}

void TestCreateItem::whatSendingMayEndWith()
{
    const auto failure = [](const char *code) {
        return read<CreateItem>(answer("CreateItem", bad("CreateItem", code, "<m:Items/>")), Arrival::Whole).error();
    };
    QCOMPARE(failure("ErrorSendAsDenied").error.kind, liaison::ErrorKind::SenderRefused);
    QCOMPARE(failure("ErrorMessageSizeExceeded").error.kind, liaison::ErrorKind::MessageTooLarge);
    QCOMPARE(failure("ErrorInvalidRecipients").error.kind, liaison::ErrorKind::RecipientRefused);
    QVERIFY(!mayHaveHappened(failure("ErrorSendAsDenied")));
    QVERIFY(!mayHaveHappened(failure("ErrorServerBusy")));
    for (const char *code : {"ErrorInternalServerTransientError", "ErrorInternalServerError", "ErrorTimeoutExpired",
                             "ErrorProxyRequestProcessingFailed", "ErrorProxyCallFailed", "ErrorConnectionFailed",
                             "ErrorMailboxFailover", "ErrorMailboxStoreUnavailable", "ErrorRequestAborted"})
        QVERIFY2(mayHaveHappened(failure(code)), code);
    const QByteArray whole = answer("CreateItem", good("CreateItem", "<m:Items/>"));
    QVERIFY(mayHaveHappened(read<CreateItem>(whole.left(whole.size() / 2), Arrival::Whole).error()));
    QVERIFY(mayHaveHappened(read<CreateItem>({}, Arrival::Whole).error()));
    QVERIFY(mayHaveHappened(read<CreateItem>("<html><body>Sign in", Arrival::Whole).error()));
}

void TestCreateItem::findByMessageId()
{
    const QString id = QStringLiteral("<a&\"b\"@liaison.example>");
    for (const RequestContext &context : allContexts()) {
        const QByteArray request = FindItem::request(context, {FolderRef::named(QStringLiteral("sentitems"))}, id);
        const auto root = readTree(request);
        QVERIFY(root);
        const Element &find = root->child("Body").child("FindItem");
        QCOMPARE(find.attribute("Traversal"), QStringLiteral("Shallow"));
        QCOMPARE(find.child("Restriction")
                     .child("IsEqualTo")
                     .child("FieldURIOrConstant")
                     .child("Constant")
                     .attribute("Value"),
                 id);
    }
    const QByteArray found
        = R"(<m:RootFolder IndexedPagingOffset="1" TotalItemsInView="1" IncludesLastItemInRange="true"><t:Items>)"
          R"(<t:Message><t:ItemId Id="S" ChangeKey="1"/><t:DateTimeReceived>2026-11-22T06:00:00Z</t:DateTimeReceived>)"
          R"(<t:InternetMessageId>&lt;x@y.example&gt;</t:InternetMessageId></t:Message></t:Items></m:RootFolder>)";
    const QByteArray none
        = R"(<m:RootFolder TotalItemsInView="0" IncludesLastItemInRange="true"><t:Items/></m:RootFolder>)";
    for (const Arrival arrival : arrivals) {
        const auto folders = read<FindItem>(
            answer("FindItem",
                   good("FindItem", found) + good("FindItem", none) + bad("FindItem", "ErrorFolderNotFound")),
            arrival);
        QVERIFY2(folders, why(folders).constData());
        QCOMPARE(folders->size(), std::size_t(3));
        QCOMPARE(folders->at(0)->size(), 1);
        QCOMPARE(folders->at(0)->first().id.id, QStringLiteral("S"));
        QCOMPARE(folders->at(0)->first().messageId, QStringLiteral("<x@y.example>"));
        QCOMPARE(folders->at(0)->first().receivedAt, std::optional<qint64>(1'795'327'200'000));
        QVERIFY(folders->at(1)->isEmpty());
        QVERIFY(!folders->at(2));
    }
}

LIAISON_TEST(TestCreateItem)
#include "tst_create_item.moc"
