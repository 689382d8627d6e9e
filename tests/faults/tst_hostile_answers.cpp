#include "app/demo/exchange_tokens.h"
#include "core/store/mailboxes.h"
#include "tests/contract/exchange_mail_world.h"
#include "tests/contract/graph_mail_world.h"
#include "tests/faults/trouble_runs.h"
#include "tests/support/request_book.h"
#include "tests/support/test_registry.h"
#include "ui/common/error_text.h"

#include <QTcpServer>

using namespace liaison;
using namespace liaison::test;

namespace {

constexpr int mailsBefore = 30;
constexpr int mailsAmid = 40;
// So that a sync asks for several pages of the delta, and for the marks of a page's mails by a list, which is worth it
// for more than twenty.
constexpr int pageMails = 25;

using Hostility = std::function<void(demo::GraphFaults &, quint16 elsewhere)>;

QList<QByteArray> mailsFrom(int first, int count)
{
    QList<QByteArray> mails;
    for (int i = first; i < first + count; ++i)
        mails << mailToAnalysts(finance, QStringLiteral("Mail %1").arg(i),
                                "hostile-" + QByteArray::number(i) + "@bu.test", {},
                                "Text of " + QByteArray::number(i) + "\r\n");
    return mails;
}

/// Waits long enough between its tries that they can be counted.
feed::EngineOptions tryingAgain()
{
    feed::EngineOptions options = impatientEngine(8'000);
    options.backoffMinMs = options.backoffMaxMs = 100;
    return options;
}

/// How far each folder was read.
QList<QByteArray> cursorsOf(MailWorld &world)
{
    const auto folders = await(world.office().store()->read(
        [id = world.mailbox()](store::Session &session) { return store::Folders(session).list(id); }));
    QList<QByteArray> cursors;
    for (const domain::Folder &folder : folders.value_or(QList<domain::Folder>()))
        cursors << folder.remote.remoteId.toUtf8() + ' ' + folder.cursor;
    return cursors;
}

/// What the window says of the mailbox; empty while it runs.
QString sentenceOf(MailWorld &world)
{
    const auto status = world.office().status(world.mailbox());
    return status && status->state != domain::FeedState::Running && status->error ? ui::errorText(*status->error)
                                                                                  : QString();
}

} // namespace

Q_DECLARE_METATYPE(Hostility)

/// What answers in Microsoft Graph's place, or with it, and means no good: a clear sentence, nothing lost, no token for
/// anybody else. What was stored stays, what came meanwhile comes once, and the end is that of an undisturbed sync.
class TestHostileAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLost_data();
    void nothingIsLost();
    void aListOfMarksThatIsHostile_data();
    void aListOfMarksThatIsHostile();
    void aClockThatIsAnHourWrong_data();
    void aClockThatIsAnHourWrong();
    void cleanupTestCase() { REQUESTS_FIT_SCHEMAS(); }

private:
    /// Syncs what there is, does `harm`, has mail arrive and waits for a sentence with `words`.
    void beginHostile(MailWorld &world, const std::function<bool()> &harm, const QString &words);
    static void hostileRows(const QString &operation);
    /// Everything is there once, as a fresh office reads it.
    void endsAsUndisturbed(MailWorld &world);
};

