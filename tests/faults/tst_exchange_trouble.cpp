#include "app/demo/exchange_subscriptions.h"
#include "app/demo/exchange_tokens.h"
#include "core/store/session.h"
#include "tests/contract/exchange_mail_world.h"
#include "tests/faults/trouble_runs.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

#include <QTimer>

#include <memory>
#include <utility>

using namespace liaison;
using namespace liaison::test;

namespace {

using Trouble = std::function<void(demo::Exchange &)>;

/// What is stored of the one mail that was sent, but for what is drawn anew each time (ids, times) and how often it was
/// tried; with where the server has it.
QString sentState(MailWorld &world)
{
    const auto lines = await(world.office().store()->read([](store::Session &session) -> Result<QString> {
        auto rows = session.rows(
            QStringLiteral("SELECT o.sender, o.recipients, o.pending, o.refused, o.state, o.sent_copy, o.last_error, "
                           "o.server_words, f.role, c.seen, r.size FROM outbox o JOIN message m ON m.id = o.message_id "
                           "JOIN message_copy c ON c.message_id = m.id JOIN folder f ON f.id = c.folder_id "
                           "JOIN raw r ON r.id = c.raw_id WHERE c.remote_id IS NOT NULL AND c.vanished_at IS NULL"));
        QStringList list;
        for (store::Row &row : rows) {
            QStringList words;
            for (int i = 0; i < 9; ++i)
                words << row.text();
            words << QString::number(row.number()) << QString::number(row.number());
            list << words.join(QLatin1Char('|'));
        }
        return session.answer(list.join(QLatin1Char('\n')));
    }));
    return lines.value_or(QString::fromUtf8(why(lines)));
}

} // namespace

Q_DECLARE_METATYPE(Trouble)

/// What goes wrong with Exchange in the middle of a sync: the end is that of an undisturbed one, and a server that asks
/// for a pause gets it.
class TestExchangeTrouble : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDisturbedSyncEndsAsAnUndisturbedOne_data();
    void aDisturbedSyncEndsAsAnUndisturbedOne();
    void aPauseIsKept_data();
    void aPauseIsKept();
    void aBusyServerGetsAMailOnce_data();
    void aBusyServerGetsAMailOnce();
    void aServerThatIsBusyForTwoSecondsGetsAMailOnce_data();
    void aServerThatIsBusyForTwoSecondsGetsAMailOnce();
    void lostSubscriptionsAreMadeAnew();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }
};

void TestExchangeTrouble::aDisturbedSyncEndsAsAnUndisturbedOne_data()
{
    QTest::addColumn<bool>("oauth");
    QTest::addColumn<QByteArray>("operation"); // after whose first answer it happens
    QTest::addColumn<Trouble>("trouble");
    const auto row = [](const char *name, const QByteArray &operation, const Trouble &trouble, bool oauth = false) {
        QTest::newRow(name) << oauth << operation << trouble;
    };
    row("401 once", "GetItem", [](demo::Exchange &exchange) { exchange.faults.unauthorised = 1; });
    row(
        "the token is revoked", "GetItem", [](demo::Exchange &exchange) { exchange.tokens().revokeAll(); }, true);
    row("the sync state is invalid", "GetItem", [](demo::Exchange &exchange) { exchange.expireSyncStates(); });
    row("answers that are no XML", "GetItem", [](demo::Exchange &exchange) { exchange.faults.wrongXml = 3; });
    row("a page of a portal", "GetItem", [](demo::Exchange &exchange) { exchange.faults.html = 3; });
    row("busy for 50 ms", "GetItem", [](demo::Exchange &exchange) {
        exchange.faults.busy = 3;
        exchange.faults.backOffMs = 50;
    });
    row("busy in a message", "SyncFolderItems", [](demo::Exchange &exchange) {
        exchange.faults.busy = 1;
        exchange.faults.busyAsMessage = true;
        exchange.faults.backOffMs = 50;
    });
    row("503", "GetItem", [](demo::Exchange &exchange) {
        exchange.faults.unavailable = 2;
        exchange.faults.retryAfterSeconds = 1;
    });
    // By itself the mail can be had.
    row("a mail fails among others", "SyncFolderItems", [](demo::Exchange &exchange) {
        const QString id = QStringLiteral("<trouble-%1@bu.test>");
        exchange.faults.itemErrors = {{id.arg(3), QStringLiteral("ErrorInternalServerTransientError")},
                                      {id.arg(40), QStringLiteral("ErrorTimeoutExpired")}};
        const auto heal = [&exchange](const QByteArray &, int, const QByteArray &answer) {
            if (answer.contains("ErrorInternalServerTransientError"))
                exchange.faults.itemErrors.remove(QStringLiteral("<trouble-3@bu.test>"));
            if (answer.contains("ErrorTimeoutExpired"))
                exchange.faults.itemErrors.remove(QStringLiteral("<trouble-40@bu.test>"));
        };
        QObject::connect(&exchange, &demo::Exchange::conversed, &exchange, heal);
    });
    row("every answer comes in drops", "GetFolder", [](demo::Exchange &exchange) {
        exchange.faults.wire.dripBytes = 2'000;
        exchange.faults.wire.dripMs = 1;
    });
}

