#include "core/ews/create_item.h"
#include "core/ews/find_item.h"
#include "core/ews/get_item.h"
#include "core/ews/move_item.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/update_item.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

#include <QDateTime>

using namespace liaison;
using namespace liaison::test;
using ews::FolderRef;

namespace {

FolderRef named(const char *name)
{
    return FolderRef::named(QLatin1String(name));
}

QByteArray ours(const QByteArray &to = "torben.claasen@terminal.nordhafen.example", const QByteArray &more = {})
{
    return "From: " + team.toUtf8() + "\r\nTo: " + to + "\r\n" + more
        + "Subject: question\r\nDate: Thu, 19 Nov 2026 08:00:00 +0000\r\nMessage-ID: <q1@nordhafen.example>\r\n\r\n"
          "What happened?\r\n";
}

} // namespace

/// What changes something in the demo's Exchange.
class TestExchangeWriting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sends_data() { addVersions(); }
    void sends();
    void sendsToOurselves();
    void refusesMail_data();
    void refusesMail();
    void unitsAnswer();
    void files_data() { addVersions(); }
    void files();
    void marks_data() { addVersions(); }
    void marks();
    void moves_data() { addVersions(); }
    void moves();

private:
    static std::vector<ews::Item> itemsIn(ExchangeWorld &world, const FolderRef &folder);
    static QList<demo::Handed> handedIn(ExchangeWorld &world);
};

std::vector<ews::Item> TestExchangeWriting::itemsIn(ExchangeWorld &world, const FolderRef &folder)
{
    const auto page = world.ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(world.context, {folder}));
    QList<ews::ItemId> ids;
    for (const ews::ItemChange &change : page ? page->changes : QList<ews::ItemChange>())
        ids << change.id;
    std::vector<ews::Item> items;
    if (ids.isEmpty())
        return items;
    auto got = world.ask<ews::GetItem>(ews::GetItem::request(world.context, ids, ews::ItemShape::Mime));
    for (auto &item : *got)
        items.push_back(item.value());
    return items;
}

QList<demo::Handed> TestExchangeWriting::handedIn(ExchangeWorld &world)
{
    QList<demo::Handed> all;
    world.office([&all](demo::PostOffice &office) { all = office.handedIn(); });
    return all;
}

void TestExchangeWriting::sends()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    ews::NewMail mail{ours()};
    mail.bcc = {QStringLiteral("hidden@x.example")};
    const auto sent = world.ask<ews::CreateItem>(ews::CreateItem::request(world.context, mail));
    QVERIFY2(sent, why(sent));
    QVERIFY(sent->isEmpty()); // no id of what was sent
    const QList<demo::Handed> handed = handedIn(world);
    QCOMPARE(handed.size(), 1);
    QCOMPARE(handed.first().sender, team);
    QCOMPARE(
        handed.first().recipients,
        (QStringList{QStringLiteral("torben.claasen@terminal.nordhafen.example"), QStringLiteral("hidden@x.example")}));
    QCOMPARE(handed.first().raw, ours());
    const auto copies = itemsIn(world, named("sentitems"));
    QCOMPARE(int(copies.size()), 1);
    QVERIFY(copies.front().read && !copies.front().draft);
    QVERIFY(copies.front().mime.endsWith(ours()) && copies.front().mime.contains("Bcc: hidden@x.example"));
    const auto found = world.ask<ews::FindItem>(
        ews::FindItem::request(world.context, {named("sentitems")}, QStringLiteral("<q1@nordhafen.example>")));
    QVERIFY2(found && found->at(0), why(found));
    QCOMPARE(found->at(0)->size(), 1);
    FITS_SCHEMA(world);
}

void TestExchangeWriting::sendsToOurselves()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    const auto sent = world.ask<ews::CreateItem>(
        ews::CreateItem::request(world.context, {ours(team.toUtf8(), "Bcc: secret@x.example\r\n")}));
    QVERIFY2(sent, why(sent));
    const auto arrived = itemsIn(world, named("inbox"));
    QCOMPARE(int(arrived.size()), 1);
    QVERIFY(!arrived.front().read && !arrived.front().mime.contains("secret"));
    QVERIFY(handedIn(world).first().recipients.contains(QStringLiteral("secret@x.example")));
}

void TestExchangeWriting::refusesMail_data()
{
    QTest::addColumn<QByteArray>("mail");
    QTest::addColumn<QString>("code");
    QTest::newRow("nobody to send to") << "From: " + team.toUtf8() + "\r\nSubject: x\r\n\r\nx\r\n"
                                       << QStringLiteral("ErrorInvalidRecipients");
    QTest::newRow("somebody else's name") << QByteArray("From: boss@nordhafen.example\r\nTo: a@x.example\r\n\r\nx\r\n")
                                          << QStringLiteral("ErrorSendAsDenied");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("ErrorMimeContentInvalid");
}

void TestExchangeWriting::refusesMail()
{
    QFETCH(QByteArray, mail);
    QFETCH(QString, code);
    ExchangeWorld world;
    START_EXCHANGE(world);
    const auto sent = world.ask<ews::CreateItem>(ews::CreateItem::request(world.context, {mail}));
    QVERIFY(!sent);
    QCOMPARE(sent.error().code, code);
    QVERIFY(handedIn(world).isEmpty() && itemsIn(world, named("sentitems")).empty());
    FITS_SCHEMA(world);
}

