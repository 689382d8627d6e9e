#include "app/demo/exchange_subscriptions.h"
#include "core/ews/get_events.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_streaming_events.h"
#include "core/ews/move_item.h"
#include "core/ews/subscribe.h"
#include "core/ews/sync_folder_items.h"
#include "core/ews/unsubscribe.h"
#include "exchange_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using ews::FolderRef;
using ews::MailboxEvent;

namespace {

const FolderRef inbox = FolderRef::named(QStringLiteral("inbox"));

QSet<MailboxEvent::Kind> kindsOf(const QList<MailboxEvent> &events)
{
    QSet<MailboxEvent::Kind> kinds;
    for (const MailboxEvent &event : events)
        kinds.insert(event.kind);
    return kinds;
}

} // namespace

/// Pull and streaming subscriptions to the demo's Exchange.
class TestExchangeNotifications : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pulls_data() { addVersions(); }
    void pulls();
    void pullsThatAreNoGood();
    void streams();
    void streamsEnd();
    void streamsOfLostSubscriptions();
    void tellsOfMoves();
};

void TestExchangeNotifications::pulls()
{
    QFETCH(QString, version);
    ExchangeWorld world(version);
    START_EXCHANGE(world);
    const auto made = world.ask<ews::Subscribe>(ews::Subscribe::pull(world.context, {inbox}, 10));
    QVERIFY2(made, why(made));
    QVERIFY(!made->id.isEmpty() && !made->watermark.isEmpty());
    const auto events = [&](const QString &watermark) {
        return world.ask<ews::GetEvents>(ews::GetEvents::request(world.context, made->id, watermark));
    };
    const auto nothing = events(made->watermark);
    QVERIFY2(nothing, why(nothing));
    QCOMPARE(kindsOf(nothing->events), QSet{MailboxEvent::Kind::Status});
    world.drop(1);
    const auto news = events(nothing->watermark);
    QVERIFY2(news, why(news));
    QCOMPARE(kindsOf(news->events), (QSet{MailboxEvent::Kind::NewMail, MailboxEvent::Kind::Created}));
    QCOMPARE(news->folders().size(), 1);
    // Until the next watermark is shown, the same is told again.
    QCOMPARE(events(nothing->watermark)->events.size(), 2);
    QVERIFY(world.office([](demo::PostOffice &office) {
        demo::DemoMailbox *box = office.mailboxes().first();
        box->changeFlags(QStringLiteral("INBOX"), 1, demo::DemoMailbox::Change::Add, {"\\Seen"});
        box->append(QStringLiteral("Drafts"), mail(2), 0, {}); // not subscribed to
    }));
    const auto read = events(news->watermark);
    QVERIFY2(read, why(read));
    QCOMPARE(kindsOf(read->events), QSet{MailboxEvent::Kind::Modified});
    QVERIFY(world.office(
        [](demo::PostOffice &office) { office.mailboxes().first()->remove(QStringLiteral("INBOX"), {1}); }));
    const auto gone = events(read->watermark);
    QVERIFY2(gone, why(gone));
    QCOMPARE(kindsOf(gone->events), QSet{MailboxEvent::Kind::Deleted});
    QVERIFY(world.ask<ews::Unsubscribe>(ews::Unsubscribe::request(world.context, made->id)));
    const auto after = events(gone->watermark);
    QVERIFY(!after && after.error().remedy == ews::Remedy::Resubscribe);
    FITS_SCHEMA(world);
}

void TestExchangeNotifications::pullsThatAreNoGood()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    const auto made = world.ask<ews::Subscribe>(ews::Subscribe::pull(world.context, {}, 10));
    QVERIFY2(made, why(made));
    const auto wrong
        = world.ask<ews::GetEvents>(ews::GetEvents::request(world.context, made->id, QStringLiteral("AQAAAA==")));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, QStringLiteral("ErrorInvalidWatermark"));
    const auto nobody = world.ask<ews::Unsubscribe>(ews::Unsubscribe::request(world.context, QStringLiteral("x")));
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().code, QStringLiteral("ErrorSubscriptionNotFound"));
    FITS_SCHEMA(world);
}

