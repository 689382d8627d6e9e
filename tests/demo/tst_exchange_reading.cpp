#include "core/ews/find_item.h"
#include "core/ews/get_attachment.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_item.h"
#include "core/ews/resolve_names.h"
#include "core/ews/sync_folder_hierarchy.h"
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

/// What can be read from the demo's Exchange, asked by the machines of core/ews.
class TestExchangeReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void folders_data() { versions(); }
    void folders();
    void hierarchy();
    void foldersThatAreNot();
    void pagesOfAFirstSync_data() { versions(); }
    void pagesOfAFirstSync();
    void whatChangedSince();
    void mailThatComesDuringAFirstSync_data();
    void mailThatComesDuringAFirstSync();
    void statesThatAreNoGood();
    void mails_data() { versions(); }
    void mails();
    void itemsThatAreNot();
    void attachments();
    void finds();
    void resolves();

private:
    static void versions();
    static ews::Answer<ews::ItemsPage> sync(ExchangeWorld &world, const QString &state = {}, int most = 512);
};

void TestExchangeReading::versions()
{
    QTest::addColumn<QString>("version");
    for (const QString &name : demo::exchangeVersionNames())
        QTest::newRow(qPrintable(name)) << name;
}

ews::Answer<ews::ItemsPage> TestExchangeReading::sync(ExchangeWorld &world, const QString &state, int most)
{
    ews::ItemsRequest request{inbox};
    request.syncState = state;
    request.maxChanges = most;
    return world.ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(world.context, request));
}

#define START(world)                                                                                                   \
    const QByteArray failure = (world).start();                                                                        \
    QVERIFY2(failure.isEmpty(), failure)
#define FITS_SCHEMA(world)                                                                                             \
    const QByteArray faults = (world).schemaFaults();                                                                  \
    QVERIFY2(faults.isEmpty(), faults)

void TestExchangeReading::folders()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START(world);
    world.drop(1);
    QList<FolderRef> refs;
    for (const QString &name : ews::GetFolder::mailEveryoneHas())
        refs << FolderRef::named(name);
    refs << FolderRef::named(QStringLiteral("msgfolderroot")) << FolderRef::named(QStringLiteral("calendar"));
    const auto found = world.ask<ews::GetFolder>(ews::GetFolder::request(world.context, refs));
    QVERIFY2(found, why(found));
    QCOMPARE(int(found->size()), refs.size());
    const auto folder = [&](std::size_t i) { return found->at(i).value(); };
    QCOMPARE(folder(0).displayName, QStringLiteral("Inbox"));
    QCOMPARE(folder(0).total, 1);
    QCOMPARE(folder(0).unread, 1);
    QVERIFY(folder(0).holdsMail() && folder(0).rights.createContents);
    QCOMPARE(folder(0).parentId, folder(6).id);
    QCOMPARE(folder(6).childFolders, 11);
    QVERIFY(!folder(7).holdsMail());
    const bool named = ews::can(world.context.version, ews::Ability::DistinguishedFolderId);
    QCOMPARE(folder(0).distinguished, named ? QStringLiteral("inbox") : QString());
    // What an id names is the same folder.
    const auto again
        = world.ask<ews::GetFolder>(ews::GetFolder::request(world.context, {FolderRef::byId(folder(1).id)}));
    QVERIFY2(again && again->at(0), why(again));
    QCOMPARE(again->at(0)->displayName, QStringLiteral("Sent Items"));
    FITS_SCHEMA(world);
}

