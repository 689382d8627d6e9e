#include "core/ews/get_folder.h"
#include "core/ews/sync_folder_hierarchy.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison::ews;
using namespace liaison::ews::test;

/// GetFolder and SyncFolderHierarchy.
class TestGetFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRequestAsksWhatTheVersionKnows();
    void delegatesAndImpersonationAreNamed();
    void foldersAreRead();
    void eachFolderHasItsOwnError();
    void hierarchyRequests();
    void hierarchyPagesAreRead();
    void aPageWithoutStateIsNoPage();
};

void TestGetFolder::aRequestAsksWhatTheVersionKnows()
{
    for (const RequestContext &context : allContexts()) {
        const QByteArray smallest
            = GetFolder::request(context, {FolderRef::named(QStringLiteral("inbox"))}, FolderShape::IdOnly);
        QVERIFY(
            smallest.contains("<t:RequestServerVersion Version=\"" + requestName(context.version).toUtf8() + "\"/>"));
        QVERIFY(smallest.contains("<t:DistinguishedFolderId Id=\"inbox\"/>"));
        QVERIFY(!smallest.contains("AdditionalProperties"));
        const QByteArray full = GetFolder::request(context, {FolderRef::byId(QStringLiteral("A<b"))});
        QVERIFY(full.contains("<t:FolderId Id=\"A&lt;b\"/>"));
        QVERIFY(full.contains("PropertyTag=\"0x10F4\" PropertyType=\"Boolean\""));
        QCOMPARE(full.contains("folder:DistinguishedFolderId"), context.version >= ServerVersion::Exchange2013);
    }
}

void TestGetFolder::delegatesAndImpersonationAreNamed()
{
    RequestContext context{ServerVersion::Exchange2013, QStringLiteral("soc&ir@corp.example")};
    const QByteArray request = GetFolder::request(
        context, {FolderRef::named(QStringLiteral("inbox"), QStringLiteral("shared@corp.example"))});
    QVERIFY(
        request.contains("<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>soc&amp;ir@corp.example"));
    QVERIFY(request.contains("<t:DistinguishedFolderId Id=\"inbox\"><t:Mailbox><t:EmailAddress>shared@corp.example"));
    context.impersonate.clear();
    QVERIFY(!GetFolder::request(context, {FolderRef::byId(QStringLiteral("x"))}).contains("Impersonation"));
    // What XML forbids does not leave us, in attributes or text.
    const QString wrong = QString::fromUtf8("a\x01") + QChar(0xd800) + QChar(0xffff);
    const QByteArray safe = GetFolder::request({ServerVersion::Exchange2010, wrong}, {FolderRef::byId(wrong)});
    QCOMPARE(safe.count("a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"), 2);
}

void TestGetFolder::foldersAreRead()
{
    const QByteArray bytes = answer(
        "GetFolder",
        good("GetFolder",
             R"(<m:Folders><t:Folder><t:FolderId Id="AAMk/+=" ChangeKey="AQ"/><t:ParentFolderId Id="P"/>)"
             R"(<t:FolderClass>IPF.Note.Custom</t:FolderClass><t:DisplayName>Büro &amp; mehr&#xB;</t:DisplayName>)"
             R"(<t:TotalCount>1200</t:TotalCount><t:ChildFolderCount>2</t:ChildFolderCount><t:ExtendedProperty>)"
             R"(<t:ExtendedFieldURI PropertyTag="0x10f4" PropertyType="Boolean"/><t:Value>false</t:Value>)"
             R"(</t:ExtendedProperty><t:EffectiveRights><t:CreateContents>true</t:CreateContents><t:Delete>false)"
             R"(</t:Delete><t:Read>true</t:Read></t:EffectiveRights><t:UnreadCount>7</t:UnreadCount>)"
             R"(<t:DistinguishedFolderId>inbox</t:DistinguishedFolderId></t:Folder></m:Folders>)")
            + good("GetFolder",
                   R"(<m:Folders><t:CalendarFolder><t:FolderId Id="C"/><t:FolderClass>IPF.Appointment)"
                   R"(</t:FolderClass></t:CalendarFolder></m:Folders>)")
            + good("GetFolder",
                   R"(<m:Folders><t:Folder><t:FolderId Id="H"/><t:ExtendedProperty><t:ExtendedFieldURI )"
                   R"(PropertyTag="0x10F4" PropertyType="Boolean"/><t:Value>true</t:Value>)"
                   R"(</t:ExtendedProperty></t:Folder></m:Folders>)"));
    for (const Arrival arrival : arrivals) {
        const auto folders = read<GetFolder>(bytes, arrival);
        QVERIFY2(folders, why(folders).constData());
        const Folder first = *folders->at(0);
        QCOMPARE(first.id, QStringLiteral("AAMk/+="));
        QCOMPARE(first.changeKey, QStringLiteral("AQ"));
        QCOMPARE(first.parentId, QStringLiteral("P"));
        QCOMPARE(first.displayName, QStringLiteral("Büro & mehr\uFFFD"));
        QCOMPARE(first.total, 1200);
        QCOMPARE(first.unread, 7);
        QCOMPARE(first.childFolders, 2);
        QCOMPARE(first.distinguished, QStringLiteral("inbox"));
        QVERIFY(first.holdsMail());
        QVERIFY(first.rights.known && first.rights.createContents && first.rights.read && !first.rights.remove);
        QVERIFY(!folders->at(1)->holdsMail());
        QCOMPARE(folders->at(1)->unread, -1);
        QVERIFY(!folders->at(1)->rights.known);
        QVERIFY(folders->at(2)->hidden && !folders->at(2)->holdsMail());
    }
}