void TestExchangeNotifications::streams()
{
    demo::DemoServer::Options options;
    options.exchange.heartbeatMs = 50;
    ExchangeWorld world(QStringLiteral("Exchange2019"), options);
    START_EXCHANGE(world);
    const auto made = world.ask<ews::Subscribe>(ews::Subscribe::streaming(world.context, {inbox}));
    QVERIFY2(made, why(made));
    world.drop(1); // between Subscribe and the stream
    const std::unique_ptr<QNetworkReply> reply(
        world.open(ews::GetStreamingEvents::request(world.context, {made->id}, 30)));
    ews::GetStreamingEvents stream;
    QList<MailboxEvent> events;
    int signs = 0;
    const auto look = [&] {
        stream.feed(reply->readAll());
        const auto came = stream.takeSignals();
        signs += came.alive ? 1 : 0;
        for (const ews::Notification &notification : came.notifications)
            events << notification.events;
    };
    QTRY_VERIFY_WITH_TIMEOUT((look(), events.size() == 2), 60'000);
    world.drop(2);
    QTRY_VERIFY_WITH_TIMEOUT((look(), events.size() == 4), 60'000);
    const int before = signs;
    QTRY_VERIFY_WITH_TIMEOUT((look(), signs > before + 2), 60'000); // heartbeats
    QVERIFY(!reply->isFinished());
    // A subscription that is taken away ends the stream.
    QVERIFY(world.ask<ews::Unsubscribe>(ews::Unsubscribe::request(world.context, made->id)));
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 60'000);
    FITS_SCHEMA(world);
}

void TestExchangeNotifications::streamsEnd()
{
    demo::DemoServer::Options options;
    options.exchange.minuteMs = 100;
    ExchangeWorld world(QStringLiteral("Exchange2010_SP1"), options);
    START_EXCHANGE(world);
    const auto made = world.ask<ews::Subscribe>(ews::Subscribe::streaming(world.context, {}));
    QVERIFY2(made, why(made));
    const std::unique_ptr<QNetworkReply> reply(
        world.open(ews::GetStreamingEvents::request(world.context, {made->id}, 1)));
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 60'000);
    ews::GetStreamingEvents stream;
    stream.feed(reply->readAll());
    QVERIFY(stream.takeSignals().closed);
    QVERIFY(!stream.finish({}));
    // The subscription lives on.
    world.drop(1);
    const auto again = world.post(ews::GetStreamingEvents::request(world.context, {made->id}, 1));
    ews::GetStreamingEvents next;
    next.feed(again.body);
    QCOMPARE(next.takeSignals().notifications.size(), 1);
    FITS_SCHEMA(world);
}

void TestExchangeNotifications::streamsOfLostSubscriptions()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    const auto made = world.ask<ews::Subscribe>(ews::Subscribe::streaming(world.context, {inbox}));
    QVERIFY2(made, why(made));
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.subscriptions().forgetAll(); }));
    const auto answer = world.post(ews::GetStreamingEvents::request(world.context, {made->id}, 1));
    ews::GetStreamingEvents stream;
    stream.feed(answer.body);
    const auto came = stream.takeSignals();
    QCOMPARE(came.deadSubscriptions, QStringList{made->id});
    QVERIFY(came.failures.size() == 1 && came.failures.front().remedy == ews::Remedy::Resubscribe);
    FITS_SCHEMA(world);
}

void TestExchangeNotifications::tellsOfMoves()
{
    ExchangeWorld world;
    START_EXCHANGE(world);
    world.drop(1);
    const auto page = world.ask<ews::SyncFolderItems>(ews::SyncFolderItems::request(world.context, {inbox}));
    QVERIFY2(page, why(page));
    const auto made = world.ask<ews::Subscribe>(ews::Subscribe::pull(world.context, {}, 10));
    QVERIFY2(made, why(made));
    const auto moved = world.ask<ews::MoveItem>(ews::MoveItem::request(
        world.context, FolderRef::named(QStringLiteral("deleteditems")), {page->changes.first().id}));
    QVERIFY2(moved && moved->at(0), why(moved));
    const auto events = world.ask<ews::GetEvents>(ews::GetEvents::request(world.context, made->id, made->watermark));
    QVERIFY2(events, why(events));
    QCOMPARE(events->events.size(), 1);
    QCOMPARE(events->events.first().kind, MailboxEvent::Kind::Moved);
    QCOMPARE(events->events.first().item.id, moved->at(0)->id);
    QCOMPARE(events->folders().size(), 2); // where it was and where it is
    FITS_SCHEMA(world);
}

LIAISON_TEST(TestExchangeNotifications)
#include "tst_exchange_notifications.moc"