void TestExchangeReading::hierarchy()
{
    ExchangeWorld world;
    START(world);
    const FolderRef root = FolderRef::named(QStringLiteral("msgfolderroot"));
    const auto first = world.ask<ews::SyncFolderHierarchy>(ews::SyncFolderHierarchy::request(world.context, root, {}));
    QVERIFY2(first, why(first));
    QVERIFY(first->last);
    QCOMPARE(first->changed.size(), 11);
    QVERIFY(world.office(
        [](demo::PostOffice &office) { office.mailboxes().first()->createFolder(QStringLiteral("Archive/Older")); }));
    const auto next
        = world.ask<ews::SyncFolderHierarchy>(ews::SyncFolderHierarchy::request(world.context, root, first->syncState));
    QVERIFY2(next, why(next));
    QCOMPARE(next->changed.size(), 1);
    QCOMPARE(next->changed.first().displayName, QStringLiteral("Older"));
    const auto archive = std::find_if(first->changed.cbegin(), first->changed.cend(), [](const ews::Folder &folder) {
        return folder.displayName == QLatin1String("Archive");
    });
    QVERIFY(archive != first->changed.cend());
    QCOMPARE(next->changed.first().parentId, archive->id);
    FITS_SCHEMA(world);
}

void TestExchangeReading::foldersThatAreNot()
{
    ExchangeWorld world;
    START(world);
    const auto code = [&](const FolderRef &ref) {
        const auto found = world.ask<ews::GetFolder>(ews::GetFolder::request(world.context, {ref}));
        return found ? (found->at(0) ? QString() : found->at(0).error().code) : found.error().code;
    };
    QCOMPARE(code(FolderRef::byId(QStringLiteral("x"))), QStringLiteral("ErrorInvalidIdMalformed"));
    QCOMPARE(code(FolderRef::named(QStringLiteral("syncissues"))), QStringLiteral("ErrorFolderNotFound"));
    QCOMPARE(code(FolderRef::named(QStringLiteral("nosuchfolder"))), QStringLiteral("ErrorSchemaValidation"));
    QCOMPARE(code(FolderRef::named(QStringLiteral("inbox"), QStringLiteral("who@x.example"))),
             QStringLiteral("ErrorNonExistentMailbox"));
    const auto known = world.ask<ews::GetFolder>(ews::GetFolder::request(world.context, {inbox}));
    QVERIFY(known && known->at(0));
    // Ids know the case of their letters.
    const QString id = known->at(0)->id;
    QCOMPARE(code(FolderRef::byId(id)), QString());
    QCOMPARE(code(FolderRef::byId(id.toLower())), QStringLiteral("ErrorInvalidIdMalformed"));
}

void TestExchangeReading::pagesOfAFirstSync()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START(world);
    for (int i = 1; i <= 7; ++i)
        world.drop(i);
    QStringList ids;
    QString state;
    QList<int> sizes;
    for (bool last = false; !last;) {
        const auto page = sync(world, state, 3);
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
    const auto nothing = sync(world, state);
    QVERIFY2(nothing, why(nothing));
    QVERIFY(nothing->changes.isEmpty() && nothing->last);
    FITS_SCHEMA(world);
}

void TestExchangeReading::whatChangedSince()
{
    ExchangeWorld world;
    START(world);
    for (int i = 1; i <= 4; ++i)
        world.drop(i);
    const auto first = sync(world);
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
        const auto page = sync(world, state, 1); // one at a time
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
    const auto again = sync(world, first->syncState);
    QVERIFY(again && again->changes.size() == 4);
    // Ignored items are left out.
    ews::ItemsRequest request{inbox};
    request.syncState = first->syncState;
    request.ignore = {again->changes.first().id.id};
    const auto without = world.ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(world.context, request));
    QVERIFY(without && without->changes.size() == 3);
    FITS_SCHEMA(world);
}

void TestExchangeReading::mailThatComesDuringAFirstSync_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("newest first") << QStringLiteral("Exchange2019");
    QTest::newRow("oldest first") << QStringLiteral("Exchange2010");
}

