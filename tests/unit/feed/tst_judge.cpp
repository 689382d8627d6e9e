#include "core/store/links.h"
#include "core/store/threads.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/feed_world.h"

#include <random>

using namespace liaison;
using namespace liaison::test;
using domain::LinkReason;
using domain::MailKind;
using store::Direction;

namespace {

/// What is in the store once all mails are in: for each mail its link, and which mails share a thread.
struct Outcome {
    QMap<QString, QString> links; ///< by snippet
    QSet<QSet<QString>> threads;

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

} // namespace

class TestJudge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aPersonsDecisionIsNotTouched();
    void aCircleLetsGoWhenItsAnchorGoes();
    void dependentsFollowAPersonsMove();
    void threadsGrowTogether();
    void threadsFallApartWhenTheBridgeLeaves();
    void aThousandOrdersGiveOneResult();

private:
    Result<void> linkByPerson(const QString &name, IncidentId incident);
    Result<void> unlinkByPerson(const QString &name);
    std::unique_ptr<FeedWorld> world;
};

void TestJudge::init()
{
    world = std::make_unique<FeedWorld>();
    QVERIFY(world->isReady());
}

Result<void> TestJudge::linkByPerson(const QString &name, IncidentId incident)
{
    const MessageId id = world->row(name).id;
    return world->write([=](store::Session &session) -> Result<void> {
        domain::Thread fresh;
        fresh.incident = incident;
        fresh.title = name;
        const auto thread = store::Threads(session).create(fresh);
        if (!thread)
            return fail(thread.error());
        store::Link link;
        link.message = id;
        link.incident = incident;
        link.thread = thread->id;
        link.reason = LinkReason::Person;
        link.byPerson = true;
        if (auto done = store::Links(session).put(link); !done)
            return done;
        return feed::judge(session, id);
    });
}

Result<void> TestJudge::unlinkByPerson(const QString &name)
{
    const MessageId id = world->row(name).id;
    return world->write([id](store::Session &session) -> Result<void> {
        if (auto done = store::Links(session).remove(id); !done)
            return done;
        return feed::judge(session, id);
    });
}

void TestJudge::aPersonsDecisionIsNotTouched()
{
    QVERIFY(world->ingest({.name = u"m1"_qs}).has_value());
    QVERIFY(linkByPerson(u"m1"_qs, world->b.id).has_value());
    const store::Link before = *world->link(u"m1"_qs);
    // Evidence for the other incident arrives, in both directions.
    QVERIFY(world->ingest({.name = u"m2"_qs, .references = {u"m1"_qs}, .subject = domain::subjectTag(world->a)})
                .has_value());
    const MessageId id = world->row(u"m1"_qs).id;
    QVERIFY(world->write([id](store::Session &session) { return feed::judge(session, id); }).has_value());
    const store::Link after = *world->link(u"m1"_qs);
    QCOMPARE(after.incident.value, before.incident.value);
    QCOMPARE(after.thread.value, before.thread.value);
    QVERIFY(after.byPerson);
    QCOMPARE(world->link(u"m2"_qs)->incident.value, world->a.id.value);
    QCOMPARE(world->link(u"m2"_qs)->conflicting.first().value, world->b.id.value);
}

void TestJudge::aCircleLetsGoWhenItsAnchorGoes()
{
    QVERIFY(world->ingest({.name = u"c1"_qs, .references = {u"c3"_qs}}).has_value());
    QVERIFY(world->ingest({.name = u"c2"_qs, .references = {u"c1"_qs}}).has_value());
    QVERIFY(world->ingest({.name = u"c3"_qs, .references = {u"c2"_qs}}).has_value());
    QVERIFY(!world->link(u"c1"_qs));
    QVERIFY(linkByPerson(u"c1"_qs, world->a.id).has_value());
    QCOMPARE(world->link(u"c2"_qs)->distance, 1);
    QCOMPARE(world->link(u"c3"_qs)->distance, 2);
    QVERIFY(unlinkByPerson(u"c1"_qs).has_value());
    QVERIFY(!world->link(u"c1"_qs));
    QVERIFY(!world->link(u"c2"_qs));
    QVERIFY(!world->link(u"c3"_qs));
}

