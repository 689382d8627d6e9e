#include "core/transport/ews_ahead.h"
#include "core/transport/ews_cursor.h"
#include "ews_copy.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;

/// What is read before it is asked for: it saves round trips and changes nothing else.
class TestEwsAhead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNextPageIsOnItsWay();
    void pagesAreWhatTheyWouldBeWithoutIt();
    void noMoreThanAPage();
    void aLargeMailIsNotReadAhead();
    void batchesGoBesideEachOther();
    void anotherCursorIsAnotherBeginning();
    void whatChangesMeanwhileIsTold();
    void troubleAheadIsNoTroubleNow();
    void whoComesAfterTroubleIsTold();
    void aRefusedStateAhead();
    void aStopEndsIt();
    void theEndOfTheSourceEndsIt();
};

namespace {

constexpr qint64 plenty = 16 * 1024 * 1024;

void fill(FakeExchange &exchange, int mails)
{
    for (int i = 0; i < mails; ++i)
        exchange.add(ewsMail(i));
}

Result<ChangePage> page(EwsSource &source, const QByteArray &cursor, qint64 budget = plenty)
{
    return await(source.changes({FakeExchange::inbox(), cursor, budget}, {}));
}

/// Ids in all requests for mails.
qsizetype mailsAsked(const FakeExchange &exchange)
{
    qsizetype count = 0;
    for (const SeenRequest &request : exchange.requestsFor("GetItem"))
        count += request.body.count("<t:ItemId ");
    return count;
}

QStringList idsOf(const ChangePage &page)
{
    QStringList ids;
    for (const RemoteMail &mail : page.arrived)
        ids << mail.remoteId;
    return ids;
}

} // namespace

void TestEwsAhead::theNextPageIsOnItsWay()
{
    FakeExchange exchange;
    fill(exchange, 60);
    exchange.changesAPage = 25;
    EwsSource source(exchange.exchange());
    const auto first = page(source, {});
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 25);
    QTRY_COMPARE(mailsAsked(exchange), 50); // nobody asked for the second page yet
    QCOMPARE(exchange.asked("SyncFolderItems"), 2);
    MailCopy copy;
    copy.take(*first);
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, exchange));
    QCOMPARE(copy.order.size(), 60);
    QCOMPARE(exchange.asked("SyncFolderItems"), 3); // nothing was asked twice
    QCOMPARE(mailsAsked(exchange), 60);
}

void TestEwsAhead::pagesAreWhatTheyWouldBeWithoutIt()
{
    FakeExchange exchange;
    fill(exchange, 70);
    exchange.changesAPage = 20;
    exchange.mails[33].error = "ErrorItemCorrupt";
    for (const qint64 budget : {plenty, qint64(700)}) {
        EwsSource source(exchange.exchange());
        QByteArray cursor;
        bool more = true;
        for (int i = 0; more; ++i) {
            QVERIFY(i < 50);
            const auto ahead = page(source, cursor, budget);
            EwsSource fresh(exchange.exchange());
            const auto alone = page(fresh, cursor, budget);
            QVERIFY2(ahead, why(ahead));
            QVERIFY2(alone, why(alone));
            QCOMPARE(idsOf(*ahead), idsOf(*alone));
            QCOMPARE(ahead->next, alone->next);
            QCOMPARE(ahead->withheld, alone->withheld);
            cursor = ahead->next;
            more = ahead->more;
        }
    }
}

void TestEwsAhead::noMoreThanAPage()
{
    FakeExchange exchange;
    fill(exchange, 200); // each says that it has 100 bytes
    EwsSource source(exchange.exchange());
    const auto first = page(source, {}, 1'000);
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 10);
    QTRY_COMPARE(mailsAsked(exchange), 20);
    const auto second = page(source, first->next, 1'000);
    QVERIFY2(second, why(second));
    QTRY_COMPARE(mailsAsked(exchange), 30);
    QCOMPARE(exchange.asked("SyncFolderItems"), 1);
}

void TestEwsAhead::aLargeMailIsNotReadAhead()
{
    FakeExchange exchange;
    fill(exchange, 3);
    EwsCursor cursor;
    cursor.state = QStringLiteral("1/3");
    cursor.last = true;
    for (const FakeExchange::Mail &mail : std::as_const(exchange.mails))
        cursor.pending << EwsCursor::Pending{mail.id, 600, 0, false};
    cursor.pending[1].size = 40'000'000;
    EwsSource source(exchange.exchange());
    const auto first = page(source, cursor.toJson(), 1'000);
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 1);
    const auto second = page(source, first->next, 1'000);
    QVERIFY2(second, why(second));
    QCOMPARE(idsOf(*second), QStringList{exchange.mails.at(1).id});
    QCOMPARE(mailsAsked(exchange), 2); // neither the large one beside the first, nor the third beside the large one
}

void TestEwsAhead::batchesGoBesideEachOther()
{
    FakeExchange exchange;
    fill(exchange, 600);
    qsizetype waiting = 0;
    qsizetype most = 0;
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &) {
        if (operation == "GetItem")
            most = std::max(most, request.body.count("<t:ItemId "));
        waiting += operation == "GetItem" ? 1 : 0;
        return false;
    };
    EwsSource source(exchange.exchange());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, exchange));
    QCOMPARE(most, 64);
    QCOMPARE(waiting, 8 + 2);                  // 512 changes, then 88
    QVERIFY(exchange.server.connections <= 6); // connections are kept; one is of the greeting
}