void TestExchangeReading::mailThatComesDuringAFirstSync()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START(world);
    for (int i = 1; i <= 4; ++i)
        world.drop(i);
    QStringList ids;
    QStringList gone;
    QString state;
    bool last = false;
    for (int n = 0; !last; ++n) {
        const auto page = sync(world, state, 2);
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
    const auto rest = sync(world, state);
    QVERIFY2(rest, why(rest));
    for (const ItemChange &change : rest->changes)
        (change.kind == ItemChange::Kind::Removed ? gone : ids) << change.id.id;
    QSet<QString> left(ids.cbegin(), ids.cend());
    QCOMPARE(ids.size(), left.size()); // nothing twice
    left.subtract(QSet<QString>(gone.cbegin(), gone.cend()));
    QCOMPARE(left.size(), 3);
}

void TestExchangeReading::statesThatAreNoGood()
{
    ExchangeWorld world;
    START(world);
    world.drop(1);
    const auto first = sync(world);
    QVERIFY2(first, why(first));
    const auto refused = [&](const QString &state) {
        const auto page = sync(world, state);
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
    const auto anew = sync(world);
    QVERIFY2(anew, why(anew));
    QCOMPARE(anew->changes.first().id, first->changes.first().id);
    FITS_SCHEMA(world);
}

void TestExchangeReading::mails()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START(world);
    world.drop(1);
    const QByteArray wild = mail(2) + QByteArray("\0\x01 bytes\r\n", 10);
    world.server()->deliver(wild, 1'000, {"\\Seen", "\\Answered"});
    const auto page = sync(world);
    QVERIFY2(page, why(page));
    QList<ews::ItemId> ids;
    for (const ItemChange &change : page->changes)
        ids << change.id;
    for (const ews::ItemShape shape :
         {ews::ItemShape::IdOnly, ews::ItemShape::AnyItem, ews::ItemShape::Mime, ews::ItemShape::Properties}) {
        const auto items = world.ask<ews::GetItem>(ews::GetItem::request(world.context, ids, shape));
        QVERIFY2(items, why(items));
        for (const auto &item : *items)
            QVERIFY2(item, why(item));
    }
    const auto items = world.ask<ews::GetItem>(ews::GetItem::request(world.context, ids, ews::ItemShape::Mime));
    const auto first = std::find_if(items->cbegin(), items->cend(),
                                    [](const auto &item) { return item->subject.startsWith(QLatin1String("n1")); });
    const auto second = std::find_if(items->cbegin(), items->cend(),
                                     [](const auto &item) { return item->subject.startsWith(QLatin1String("n2")); });
    QCOMPARE((*first)->mime, mail(1));
    QCOMPARE((*second)->mime, wild);
    QVERIFY(!(*first)->read && (*second)->read);
    QCOMPARE((*second)->lastVerb, ews::LastVerb::Replied);
    QCOMPARE(*(*second)->receivedAt, 1'000);
    QCOMPARE(*(*first)->sentAt,
             QDateTime::fromString(QStringLiteral("2026-11-20T09:00:00Z"), Qt::ISODate).toMSecsSinceEpoch());
    const auto headers = world.ask<ews::GetItem>(ews::GetItem::request(world.context, ids, ews::ItemShape::Headers));
    QVERIFY2(headers, why(headers));
    QCOMPARE(headers->front()->from.first().name, QString::fromUtf8("Jörg"));
    QCOMPARE(headers->front()->from.first().address, QStringLiteral("a@unit.example"));
    QCOMPARE(headers->front()->to.first().address, team);
    QVERIFY(headers->front()->messageId.startsWith(QLatin1String("<n")));
    QCOMPARE(headers->front()->conversationId.isEmpty(), version == QLatin1String("Exchange2007_SP1"));
    FITS_SCHEMA(world);
}

void TestExchangeReading::itemsThatAreNot()
{
    ExchangeWorld world;
    START(world);
    world.drop(1);
    world.drop(2);
    const auto page = sync(world);
    QVERIFY2(page, why(page));
    const ews::ItemId gone = page->changes.at(0).id;
    const ews::ItemId there = page->changes.at(1).id;
    QVERIFY(world.office(
        [](demo::PostOffice &office) { office.mailboxes().first()->remove(QStringLiteral("INBOX"), {2}); }));
    const auto items = world.ask<ews::GetItem>(ews::GetItem::request(
        world.context, {gone, {QStringLiteral("AAMk"), {}}, there, {page->syncState, {}}}, ews::ItemShape::Mime));
    QVERIFY2(items, why(items));
    QCOMPARE(int(items->size()), 4);
    QCOMPARE(items->at(0).error().code, QStringLiteral("ErrorItemNotFound"));
    QCOMPARE(items->at(1).error().code, QStringLiteral("ErrorInvalidIdMalformed"));
    QVERIFY2(items->at(2), why(items->at(2)));
    QCOMPARE(items->at(3).error().code, QStringLiteral("ErrorInvalidIdMalformed"));
    FITS_SCHEMA(world);
}

void TestExchangeReading::attachments()
{
    ExchangeWorld world;
    START(world);
    world.server()->deliver(
        "From: a@unit.example\r\nTo: x@y.example\r\nSubject: with\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n"
        "--b\r\nContent-Type: text/csv; name=\"l.csv\"\r\nContent-Disposition: attachment; "
        "filename=\"l.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxiCg==\r\n--b--\r\n",
        1'000);
    const auto page = sync(world);
    QVERIFY2(page, why(page));
    const auto items = world.ask<ews::GetItem>(
        ews::GetItem::request(world.context, {page->changes.first().id}, ews::ItemShape::Properties));
    QVERIFY2(items && items->at(0), why(items));
    QVERIFY(items->at(0)->hasAttachments);
    QCOMPARE(items->at(0)->attachments.size(), 1);
    QCOMPARE(items->at(0)->attachments.first().name, QStringLiteral("l.csv"));
    QVERIFY(items->at(0)->body.contains(QLatin1String("Hi")));
    const auto fetched = world.ask<ews::GetAttachment>(
        ews::GetAttachment::request(world.context, {items->at(0)->attachments.first().id, QStringLiteral("nonsense")}));
    QVERIFY2(fetched, why(fetched));
    QVERIFY2(fetched->at(0), why(fetched->at(0)));
    QCOMPARE(fetched->at(0)->content, QByteArray("a,b\n"));
    QCOMPARE(fetched->at(1).error().code, QStringLiteral("ErrorInvalidAttachmentId"));
    FITS_SCHEMA(world);
}

void TestExchangeReading::finds()
{
    ExchangeWorld world;
    START(world);
    for (int i = 1; i <= 3; ++i)
        world.drop(i);
    const FolderRef sent = FolderRef::named(QStringLiteral("sentitems"));
    const auto found = world.ask<ews::FindItem>(
        ews::FindItem::request(world.context, {inbox, sent}, QStringLiteral("<n2@unit.example>")));
    QVERIFY2(found, why(found));
    QCOMPARE(found->at(0)->size(), 1);
    QCOMPARE(found->at(0)->first().messageId, QStringLiteral("<n2@unit.example>"));
    QVERIFY(found->at(1) && found->at(1)->isEmpty());
    FITS_SCHEMA(world);
}

void TestExchangeReading::resolves()
{
    demo::DemoServer::Options options;
    options.exchange.directory = {{QStringLiteral("Mara Jensen"), QStringLiteral("mara@nordhafen.example")},
                                  {QStringLiteral("Malte Vogt"), QStringLiteral("malte@nordhafen.example")},
                                  {QStringLiteral("Ada Ma"), QStringLiteral("ada@nordhafen.example")}};
    ExchangeWorld world(QStringLiteral("Exchange2019"), options);
    START(world);
    const auto matches = [&](const char *entry) {
        const auto found
            = world.ask<ews::ResolveNames>(ews::ResolveNames::request(world.context, QLatin1String(entry)));
        return found ? found->matches.size() : -1;
    };
    QCOMPARE(matches("ma"), 3);
    QCOMPARE(matches("jens"), 1);
    QCOMPARE(matches("nobody"), 0);
    FITS_SCHEMA(world);
}

LIAISON_TEST(TestExchangeReading)
#include "tst_exchange_reading.moc"