void TestExchangeTrouble::aDisturbedSyncEndsAsAnUndisturbedOne()
{
    QFETCH(const bool, oauth);
    QFETCH(const QByteArray, operation);
    QFETCH(const Trouble, trouble);
    ExchangeMailWorld world({QStringLiteral("Exchange2019"), false, oauth});
    bool happened = false; // read when nothing happens any more
    const auto prepare = [&] {
        world.after(operation, [&happened, trouble](demo::Exchange &exchange) {
            happened = true;
            trouble(exchange);
        });
    };
    syncThroughTrouble(world, prepare,
                       [&world] { world.exchange([](demo::Exchange &exchange) { exchange.faults = {}; }); });
    QVERIFY(happened);
    QCOMPARE(world.requests("CreateItem"), 0);
}

void TestExchangeTrouble::aPauseIsKept_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("ErrorServerBusy") << 0;
    QTest::newRow("ErrorServerBusy in a message") << 1;
    QTest::newRow("503 with Retry-After") << 2;
}

/// Busy for two seconds, and says so: what is asked meanwhile was under way before, or came at the end of the pause.
void TestExchangeTrouble::aPauseIsKept()
{
    QFETCH(const int, kind);
    ExchangeMailWorld world;
    QCOMPARE(beginTrouble(world), QByteArray());
    QCOMPARE(finishTrouble(world), QByteArray());
    const QStringList undisturbed = world.office().endState();
    QCOMPARE(undisturbed.size(), troubledMails);
    QCOMPARE(emptyOffice(world), QByteArray());
    world.after("SyncFolderItems", [kind](demo::Exchange &exchange) {
        (kind == 2 ? exchange.faults.unavailable : exchange.faults.busy) = always;
        exchange.faults.busyAsMessage = kind == 1;
        exchange.faults.backOffMs = 2'000;
        exchange.faults.retryAfterSeconds = 2;
        QTimer::singleShot(2'000, &exchange, [&exchange] {
            // What is left of the counts tells how often it was asked in vain.
            exchange.faults.operation = QStringLiteral("none");
        });
    });
    QCOMPARE(finishTrouble(world), QByteArray());
    int left = -1;
    QVERIFY(world.exchange([&left, kind](demo::Exchange &exchange) {
        left = kind == 2 ? exchange.faults.unavailable : exchange.faults.busy;
    }));
    const int inVain = always - left;
    QVERIFY2(inVain >= 1 && inVain <= 12, qPrintable(QString::number(inVain)));
    QCOMPARE(world.office().endState(), undisturbed);
}

void TestExchangeTrouble::aBusyServerGetsAMailOnce_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("busy") << 0;
    QTest::newRow("503") << 1;
    QTest::newRow("401") << 2;
    QTest::newRow("a page of a portal") << 3;
}

