#include "core/transport/ews_ahead.h"
#include "core/transport/ews_cursor.h"
#include "ews_copy.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <memory>

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

/// A folder on Exchange, who reads it, and what came of that.
struct Reading {
    explicit Reading(int mails, int changesAPage = 512)
    {
        for (int i = 0; i < mails; ++i)
            exchange.add(ewsMail(i));
        exchange.changesAPage = changesAPage;
        begin();
    }
    /// From here on by an adapter that read nothing ahead.
    void begin() { source = std::make_unique<EwsSource>(exchange.exchange()); }
    Result<ChangePage> page(const QByteArray &cursor, qint64 budget = plenty)
    {
        return await(source->changes({FakeExchange::inbox(), cursor, budget}, {}));
    }
    Result<ChangePage> firstPage(qint64 budget = plenty)
    {
        auto first = page({}, budget);
        if (first)
            copy.take(*first);
        return first;
    }
    /// To the end; whether everything is there then.
    bool isReadToItsEnd() { return sync(*source, copy).has_value() && isEqual(copy, exchange); }

    FakeExchange exchange;
    std::unique_ptr<EwsSource> source;
    MailCopy copy;
};

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
    Reading it(60, 25);
    const auto first = it.firstPage();
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 25);
    QTRY_COMPARE(mailsAsked(it.exchange), 50); // nobody asked for the second page yet
    QCOMPARE(it.exchange.asked("SyncFolderItems"), 2);
    QVERIFY(it.isReadToItsEnd());
    QCOMPARE(it.copy.order.size(), 60);
    QCOMPARE(it.exchange.asked("SyncFolderItems"), 3); // nothing was asked twice
    QCOMPARE(mailsAsked(it.exchange), 60);
}

