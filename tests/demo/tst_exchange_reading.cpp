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
    void folders_data() { addVersions(); }
    void folders();
    void hierarchy();
    void foldersThatAreNot();
    void mails_data() { addVersions(); }
    void mails();
    void itemsThatAreNot();
    void attachments();
    void finds();
    void resolves();
};

void TestExchangeReading::folders()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
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
    START_EXCHANGE(world);
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
    START_EXCHANGE(world);
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

void TestExchangeReading::mails()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    world.drop(1);
    const QByteArray wild = mail(2) + QByteArray("\0\x01 bytes\r\n", 10);
    world.server()->deliver(wild, 1'000, {"\\Seen", "\\Answered"});
    const auto page = world.sync();
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
    QVERIFY2(items, why(items));
    const auto named = [&items](const char *subject) {
        return std::find_if(items->cbegin(), items->cend(),
                            [subject](const auto &item) { return item && item->mime.contains(subject); });
    };
    const auto first = named("Subject: n1");
    const auto second = named("Subject: n2");
    QVERIFY(first != items->cend() && second != items->cend());
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
    START_EXCHANGE(world);
    world.drop(1);
    world.drop(2);
    const auto page = world.sync();
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
    START_EXCHANGE(world);
    world.server()->deliver(
        "From: a@unit.example\r\nTo: x@y.example\r\nSubject: with\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n"
        "--b\r\nContent-Type: text/csv; name=\"l.csv\"\r\nContent-Disposition: attachment; "
        "filename=\"l.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxiCg==\r\n--b--\r\n",
        1'000);
    const auto page = world.sync();
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
    START_EXCHANGE(world);
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
    START_EXCHANGE(world);
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
