#include "app/demo/exchange_tokens.h"
#include "tests/contract/graph_mail_world.h"
#include "tests/faults/trouble_runs.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"

#include <QTimer>

using namespace liaison;
using namespace liaison::test;

namespace {

// So that a sync asks for several pages of the delta, and for the marks of a page's mails by a list ("messages"), which
// is worth it for more than twenty.
constexpr int pageMails = 30;

using Trouble = std::function<void(demo::Graph &)>;

} // namespace

Q_DECLARE_METATYPE(Trouble)

/// What goes wrong with Microsoft Graph in the middle of a sync and of a send: the end is that of an undisturbed one,
/// and a service that asks for a pause gets it.
class TestGraphTrouble : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDisturbedSyncEndsAsAnUndisturbedOne_data();
    void aDisturbedSyncEndsAsAnUndisturbedOne();
    void aPauseIsKept_data();
    void aPauseIsKept();
    void aDisturbedSendArrivesOnce_data();
    void aDisturbedSendArrivesOnce();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }
};

void TestGraphTrouble::aDisturbedSyncEndsAsAnUndisturbedOne_data()
{
    QTest::addColumn<QByteArray>("operation"); // after whose first answer it happens
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<bool>("anew"); // the folder is read from the start; else nothing is fetched twice
    const auto row = [](const char *name, const QByteArray &operation, const Trouble &trouble, bool anew = false) {
        QTest::newRow(name) << operation << trouble << anew;
    };
    row("401 once", "messagesDelta", [](demo::Graph &graph) { graph.faults.unauthorised = 1; });
    row("the token is revoked", "messagesDelta", [](demo::Graph &graph) { graph.exchange()->tokens().revokeAll(); });
    row(
        "410 SyncStateNotFound", "messagesDelta", [](demo::Graph &graph) { graph.faults.goneStates = 1; }, true);
    row(
        "all delta tokens expire", "mime", [](demo::Graph &graph) { graph.expireDeltaTokens(); }, true);
    row("answers that end amid their JSON", "messagesDelta", [](demo::Graph &graph) { graph.faults.wrongJson = 3; });
    row("a page of a portal", "messagesDelta", [](demo::Graph &graph) { graph.faults.html = 3; });
    row("parts of batches are throttled", "messagesDelta", [](demo::Graph &graph) {
        graph.faults.operation = QStringLiteral("mime");
        graph.faults.throttled = 3;
    });
    const auto ofTheList = [&row](const char *name, const Trouble &trouble) {
        row(name, "messagesDelta", [trouble](demo::Graph &graph) {
            graph.faults.operation = QStringLiteral("messages");
            trouble(graph);
        });
    };
    ofTheList("a list of marks: 401 once", [](demo::Graph &graph) { graph.faults.unauthorised = 1; });
    ofTheList("a list of marks: 429, Retry-After 2", [](demo::Graph &graph) {
        graph.faults.throttled = 1;
        graph.faults.retryAfterSeconds = 2;
    });
    ofTheList("a list of marks: 503", [](demo::Graph &graph) { graph.faults.unavailable = 2; });
    ofTheList("a list of marks: a page of a portal", [](demo::Graph &graph) { graph.faults.html = 1; });
    ofTheList("a list of marks: it ends amid its JSON", [](demo::Graph &graph) { graph.faults.wrongJson = 1; });
    // The delta is forgotten while its first page's marks are on their way.
    row(
        "410 SyncStateNotFound behind a list of marks", "messages",
        [](demo::Graph &graph) { graph.faults.goneStates = 1; }, true);
    row("503", "messagesDelta", [](demo::Graph &graph) { graph.faults.unavailable = 2; });
    // By itself the mail can be had.
    row("a mail fails among others", "messagesDelta", [](demo::Graph &graph) {
        const QString id = QStringLiteral("<trouble-%1@bu.test>");
        graph.faults.operation = QStringLiteral("mime");
        graph.faults.itemErrors = {{id.arg(3), QStringLiteral("ErrorInternalServerTransientError")},
                                   {id.arg(40), QStringLiteral("ErrorTimeoutExpired")}};
        const auto heal
            = [&graph](const QByteArray &, const QByteArray &, int, const QByteArray &, const QByteArray &answer) {
                  if (answer.contains("ErrorInternalServerTransientError"))
                      graph.faults.itemErrors.remove(QStringLiteral("<trouble-3@bu.test>"));
                  if (answer.contains("ErrorTimeoutExpired"))
                      graph.faults.itemErrors.remove(QStringLiteral("<trouble-40@bu.test>"));
              };
        QObject::connect(&graph, &demo::Graph::conversed, &graph, heal);
    });
    row("every answer comes in drops", "mailFolder", [](demo::Graph &graph) {
        graph.faults.wire.dripBytes = 2'000;
        graph.faults.wire.dripMs = 1;
    });
}

