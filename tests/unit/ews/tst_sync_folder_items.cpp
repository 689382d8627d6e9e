#include "core/ews/sync_folder_items.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison::ews;
using namespace liaison::ews::test;

/// SyncFolderItems.
class TestSyncFolderItems : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requests();
    void aPageIsRead();
    void aListingTellsMessageIdAndReadFlag();
    void fiveHundredChangesAreRead();
    void anInvalidStateIsSaid();
};

void TestSyncFolderItems::requests()
{
    const FolderRef inbox = FolderRef::named(QStringLiteral("inbox"));
    for (const RequestContext &context : allContexts()) {
        const QByteArray first = SyncFolderItems::request(context, {inbox});
        QVERIFY(first.contains("<t:BaseShape>IdOnly</t:BaseShape>"));
        QVERIFY(first.contains("<m:MaxChangesReturned>512</m:MaxChangesReturned>"));
        QCOMPARE(first.contains("<m:SyncScope>NormalItems</m:SyncScope>"),
                 context.version >= ServerVersion::Exchange2010);
        const QByteArray next = SyncFolderItems::request(
            context, {inbox, QStringLiteral("H4s="), 0, {QStringLiteral("A"), QStringLiteral("B")}, false});
        QVERIFY(next.contains("<m:SyncState>H4s=</m:SyncState><m:Ignore><t:ItemId Id=\"A\"/><t:ItemId Id=\"B\"/>"));
        QVERIFY(next.contains("<m:MaxChangesReturned>1</m:MaxChangesReturned>"));
        QVERIFY(!next.contains("item:Size"));
    }
    QVERIFY(SyncFolderItems::request({}, {inbox, {}, 100'000}).contains(">512<"));
}

void TestSyncFolderItems::aPageIsRead()
{
    const QByteArray page
        = R"(<m:SyncState>state</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes>)"
          R"(<t:Create><t:Message><t:ItemId Id="a" ChangeKey="1"/><t:DateTimeReceived>2026-11-22T06:00:00Z)"
          R"(</t:DateTimeReceived><t:Size>4711</t:Size></t:Message></t:Create>)"
          R"(<t:Update><t:MeetingRequest><t:ItemId Id="A" ChangeKey="2"/></t:MeetingRequest></t:Update>)"
          R"(<t:Delete><t:ItemId Id="d" ChangeKey="3"/></t:Delete>)"
          R"(<t:ReadFlagChange><t:ItemId Id="r" ChangeKey="4"/><t:IsRead>true</t:IsRead></t:ReadFlagChange>)"
          R"(<t:ReadFlagChange><t:ItemId Id="u"/><t:IsRead>false</t:IsRead></t:ReadFlagChange>)"
          R"(<t:Create/><t:Delete/><t:Unknown/></m:Changes>)";
    for (const Arrival arrival : arrivals) {
        const auto result = read<SyncFolderItems>(answer("SyncFolderItems", good("SyncFolderItems", page)), arrival);
        QVERIFY2(result, why(result).constData());
        QCOMPARE(result->syncState, QStringLiteral("state"));
        QVERIFY(result->last);
        QCOMPARE(result->changes.size(), 5);
        const ItemChange first = result->changes.at(0);
        QCOMPARE(first.kind, ItemChange::Kind::Upsert);
        QCOMPARE(first.id, (ItemId{QStringLiteral("a"), QStringLiteral("1")}));
        QCOMPARE(first.size, 4711);
        QCOMPARE(first.receivedAt, std::optional<qint64>(1'795'327'200'000));
        // Ids differ in case alone and are two.
        QVERIFY(result->changes.at(1).id.id != first.id.id);
        QCOMPARE(result->changes.at(1).element, QStringLiteral("MeetingRequest"));
        QCOMPARE(result->changes.at(1).size, -1);
        QCOMPARE(result->changes.at(2).kind, ItemChange::Kind::Removed);
        QCOMPARE(result->changes.at(3).kind, ItemChange::Kind::ReadFlag);
        QVERIFY(result->changes.at(3).read);
        QVERIFY(!result->changes.at(4).read);
    }
}

void TestSyncFolderItems::aListingTellsMessageIdAndReadFlag()
{
    ItemsRequest request{FolderRef::named(QStringLiteral("inbox"))};
    QVERIFY(!SyncFolderItems::request({}, request).contains("0x1035"));
    request.messageIds = true;
    const QByteArray asked = SyncFolderItems::request({}, request);
    QVERIFY(asked.contains("PropertyTag=\"0x1035\" PropertyType=\"String\""));
    QVERIFY(asked.contains("PropertyTag=\"0x0E07\" PropertyType=\"Integer\""));
    const auto property = [](const char *tag, const char *value) {
        return QByteArray("<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"") + tag + "\"/><t:Value>" + value
            + "</t:Value></t:ExtendedProperty>";
    };
    // Exchange leaves leading zeros out.
    const QByteArray page = "<m:SyncState>s</m:SyncState><m:Changes><t:Create><t:Message><t:ItemId Id=\"a\"/>"
        + property("0x1035", " &lt;a@x&gt; ") + property("0xe07", "1")
        + "</t:Message></t:Create><t:Create><t:Contact><t:ItemId Id=\"b\"/>" + property("0x0E07", "8")
        + "</t:Contact></t:Create></m:Changes>";
    const auto result = read<SyncFolderItems>(answer("SyncFolderItems", good("SyncFolderItems", page)), Arrival::Whole);
    QVERIFY2(result, why(result).constData());
    QCOMPARE(result->changes.size(), 2);
    QCOMPARE(result->changes.at(0).messageId, QStringLiteral("<a@x>"));
    QVERIFY(result->changes.at(0).read);
    QCOMPARE(result->changes.at(1).messageId, QString());
    QVERIFY(!result->changes.at(1).read);
}

void TestSyncFolderItems::fiveHundredChangesAreRead()
{
    QByteArray page = "<m:SyncState>" + QByteArray(300'000, 'S') + "</m:SyncState><m:Changes>";
    for (int i = 0; i < 512; ++i)
        page += "<t:Create><t:Message><t:ItemId Id=\"" + QByteArray::number(i) + QByteArray(508, 'x')
            + "\" ChangeKey=\"CQAAABYAAADZ\"/></t:Message></t:Create>";
    const QByteArray bytes = answer("SyncFolderItems", good("SyncFolderItems", page + "</m:Changes>"));
    SyncFolderItems operation;
    for (qsizetype at = 0; at < bytes.size(); at += 1'460)
        operation.feed(QByteArrayView(bytes).sliced(at, qMin<qsizetype>(1'460, bytes.size() - at)));
    const auto result = operation.finish();
    QVERIFY2(result, why(result).constData());
    QCOMPARE(result->changes.size(), 512);
    QCOMPARE(result->syncState.size(), 300'000);
    QVERIFY(result->changes.last().id.id.startsWith(QLatin1String("511x")));
}

void TestSyncFolderItems::anInvalidStateIsSaid()
{
    for (const char *code : {"ErrorInvalidSyncStateData", "ErrorSyncFolderNotFound", "ErrorServerBusy"}) {
        const auto result
            = read<SyncFolderItems>(answer("SyncFolderItems", bad("SyncFolderItems", code)), Arrival::ByteByByte);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QLatin1String(code));
    }
    const auto lacking = read<SyncFolderItems>(
        answer("SyncFolderItems", good("SyncFolderItems", "<m:SyncState> </m:SyncState>")), Arrival::Whole);
    QVERIFY(!lacking);
    QCOMPARE(lacking.error().error.kind, liaison::ErrorKind::ProtocolViolation);
}

LIAISON_TEST(TestSyncFolderItems)
#include "tst_sync_folder_items.moc"