void TestEwsAhead::anotherCursorIsAnotherBeginning()
{
    FakeExchange exchange;
    fill(exchange, 60);
    exchange.changesAPage = 25;
    EwsSource source(exchange.exchange());
    const auto first = page(source, {});
    QVERIFY2(first, why(first));
    const auto again = page(source, {}); // the store did not take it
    QVERIFY2(again, why(again));
    QCOMPARE(idsOf(*again), idsOf(*first));
    QCOMPARE(again->next, first->next);
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, exchange));
}

/// Read, marked and deleted on the server after it was read ahead and before its page was asked for.
void TestEwsAhead::whatChangesMeanwhileIsTold()
{
    FakeExchange exchange;
    fill(exchange, 40);
    exchange.changesAPage = 20;
    EwsSource source(exchange.exchange());
    MailCopy copy;
    const auto first = page(source, {});
    QVERIFY2(first, why(first));
    copy.take(*first);
    QTRY_COMPARE(mailsAsked(exchange), 40);
    const auto isNew = [&copy](const FakeExchange::Mail &mail) { return !copy.mails.contains(mail.id); };
    const auto one = std::find_if(exchange.mails.cbegin(), exchange.mails.cend(), isNew);
    QVERIFY(one != exchange.mails.cend());
    const QString marked = one->id;
    const QString gone = std::find_if(one + 1, exchange.mails.cend(), isNew)->id;
    exchange.mark(marked, true);
    exchange.remove(gone);
    QVERIFY(sync(source, copy)); // up to the state that was told before
    QVERIFY(sync(source, copy)); // which a notification leads to
    QVERIFY(isEqual(copy, exchange));
    QVERIFY(copy.flags.value(marked).seen);
    QVERIFY(copy.vanished.contains(gone));
}

void TestEwsAhead::troubleAheadIsNoTroubleNow()
{
    FakeExchange exchange;
    fill(exchange, 40);
    exchange.changesAPage = 20;
    QString last; // told of by the second answer
    {
        EwsSource source(exchange.exchange());
        MailCopy copy;
        QVERIFY(sync(source, copy));
        last = copy.order.last();
    }
    const auto troubled = std::find_if(exchange.mails.begin(), exchange.mails.end(),
                                       [&last](const FakeExchange::Mail &mail) { return mail.id == last; });
    troubled->error = "ErrorInternalServerTransientError";
    EwsSource source(exchange.exchange());
    MailCopy copy;
    const auto first = page(source, {});
    QVERIFY2(first, why(first));
    copy.take(*first);
    QTRY_VERIFY(mailsAsked(exchange) >= 40 + 40 + 1); // it was asked for by itself, in vain
    QTRY_COMPARE(exchange.trace.filter(QStringLiteral("POST")).size(), exchange.server.requests.size());
    QCoreApplication::processEvents(); // the answer goes from hand to hand
    QCoreApplication::processEvents();
    troubled->error.clear();
    const auto second = page(source, copy.cursor);
    QVERIFY2(second, why(second));
    copy.take(*second);
    QVERIFY(isEqual(copy, exchange));
}

void TestEwsAhead::whoComesAfterTroubleIsTold()
{
    FakeExchange exchange;
    fill(exchange, 2);
    exchange.intercept = [&](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        if (operation == "GetItem")
            answer.reset(); // the connection is lost
        return operation == "GetItem";
    };
    EwsSession session(exchange.exchange(), {});
    const QList<EwsCursor::Pending> items{{exchange.mails.at(0).id, 100, 1, false}};
    EwsAhead ahead(&session, std::make_shared<EwsMemory>());
    ahead.lookAhead(items, std::nullopt, plenty);
    QTRY_VERIFY(ahead.isOver());
    std::optional<bool> came;
    ahead.takeMails(items, [&came](const ews::Answer<EwsFetch::Fetched> &mails) { came = mails.has_value(); });
    QCOMPARE(came, std::optional(false));
}

void TestEwsAhead::aRefusedStateAhead()
{
    FakeExchange exchange;
    fill(exchange, 40);
    exchange.changesAPage = 20;
    exchange.intercept
        = [&](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer) {
              if (operation != "SyncFolderItems" || !request.body.contains("SyncState"))
                  return false;
              exchange.forgetStates();
              exchange.intercept = {};
              answer = exchange.failing(operation, "ErrorInvalidSyncStateData");
              return true;
          };
    EwsSource source(exchange.exchange());
    MailCopy copy;
    QVERIFY(sync(source, copy));
    QCOMPARE(copy.generations, 1);
    QVERIFY(isEqual(copy, exchange));
}

void TestEwsAhead::aStopEndsIt()
{
    FakeExchange exchange;
    fill(exchange, 40);
    exchange.changesAPage = 20;
    EwsSource source(exchange.exchange());
    std::stop_source stop;
    const auto first = await(source.changes({FakeExchange::inbox(), {}, plenty}, stop.get_token()));
    QVERIFY2(first, why(first));
    QTRY_COMPARE(mailsAsked(exchange), 40);
    stop.request_stop();
    MailCopy copy;
    copy.take(*first);
    QCoreApplication::processEvents();
    QVERIFY(sync(source, copy));
    QVERIFY(isEqual(copy, exchange));
    QCOMPARE(mailsAsked(exchange), 60); // what had been read ahead was given up
}

void TestEwsAhead::theEndOfTheSourceEndsIt()
{
    FakeExchange exchange;
    fill(exchange, 40);
    exchange.changesAPage = 20;
    auto source = std::make_unique<EwsSource>(exchange.exchange());
    const auto first = page(*source, {});
    QVERIFY2(first, why(first));
    source.reset(); // with requests under way
    EwsSource other(exchange.exchange());
    MailCopy copy;
    copy.take(*first);
    QVERIFY(sync(other, copy));
    QVERIFY(isEqual(copy, exchange));
}

LIAISON_TEST(TestEwsAhead)
#include "tst_ews_ahead.moc"
