#include "core/ews/get_events.h"
#include "core/ews/get_streaming_events.h"
#include "core/ews/subscribe.h"
#include "core/ews/unsubscribe.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison::ews;
using namespace liaison::ews::test;

/// Subscribe, GetEvents, GetStreamingEvents, Unsubscribe.
class TestNotifications : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void subscriptionsAreAskedFor();
    void subscriptionsAreRead();
    void pulledEventsAreRead();
    void streamsAreReadInAnyPieces();
    void aStreamTellsAsItComes();
    void streamsEnd();
    void badSubscriptionsAreNamed();
    void unsubscribing();
};

namespace {

const QByteArray newMail
    = R"(<t:NewMailEvent><t:TimeStamp>2026-11-22T06:00:00Z</t:TimeStamp><t:ItemId Id="I" ChangeKey="C"/>)"
      R"(<t:ParentFolderId Id="inbox-id" ChangeKey="A"/></t:NewMailEvent>)";
const QByteArray moved
    = R"(<t:MovedEvent><t:TimeStamp>2026-11-22T06:00:01Z</t:TimeStamp><t:ItemId Id="N"/><t:ParentFolderId Id="to"/>)"
      R"(<t:OldItemId Id="O"/><t:OldParentFolderId Id="from"/></t:MovedEvent>)";

QByteArray notified(const QByteArray &events)
{
    return answer("GetStreamingEvents",
                  good("GetStreamingEvents",
                       "<m:Notifications><m:Notification><t:SubscriptionId>s1</t:SubscriptionId>" + events
                           + "</m:Notification></m:Notifications>"));
}

QByteArray status(const QByteArray &connection)
{
    return answer("GetStreamingEvents",
                  good("GetStreamingEvents", "<m:ConnectionStatus>" + connection + "</m:ConnectionStatus>"));
}

/// As another front end writes the same.
QByteArray otherPrefixes(QByteArray bytes)
{
    return bytes.replace("xmlns:s=", "xmlns:soap11=")
        .replace("<s:", "<soap11:")
        .replace("</s:", "</soap11:")
        .replace("xmlns:m=", "xmlns=")
        .replace("<m:", "<")
        .replace("</m:", "</");
}

const QByteArray heartbeat = "<t:StatusEvent/>";

} // namespace

