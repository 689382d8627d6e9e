#include "tests/contract/exchange_mail_world.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using domain::OutboxState;
using Way = CutRelay::Way;

namespace {

constexpr int step = 100; // bytes from one cut to the next

/// Waits that cost nothing, and pages so small that there are some.
feed::EngineOptions impatient()
{
    feed::EngineOptions options;
    options.backoffMinMs = 1;
    options.backoffMaxMs = 2;
    options.outboxRetryMinMs = 1;
    options.outboxRetryMaxMs = 2;
    options.sentCopyDelayMs = 1;
    options.pageBytes = 1'000;
    return options;
}

QByteArray mailNumber(int number)
{
    const QByteArray n = QByteArray::number(number);
    const QByteArray answers
        = number % 3 == 2 ? "In-Reply-To: <cut-" + QByteArray::number(number - 1) + "@bu.test>\r\n" : QByteArray();
    return mailToAnalysts(finance, QStringLiteral("Mail %1").arg(number), "cut-" + n + "@bu.test", answers,
                          "Text of " + n + "\r\n");
}

} // namespace

/// Connections to Exchange that end at every hundredth byte of all that is said. What is stored and sent in the end is
/// what an undisturbed run stores and sends.
class TestExchangeCuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSyncCutAnywhereEndsAsAnUndisturbedOne();
    void aSendCutAnywhereArrivesOnce_data();
    void aSendCutAnywhereArrivesOnce();

private:
    static QByteArray sync(ExchangeMailWorld &world, int count);
    static QByteArray send(ExchangeMailWorld &world, const domain::Incident &incident, OutboxState *before);
};

/// Connects a fresh office and waits until it has all; empty, or what went wrong.
QByteArray TestExchangeCuts::sync(ExchangeMailWorld &world, int count)
{
    const auto mailbox = world.connect();
    if (!mailbox)
        return why(mailbox);
    if (!world.office().waitInSync(mailbox->id, 1))
        return "never in sync";
    return world.copyCount() == count ? QByteArray() : QByteArray::number(world.copyCount()) + " copies";
}

