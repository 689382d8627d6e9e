#include "graph_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;

namespace {

const QByteArray delta = "/mailFolders/inbox/messages/delta";
const GraphFields fourAPage{{"Prefer", "odata.maxpagesize=4"}};

QStringList subjects(int from, int to)
{
    QStringList all;
    for (int i = from; from <= to ? i <= to : i >= to; i += from <= to ? 1 : -1)
        all << QStringLiteral("n%1").arg(i);
    return all;
}

QString reasonOf(const GraphAnswer &answer, qsizetype item)
{
    return answer.value().at(item)[QStringLiteral("@removed")][QStringLiteral("reason")].toString();
}

} // namespace

/// mailFolders/ID/messages/delta: pages, changes and ids.
class TestGraphDelta : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pagesTheNewestFirst();
    void tellsWhatHappenedBetweenPages();
    void tellsReadFlagsAlone();
    void tellsWhatCameAndWasReadBetweenPages();
    void tellsWhyMailsWent();
    void idsAreAsTheyAreWished();
    void keepsItsWishes();
    void anEmptyFolderEndsAtOnce();
    void statesExpire();
    void isQuickInLargeMailboxes();

private:
    static bool onInbox(GraphWorld &world, const std::function<void(demo::DemoMailbox &)> &work)
    {
        return world.office([work](demo::PostOffice &office) { work(*office.mailbox(soc)); });
    }
};

void TestGraphDelta::pagesTheNewestFirst()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 10);
    GraphAnswer page = world.get(world.mine(delta + "?$select=subject"), fourAPage);
    QCOMPARE(page.column("subject"), subjects(10, 7));
    QVERIFY(page.delta().isEmpty());
    QVERIFY2(page.next().contains("/mailFolders('"), page.next());
    QVERIFY(page.next().contains("/messages/delta?$skiptoken="));
    page = world.get(page.next()); // the size of pages is remembered
    QCOMPARE(page.column("subject"), subjects(6, 3));
    page = world.get(page.next());
    QCOMPARE(page.column("subject"), subjects(2, 1));
    QVERIFY(page.next().isEmpty());
    QVERIFY(page.delta().contains("/messages/delta?$deltatoken="));
    const GraphAnswer nothing = world.get(page.delta());
    QCOMPARE(nothing.value().size(), 0);
    QVERIFY(!nothing.delta().isEmpty());
    FITS_DESCRIPTION(world);
}

void TestGraphDelta::tellsWhatHappenedBetweenPages()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 10);
    GraphAnswer page = world.get(world.mine(delta + "?$select=subject"), fourAPage);
    // Three goes before its turn, eight is read after it, another comes.
    QVERIFY(onInbox(world, [](demo::DemoMailbox &box) {
        box.remove(QStringLiteral("INBOX"), {3});
        box.changeFlags(QStringLiteral("INBOX"), 8, demo::DemoMailbox::Change::Add, {"\\Seen"});
    }));
    world.drop(11, 11);
    QStringList told = page.column("subject");
    while (!page.next().isEmpty()) {
        page = world.get(page.next());
        told += page.column("subject");
    }
    QCOMPARE(told, subjects(10, 4) + subjects(2, 1));
    const GraphAnswer after = world.get(page.delta());
    QCOMPARE(after.value().size(), 3);
    QCOMPARE(reasonOf(after, 0), QStringLiteral("deleted"));
    QCOMPARE(after.value().at(1)[QStringLiteral("isRead")].toBool(), true);
    QCOMPARE(after.value().at(2)[QStringLiteral("subject")].toString(), QStringLiteral("n11"));
    FITS_DESCRIPTION(world);
}

void TestGraphDelta::tellsReadFlagsAlone()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 2);
    const QByteArray link = world.get(world.mine(delta)).delta();
    QCOMPARE(world.patch(world.mine("/messages/" + world.idOf(1)), R"({"isRead":true})").status, 200);
    const GraphAnswer read = world.get(link);
    QCOMPARE(read.column("id").join(QLatin1Char(' ')).toLatin1(), world.idOf(1));
    QVERIFY(!read.value().first().toObject().contains(QStringLiteral("subject")));
    QCOMPARE(world.patch(world.mine("/messages/" + world.idOf(2)), R"({"flag":{"flagStatus":"flagged"}})").status, 200);
    const GraphAnswer flagged = world.get(read.delta());
    QCOMPARE(flagged.column("subject"), QStringList{QStringLiteral("n2")});
    FITS_DESCRIPTION(world);
}

/// In a later round, too: who was never told of a mail can do nothing with its mark.
void TestGraphDelta::tellsWhatCameAndWasReadBetweenPages()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const QByteArray link = world.get(world.mine(delta + "?$select=subject,isRead")).delta();
    world.drop(2, 7);
    GraphAnswer page = world.get(link, fourAPage);
    QVERIFY(!page.next().isEmpty());
    QVERIFY(onInbox(world, [](demo::DemoMailbox &box) {
        box.changeFlags(QStringLiteral("INBOX"), 7, demo::DemoMailbox::Change::Add, {"\\Seen"});
    }));
    QStringList told = page.column("subject");
    while (!page.next().isEmpty()) {
        page = world.get(page.next());
        told += page.column("subject");
    }
    QVERIFY2(told.contains(QStringLiteral("n7")), qPrintable(told.join(QLatin1Char(' '))));
    FITS_DESCRIPTION(world);
}

