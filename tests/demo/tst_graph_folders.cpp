#include "graph_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

/// mailFolders: lists, well-known names and what changed among them.
class TestGraphFolders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lists();
    void pages();
    void knowsWellKnownNames_data();
    void knowsWellKnownNames();
    void showsWhatIsBelow();
    void tellsChanges();
    void tellsOfEachWhileTheyChange();
    void tokensAreForTheirMailbox();
};

void TestGraphFolders::lists()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 3);
    const GraphAnswer all = world.get(world.mine("/mailFolders"));
    QCOMPARE(all.status, 200);
    QVERIFY(all.header("Content-Type").startsWith("application/json; odata.metadata=minimal"));
    QVERIFY(all["@odata.context"].toString().contains(QLatin1String("$metadata#users('incident-response%40")));
    QCOMPARE(all.column("displayName"),
             (QStringList{QStringLiteral("Archive"), QStringLiteral("Deleted Items"), QStringLiteral("Drafts"),
                          QStringLiteral("Inbox"), QStringLiteral("Junk Email"), QStringLiteral("Outbox"),
                          QStringLiteral("Sent Items")}));
    const QJsonValue inbox = all.value().at(3);
    QCOMPARE(inbox[QStringLiteral("totalItemCount")].toInt(), 3);
    QCOMPARE(inbox[QStringLiteral("unreadItemCount")].toInt(), 3);
    const GraphAnswer hidden = world.get(world.mine("/mailFolders?includeHiddenFolders=true&$select=isHidden&$top=50"));
    QCOMPARE(hidden.value().size(), 8);
    QVERIFY(hidden.value().first().toObject().keys()
            == QStringList({QStringLiteral("id"), QStringLiteral("isHidden")}));
    FITS_DESCRIPTION(world);
}

void TestGraphFolders::pages()
{
    GraphWorld world;
    START_GRAPH(world);
    QStringList names;
    QByteArray target = world.mine("/mailFolders?$top=3&$select=displayName&$count=true");
    int pages = 0;
    while (!target.isEmpty()) {
        const GraphAnswer page = world.get(target);
        QCOMPARE(page.status, 200);
        QCOMPARE(page["@odata.count"].toInt(), 7);
        names += page.column("displayName");
        target = page.next();
        QVERIFY(++pages < 5);
    }
    QCOMPARE(pages, 3);
    QCOMPARE(names.size(), 7);
    QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), 7);
}

void TestGraphFolders::knowsWellKnownNames_data()
{
    QTest::addColumn<QString>("shown");
    QTest::newRow("inbox") << QStringLiteral("Inbox");
    QTest::newRow("drafts") << QStringLiteral("Drafts");
    QTest::newRow("sentitems") << QStringLiteral("Sent Items");
    QTest::newRow("SentItems") << QStringLiteral("Sent Items");
    QTest::newRow("deleteditems") << QStringLiteral("Deleted Items");
    QTest::newRow("junkemail") << QStringLiteral("Junk Email");
    QTest::newRow("outbox") << QStringLiteral("Outbox");
    QTest::newRow("archive") << QStringLiteral("Archive");
    QTest::newRow("msgfolderroot") << QStringLiteral("Top of Information Store");
}

void TestGraphFolders::knowsWellKnownNames()
{
    GraphWorld world;
    START_GRAPH(world);
    const GraphAnswer named = world.get(world.mine("/mailFolders/") + QTest::currentDataTag());
    QTEST(named["displayName"].toString(), "shown");
    // By its id, in both ways to write a key.
    for (const QByteArray &path :
         {"/mailFolders/" + named.id().toUtf8(), "/mailFolders('" + named.id().toUtf8() + "')"})
        QTEST(world.get(world.mine(path + "?$select=displayName"))["displayName"].toString(), "shown");
    FITS_DESCRIPTION(world);
}

void TestGraphFolders::showsWhatIsBelow()
{
    GraphWorld world;
    START_GRAPH(world);
    QVERIFY(world.office([](demo::PostOffice &office) {
        office.mailbox(soc)->createFolder(QStringLiteral("Cases"));
        office.mailbox(soc)->createFolder(QStringLiteral("Cases/2026"));
    }));
    const GraphAnswer top = world.get(world.mine("/mailFolders/msgfolderroot/childFolders?$top=20"));
    QCOMPARE(top.value().size(), 8);
    const QJsonValue cases = top.value().at(1);
    QCOMPARE(cases[QStringLiteral("displayName")].toString(), QStringLiteral("Cases"));
    QCOMPARE(cases[QStringLiteral("childFolderCount")].toInt(), 1);
    const QByteArray id = cases[QStringLiteral("id")].toString().toUtf8();
    const GraphAnswer below = world.get(world.mine("/mailFolders/" + id + "/childFolders"));
    QCOMPARE(below.column("displayName"), QStringList{QStringLiteral("2026")});
    QCOMPARE(below.column("parentFolderId").first().toUtf8(), id);
    FITS_DESCRIPTION(world);
}