void TestGraphTrouble::aDisturbedSyncEndsAsAnUndisturbedOne()
{
    QFETCH(const QByteArray, operation);
    QFETCH(const Trouble, trouble);
    QFETCH(const bool, anew);
    GraphMailWorld world({false, pageMails});
    bool happened = false; // read when nothing happens any more
    int before = 0;
    const auto prepare = [&] {
        before = world.fetchedMails();
        world.after(operation, [&happened, trouble](demo::Graph &graph) {
            happened = true;
            trouble(graph);
        });
    };
    syncThroughTrouble(world, prepare, [&world] { world.graph([](demo::Graph &graph) { graph.faults = {}; }); });
    QVERIFY(happened);
    QVERIFY(world.requests("messages") >= 2 * troubledMails / pageMails); // marks came by lists in both runs
    const int fetched = world.fetchedMails() - before;
    QVERIFY2(anew ? fetched >= troubledMails && fetched <= 2 * troubledMails : fetched == troubledMails,
             qPrintable(QString::number(fetched)));
    QCOMPARE(world.requests("createMessage"), 0);
}

void TestGraphTrouble::aPauseIsKept_data()
{
    QTest::addColumn<bool>("throttled");
    QTest::newRow("429 with Retry-After") << true;
    QTest::newRow("503 with Retry-After") << false;
}

/// Busy for two seconds, and says so: what is asked meanwhile was under way before, or came at the end of the pause.
void TestGraphTrouble::aPauseIsKept()
{
    QFETCH(const bool, throttled);
    GraphMailWorld world({false, pageMails});
    QCOMPARE(beginTrouble(world), QByteArray());
    world.after("messagesDelta", [throttled](demo::Graph &graph) {
        (throttled ? graph.faults.throttled : graph.faults.unavailable) = always;
        graph.faults.retryAfterSeconds = 2;
        QTimer::singleShot(2'000, &graph, [&graph] {
            // What is left of the counts tells how often it was asked in vain.
            graph.faults.operation = QStringLiteral("none");
        });
    });
    QCOMPARE(finishTrouble(world), QByteArray());
    int left = -1;
    QVERIFY(world.graph([&left, throttled](demo::Graph &graph) {
        left = throttled ? graph.faults.throttled : graph.faults.unavailable;
    }));
    // A batch is asked as a whole, and each of its parts is refused for itself.
    const int inVain = always - left;
    QVERIFY2(inVain >= 1 && inVain <= (throttled ? 100 : 12), qPrintable(QString::number(inVain)));
    QCOMPARE(world.copyCount(), troubledMails);
    QCOMPARE(world.fetchedMails(), troubledMails);
}

void TestGraphTrouble::aDisturbedSendArrivesOnce_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<Trouble>("trouble");
    for (const char *operation : {"messages", "createMessage", "send"}) {
        const auto row = [operation](const char *name, const Trouble &trouble) {
            QTest::addRow("%s: %s", operation, name) << QString::fromLatin1(operation) << trouble;
        };
        row("429", [](demo::Graph &graph) { graph.faults.throttled = 2; });
        row("503", [](demo::Graph &graph) { graph.faults.unavailable = 2; });
        row("401", [](demo::Graph &graph) { graph.faults.unauthorised = 1; });
        // Who answers so may have asked Graph before, and did: it is found out without anybody.
        row("a page of a portal", [](demo::Graph &graph) { graph.faults.html = 1; });
    }
}

void TestGraphTrouble::aDisturbedSendArrivesOnce()
{
    QFETCH(const QString, operation);
    QFETCH(const Trouble, trouble);
    GraphMailWorld world;
    const auto prepare = [&] {
        world.graph([operation, trouble](demo::Graph &graph) {
            graph.faults.operation = operation;
            trouble(graph);
        });
    };
    sendThroughTrouble(world, prepare, domain::OutboxState::Sent);
}

LIAISON_TEST(TestGraphTrouble)
#include "tst_graph_trouble.moc"