void TestGraphDelta::tellsWhyMailsWent()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 2);
    const GraphAnswer first = world.get(world.mine(delta));
    QCOMPARE(world.send("DELETE", world.mine("/messages/" + world.idOf(1))).status, 204); // to the deleted items
    QVERIFY(onInbox(world, [](demo::DemoMailbox &box) { box.remove(QStringLiteral("INBOX"), {2}); }));
    const GraphAnswer gone = world.get(first.delta());
    QCOMPARE(gone.column("id"), (QStringList{first.column("id").at(1), first.column("id").at(0)}));
    QCOMPARE(reasonOf(gone, 0), QStringLiteral("changed"));
    QCOMPARE(reasonOf(gone, 1), QStringLiteral("deleted"));
    FITS_DESCRIPTION(world);
}

void TestGraphDelta::idsAreAsTheyAreWished()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 1);
    const GraphAnswer first = world.get(world.mine(delta), immutable());
    QCOMPARE(first.header("Preference-Applied"), QByteArray("IdType=\"ImmutableId\""));
    const QByteArray plain = world.idOf(1);
    const QByteArray fixed = first.column("id").first().toLatin1();
    QVERIFY(plain != fixed);
    const GraphAnswer moved
        = world.post(world.mine("/messages/" + plain + "/move"), R"({"destinationId":"archive"})", immutable());
    QCOMPARE(moved.status, 201);
    QCOMPARE(moved.id().toLatin1(), fixed);
    QVERIFY(world.idOf(1) != plain);
    QCOMPARE(world.get(world.mine("/messages/" + plain)).status, 404);
    QCOMPARE(world.get(world.mine("/messages/" + fixed)).status, 200);
    const GraphAnswer gone = world.get(first.delta(), immutable());
    QCOMPARE(gone.column("id").first().toLatin1(), fixed);
    QCOMPARE(reasonOf(gone, 0), QStringLiteral("changed"));
    const GraphAnswer archive = world.get(world.mine("/mailFolders/archive/messages/delta"), immutable());
    QCOMPARE(archive.column("id").first().toLatin1(), fixed);
    FITS_DESCRIPTION(world);
}

void TestGraphDelta::keepsItsWishes()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 5); // a second apart, up to 1780000005
    const QByteArray filter
        = QByteArray("receivedDateTime ge 2026-05-28T20:26:44Z").toPercentEncoding(); // the fourth one's
    const GraphAnswer late = world.get(
        world.mine(delta + "?$select=subject,receivedDateTime&$filter=" + filter + "&$orderby=receivedDateTime%20desc"),
        fourAPage);
    QCOMPARE(late.column("subject"), subjects(5, 4));
    const QByteArray created = world.get(world.mine(delta + "?changeType=created&$select=subject")).delta();
    world.drop(6, 6);
    QCOMPARE(world.send("DELETE", world.mine("/messages/" + world.idOf(1))).status, 204);
    QCOMPARE(world.get(created).column("subject"), QStringList{QStringLiteral("n6")});
    QCOMPARE(world.get(world.mine(delta + "?$filter=isRead%20eq%20true")).status, 400);
    QCOMPARE(world.get(world.mine(delta + "?$select=colour")).status, 400);
    QCOMPARE(world.get(world.mine(delta + "?$expand=singleValueExtendedProperties")).status, 500);
}

void TestGraphDelta::anEmptyFolderEndsAtOnce()
{
    GraphWorld world;
    START_GRAPH(world);
    for (const char *folder : {"outbox", "archive"}) {
        const GraphAnswer none = world.get(world.mine(QByteArray("/mailFolders/") + folder + "/messages/delta"));
        QCOMPARE(none.value().size(), 0);
        QCOMPARE(world.get(none.delta()).status, 200);
    }
    FITS_DESCRIPTION(world);
}

void TestGraphDelta::statesExpire()
{
    GraphWorld world;
    START_GRAPH(world);
    world.drop(1, 6);
    const GraphAnswer first = world.get(world.mine(delta), fourAPage);
    QVERIFY(world.graph([](demo::Graph &graph) { graph.expireDeltaTokens(); }));
    const GraphAnswer gone = world.get(first.next());
    QCOMPARE(gone.status, 410);
    QCOMPARE(gone.errorCode(), QStringLiteral("SyncStateNotFound"));
    QCOMPARE(world.get(first.next() + "AA").status, 400);
    const QByteArray other = QByteArray(first.next()).replace("/mailFolders('", "/mailFolders/archive/x('");
    QCOMPARE(world.get(other).status, 400);
    FITS_DESCRIPTION(world);
}

/// Each page costs what it holds, wherever it begins; the whole of it is read to show that none is told twice.
void TestGraphDelta::isQuickInLargeMailboxes()
{
    GraphWorld world;
    START_GRAPH(world);
    constexpr int mails = 50'000;
    world.drop(1, mails);
    const GraphFields large{{"Prefer", "odata.maxpagesize=1000"}};
    GraphAnswer page = world.get(world.mine(delta + "?$select=id"), large);
    QSet<QString> told;
    int pages = 1;
    for (;; ++pages) {
        const QStringList ids = page.column("id");
        told.unite(QSet<QString>(ids.cbegin(), ids.cend()));
        if (page.next().isEmpty())
            break;
        page = world.get(page.next(), large);
        QCOMPARE(page.status, 200);
    }
    QCOMPARE(pages, mails / 1'000);
    QCOMPARE(told.size(), mails);
    const QByteArray id = world.idOf(mails / 2);
    QVERIFY(world.get(world.mine("/messages/" + id + "/$value")).body.contains("Subject: n25000"));
}

LIAISON_TEST(TestGraphDelta)
#include "tst_graph_delta.moc"