void TestExchangeWriting::unitsAnswer()
{
    const auto made = demo::World::load(QDateTime::currentMSecsSinceEpoch());
    QVERIFY(made);
    demo::DemoServer::Options options;
    options.world = *made;
    options.unitsAnswer = true;
    options.answerMs = 1;
    ExchangeWorld world(QStringLiteral("Exchange2019"), options);
    START_EXCHANGE(world);
    const QByteArray unit = made->units.first().people.first().address.toUtf8();
    const auto sent = world.ask<ews::CreateItem>(ews::CreateItem::request(world.context, {ours(unit)}));
    QVERIFY2(sent, why(sent));
    std::vector<ews::Item> arrived;
    QTRY_VERIFY_WITH_TIMEOUT((arrived = itemsIn(world, named("inbox")), !arrived.empty()), 60'000);
    QVERIFY(arrived.front().mime.contains("In-Reply-To: <q1@nordhafen.example>"));
}

void TestExchangeWriting::files()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    using Disposition = ews::NewMail::Disposition;
    const auto draft = world.ask<ews::CreateItem>(
        ews::CreateItem::request(world.context, {ours(), Disposition::SaveOnly, named("drafts"), {}, false}));
    QVERIFY2(draft, why(draft));
    QVERIFY(!draft->isEmpty());
    const auto filed = world.ask<ews::CreateItem>(
        ews::CreateItem::request(world.context, {ours(), Disposition::SaveOnly, named("inbox"), {}, true}));
    QVERIFY2(filed, why(filed));
    const auto late = world.ask<ews::CreateItem>(
        ews::CreateItem::request(world.context, {ours(), Disposition::SaveOnly, named("sentitems"), {}, true}));
    QVERIFY2(late, why(late));
    QVERIFY(handedIn(world).isEmpty());
    const auto drafts = itemsIn(world, named("drafts"));
    QCOMPARE(int(drafts.size()), 1);
    QVERIFY(drafts.front().draft);
    QCOMPARE(drafts.front().id.id, draft->id);
    const qint64 said = QDateTime::fromString(QStringLiteral("2026-11-19T08:00:00Z"), Qt::ISODate).toMSecsSinceEpoch();
    const auto inbox = itemsIn(world, named("inbox"));
    QVERIFY(!inbox.front().draft && inbox.front().read);
    QCOMPARE(*inbox.front().receivedAt, said);
    // In Sent Items the date is that of filing.
    QVERIFY(*itemsIn(world, named("sentitems")).front().receivedAt != said);
    FITS_SCHEMA(world);
}

void TestExchangeWriting::marks()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    world.drop(1);
    const ews::ItemId id = itemsIn(world, named("inbox")).front().id;
    const auto update = [&](const ews::ItemUpdate &one) {
        const auto done = world.ask<ews::UpdateItem>(ews::UpdateItem::request(world.context, {one}));
        return done && done->at(0) && done->at(0)->id == id.id && done->at(0)->changeKey != id.changeKey;
    };
    QVERIFY(update({id, true, ews::LastVerb::RepliedAll}));
    ews::Item item = itemsIn(world, named("inbox")).front();
    QVERIFY(item.read);
    QCOMPARE(item.lastVerb, ews::LastVerb::RepliedAll);
    // Other protocols see the same, and what they change is seen.
    bool answered = false;
    QVERIFY(world.office([&answered](demo::PostOffice &office) {
        demo::DemoMailbox *box = office.mailboxes().first();
        answered = box->folder(QStringLiteral("INBOX"))->mails.first().flags.contains("\\Answered");
        box->changeFlags(QStringLiteral("INBOX"), 1, demo::DemoMailbox::Change::Replace, {});
    }));
    QVERIFY(answered);
    item = itemsIn(world, named("inbox")).front();
    QVERIFY(!item.read);
    QCOMPARE(item.lastVerb, ews::LastVerb::None);
    QVERIFY(update({id, {}, ews::LastVerb::Forwarded}));
    QCOMPARE(itemsIn(world, named("inbox")).front().lastVerb, ews::LastVerb::Forwarded);
    const auto gone = world.ask<ews::UpdateItem>(
        ews::UpdateItem::request(world.context, {{{QStringLiteral("AAMk"), {}}, true, {}}}));
    QVERIFY(gone && !gone->at(0));
    QCOMPARE(gone->at(0).error().code, QStringLiteral("ErrorInvalidIdMalformed"));
    FITS_SCHEMA(world);
}

void TestExchangeWriting::moves()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    world.drop(1);
    const ews::Item before = itemsIn(world, named("inbox")).front();
    const auto moved
        = world.ask<ews::MoveItem>(ews::MoveItem::request(world.context, named("deleteditems"), {before.id}));
    QVERIFY2(moved && moved->at(0), why(moved));
    QVERIFY(itemsIn(world, named("inbox")).empty());
    const ews::Item after = itemsIn(world, named("deleteditems")).front();
    QVERIFY(after.id.id != before.id.id);
    QCOMPARE(after.mime, before.mime);
    const bool tells = ews::can(world.context.version, ews::Ability::NewIdsFromMove);
    QCOMPARE(moved->at(0)->id, tells ? after.id.id : QString());
    const auto again = world.ask<ews::MoveItem>(ews::MoveItem::request(world.context, named("drafts"), {before.id}));
    QVERIFY(again && !again->at(0));
    QCOMPARE(again->at(0).error().code, QStringLiteral("ErrorItemNotFound"));
    FITS_SCHEMA(world);
}

LIAISON_TEST(TestExchangeWriting)
#include "tst_exchange_writing.moc"