void TestGraphFolders::tellsChanges()
{
    GraphWorld world;
    START_GRAPH(world);
    const auto make = [](demo::PostOffice &office) { office.mailbox(soc)->createFolder(QStringLiteral("Cases")); };
    QVERIFY(world.office(make));
    const GraphAnswer first = world.get(world.mine("/mailFolders/delta?$select=displayName,parentFolderId"));
    QCOMPARE(first.value().size(), 8);
    QCOMPARE(first.value().first()[QStringLiteral("@odata.type")].toString(),
             QStringLiteral("#microsoft.graph.mailFolder"));
    QVERIFY(first.delta().contains("$deltatoken="));
    QCOMPARE(world.get(first.delta()).value().size(), 0);
    QVERIFY(world.office([](demo::PostOffice &office) {
        demo::DemoMailbox *box = office.mailbox(soc);
        box->createFolder(QStringLiteral("Old"));
        box->renameFolder(QStringLiteral("Cases"), QStringLiteral("Closed cases"));
    }));
    const GraphAnswer second = world.get(first.delta());
    QCOMPARE(second.column("displayName"), (QStringList{QStringLiteral("Old"), QStringLiteral("Closed cases")}));
    QVERIFY(!second.value().first().toObject().contains(QStringLiteral("totalItemCount"))); // $select stays
    QVERIFY(world.office([](demo::PostOffice &office) { office.mailbox(soc)->removeFolder(QStringLiteral("Old")); }));
    const GraphAnswer third = world.get(second.delta());
    QCOMPARE(third.column("id"), QStringList{second.column("id").first()});
    QCOMPARE(third.value().first()[QStringLiteral("@removed")][QStringLiteral("reason")].toString(),
             QStringLiteral("deleted"));
    FITS_DESCRIPTION(world);
}

/// A folder that is renamed between two pages of the first round hides none of the others.
void TestGraphFolders::tellsOfEachWhileTheyChange()
{
    GraphWorld world;
    START_GRAPH(world);
    QVERIFY(world.office([](demo::PostOffice &office) {
        for (const char *name : {"A", "B", "C", "D"})
            office.mailbox(soc)->createFolder(QLatin1String(name));
    }));
    const GraphFields small{{"Prefer", "odata.maxpagesize=8"}};
    const GraphAnswer one = world.get(world.mine("/mailFolders/delta"), small);
    QCOMPARE(one.value().size(), 8);
    QCOMPARE(one.header("Preference-Applied"), QByteArray("odata.maxpagesize=8"));
    QVERIFY(one.next().contains("$skiptoken="));
    QVERIFY(world.office(
        [](demo::PostOffice &office) { office.mailbox(soc)->renameFolder(QStringLiteral("A"), QStringLiteral("Z")); }));
    const GraphAnswer two = world.get(one.next(), small);
    QStringList told = one.column("id") + two.column("id");
    QCOMPARE(QSet<QString>(told.cbegin(), told.cend()).size(), 11);
    QCOMPARE(world.get(two.delta()).column("displayName"), QStringList{QStringLiteral("Z")});
}

void TestGraphFolders::tokensAreForTheirMailbox()
{
    GraphWorld world;
    START_GRAPH(world);
    QByteArray link = world.get(world.mine("/mailFolders/delta")).delta();
    QCOMPARE(world.get(QByteArray(link).replace(soc.toUtf8(), colleague.toUtf8())).status, 400);
    QCOMPARE(world.get(link + 'x').status, 400);
    QVERIFY(world.graph([](demo::Graph &graph) { graph.expireDeltaTokens(); }));
    const GraphAnswer gone = world.get(link);
    QCOMPARE(gone.status, 410);
    QCOMPARE(gone.errorCode(), QStringLiteral("SyncStateNotFound"));
    FITS_DESCRIPTION(world);
}

LIAISON_TEST(TestGraphFolders)
#include "tst_graph_folders.moc"
