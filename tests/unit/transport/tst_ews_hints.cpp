#include "ews_copy.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

namespace {

const QString inboxId = QStringLiteral("inbox==");

EwsTimings quick()
{
    EwsTimings timings;
    timings.pullMs = 20;
    return timings;
}

/// A server with streams: what is sent to the last one that was opened.
struct Streams {
    FakeExchange exchange;
    int opened = 0;

    Streams()
    {
        exchange.intercept = [this](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &) {
            opened += operation == "GetStreamingEvents" ? 1 : 0;
            return false;
        };
    }
    void tell(const QByteArray &chunk) { exchange.server.reply(chunk); }
};

} // namespace

/// Being told of news, by stream or by asking.
class TestEwsHints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStreamTells();
    void nothingIsMissedBetweenTwoWaits();
    void whatCameBeforeTheSubscription();
    void otherFoldersMakeAnotherSubscription();
    void aSilentStreamIsDead();
    void aLostStreamIsMadeAnew();
    void aDeadSubscriptionIsMadeAnew();
    void aStreamWhoseTimeIsOver();
    void tooManySubscriptions();
    void olderServersAreAsked();
    void aFloodOfNotificationsIsNotHeardOut();
    void moreThatLeadsNowhereIsNotAskedFor();
    void noNotificationsAtAll();
    void affinity();
    void aStop();
};

void TestEwsHints::aStreamTells()
{
    Streams streams;
    EwsSource source(streams.exchange.exchange(), quick());
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 1);
    QVERIFY(!hint.isFinished());
    streams.tell(streams.exchange.heartbeat());
    // An event, in pieces as they come.
    const QByteArray event = streams.exchange.event(inboxId);
    streams.tell(event.left(150));
    streams.tell(event.mid(150));
    const auto told = await(hint);
    QVERIFY2(told, why(told));
    QCOMPARE(*told, QStringList{inboxId});
    const QByteArray subscribe = streams.exchange.requestsFor("Subscribe").at(0).body;
    QVERIFY(subscribe.contains("StreamingSubscriptionRequest"));
    QVERIFY(subscribe.contains("<t:FolderId Id=\"inbox==\""));
}

void TestEwsHints::nothingIsMissedBetweenTwoWaits()
{
    Streams streams;
    EwsSource source(streams.exchange.exchange(), quick());
    const auto first = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 1);
    streams.tell(streams.exchange.event(inboxId));
    QVERIFY(await(first));
    streams.tell(streams.exchange.event(inboxId)); // while the folder is read
    const auto second = source.waitForHint({FakeExchange::inbox()}, {});
    QCOMPARE(*await(second), QStringList{inboxId});
    QCOMPARE(streams.exchange.asked("Subscribe"), 1);
    QCOMPARE(streams.opened, 1);
    const auto third = source.waitForHint({FakeExchange::inbox()}, {});
    streams.tell(streams.exchange.heartbeat());
    QVERIFY(!third.isFinished());
}

void TestEwsHints::whatCameBeforeTheSubscription()
{
    Streams streams;
    streams.exchange.add(ewsMail(1));
    EwsSource source(streams.exchange.exchange(), quick());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    // Something may have come between the reading and the subscription: the folder is to be read once more.
    QCOMPARE(*await(source.waitForHint({FakeExchange::inbox()}, {})), QStringList{inboxId});
    QVERIFY(sync(source, copy));
    const auto next = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 1);
    streams.tell(streams.exchange.heartbeat());
    QVERIFY(!next.isFinished());
}

void TestEwsHints::otherFoldersMakeAnotherSubscription()
{
    Streams streams;
    EwsSource source(streams.exchange.exchange(), quick());
    const auto first = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 1);
    const auto second = source.waitForHint({FakeExchange::inbox(), FakeExchange::sentItems()}, {});
    QTRY_COMPARE(streams.opened, 2);
    QTRY_COMPARE(streams.exchange.asked("Unsubscribe"), 1);
    QCOMPARE(streams.exchange.asked("Subscribe"), 2);
}

void TestEwsHints::aSilentStreamIsDead()
{
    Streams streams;
    EwsTimings timings = quick();
    timings.silenceMs = 150;
    EwsSource source(streams.exchange.exchange(), timings);
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    // Made anew, and what came meanwhile is looked for.
    const auto told = await(hint);
    QVERIFY2(told, why(told));
    QCOMPARE(*told, QStringList{inboxId});
    QCOMPARE(streams.exchange.asked("Subscribe"), 2);
}

