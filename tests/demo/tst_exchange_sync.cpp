#include "core/ews/get_item.h"
#include "core/ews/sync_folder_items.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

#include <QSet>

using namespace liaison;
using namespace liaison::test;
using ews::FolderRef;
using ews::ItemChange;

namespace {

const FolderRef inbox = FolderRef::named(QStringLiteral("inbox"));

} // namespace

/// SyncFolderItems of the demo's Exchange: pages, what changed, states.
class TestExchangeSync : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pagesOfAFirstSync_data() { addVersions(); }
    void pagesOfAFirstSync();
    void whatChangedSince();
    void mailThatComesDuringAFirstSync_data();
    void mailThatComesDuringAFirstSync();
    void statesThatAreNoGood();
};

void TestExchangeSync::pagesOfAFirstSync()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    for (int i = 1; i <= 7; ++i)
        world.drop(i);
    QStringList ids;
    QString state;
    QList<int> sizes;
    for (bool last = false; !last;) {
        const auto page = world.sync(state, 3);
        QVERIFY2(page, why(page));
        for (const ItemChange &change : page->changes) {
            QCOMPARE(change.kind, ItemChange::Kind::Upsert);
            QVERIFY(change.size > 0 && change.receivedAt);
            ids << change.id.id;
        }
        sizes << int(page->changes.size());
        state = page->syncState;
        last = page->last;
    }
    QCOMPARE(sizes, (QList<int>{3, 3, 1}));
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 7);
    QList<ews::ItemId> asked;
    for (const QString &id : std::as_const(ids))
        asked << ews::ItemId{id, {}};
    const auto items = world.ask<ews::GetItem>(ews::GetItem::request(world.context, asked, ews::ItemShape::Headers));
    QVERIFY2(items, why(items));
    const bool newestFirst = ews::can(world.context.version, ews::Ability::NewestFirst);
    QCOMPARE(items->front()->subject, newestFirst ? QStringLiteral("n7 & more") : QStringLiteral("n1 & more"));
    QCOMPARE(items->back()->subject, newestFirst ? QStringLiteral("n1 & more") : QStringLiteral("n7 & more"));
    const auto nothing = world.sync(state);
    QVERIFY2(nothing, why(nothing));
    QVERIFY(nothing->changes.isEmpty() && nothing->last);
    FITS_SCHEMA(world);
}

void TestExchangeSync::whatChangedSince()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    for (int i = 1; i <= 4; ++i)
        world.drop(i);
    const auto first = world.sync();
    QVERIFY2(first, why(first));
    QVERIFY(world.office([](demo::PostOffice &office) {
        demo::DemoMailbox *box = office.mailboxes().first();
        const QString path = QStringLiteral("INBOX");
        box->changeFlags(path, 1, demo::DemoMailbox::Change::Add, {"\\Seen"});
        box->changeFlags(path, 2, demo::DemoMailbox::Change::Add, {"\\Answered"});
        box->remove(path, {3});
    }));
    world.drop(5);
    QHash<ItemChange::Kind, int> kinds;
    QString state = first->syncState;
    int pages = 0;
    for (bool last = false; !last; ++pages) {
        const auto page = world.sync(state, 1); // one at a time
        QVERIFY2(page, why(page));
        QCOMPARE(page->changes.size(), 1);
        const ItemChange &change = page->changes.first();
        ++kinds[change.kind];
        QVERIFY(change.kind != ItemChange::Kind::ReadFlag || change.read);
        state = page->syncState;
        last = page->last;
    }
    QCOMPARE(pages, 4);
    QCOMPARE(kinds.value(ItemChange::Kind::ReadFlag), 1);
    QCOMPARE(kinds.value(ItemChange::Kind::Removed), 1);
    QCOMPARE(kinds.value(ItemChange::Kind::Upsert), 2);
    // The same state again tells the same again.
    const auto again = world.sync(first->syncState);
    QVERIFY(again && again->changes.size() == 4);
    // Ignored items are left out.
    ews::ItemsRequest request{inbox};
    request.syncState = first->syncState;
    request.ignore = {again->changes.first().id.id};
    const auto without = world.ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(world.context, request));
    QVERIFY(without && without->changes.size() == 3);
    FITS_SCHEMA(world);
}

void TestExchangeSync::mailThatComesDuringAFirstSync_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("newest first") << QStringLiteral("Exchange2019");
    QTest::newRow("oldest first") << QStringLiteral("Exchange2010");
}

void TestExchangeSync::mailThatComesDuringAFirstSync()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    for (int i = 1; i <= 4; ++i)
        world.drop(i);
    QStringList ids;
    QStringList gone;
    QString state;
    bool last = false;
    for (int n = 0; !last; ++n) {
        const auto page = world.sync(state, 2);
        QVERIFY2(page, why(page));
        for (const ItemChange &change : page->changes)
            (change.kind == ItemChange::Kind::Removed ? gone : ids) << change.id.id;
        state = page->syncState;
        last = page->last;
        if (n == 0) {
            world.drop(5);
            QVERIFY(world.office([](demo::PostOffice &office) {
                office.mailboxes().first()->remove(QStringLiteral("INBOX"), {2, 3});
            }));
        }
    }
    const auto rest = world.sync(state);
    QVERIFY2(rest, why(rest));
    for (const ItemChange &change : rest->changes)
        (change.kind == ItemChange::Kind::Removed ? gone : ids) << change.id.id;
    QSet<QString> left(ids.cbegin(), ids.cend());
    QCOMPARE(ids.size(), left.size()); // nothing twice
    left.subtract(QSet<QString>(gone.cbegin(), gone.cend()));
    QCOMPARE(left.size(), 3);
}

void TestExchangeSync::statesThatAreNoGood()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    world.drop(1);
    const auto first = world.sync();
    QVERIFY2(first, why(first));
    const auto refused = [&](const QString &state) {
        const auto page = world.sync(state);
        return !page && page.error().code == QLatin1String("ErrorInvalidSyncStateData")
            && page.error().remedy == ews::Remedy::RestartSync;
    };
    QVERIFY(refused(QStringLiteral("H4sIAAAA")));
    QString tampered = first->syncState;
    tampered[20] = tampered.at(20) == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
    QVERIFY(refused(tampered));
    // Of another folder.
    ews::ItemsRequest other{FolderRef::named(QStringLiteral("drafts"))};
    other.syncState = first->syncState;
    const auto page = world.ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(world.context, other));
    QVERIFY(!page && page.error().code == QLatin1String("ErrorInvalidSyncStateData"));
    QVERIFY(!refused(first->syncState));
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.expireSyncStates(); }));
    QVERIFY(refused(first->syncState));
    const auto anew = world.sync();
    QVERIFY2(anew, why(anew));
    QCOMPARE(anew->changes.first().id, first->changes.first().id);
    FITS_SCHEMA(world);
}

LIAISON_TEST(TestExchangeSync)
#include "tst_exchange_sync.moc"