void TestExchangeTrouble::aBusyServerGetsAMailOnce()
{
    QFETCH(const int, kind);
    ExchangeMailWorld world;
    const auto prepare = [&] {
        world.exchange([kind](demo::Exchange &exchange) {
            demo::ExchangeFaults &faults = exchange.faults;
            faults.operation = kind == 2 ? QString() : QStringLiteral("CreateItem");
            faults.backOffMs = 20;
            (kind == 0       ? faults.busy
                 : kind == 1 ? faults.unavailable
                 : kind == 2 ? faults.unauthorised
                             : faults.html)
                = kind >= 2 ? 1 : 2;
        });
    };
    // Who answers by a page may have asked Exchange before: nobody but a person says that the mail did not arrive.
    sendThroughTrouble(world, prepare, kind == 3 ? domain::OutboxState::Uncertain : domain::OutboxState::Sent);
}

void TestExchangeTrouble::aServerThatIsBusyForTwoSecondsGetsAMailOnce_data()
{
    QTest::addColumn<bool>("asMessage");
    QTest::newRow("in a fault") << false;
    QTest::newRow("in a message") << true;
}

/// It says so to CreateItem: the mail waits as long, and everything is then as after a send that nothing disturbed.
void TestExchangeTrouble::aServerThatIsBusyForTwoSecondsGetsAMailOnce()
{
    QFETCH(const bool, asMessage);
    QStringList ends;
    for (const bool busy : {false, true}) {
        ExchangeMailWorld world;
        int refused = 0;
        const auto prepare = [&world, busy, asMessage] {
            world.exchange([busy, asMessage](demo::Exchange &exchange) {
                exchange.faults.operation = QStringLiteral("CreateItem");
                exchange.faults.busy = busy ? always : 0;
                exchange.faults.busyAsMessage = asMessage;
                exchange.faults.backOffMs = 2'000;
                // Two seconds from the first answer on.
                auto once = std::make_shared<bool>(false);
                QObject::connect(&exchange, &demo::Exchange::conversed, &exchange,
                                 [once, &exchange](const QByteArray &, int, const QByteArray &answer) {
                                     if (!answer.contains("ErrorServerBusy") || std::exchange(*once, true))
                                         return;
                                     QTimer::singleShot(2'000, &exchange, [&exchange] {
                                         exchange.faults.operation = QStringLiteral("none");
                                     });
                                 });
            });
        };
        sendThroughTrouble(world, prepare, domain::OutboxState::Sent);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(world.exchange([&refused](demo::Exchange &exchange) { refused = always - exchange.faults.busy; }));
        if (busy) // the pause is kept: one try in vain, or two where its end and the timer's fall together
            QVERIFY2(refused >= 1 && refused <= 2, qPrintable(QString::number(refused)));
        ends << sentState(world);
    }
    QVERIFY(!ends.first().isEmpty());
    QCOMPARE(ends.last(), ends.first());
}

/// As after a restart of the server: what comes then is told of again.
void TestExchangeTrouble::lostSubscriptionsAreMadeAnew()
{
    ExchangeMailWorld world;
    QCOMPARE(beginTrouble(world), QByteArray());
    QCOMPARE(finishTrouble(world), QByteArray());
    QTRY_VERIFY_WITH_TIMEOUT(world.requests("GetStreamingEvents") >= 1, 60'000);
    QVERIFY(world.exchange([](demo::Exchange &exchange) { exchange.subscriptions().forgetAll(); }));
    QTRY_VERIFY_WITH_TIMEOUT(world.requests("Subscribe") >= 2, 60'000);
    world.drop({mailToAnalysts(finance, QStringLiteral("Later"), "later@bu.test", {}, "x\r\n")});
    QTRY_COMPARE_WITH_TIMEOUT(world.copyCount(), troubledMails + 1, 60'000);
}

LIAISON_TEST(TestExchangeTrouble)
#include "tst_exchange_trouble.moc"