void TestEwsHints::aLostStreamIsMadeAnew()
{
    Streams streams;
    streams.exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
              if (operation != "GetStreamingEvents")
                  return false;
              ++streams.opened;
              streams.exchange.server.closeAfter = streams.opened == 1;
              answer = FakeExchange::streamHead() + streams.exchange.heartbeat();
              return true;
          };
    const auto handler = streams.exchange.server.handler;
    streams.exchange.server.handler = [&, handler](const SeenRequest &request) {
        auto out = handler(request);
        streams.exchange.server.closeAfter
            = streams.opened == 1 && FakeExchange::operationOf(request.body) == "GetStreamingEvents";
        return out;
    };
    EwsSource source(streams.exchange.exchange(), quick());
    const auto told = await(source.waitForHint({FakeExchange::inbox()}, {}));
    QVERIFY2(told, why(told));
    QTRY_COMPARE(streams.opened, 2);
    QCOMPARE(streams.exchange.asked("Subscribe"), 2);
}

void TestEwsHints::aDeadSubscriptionIsMadeAnew()
{
    Streams streams;
    bool dead = true;
    streams.exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
              if (operation != "GetStreamingEvents")
                  return false;
              ++streams.opened;
              answer = streams.exchange.failing(operation, "ErrorSubscriptionNotFound");
              return std::exchange(dead, false);
          };
    EwsSource source(streams.exchange.exchange(), quick());
    QCOMPARE(*await(source.waitForHint({FakeExchange::inbox()}, {})), QStringList{inboxId});
    QTRY_COMPARE(streams.opened, 2);
    QCOMPARE(streams.exchange.asked("Subscribe"), 2);
    // A server that loses each one at once is left alone.
    dead = true;
    streams.exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
              answer = streams.exchange.failing(operation, "ErrorSubscriptionNotFound");
              return operation == "GetStreamingEvents";
          };
    EwsSource other(streams.exchange.exchange(), quick());
    for (int i = 0; i < 10; ++i) {
        const auto hint = await(other.waitForHint({FakeExchange::inbox()}, {}));
        if (!hint)
            return;
    }
    QFAIL("it goes on for ever");
}

void TestEwsHints::aStreamWhoseTimeIsOver()
{
    Streams streams;
    streams.exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
              if (operation != "GetStreamingEvents")
                  return false;
              if (++streams.opened > 1)
                  return false;
              answer = streams.exchange.soap(
                  operation, FakeExchange::message(operation, "<m:ConnectionStatus>Closed</m:ConnectionStatus>"));
              return true;
          };
    EwsSource source(streams.exchange.exchange(), quick());
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 2);
    QCOMPARE(streams.exchange.asked("Subscribe"), 1);
    QVERIFY(!hint.isFinished());
    streams.tell(streams.exchange.event(inboxId));
    QVERIFY(await(hint));
}

void TestEwsHints::tooManySubscriptions()
{
    Streams streams;
    streams.exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer) {
              streams.opened += operation == "GetStreamingEvents" ? 1 : 0;
              answer = streams.exchange.failing(operation, "ErrorExceededSubscriptionCount");
              return operation == "Subscribe" && !request.body.contains("SubscribeToAllFolders=\"true\"");
          };
    EwsSource source(streams.exchange.exchange(), quick());
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 1);
    streams.tell(streams.exchange.event(QStringLiteral("elsewhere==")));
    streams.tell(streams.exchange.event(inboxId));
    QCOMPARE(*await(hint), QStringList{inboxId});
}

void TestEwsHints::olderServersAreAsked()
{
    FakeExchange exchange;
    exchange.build = "MajorVersion=\"8\" MinorVersion=\"1\" MajorBuildNumber=\"240\" MinorBuildNumber=\"5\"";
    int asked = 0;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &request,
                             std::optional<QByteArray> &answer) {
        if (operation != "GetEvents")
            return false;
        const bool news = ++asked == 3;
        const QByteArray event = news ? QByteArray("<t:NewMailEvent><t:Watermark>w9</t:Watermark><t:TimeStamp>"
                                                   "2026-01-02T03:04:05Z</t:TimeStamp><t:ItemId Id=\"x\"/>"
                                                   "<t:ParentFolderId Id=\"inbox==\"/></t:NewMailEvent>")
                                      : QByteArray("<t:StatusEvent><t:Watermark>w5</t:Watermark></t:StatusEvent>");
        if (asked == 2)
            answer = std::nullopt;
        answer = exchange.soap(operation,
                               FakeExchange::message(operation,
                                                     "<m:Notification><t:SubscriptionId>sub-1</t:SubscriptionId>"
                                                     "<t:PreviousWatermark>w1</t:PreviousWatermark>"
                                                     "<t:MoreEvents>false</t:MoreEvents>"
                                                         + event + "</m:Notification>"));
        return request.body.contains(asked == 1 ? ">w1<" : ">w5<");
    };
    EwsSource source(exchange.exchange(), quick());
    const auto hint = await(source.waitForHint({FakeExchange::inbox()}, {}));
    QVERIFY2(hint, why(hint));
    QCOMPARE(*hint, QStringList{inboxId});
    QCOMPARE(asked, 3);
    QVERIFY(exchange.requestsFor("Subscribe").at(0).body.contains("PullSubscriptionRequest"));
    QCOMPARE(exchange.asked("GetStreamingEvents"), 0);
}