void TestExchangeCuts::aSyncCutAnywhereEndsAsAnUndisturbedOne()
{
    ExchangeMailWorld world({QStringLiteral("Exchange2019"), true, false});
    world.relayThis(MailWorld::Relayed::All);
    QVERIFY(world.start().isEmpty());
    QList<QByteArray> mails;
    for (int i = 0; i < 8; ++i)
        mails << mailNumber(i);
    world.drop(mails);
    world.drop({mailToAnalysts(analysts, QStringLiteral("Sent before"), "before@corp.test", {}, "x\r\n")},
               QStringLiteral("Sent"));

    QVERIFY(world.openOffice(impatient()).isEmpty());
    QCOMPARE(sync(world, 9), QByteArray());
    const qint64 said = world.relay().bytes(Way::ToClient);
    const QStringList expected = world.office().endState();
    QCOMPARE(expected.size(), 9);
    int runs = 0;
    int cuts = 0;
    for (qint64 at = 0; at < said; at += step) {
        QVERIFY(world.openOffice(impatient()).isEmpty());
        world.relay().restart();
        world.relay().cutAfter(Way::ToClient, at);
        const QByteArray failure = sync(world, 9);
        QVERIFY2(failure.isEmpty(), "cut at byte " + QByteArray::number(at) + ": " + failure);
        // The last bytes are of the stream of notifications, which may begin after the sync has ended.
        static_cast<void>(QTest::qWaitFor([&world] { return world.relay().cuts() > 0; }, 2'000));
        QCOMPARE(world.office().endState(), expected);
        ++runs;
        cuts += world.relay().cuts();
    }
    QVERIFY2(cuts >= runs * 9 / 10, qPrintable(QStringLiteral("%1 cuts in %2 runs").arg(cuts).arg(runs)));
    QCOMPARE(world.requests("CreateItem"), 0);
    qDebug("%lld bytes of answers, %d cuts in %d runs", said, cuts, runs);
}

/// Sends a mail and sees it to its end as a person would; empty, or what went wrong. `before` is the state in which the
/// outbox left it by itself.
QByteArray TestExchangeCuts::send(ExchangeMailWorld &world, const domain::Incident &incident, OutboxState *before)
{
    const auto delivered = world.delivered().size();
    const auto queued = writeToFinance(world.office(), incident, QStringLiteral("Once"), QStringLiteral("Text.\n"));
    if (!queued)
        return why(queued);
    const auto state = [&] { return world.outboxMail(queued->id)->state; };
    const auto settled = [&] { return state() == OutboxState::Sent || state() == OutboxState::Uncertain; };
    if (!QTest::qWaitFor(settled, 60'000))
        return "neither sent nor uncertain";
    // A pass has looked into Sent Items then.
    if (state() == OutboxState::Uncertain && world.delivered().size() > delivered
        && !QTest::qWaitFor([&] { return world.waitInSync() && state() == OutboxState::Sent; }, 60'000))
        return "it arrived and is not known to have";
    if (state() == OutboxState::Uncertain && !world.waitInSync())
        return "not in sync";
    *before = state();
    if (state() == OutboxState::Uncertain) {
        if (world.delivered().size() > delivered)
            return "uncertain, though it arrived";
        // Nobody but a person who has looked may say so.
        desk::ComposeDesk compose(world.office().context());
        if (const auto again = await(compose.resolveUncertain(queued->id, false)); !again)
            return why(again);
        if (!QTest::qWaitFor([&] { return state() == OutboxState::Sent; }, 60'000))
            return "not sent in the end";
    }
    const QList<QByteArray> arrived = world.delivered();
    const QByteArray id = "<" + queued->messageIdHeader.toUtf8() + ">";
    const auto mine = [&id](const QByteArray &mail) { return mail.contains("Message-ID: " + id); };
    const QList<QByteArray> filed = world.mailsIn(QStringLiteral("Sent"));
    if (arrived.size() != delivered + 1 || !mine(arrived.last()))
        return "delivered " + QByteArray::number(arrived.size() - delivered) + " times";
    return std::count_if(filed.cbegin(), filed.cend(), mine) == 1 ? QByteArray() : "not in Sent Items once";
}

void TestExchangeCuts::aSendCutAnywhereArrivesOnce_data()
{
    QTest::addColumn<bool>("toServer");
    QTest::newRow("its request") << true;
    QTest::newRow("its answer") << false;
}

void TestExchangeCuts::aSendCutAnywhereArrivesOnce()
{
    QFETCH(const bool, toServer);
    const Way way = toServer ? Way::ToServer : Way::ToClient;
    ExchangeMailWorld world({QStringLiteral("Exchange2019"), true, false});
    world.relayThis(MailWorld::Relayed::Outgoing);
    QVERIFY(world.start().isEmpty());
    QVERIFY(world.openOffice(impatient()).isEmpty());
    const auto mailbox = world.connect();
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.waitInSync());
    const auto incident = makeIncident(world.office(), QStringLiteral("Cuts"));
    QVERIFY2(incident, why(incident));
    OutboxState left = OutboxState::Queued;
    QCOMPARE(send(world, *incident, &left), QByteArray());
    QVERIFY(left == OutboxState::Sent);
    const qint64 said = world.relay().bytes(way);
    QVERIFY(said > 1'000);
    int runs = 0;
    int cuts = 0;
    int asked = 0;
    for (qint64 at = 0; at < said; at += step) {
        world.relay().restart();
        world.relay().cutAfter(way, at);
        const QByteArray failure = send(world, *incident, &left);
        QVERIFY2(failure.isEmpty(), "cut at byte " + QByteArray::number(at) + ": " + failure);
        ++runs;
        cuts += world.relay().cuts();
        asked += left == OutboxState::Uncertain ? 1 : 0;
    }
    QCOMPARE(cuts, runs);
    QCOMPARE(world.delivered().size(), runs + 1);
    // An answer that is lost is found out without anybody; a person is asked only where the mail did not arrive.
    if (!toServer)
        QCOMPARE(asked, 0);
    qDebug("%lld bytes, %d cuts, a person was asked %d times", said, cuts, asked);
}

LIAISON_TEST(TestExchangeCuts)
#include "tst_exchange_cuts.moc"