void TestEwsAhead::pagesAreWhatTheyWouldBeWithoutIt()
{
    Reading it(70, 20);
    it.exchange.mails[33].error = "ErrorItemCorrupt";
    for (const qint64 budget : {plenty, qint64(700)}) {
        it.begin();
        QByteArray cursor;
        bool more = true;
        for (int i = 0; more; ++i) {
            QVERIFY(i < 50);
            const auto ahead = it.page(cursor, budget);
            EwsSource fresh(it.exchange.exchange());
            const auto alone = await(fresh.changes({FakeExchange::inbox(), cursor, budget}, {}));
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
    Reading it(200); // each says that it has 100 bytes
    const auto first = it.firstPage(1'000);
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 10);
    QTRY_COMPARE(mailsAsked(it.exchange), 20);
    const auto second = it.page(first->next, 1'000);
    QVERIFY2(second, why(second));
    QTRY_COMPARE(mailsAsked(it.exchange), 30);
    QCOMPARE(it.exchange.asked("SyncFolderItems"), 1);
}

void TestEwsAhead::aLargeMailIsNotReadAhead()
{
    Reading it(3);
    EwsCursor cursor;
    cursor.state = QStringLiteral("1/3");
    cursor.last = true;
    for (const FakeExchange::Mail &mail : std::as_const(it.exchange.mails))
        cursor.pending << EwsCursor::Pending{mail.id, 600, 0, false};
    cursor.pending[1].size = 40'000'000;
    const auto first = it.page(cursor.toJson(), 1'000);
    QVERIFY2(first, why(first));
    QCOMPARE(first->arrived.size(), 1);
    const auto second = it.page(first->next, 1'000);
    QVERIFY2(second, why(second));
    QCOMPARE(idsOf(*second), QStringList{it.exchange.mails.at(1).id});
    QCOMPARE(mailsAsked(it.exchange), 2); // neither the large one beside the first, nor the third beside the large one
}

void TestEwsAhead::batchesGoBesideEachOther()
{
    Reading it(600);
    qsizetype waiting = 0;
    qsizetype most = 0;
    it.exchange.intercept = [&](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &) {
        if (operation == "GetItem")
            most = std::max(most, request.body.count("<t:ItemId "));
        waiting += operation == "GetItem" ? 1 : 0;
        return false;
    };
    QVERIFY(it.isReadToItsEnd());
    QCOMPARE(most, 64);
    QCOMPARE(waiting, 8 + 2);                     // 512 changes, then 88
    QVERIFY(it.exchange.server.connections <= 6); // connections are kept; one is of the greeting
}

void TestEwsAhead::anotherCursorIsAnotherBeginning()
{
    Reading it(60, 25);
    const auto first = it.page({});
    QVERIFY2(first, why(first));
    const auto again = it.page({}); // the store did not take it
    QVERIFY2(again, why(again));
    QCOMPARE(idsOf(*again), idsOf(*first));
    QCOMPARE(again->next, first->next);
    QVERIFY(it.isReadToItsEnd());
}

/// Read, marked and deleted on the server after it was read ahead and before its page was asked for.
void TestEwsAhead::whatChangesMeanwhileIsTold()
{
    Reading it(40, 20);
    QVERIFY(it.firstPage());
    QTRY_COMPARE(mailsAsked(it.exchange), 40);
    const auto isNew = [&it](const FakeExchange::Mail &mail) { return !it.copy.mails.contains(mail.id); };
    const QList<FakeExchange::Mail> &mails = it.exchange.mails;
    const auto one = std::find_if(mails.cbegin(), mails.cend(), isNew);
    QVERIFY(one != mails.cend());
    const QString marked = one->id;
    const QString gone = std::find_if(one + 1, mails.cend(), isNew)->id;
    it.exchange.mark(marked, true);
    it.exchange.remove(gone);
    QVERIFY(sync(*it.source, it.copy)); // up to the state that was told before
    QVERIFY(it.isReadToItsEnd());       // which a notification leads to
    QVERIFY(it.copy.flags.value(marked).seen);
    QVERIFY(it.copy.vanished.contains(gone));
}

void TestEwsAhead::troubleAheadIsNoTroubleNow()
{
    Reading it(40, 20);
    QVERIFY(it.isReadToItsEnd());
    const QString last = it.copy.order.last(); // told of by the second answer
    it.copy = {};
    it.begin();
    const auto troubled = std::find_if(it.exchange.mails.begin(), it.exchange.mails.end(),
                                       [&last](const FakeExchange::Mail &mail) { return mail.id == last; });
    troubled->error = "ErrorInternalServerTransientError";
    QVERIFY(it.firstPage());
    QTRY_VERIFY(mailsAsked(it.exchange) >= 40 + 40 + 1); // it was asked for by itself, in vain
    QTRY_COMPARE(it.exchange.trace.filter(QStringLiteral("POST")).size(), it.exchange.server.requests.size());
    QCoreApplication::processEvents(); // the answer goes from hand to hand
    QCoreApplication::processEvents();
    troubled->error.clear();
    const auto second = it.page(it.copy.cursor);
    QVERIFY2(second, why(second));
    it.copy.take(*second);
    QVERIFY(isEqual(it.copy, it.exchange));
}

void TestEwsAhead::whoComesAfterTroubleIsTold()
{
    Reading it(2);
    it.exchange.intercept = [](const QByteArray &operation, const SeenRequest &, std::optional<QByteArray> &answer) {
        if (operation == "GetItem")
            answer.reset(); // the connection is lost
        return operation == "GetItem";
    };
    EwsSession session(it.exchange.exchange(), {});
    const QList<EwsCursor::Pending> items{{it.exchange.mails.at(0).id, 100, 1, false}};
    EwsAhead ahead(&session, std::make_shared<EwsMemory>());
    ahead.lookAhead(items, std::nullopt, plenty);
    QTRY_VERIFY(ahead.isOver());
    std::optional<bool> came;
    ahead.takeMails(items, [&came](const ews::Answer<EwsFetch::Fetched> &mails) { came = mails.has_value(); });
    QCOMPARE(came, std::optional(false));
}

void TestEwsAhead::aRefusedStateAhead()
{
    Reading it(40, 20);
    FakeExchange &exchange = it.exchange;
    exchange.intercept
        = [&exchange](const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer) {
              if (operation != "SyncFolderItems" || !request.body.contains("SyncState"))
                  return false;
              exchange.forgetStates();
              answer = exchange.failing(operation, "ErrorInvalidSyncStateData");
              exchange.intercept = {};
              return true;
          };
    QVERIFY(it.isReadToItsEnd());
    QCOMPARE(it.copy.generations, 1);
}

void TestEwsAhead::aStopEndsIt()
{
    Reading it(40, 20);
    std::stop_source stop;
    const auto first = await(it.source->changes({FakeExchange::inbox(), {}, plenty}, stop.get_token()));
    QVERIFY2(first, why(first));
    QTRY_COMPARE(mailsAsked(it.exchange), 40);
    stop.request_stop();
    it.copy.take(*first);
    QCoreApplication::processEvents();
    QVERIFY(it.isReadToItsEnd());
    QCOMPARE(mailsAsked(it.exchange), 60); // what had been read ahead was given up
}

void TestEwsAhead::theEndOfTheSourceEndsIt()
{
    Reading it(40, 20);
    QVERIFY(it.firstPage());
    it.begin(); // with requests under way
    QVERIFY(it.isReadToItsEnd());
}

LIAISON_TEST(TestEwsAhead)
#include "tst_ews_ahead.moc"