void TestNotifications::subscriptionsAreAskedFor()
{
    const QList<FolderRef> folders{FolderRef::named(QStringLiteral("inbox")), FolderRef::byId(QStringLiteral("F"))};
    const RequestContext sp1{ServerVersion::Exchange2010_SP1, {}};
    const QByteArray streaming = Subscribe::streaming(sp1, folders);
    QVERIFY(streaming.contains("<m:StreamingSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/>"));
    QVERIFY(streaming.contains("<t:EventType>NewMailEvent</t:EventType>"));
    QVERIFY(Subscribe::streaming(sp1, {}).contains("<m:StreamingSubscriptionRequest SubscribeToAllFolders=\"true\">"));
    QVERIFY(Subscribe::pull({}, folders, 5'000).contains("<t:Timeout>1440</t:Timeout>"));
    QVERIFY(Subscribe::pull({ServerVersion::Exchange2010, {}}, {}, 30).contains("SubscribeToAllFolders"));
    QVERIFY(Subscribe::pull({}, {}, 30).contains("<t:DistinguishedFolderId Id=\"inbox\"/>"));
    const QByteArray events = GetStreamingEvents::request(sp1, QStringList(300, QStringLiteral("s")), 99);
    QCOMPARE(events.count("<t:SubscriptionId>"), GetStreamingEvents::mostSubscriptions);
    QVERIFY(events.contains("<m:ConnectionTimeout>30</m:ConnectionTimeout>"));
}

void TestNotifications::subscriptionsAreRead()
{
    for (const Arrival arrival : arrivals) {
        const auto pull = read<Subscribe>(
            answer("Subscribe",
                   good("Subscribe", "<m:SubscriptionId>id=</m:SubscriptionId><m:Watermark>w=</m:Watermark>")),
            arrival);
        QVERIFY2(pull, why(pull).constData());
        QCOMPARE(pull->id, QStringLiteral("id="));
        QCOMPARE(pull->watermark, QStringLiteral("w="));
        QVERIFY(!read<Subscribe>(answer("Subscribe", good("Subscribe", "")), arrival));
        const auto many
            = read<Subscribe>(answer("Subscribe", bad("Subscribe", "ErrorExceededSubscriptionCount")), arrival);
        QCOMPARE(many.error().remedy, Remedy::SubscribeToAllFolders);
    }
}

void TestNotifications::pulledEventsAreRead()
{
    QVERIFY(GetEvents::request({}, QStringLiteral("s"), QStringLiteral("w"))
                .contains("<m:SubscriptionId>s</m:SubscriptionId><m:Watermark>w</m:Watermark>"));
    const QByteArray inside
        = "<m:Notification><t:SubscriptionId>s1</t:SubscriptionId><t:PreviousWatermark>w0</t:PreviousWatermark>"
          "<t:MoreEvents>true</t:MoreEvents><t:ModifiedEvent><t:Watermark>w1</t:Watermark><t:FolderId Id=\"F\"/>"
          "<t:ParentFolderId Id=\"P\"/></t:ModifiedEvent><t:StatusEvent><t:Watermark>w2</t:Watermark></t:StatusEvent>"
          "</m:Notification>";
    for (const Arrival arrival : arrivals) {
        const auto events = read<GetEvents>(answer("GetEvents", good("GetEvents", inside)), arrival);
        QVERIFY2(events, why(events).constData());
        QCOMPARE(events->watermark, QStringLiteral("w2"));
        QVERIFY(events->more);
        QCOMPARE(events->events.size(), 2);
        QCOMPARE(events->events.at(0).kind, MailboxEvent::Kind::Modified);
        QCOMPARE(events->folders(), (QStringList{QStringLiteral("P"), QStringLiteral("F")}));
        const auto expired
            = read<GetEvents>(answer("GetEvents", bad("GetEvents", "ErrorExpiredSubscription")), arrival);
        QCOMPARE(expired.error().remedy, Remedy::Resubscribe);
    }
}

void TestNotifications::streamsAreReadInAnyPieces()
{
    const QByteArray stream = status("OK") + notified(heartbeat) + otherPrefixes(notified(newMail)) + "\r\n\xef\xbb\xbf"
        + notified(heartbeat) + notified(newMail + moved) + otherPrefixes(status("Closed"));
    for (qsizetype piece = 1; piece < stream.size(); piece = piece * 2 + 1) {
        GetStreamingEvents reader;
        QList<Notification> all;
        bool closed = false;
        for (qsizetype at = 0; at < stream.size(); at += piece) {
            reader.feed(QByteArrayView(stream).sliced(at, qMin(piece, stream.size() - at)));
            const auto news = reader.takeSignals();
            all << news.notifications;
            closed = closed || news.closed;
        }
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(0).subscriptionId, QStringLiteral("s1"));
        QCOMPARE(all.at(0).folders(), QStringList{QStringLiteral("inbox-id")});
        QCOMPARE(all.at(1).events.size(), 2);
        QCOMPARE(all.at(1).events.at(1).kind, MailboxEvent::Kind::Moved);
        QCOMPARE(all.at(1).folders(),
                 (QStringList{QStringLiteral("inbox-id"), QStringLiteral("to"), QStringLiteral("from")}));
        QVERIFY(closed);
        QVERIFY(!reader.finish({}));
    }
}

void TestNotifications::aStreamTellsAsItComes()
{
    GetStreamingEvents reader;
    const QByteArray first = notified(newMail);
    reader.feed(QByteArrayView(first).chopped(1));
    QVERIFY(!reader.error());
    reader.takeSignals();
    reader.feed(">");
    QVERIFY(reader.takeSignals().alive);
    QVERIFY(!reader.takeSignals().alive);
    reader.feed(notified(heartbeat));
    const auto beat = reader.takeSignals();
    QVERIFY(beat.alive && beat.notifications.isEmpty());
    // 1,000 heartbeats take no room in any limit of a document.
    for (int i = 0; i < 1'000; ++i)
        reader.feed(notified(heartbeat));
    QVERIFY(!reader.error());
}

void TestNotifications::streamsEnd()
{
    GetStreamingEvents cut;
    cut.feed(status("OK"));
    cut.feed("<s:Envelope");
    const auto lost = cut.finish({});
    QVERIFY(lost);
    QCOMPARE(lost->error.kind, liaison::ErrorKind::ConnectionLost);
    QCOMPARE(lost->remedy, Remedy::RetryLater);

    GetStreamingEvents between;
    between.feed(status("OK"));
    QVERIFY(!between.finish({}));

    GetStreamingEvents busy;
    busy.feed(envelope("<s:Fault><faultcode>t:ErrorServerBusy</faultcode><detail/></s:Fault>"));
    QCOMPARE(busy.finish({500, "", {}})->remedy, Remedy::BackOff);
    GetStreamingEvents page;
    page.feed("<html>");
    QCOMPARE(page.finish({})->origin, Failure::Origin::NotSoap);
    GetStreamingEvents nothing;
    QCOMPARE(nothing.finish({401, "", {}})->remedy, Remedy::SignIn);
}

void TestNotifications::badSubscriptionsAreNamed()
{
    const QByteArray message = bad("GetStreamingEvents", "ErrorSubscriptionNotFound",
                                   "<m:ErrorSubscriptionIds><t:SubscriptionId>s9</t:SubscriptionId>"
                                   "</m:ErrorSubscriptionIds><m:ConnectionStatus>Closed</m:ConnectionStatus>");
    for (const Arrival arrival : arrivals) {
        GetStreamingEvents reader;
        feed(reader, answer("GetStreamingEvents", message), arrival);
        const auto news = reader.takeSignals();
        QCOMPARE(news.deadSubscriptions, QStringList{QStringLiteral("s9")});
        QCOMPARE(news.failures.size(), std::size_t(1));
        QCOMPARE(news.failures.front().remedy, Remedy::Resubscribe);
        QVERIFY(news.closed);
    }
}

void TestNotifications::unsubscribing()
{
    QVERIFY(
        Unsubscribe::request({}, QStringLiteral("s<1>")).contains("<m:SubscriptionId>s&lt;1&gt;</m:SubscriptionId>"));
    QVERIFY(read<Unsubscribe>(answer("Unsubscribe", good("Unsubscribe", "")), Arrival::ByteByByte));
    const auto unknown
        = read<Unsubscribe>(answer("Unsubscribe", bad("Unsubscribe", "ErrorSubscriptionNotFound")), Arrival::Whole);
    QVERIFY(!unknown);
}

LIAISON_TEST(TestNotifications)
#include "tst_notifications.moc"