void TestGetFolder::eachFolderHasItsOwnError()
{
    const QByteArray bytes
        = answer("GetFolder",
                 bad("GetFolder", "ErrorFolderNotFound", "<m:Folders/>")
                     + good("GetFolder", "<m:Folders><t:Folder><t:FolderId Id=\"B\"/></t:Folder></m:Folders>")
                     + good("GetFolder", "<m:Folders/>"));
    for (const Arrival arrival : arrivals) {
        const auto folders = read<GetFolder>(bytes, arrival);
        QVERIFY(folders);
        QCOMPARE(folders->size(), std::size_t(3));
        QCOMPARE(folders->at(0).error().remedy, Remedy::FolderGone);
        QCOMPARE(folders->at(0).error().error.kind, liaison::ErrorKind::FolderMissing);
        QCOMPARE(folders->at(1)->id, QStringLiteral("B"));
        QVERIFY(!folders->at(2));
    }
}

void TestGetFolder::hierarchyRequests()
{
    const FolderRef root = FolderRef::named(QStringLiteral("msgfolderroot"));
    for (const RequestContext &context : allContexts()) {
        const QByteArray first = SyncFolderHierarchy::request(context, root, {});
        QVERIFY(first.contains("<m:SyncFolderId><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:SyncFolderId>"));
        QVERIFY(!first.contains("SyncState"));
        QVERIFY(SyncFolderHierarchy::request(context, root, QStringLiteral("H4s+"))
                    .contains("<m:SyncState>H4s+</m:SyncState>"));
    }
}

void TestGetFolder::hierarchyPagesAreRead()
{
    const QByteArray page
        = R"(<m:SyncState>H4sIAAA=</m:SyncState><m:IncludesLastFolderInRange>false)"
          R"(</m:IncludesLastFolderInRange><m:Changes><t:Create><t:Folder><t:FolderId Id="N"/>)"
          R"(<t:DisplayName>New</t:DisplayName></t:Folder></t:Create><t:Update><t:SearchFolder>)"
          R"(<t:FolderId Id="S"/></t:SearchFolder></t:Update><t:Delete><t:FolderId Id="D"/></t:Delete>)"
          R"(<t:Create/><t:Delete/></m:Changes>)";
    for (const Arrival arrival : arrivals) {
        const auto result
            = read<SyncFolderHierarchy>(answer("SyncFolderHierarchy", good("SyncFolderHierarchy", page)), arrival);
        QVERIFY2(result, why(result).constData());
        QCOMPARE(result->syncState, QStringLiteral("H4sIAAA="));
        QVERIFY(!result->last);
        QCOMPARE(result->changed.size(), 2);
        QCOMPARE(result->changed.at(0).displayName, QStringLiteral("New"));
        QVERIFY(result->changed.at(1).isSearch);
        QCOMPARE(result->removed, QStringList{QStringLiteral("D")});
    }
}

void TestGetFolder::aPageWithoutStateIsNoPage()
{
    const auto lacking = read<SyncFolderHierarchy>(
        answer("SyncFolderHierarchy", good("SyncFolderHierarchy", "<m:Changes/>")), Arrival::Whole);
    QVERIFY(!lacking);
    const auto invalid = read<SyncFolderHierarchy>(
        answer("SyncFolderHierarchy", bad("SyncFolderHierarchy", "ErrorInvalidSyncStateData")), Arrival::Whole);
    QCOMPARE(invalid.error().remedy, Remedy::RestartSync);
}

LIAISON_TEST(TestGetFolder)
#include "tst_get_folder.moc"
