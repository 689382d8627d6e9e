#include "core/ews/move_item.h"
#include "core/ews/tree_reader.h"
#include "core/ews/update_item.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison::ews;
using namespace liaison::ews::test;

/// UpdateItem and MoveItem.
class TestUpdateItem : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readFlags();
    void marksOfAnAnswer_data();
    void marksOfAnAnswer();
    void answersComeForEachItem();
    void moves();
};

void TestUpdateItem::readFlags()
{
    for (const RequestContext &context : allContexts()) {
        const QByteArray request = UpdateItem::request(
            context, {{{QStringLiteral("A"), QStringLiteral("1")}, true, {}}, {{QStringLiteral("B"), {}}, false, {}}});
        QVERIFY(request.contains("MessageDisposition=\"SaveOnly\" ConflictResolution=\"AlwaysOverwrite\""));
        QCOMPARE(request.contains("SuppressReadReceipts=\"true\""), context.version >= ServerVersion::Exchange2013);
        QVERIFY(request.contains("<t:ItemId Id=\"A\" ChangeKey=\"1\"/>"));
        QVERIFY(request.contains("<t:Message><t:IsRead>true</t:IsRead></t:Message>"));
        QVERIFY(request.contains("<t:Message><t:IsRead>false</t:IsRead></t:Message>"));
        QVERIFY(!request.contains("0x1081"));
    }
}

void TestUpdateItem::marksOfAnAnswer_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<QString>("icon");
    QTest::newRow("replied") << 102 << QStringLiteral("261");
    QTest::newRow("replied to all") << 103 << QStringLiteral("261");
    QTest::newRow("forwarded") << 104 << QStringLiteral("262");
    QTest::newRow("neither") << 0 << QStringLiteral("256");
}

void TestUpdateItem::marksOfAnAnswer()
{
    QFETCH(int, verb);
    QFETCH(QString, icon);
    const QByteArray request = UpdateItem::request({}, {{{QStringLiteral("A"), {}}, {}, static_cast<LastVerb>(verb)}});
    const auto root = readTree(request);
    QVERIFY(root);
    const Element &updates
        = root->child("Body").child("UpdateItem").child("ItemChanges").child("ItemChange").child("Updates");
    QCOMPARE(updates.children.size(), std::size_t(2));
    QStringList said;
    for (const Element &field : updates.children)
        said << field.child("ExtendedFieldURI").attribute("PropertyTag")
             << field.child("Message").child("ExtendedProperty").childText("Value");
    QCOMPARE(said, (QStringList{QStringLiteral("0x1081"), QString::number(verb), QStringLiteral("0x1080"), icon}));
}

void TestUpdateItem::answersComeForEachItem()
{
    const QByteArray bytes = answer(
        "UpdateItem",
        good("UpdateItem",
             "<m:Items><t:Message><t:ItemId Id=\"A\" ChangeKey=\"2\"/></t:Message></m:Items>"
             "<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>")
            + bad("UpdateItem", "ErrorIrresolvableConflict", "<m:Items/>") + bad("UpdateItem", "ErrorItemNotFound"));
    for (const Arrival arrival : arrivals) {
        const auto items = read<UpdateItem>(bytes, arrival);
        QVERIFY2(items, why(items).constData());
        QCOMPARE(items->at(0)->changeKey, QStringLiteral("2"));
        QCOMPARE(items->at(1).error().remedy, Remedy::RefetchChangeKey);
        QCOMPARE(items->at(1).error().error.kind, liaison::ErrorKind::Conflict);
        QCOMPARE(items->at(2).error().remedy, Remedy::DropItem);
    }
}

void TestUpdateItem::moves()
{
    for (const RequestContext &context : allContexts()) {
        const QByteArray request = MoveItem::request(context, FolderRef::byId(QStringLiteral("F")),
                                                     {{QStringLiteral("A"), QStringLiteral("1")}});
        QVERIFY(request.contains("<m:ToFolderId><t:FolderId Id=\"F\"/></m:ToFolderId>"));
        QCOMPARE(request.contains("<m:ReturnNewItemIds>true<"), context.version >= ServerVersion::Exchange2010_SP1);
    }
    const QByteArray bytes = answer(
        "MoveItem",
        good("MoveItem", "<m:Items><t:Message><t:ItemId Id=\"new\" ChangeKey=\"1\"/></t:Message></m:Items>")
            + good("MoveItem", "<m:Items/>") + good("MoveItem", "") + bad("MoveItem", "ErrorToFolderNotFound"));
    for (const Arrival arrival : arrivals) {
        const auto items = read<MoveItem>(bytes, arrival);
        QVERIFY2(items, why(items).constData());
        QCOMPARE(items->at(0)->id, QStringLiteral("new"));
        QVERIFY(items->at(1)->isEmpty()); // 2007 and 2010 do not tell
        QVERIFY(items->at(2)->isEmpty());
        QCOMPARE(items->at(3).error().remedy, Remedy::FolderGone);
    }
}

LIAISON_TEST(TestUpdateItem)
#include "tst_update_item.moc"
