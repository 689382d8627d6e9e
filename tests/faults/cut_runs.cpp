#include "tests/faults/cut_runs.h"

#include <algorithm>

namespace liaison::test {

using domain::OutboxState;
using Way = CutRelay::Way;

namespace {

constexpr int step = 100; // bytes from one cut to the next
constexpr int pageBytes = 1'000;

QByteArray mailNumber(int number)
{
    const QByteArray n = QByteArray::number(number);
    const QByteArray answers
        = number % 3 == 2 ? "In-Reply-To: <cut-" + QByteArray::number(number - 1) + "@bu.test>\r\n" : QByteArray();
    return mailToAnalysts(finance, QStringLiteral("Mail %1").arg(number), "cut-" + n + "@bu.test", answers,
                          "Text of " + n + "\r\n");
}

QByteArray syncWith(MailWorld &world, int count)
{
    const QByteArray failure = syncAfresh(world);
    if (!failure.isEmpty())
        return failure;
    return world.copyCount() == count ? QByteArray() : QByteArray::number(world.copyCount()) + " copies";
}

} // namespace

feed::EngineOptions impatientEngine(int pageBytes)
{
    feed::EngineOptions options;
    options.backoffMinMs = 1;
    options.backoffMaxMs = 2;
    options.outboxRetryMinMs = 1;
    options.outboxRetryMaxMs = 2;
    options.sentCopyDelayMs = 1;
    options.pageBytes = pageBytes;
    return options;
}

QByteArray syncAfresh(MailWorld &world)
{
    const auto mailbox = world.connect();
    if (!mailbox)
        return why(mailbox);
    return world.office().waitInSync(mailbox->id, 1) ? QByteArray() : "never in sync";
}

void cutASyncEverywhere(MailWorld &world, int count, Way way)
{
    QList<QByteArray> mails;
    for (int i = 0; i < count; ++i)
        mails << mailNumber(i);
    world.drop(mails);
    world.drop({mailToAnalysts(analysts, QStringLiteral("Sent before"), "before@corp.test", {}, "x\r\n")},
               QStringLiteral("Sent"));

    QVERIFY(world.openOffice(impatientEngine(pageBytes)).isEmpty());
    QCOMPARE(syncWith(world, count + 1), QByteArray());
    const qint64 said = world.relay().bytes(way);
    const QStringList expected = world.office().endState();
    QCOMPARE(expected.size(), count + 1);
    int runs = 0;
    int cuts = 0;
    for (qint64 at = 0; at < said; at += step) {
        QVERIFY(world.openOffice(impatientEngine(pageBytes)).isEmpty());
        world.relay().restart();
        world.relay().cutAfter(way, at);
        const QByteArray failure = syncWith(world, count + 1);
        QVERIFY2(failure.isEmpty(), "cut at byte " + QByteArray::number(at) + ": " + failure);
        // The last bytes may be of a stream of notifications, which may begin after the sync has ended.
        static_cast<void>(QTest::qWaitFor([&world] { return world.relay().cuts() > 0; }, 2'000));
        QCOMPARE(world.office().endState(), expected);
        ++runs;
        cuts += world.relay().cuts();
    }
    QVERIFY2(cuts >= runs * 9 / 10, qPrintable(QStringLiteral("%1 cuts in %2 runs").arg(cuts).arg(runs)));
    qDebug("%lld bytes, %d cuts in %d runs", said, cuts, runs);
}

QByteArray sendToItsEnd(MailWorld &world, const domain::Incident &incident, OutboxState *before)
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
    if (arrived.size() != delivered + 1 || !mine(arrived.last()))
        return "delivered " + QByteArray::number(arrived.size() - delivered) + " times";
    if (!world.mailsIn(QStringLiteral("Drafts")).isEmpty())
        return "a draft is left";
    const QList<QByteArray> filed = world.mailsIn(QStringLiteral("Sent"));
    return std::count_if(filed.cbegin(), filed.cend(), mine) == 1 ? QByteArray() : "not in Sent Items once";
}

void cutASendEverywhere(MailWorld &world, Way way)
{
    QVERIFY(world.openOffice(impatientEngine(pageBytes)).isEmpty());
    const auto mailbox = world.connect();
    QVERIFY2(mailbox, why(mailbox));
    QVERIFY(world.waitInSync());
    const auto incident = makeIncident(world.office(), QStringLiteral("Cuts"));
    QVERIFY2(incident, why(incident));
    OutboxState left = OutboxState::Queued;
    QCOMPARE(sendToItsEnd(world, *incident, &left), QByteArray());
    QVERIFY(left == OutboxState::Sent);
    const qint64 said = world.relay().bytes(way);
    QVERIFY(said > 1'000);
    int runs = 0;
    int cuts = 0;
    int asked = 0;
    for (qint64 at = 0; at < said; at += step) {
        world.relay().restart();
        world.relay().cutAfter(way, at);
        const QByteArray failure = sendToItsEnd(world, *incident, &left);
        QVERIFY2(failure.isEmpty(), "cut at byte " + QByteArray::number(at) + ": " + failure);
        ++runs;
        cuts += world.relay().cuts();
        asked += left == OutboxState::Uncertain ? 1 : 0;
    }
    QCOMPARE(cuts, runs);
    QCOMPARE(world.delivered().size(), runs + 1);
    // An answer that is lost is found out without anybody; a person is asked only where the mail did not arrive.
    if (way == Way::ToClient)
        QCOMPARE(asked, 0);
    qDebug("%lld bytes, %d cuts, a person was asked %d times", said, cuts, asked);
}

} // namespace liaison::test