void TestJudge::dependentsFollowAPersonsMove()
{
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = domain::subjectTag(world->a)}).has_value());
    QVERIFY(world->ingest({.name = u"m2"_qs, .references = {u"m1"_qs}}).has_value());
    QVERIFY(world->ingest({.name = u"m3"_qs, .references = {u"m2"_qs}}).has_value());
    QVERIFY(linkByPerson(u"m1"_qs, world->b.id).has_value());
    QCOMPARE(world->link(u"m2"_qs)->incident.value, world->b.id.value);
    QCOMPARE(world->link(u"m3"_qs)->incident.value, world->b.id.value);
    QCOMPARE(world->link(u"m3"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
    // Taken back, the tag decides again and all go home.
    QVERIFY(unlinkByPerson(u"m1"_qs).has_value());
    QCOMPARE(world->link(u"m1"_qs)->incident.value, world->a.id.value);
    QCOMPARE(world->link(u"m3"_qs)->incident.value, world->a.id.value);
    QCOMPARE(world->link(u"m3"_qs)->distance, 2);
    QCOMPARE(world->link(u"m3"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
}

void TestJudge::threadsGrowTogether()
{
    const QString tag = domain::subjectTag(world->a);
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = tag}).has_value());
    QVERIFY(world->ingest({.name = u"m2"_qs, .subject = tag}).has_value());
    QVERIFY(world->link(u"m1"_qs)->thread != world->link(u"m2"_qs)->thread);
    QVERIFY(world->ingest({.name = u"m3"_qs, .references = {u"m1"_qs, u"m2"_qs}}).has_value());
    QCOMPARE(world->link(u"m2"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
    QCOMPARE(world->link(u"m3"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
}

void TestJudge::threadsFallApartWhenTheBridgeLeaves()
{
    const QString tag = domain::subjectTag(world->a);
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = tag}).has_value());
    QVERIFY(world->ingest({.name = u"m2"_qs, .subject = tag}).has_value());
    QVERIFY(world->ingest({.name = u"bridge"_qs, .references = {u"near"_qs, u"m1"_qs, u"m2"_qs}}).has_value());
    QCOMPARE(world->link(u"m2"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
    // "near" is in the other incident and stands before the others in the bridge's In-Reply-To.
    QVERIFY(world->ingest({.name = u"bridge2"_qs, .inReplyTo = {u"near"_qs}, .references = {u"m1"_qs, u"m2"_qs}})
                .has_value());
    QVERIFY(world->ingest({.name = u"near"_qs, .subject = domain::subjectTag(world->b)}).has_value());
    QCOMPARE(world->link(u"bridge2"_qs)->incident.value, world->b.id.value);
    QCOMPARE(world->link(u"bridge"_qs)->incident.value, world->a.id.value);
    QCOMPARE(world->link(u"m2"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
    QVERIFY(linkByPerson(u"bridge"_qs, world->b.id).has_value());
    QVERIFY(world->link(u"m1"_qs)->thread != world->link(u"m2"_qs)->thread);
}

namespace {

/// One mailbox's mail with everything that could make the order matter.
QList<MailSpec> mailboxOf(const FeedWorld &world)
{
    const QString tagA = domain::subjectTag(world.a);
    const QString tagB = domain::subjectTag(world.b);
    const QByteArray root(22, 'r');
    return {
        {.name = u"m1"_qs, .subject = tagA},
        {.name = u"m2"_qs, .inReplyTo = {u"m1"_qs}},
        {.name = u"m3"_qs, .inReplyTo = {u"m2"_qs}, .references = {u"m1"_qs, u"m2"_qs}},
        {.name = u"m3"_qs, .inReplyTo = {u"m2"_qs}, .references = {u"m1"_qs, u"m2"_qs}}, // a copy elsewhere
        // own Message-ID of one incident, references into the other
        {.name = u"m4"_qs, .inReplyTo = {u"oB"_qs}, .references = {u"m2"_qs}},
        {.name = u"m5"_qs, .references = {u"m3"_qs, u"m4"_qs}},
        // a bridge between two threads of A that leaves for B once its nearer evidence is there
        {.name = u"bridge"_qs, .inReplyTo = {u"m4"_qs}, .references = {u"m1"_qs, u"tagonly"_qs}},
        {.name = u"tagonly"_qs, .subject = u"WG: "_qs + tagA},
        // a circle that hangs on m3, and one that hangs on nothing
        {.name = u"c1"_qs, .references = {u"c3"_qs}},
        {.name = u"c2"_qs, .references = {u"c1"_qs}},
        {.name = u"c3"_qs, .references = {u"c2"_qs, u"m3"_qs}},
        {.name = u"z1"_qs, .references = {u"z2"_qs}},
        {.name = u"z2"_qs, .references = {u"z1"_qs}},
        // the same Message-ID as m2 with other content, in the other incident, and an answer to "it"
        {.name = u"m2-other"_qs, .messageId = u"m2"_qs, .subject = tagB},
        {.name = u"r2"_qs, .inReplyTo = {u"m2"_qs}},
        // joined by a mail that never came, and by a Thread-Index
        {.name = u"g1"_qs, .references = {u"ghost"_qs}, .subject = tagA},
        {.name = u"g2"_qs, .references = {u"ghost"_qs, u"m1"_qs}},
        {.name = u"t1"_qs, .subject = tagB, .threadIndex = root},
        {.name = u"t2"_qs, .threadIndex = root + "child"},
        {.name = u"dsn"_qs, .kind = MailKind::Bounce, .reported = u"oA"_qs},
        {.name = u"sent"_qs, .inReplyTo = {u"m5"_qs}, .direction = Direction::Out},
    };
}

QString describe(const store::Link &link)
{
    QStringList conflicting;
    for (const IncidentId id : link.conflicting)
        conflicting.append(QString::number(id.value));
    return QStringLiteral("%1 %2 %3 %4 [%5]")
        .arg(link.incident.value)
        .arg(domain::toString(link.reason), link.detail)
        .arg(link.distance)
        .arg(conflicting.join(u','));
}

/// Ingests the pages in `order` and reads what came out.
Result<Outcome> play(store::Session &session, const QList<feed::IngestPage> &pages, const QList<int> &order)
{
    QSet<MessageId> ids;
    for (const int index : order) {
        const auto summary = feed::ingest(session, pages.at(index));
        if (!summary)
            return fail(summary.error());
        for (const MessageId id : summary->ids)
            ids.insert(id);
    }
    Outcome outcome;
    QHash<ThreadId, QSet<QString>> threads;
    for (const MessageId id : std::as_const(ids)) {
        const auto row = store::Messages(session).row(id, {});
        const auto link = store::Links(session).find(id);
        if (!row || !link)
            return fail(row ? link.error() : row.error());
        outcome.links.insert(row->snippet, *link ? describe(**link) : u"unmatched"_qs);
        if (*link)
            threads[(*link)->thread].insert(row->snippet);
    }
    for (const QSet<QString> &thread : std::as_const(threads))
        outcome.threads.insert(thread);
    return outcome;
}

QList<int> shuffled(int count, std::mt19937 &random)
{
    QList<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    for (int i = count - 1; i > 0; --i)
        order.swapItemsAt(i, static_cast<int>(random() % static_cast<unsigned>(i + 1)));
    return order;
}

} // namespace

void TestJudge::aThousandOrdersGiveOneResult()
{
    QVERIFY(world->sendOwn(u"oA"_qs, world->a.id).has_value());
    QVERIFY(world->sendOwn(u"oB"_qs, world->b.id).has_value());
    QList<feed::IngestPage> pages;
    for (const MailSpec &spec : mailboxOf(*world)) {
        feed::IngestPage page;
        page.mails = {world->incoming(spec)};
        page.folder = page.mails.first().folder;
        pages.append(page);
    }
    std::mt19937 random(20'261'121); // NOLINT: the same orders at every run
    std::optional<Outcome> first;
#ifdef LIAISON_TSAN
    constexpr int orders = 50; // 20 times as slow there, and one thread's work
#else
    constexpr int orders = 1'000;
#endif
    // All are begun before the first is waited for: waiting looks every few milliseconds only.
    std::vector<std::pair<std::shared_ptr<Result<Outcome>>, Future<void>>> runs;
    for (int run = 0; run < orders; ++run) {
        QList<int> order = shuffled(static_cast<int>(pages.size()), random);
        if (run == 0)
            std::sort(order.begin(), order.end());
        const auto outcome = std::make_shared<Result<Outcome>>(fail(ErrorKind::Cancelled));
        // The error rolls everything back for the next order.
        runs.emplace_back(outcome, world->begin([pages, order, outcome](store::Session &session) -> Result<void> {
            *outcome = play(session, pages, order);
            return fail(ErrorKind::Cancelled);
        }));
    }
    for (int run = 0; run < orders; ++run) {
        const auto &outcome = runs.at(static_cast<std::size_t>(run)).first;
        const auto rolledBack = world->wait<void>(runs.at(static_cast<std::size_t>(run)).second);
        QVERIFY(!rolledBack && rolledBack.error().kind == ErrorKind::Cancelled);
        QVERIFY2(outcome->has_value(), *outcome ? "" : qPrintable(outcome->error().log));
        if (!first) {
            first = **outcome;
            continue;
        }
        for (auto it = first->links.cbegin(); it != first->links.cend(); ++it)
            QCOMPARE(it.key() + u": "_qs + (*outcome)->links.value(it.key()), it.key() + u": "_qs + it.value());
        QVERIFY2((*outcome)->threads == first->threads, qPrintable(QStringLiteral("order %1").arg(run)));
    }
    // That the result is also the right one.
    QCOMPARE(first->links.value(u"z1"_qs), u"unmatched"_qs);
    QVERIFY(first->links.value(u"m3"_qs).contains(u"reference m2"_qs));
    QVERIFY(first->links.value(u"m4"_qs).contains(u"ownmessageid oB 0"_qs));
    QVERIFY(first->links.value(u"dsn"_qs).contains(u"deliveryreport oA 0"_qs));
    QVERIFY(first->links.value(u"sent"_qs).contains(u"sentelsewhere m5"_qs));
    QVERIFY(first->links.value(u"bridge"_qs).contains(u"reference m4 1"_qs));
    const QList<QSet<QString>> expected{
        {u"m1"_qs, u"m2"_qs, u"g1"_qs, u"g2"_qs}, {u"tagonly"_qs}, {u"dsn"_qs}, {u"t1"_qs, u"t2"_qs}};
    for (const QSet<QString> &thread : expected)
        QVERIFY2(first->threads.contains(thread), qPrintable(QStringList(thread.values()).join(u' ')));
    QCOMPARE(first->threads.size(), 5);
    qInfo("%d orders of %lld mails", orders, static_cast<long long>(pages.size()));
}

LIAISON_TEST(TestJudge)
#include "tst_judge.moc"