void TestHostileAnswers::beginHostile(MailWorld &world, const std::function<bool()> &harm, const QString &words)
{
    world.drop(mailsFrom(0, mailsBefore));
    QCOMPARE(finishTrouble(world), QByteArray());
    const QStringList before = world.office().endState();
    QCOMPARE(before.size(), mailsBefore);
    const QList<QByteArray> cursors = cursorsOf(world);
    QVERIFY(harm());
    world.drop(mailsFrom(mailsBefore, mailsAmid));
    world.nudge();
    QTRY_VERIFY2_WITH_TIMEOUT(sentenceOf(world).contains(words), qPrintable(sentenceOf(world)), 60'000);
    QCOMPARE(world.office().endState(), before);
    QCOMPARE(cursorsOf(world), cursors);
}

void TestHostileAnswers::endsAsUndisturbed(MailWorld &world)
{
    QVERIFY(world.waitInSync());
    const QStringList after = world.office().endState();
    QCOMPARE(after.size(), mailsBefore + mailsAmid);
    QCOMPARE(emptyOffice(world), QByteArray());
    QCOMPARE(finishTrouble(world), QByteArray());
    QCOMPARE(world.office().endState(), after);
}

void TestHostileAnswers::nothingIsLost_data()
{
    hostileRows(QString());
}

void TestHostileAnswers::aListOfMarksThatIsHostile_data()
{
    hostileRows(QStringLiteral("messages"));
}

/// `operation`: the one that is answered so; empty: any.
void TestHostileAnswers::hostileRows(const QString &operation)
{
    QTest::addColumn<Hostility>("hostility");
    QTest::addColumn<QString>("words"); // of the sentence that people read
    const auto row = [&operation](const char *name, const QString &words, const Hostility &hostility) {
        QTest::newRow(name) << Hostility([operation, hostility](demo::GraphFaults &faults, quint16 elsewhere) {
            faults.operation = operation;
            hostility(faults, elsewhere);
        }) << words;
    };
    const QString breaksOff = QStringLiteral("An answer of Microsoft Graph breaks off or cannot be read. Nothing of it "
                                             "was taken.");
    const QString elsewhere = QStringLiteral("An answer of Microsoft Graph goes on at another server. That was not "
                                             "asked, and nothing was sent to it.");
    row("a proxy's page", QStringLiteral("The proxy did not let the connection through."),
        [](demo::GraphFaults &faults, quint16) { faults.proxyPages = always; });
    row("HTML instead of JSON", QStringLiteral("What answers there is not Microsoft Graph: a web page, a proxy"),
        [](demo::GraphFaults &faults, quint16) { faults.html = always; });
    row("JSON that breaks off", breaksOff, [](demo::GraphFaults &faults, quint16) { faults.wrongJson = always; });
    row("10,000 lists in each other", QStringLiteral("is larger or deeper than any that it gives. Nothing of it was"),
        [](demo::GraphFaults &faults, quint16) { faults.deepJson = always; });
    row("ids of more than 4 KiB", breaksOff, [](demo::GraphFaults &faults, quint16) { faults.longIds = always; });
    const auto goOnAt = [](const QByteArray &host) {
        return [host](demo::GraphFaults &faults, quint16 port) {
            faults.foreignLinks = always;
            faults.foreignHost = host + ':' + QByteArray::number(port);
        };
    };
    row("a nextLink to another host", elsewhere, goOnAt("localhost"));
    row("a nextLink to another port", elsewhere, goOnAt("127.0.0.1"));
}

void TestHostileAnswers::nothingIsLost()
{
    QFETCH(const Hostility, hostility);
    QFETCH(const QString, words);
    QTcpServer elsewhere; // whoever connects here shows it, before any byte
    QVERIFY(elsewhere.listen(QHostAddress::Any));
    int connections = 0;
    connect(&elsewhere, &QTcpServer::newConnection, &elsewhere, [&connections] { ++connections; });
    GraphMailWorld world({false, pageMails});
    QCOMPARE(world.start(), QByteArray());
    QCOMPARE(world.openOffice(tryingAgain()), QByteArray());
    const auto harm = [&world, hostility, port = elsewhere.serverPort()] {
        return world.graph([hostility, port](demo::Graph &graph) { hostility(graph.faults, port); });
    };
    beginHostile(world, harm, words);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(world.graph([](demo::Graph &graph) { graph.faults = {}; }));
    endsAsUndisturbed(world);
    QCOMPARE(connections, 0);
}

/// The marks of many mails come by a list, with the delta and the mails as they should be. What is wrong with the list
/// alone harms nothing, as the mails are asked about one by one; what is wrong with the way there, or leads elsewhere,
/// is told as anywhere else.
void TestHostileAnswers::aListOfMarksThatIsHostile()
{
    QFETCH(const Hostility, hostility);
    QFETCH(const QString, words);
    const QString row = QString::fromLatin1(QTest::currentDataTag());
    const bool harmless = row.startsWith(QLatin1String("JSON")) || row.startsWith(QLatin1String("10,000"))
        || row.startsWith(QLatin1String("ids"));
    if (!harmless)
        return nothingIsLost();
    GraphMailWorld world({false, pageMails});
    QCOMPARE(world.start(), QByteArray());
    QCOMPARE(world.openOffice(tryingAgain()), QByteArray());
    world.drop(mailsFrom(0, mailsBefore));
    world.setSeen(QStringLiteral("hostile-3@bu.test"), true);
    QCOMPARE(finishTrouble(world), QByteArray());
    const int lists = world.requests("messages");
    QVERIFY(lists >= 1);
    QCOMPARE(world.requests("message"), mailsBefore - pageMails);
    QVERIFY(world.graph([hostility](demo::Graph &graph) { hostility(graph.faults, 1); }));
    world.drop(mailsFrom(mailsBefore, mailsAmid));
    world.setSeen(QStringLiteral("hostile-40@bu.test"), true);
    world.nudge();
    QTRY_COMPARE_WITH_TIMEOUT(world.copyCount(), mailsBefore + mailsAmid, 60'000);
    QVERIFY(world.requests("messages") > lists);
    QVERIFY(world.requests("message") >= mailsBefore - pageMails + mailsAmid);
    QVERIFY(world.graph([](demo::Graph &graph) { graph.faults = {}; }));
    endsAsUndisturbed(world);
}

void TestHostileAnswers::aClockThatIsAnHourWrong_data()
{
    QTest::addColumn<bool>("graph"); // else Exchange
    QTest::addColumn<bool>("byCertificate");
    QTest::addColumn<int>("aheadMinutes"); // this computer's clock, as the service sees it
    QTest::addColumn<QString>("words");    // empty: it does no harm
    const QString ahead = QStringLiteral("Set this computer's clock: it is 60 minutes ahead of the provider's.");
    const QString behind = QStringLiteral("Set this computer's clock: it is 60 minutes behind the provider's.");
    for (const bool graph : {true, false}) {
        const char *service = graph ? "Graph" : "Exchange";
        QTest::addRow("%s, ahead, by certificate", service) << graph << true << 60 << ahead;
        QTest::addRow("%s, behind, by certificate", service) << graph << true << -60 << behind;
        QTest::addRow("%s, ahead, by secret", service) << graph << false << 60 << QString();
        QTest::addRow("%s, behind, by secret", service) << graph << false << -60 << QString();
    }
}

/// What proves who the application is counts for minutes alone; everything else is relative.
void TestHostileAnswers::aClockThatIsAnHourWrong()
{
    QFETCH(const bool, graph);
    QFETCH(const bool, byCertificate);
    QFETCH(const int, aheadMinutes);
    QFETCH(const QString, words);
    std::unique_ptr<DemoMailWorld> made;
    if (graph)
        made = std::make_unique<GraphMailWorld>(GraphMailWorld::Options{false, pageMails});
    else
        made = std::make_unique<ExchangeMailWorld>(
            ExchangeMailWorld::Options{QStringLiteral("Exchange2019"), false, true});
    DemoMailWorld &world = *made;
    if (byCertificate)
        world.signInByCertificate();
    QCOMPARE(world.start(), QByteArray());
    QCOMPARE(world.openOffice(tryingAgain()), QByteArray());
    const auto harm = [&world, aheadMinutes] {
        return world.signInService([aheadMinutes](demo::Exchange &exchange) {
            exchange.faults.clockBehind = aheadMinutes;
            exchange.tokens().revokeAll();
        });
    };
    if (words.isEmpty()) {
        world.drop(mailsFrom(0, mailsBefore));
        QCOMPARE(finishTrouble(world), QByteArray());
        QVERIFY(harm());
        world.drop(mailsFrom(mailsBefore, mailsAmid));
        return endsAsUndisturbed(world);
    }
    beginHostile(world, harm, words);
    if (QTest::currentTestFailed())
        return;
    // Somebody sets the clock, and starts the mailbox again.
    QVERIFY(world.signInService([](demo::Exchange &exchange) { exchange.faults = {}; }));
    world.office().engine()->reload(world.mailbox());
    endsAsUndisturbed(world);
}

LIAISON_TEST(TestHostileAnswers)
#include "tst_hostile_answers.moc"