void TestEwsHints::aFloodOfNotificationsIsNotHeardOut()
{
    Streams streams;
    EwsTimings timings = quick();
    timings.streamBytes = 64 * 1024;
    EwsSource source(streams.exchange.exchange(), timings);
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 1);
    const QByteArray elsewhere = streams.exchange.event(QStringLiteral("elsewhere=="));
    streams.tell(elsewhere.repeated(1 + int(timings.streamBytes / elsewhere.size())));
    const auto told = await(hint);
    QCOMPARE(kindOf(told), QStringLiteral("ServerBusy"));
    QVERIFY(told.error().retryAfterMs.value_or(0) > 0);
    QCOMPARE(streams.opened, 1);
}

void TestEwsHints::moreThatLeadsNowhereIsNotAskedFor()
{
    FakeExchange exchange;
    exchange.build = "MajorVersion=\"8\" MinorVersion=\"1\" MajorBuildNumber=\"240\" MinorBuildNumber=\"5\"";
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = exchange.soap(operation,
                               FakeExchange::message(operation,
                                                     "<m:Notification><t:SubscriptionId>sub-1</t:SubscriptionId>"
                                                     "<t:PreviousWatermark>w1</t:PreviousWatermark>"
                                                     "<t:MoreEvents>true</t:MoreEvents>"
                                                     "<t:StatusEvent><t:Watermark>w2</t:Watermark></t:StatusEvent>"
                                                     "</m:Notification>"));
        return operation == "GetEvents";
    };
    EwsTimings timings;
    timings.pullMs = 2'000; // what is asked for at once comes much sooner
    EwsSource source(exchange.exchange(), timings);
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_VERIFY_WITH_TIMEOUT(exchange.asked("GetEvents") > 0, 30'000);
    for (int i = 0; i < 5; ++i)
        QVERIFY(await(source.folders({}))); // several questions, one after the other
    QVERIFY2(exchange.asked("GetEvents") <= 3, qPrintable(QString::number(exchange.asked("GetEvents"))));
    QVERIFY(!hint.isFinished());
}

void TestEwsHints::noNotificationsAtAll()
{
    FakeExchange exchange;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = FakeExchange::fault("ErrorInvalidSubscriptionRequest");
        return operation == "Subscribe";
    };
    EwsSource source(exchange.exchange(), quick());
    const auto hint = await(source.waitForHint({FakeExchange::inbox()}, {}));
    QCOMPARE(kindOf(hint), QStringLiteral("ServerRefused")); // the feed asks at its own times
    QCOMPARE(exchange.asked("Subscribe"), 2);                // as a stream, then as questions
}

void TestEwsHints::affinity()
{
    Streams streams;
    streams.exchange.intercept = [&](const QByteArray &operation, const SeenRequest &,
                                     std::optional<QByteArray> &answer) {
        streams.opened += operation == "GetStreamingEvents" ? 1 : 0;
        if (operation != "Subscribe")
            return false;
        QByteArray http = streams.exchange.soap(
            operation, FakeExchange::message(operation, "<m:SubscriptionId>sub-1</m:SubscriptionId>"));
        http.insert(http.indexOf("\r\n") + 2, "Set-Cookie: X-BackEndOverrideCookie=mbx7~1943; path=/; HttpOnly\r\n");
        answer = http;
        return true;
    };
    EwsSource source(streams.exchange.exchange(), quick());
    const auto hint = source.waitForHint({FakeExchange::inbox()}, {});
    QTRY_COMPARE(streams.opened, 1);
    const SeenRequest stream = streams.exchange.requestsFor("GetStreamingEvents").at(0);
    QCOMPARE(stream.header("X-PreferServerAffinity"), QByteArray("true"));
    QCOMPARE(stream.header("X-AnchorMailbox"), QByteArray("ir@corp.example"));
    QCOMPARE(stream.header("Cookie"), QByteArray("X-BackEndOverrideCookie=mbx7~1943"));
}

void TestEwsHints::aStop()
{
    Streams streams;
    EwsSource source(streams.exchange.exchange(), quick());
    std::stop_source stop;
    const auto hint = source.waitForHint({FakeExchange::inbox()}, stop.get_token());
    QTRY_COMPARE(streams.opened, 1);
    stop.request_stop();
    QCOMPARE(kindOf(await(hint)), QStringLiteral("Cancelled"));
    // The stream is still good for the next one.
    const auto next = source.waitForHint({FakeExchange::inbox()}, {});
    streams.tell(streams.exchange.event(inboxId));
    QVERIFY(await(next));
    QCOMPARE(streams.opened, 1);
}

LIAISON_TEST(TestEwsHints)
#include "tst_ews_hints.moc"
