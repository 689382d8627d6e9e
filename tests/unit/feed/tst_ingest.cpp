#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/outbox.h"
#include "core/store/test_mails.h"
#include "core/store/threads.h"
#include "tests/support/test_registry.h"
#include "tests/unit/feed/feed_world.h"

using namespace liaison;
using namespace liaison::test;
using domain::LinkReason;
using domain::MailKind;
using domain::Waiting;
using store::Direction;
using store::Triage;

class TestIngest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aTagOpensAThread();
    void anAnswerToOurMailJoinsItsThread();
    void aWrongTokenStaysUnmatched();
    void mailThatComesNewestFirstIsJudgedAgain();
    void anAnswerFromAnotherProgramIsMarked();
    void machinesDoNotChangeWhoseTurnItIs();
    void lateOldMailDoesNotChangeWhoseTurnItIs();
    void reportsBecomeTheDeliveryStatus();
    void theEnvelopeIdAloneFindsTheMail();
    void answersEndUncertainty();
    void theCopyInSentEndsUncertainty();
    void junkOnlySuggestsUntilItIsMovedOut();
    void strangersAreFlagged();
    void peopleWrittenToAreKnownWhateverCameFirst();
    void aThreadWaitsForNobodyOnceItsMailIsMoved();
    void aDomainCountsOnlyWithoutADmarcFailure();
    void mailForAClosedIncidentIsLinked();
    void testMailIsNeverUnmatched();
    void copiesAreNotDoubled();
    void aNewGenerationKeepsMailAndLinks();

private:
    Result<void> makeUncertain(const QString &ownId);
    QString tagA() const { return domain::subjectTag(world->a); }
    std::unique_ptr<FeedWorld> world;
};

void TestIngest::init()
{
    world = std::make_unique<FeedWorld>();
    QVERIFY(world->isReady());
}

void TestIngest::aTagOpensAThread()
{
    const auto summary = world->ingest({.name = u"m1"_qs, .subject = u"AW: "_qs + tagA() + u" Re: Phishing wave"_qs});
    QVERIFY2(summary.has_value(), summary ? "" : qPrintable(summary.error().log));
    QCOMPARE(summary->stored, 1);
    QCOMPARE(summary->matched, 1);
    QCOMPARE(summary->unmatched, 0);
    const auto link = world->link(u"m1"_qs);
    QVERIFY(link.has_value());
    QCOMPARE(link->incident.value, world->a.id.value);
    QVERIFY(link->reason == LinkReason::SubjectTag);
    QCOMPARE(link->detail.toLower(), tagA().toLower());
    QVERIFY(!link->outsider);
    const domain::Thread thread = world->thread(u"m1"_qs);
    QCOMPARE(thread.title, u"Phishing wave"_qs);
    QCOMPARE(thread.businessUnit.value, world->unit.id.value);
    QVERIFY(thread.waiting == Waiting::ForUs);
}

void TestIngest::anAnswerToOurMailJoinsItsThread()
{
    const auto thread = world->sendOwn(u"o1"_qs, world->a.id);
    QVERIFY(thread.has_value());
    QVERIFY(
        world->ingest({.name = u"m1"_qs, .inReplyTo = {u"o1"_qs}, .subject = u"Re: "_qs + domain::subjectTag(world->b)})
            .has_value());
    const auto link = world->link(u"m1"_qs);
    QVERIFY(link.has_value());
    QVERIFY(link->reason == LinkReason::OwnMessageId);
    QCOMPARE(link->thread.value, thread->value);
    QCOMPARE(link->conflicting.size(), 1);
    QCOMPARE(link->conflicting.first().value, world->b.id.value);
    QVERIFY(world->thread(u"m1"_qs).waiting == Waiting::ForUs);
}

void TestIngest::aWrongTokenStaysUnmatched()
{
    const auto summary = world->ingest({.name = u"m1"_qs, .subject = u"["_qs + world->a.key + u"-zzzzzz] Phishing"_qs});
    QVERIFY(summary.has_value());
    QCOMPARE(summary->unmatched, 1);
    QVERIFY(!world->link(u"m1"_qs));
    QVERIFY(world->row(u"m1"_qs).triage == Triage::Unmatched);
}

void TestIngest::mailThatComesNewestFirstIsJudgedAgain()
{
    QVERIFY(world->ingest({.name = u"m3"_qs, .references = {u"m2"_qs}}).has_value());
    QVERIFY(world->ingest({.name = u"m2"_qs, .inReplyTo = {u"m1"_qs}}).has_value());
    QVERIFY(!world->link(u"m3"_qs));
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = tagA()}).has_value());
    QCOMPARE(world->link(u"m1"_qs)->distance, 0);
    QCOMPARE(world->link(u"m2"_qs)->distance, 1);
    QCOMPARE(world->link(u"m3"_qs)->distance, 2);
    QVERIFY(world->link(u"m3"_qs)->reason == LinkReason::Reference);
    QCOMPARE(world->link(u"m3"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
    QCOMPARE(world->link(u"m2"_qs)->thread.value, world->link(u"m1"_qs)->thread.value);
}

void TestIngest::anAnswerFromAnotherProgramIsMarked()
{
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = tagA()}).has_value());
    const auto summary = world->ingest({.name = u"s1"_qs,
                                        .inReplyTo = {u"m1"_qs},
                                        .from = u"soc@corp.example"_qs,
                                        .to = {u"anna@bu.example"_qs},
                                        .direction = Direction::Out});
    QVERIFY(summary.has_value());
    const auto link = world->link(u"s1"_qs);
    QVERIFY(link.has_value());
    QVERIFY(link->reason == LinkReason::SentElsewhere);
    QVERIFY(!link->outsider);
    QCOMPARE(link->thread.value, world->link(u"m1"_qs)->thread.value);
    QVERIFY(world->thread(u"m1"_qs).waiting == Waiting::ForThem);
    // Private mail from Sent is nothing to look at.
    QCOMPARE(world->ingest({.name = u"s2"_qs, .direction = Direction::Out})->unmatched, 0);
    QVERIFY(world->row(u"s2"_qs).triage == Triage::Older);
}

void TestIngest::machinesDoNotChangeWhoseTurnItIs()
{
    const auto thread = world->sendOwn(u"o1"_qs, world->a.id);
    QVERIFY(thread.has_value());
    QVERIFY(world->write([&](store::Session &s) { return store::Threads(s).setWaiting(*thread, Waiting::ForThem); })
                .has_value());
    QVERIFY(world->ingest({.name = u"ooo"_qs, .inReplyTo = {u"o1"_qs}, .kind = MailKind::OutOfOffice}).has_value());
    QVERIFY(world->link(u"ooo"_qs).has_value());
    QVERIFY(world->thread(u"ooo"_qs).waiting == Waiting::ForThem);
    QCOMPARE(world->row(u"o1"_qs).delivery, u"outofoffice"_qs);
    QCOMPARE(world->ingest({.name = u"bulk"_qs, .kind = MailKind::Automatic})->unmatched, 0);
}

void TestIngest::lateOldMailDoesNotChangeWhoseTurnItIs()
{
    QVERIFY(
        world->ingest({.name = u"s1"_qs, .subject = tagA(), .direction = Direction::Out, .at = 2'000'000}).has_value());
    QVERIFY(world->thread(u"s1"_qs).waiting == Waiting::ForThem);
    QVERIFY(world->ingest({.name = u"m1"_qs, .references = {u"s1"_qs}, .at = 1'000'000}).has_value());
    QCOMPARE(world->link(u"m1"_qs)->thread.value, world->link(u"s1"_qs)->thread.value);
    QVERIFY(world->thread(u"s1"_qs).waiting == Waiting::ForThem);
}

void TestIngest::reportsBecomeTheDeliveryStatus()
{
    QVERIFY(world->sendOwn(u"o1"_qs, world->a.id).has_value());
    QVERIFY(world
                ->ingest({.name = u"dsn"_qs,
                          .from = u"mailer-daemon@mx.example"_qs,
                          .kind = MailKind::Bounce,
                          .reported = u"o1"_qs})
                .has_value());
    QVERIFY(world->link(u"dsn"_qs)->reason == LinkReason::DeliveryReport);
    QVERIFY(!world->link(u"dsn"_qs)->outsider);
    QCOMPARE(world->row(u"o1"_qs).delivery, u"failed"_qs);
    QVERIFY(world->row(u"o1"_qs).deliveryDetail.contains(u"no such user"_qs));
    // The delay notice was sent before the bounce and may come after it.
    QVERIFY(world->ingest({.name = u"delay"_qs, .kind = MailKind::Delay, .reported = u"o1"_qs}).has_value());
    QCOMPARE(world->row(u"o1"_qs).delivery, u"failed"_qs);
}

void TestIngest::theEnvelopeIdAloneFindsTheMail()
{
    QVERIFY(world->sendOwn(u"o1"_qs, world->a.id).has_value());
    const QString envelopeId = domain::envelopeIdOf(world->outbox(u"o1"_qs).uuid);
    // A gateway left the returned headers out; another wrote a Message-ID of its own over ours.
    QVERIFY(world
                ->ingest({.name = u"dsn1"_qs,
                          .from = u"postmaster@gw.example"_qs,
                          .kind = MailKind::Bounce,
                          .envelopeId = envelopeId})
                .has_value());
    QVERIFY(world
                ->ingest({.name = u"dsn2"_qs,
                          .from = u"postmaster@gw.example"_qs,
                          .kind = MailKind::Bounce,
                          .reported = u"rewritten@gw.example"_qs,
                          .envelopeId = envelopeId})
                .has_value());
    for (const QString &name : {u"dsn1"_qs, u"dsn2"_qs}) {
        QVERIFY(world->link(name).has_value());
        QCOMPARE(world->link(name)->incident, world->a.id);
        QVERIFY(world->link(name)->reason == LinkReason::DeliveryReport);
        QVERIFY(!world->link(name)->outsider);
    }
    const auto row = world->row(u"o1"_qs);
    QCOMPARE(row.delivery, u"failed"_qs);
    QCOMPARE(row.deliveries.size(), 1);
    QCOMPARE(row.deliveries.at(0).address, u"bob@bu.example"_qs);
    QCOMPARE(row.deliveries.at(0).status, u"5.1.1"_qs);
    QCOMPARE(row.deliveries.at(0).report.value_or(MessageId()), world->row(u"dsn1"_qs).id);
    // An identifier that nobody gave out proves nothing.
    QVERIFY(
        world
            ->ingest(
                {.name = u"dsn3"_qs, .kind = MailKind::Bounce, .envelopeId = domain::envelopeIdOf(QUuid::createUuid())})
            .has_value());
    QVERIFY(!world->link(u"dsn3"_qs));
}

Result<void> TestIngest::makeUncertain(const QString &ownId)
{
    return world->write([this, ownId](store::Session &session) -> Result<void> {
        const auto lease = store::Leases(session).acquire(world->mailbox, u"tester"_qs, u"host"_qs, 60'000);
        if (!lease)
            return fail(lease.error());
        store::Outbox outbox(session);
        const auto claimed = outbox.claim(world->mailbox, *lease);
        if (!claimed)
            return fail(claimed.error());
        if (!*claimed || (*claimed)->messageIdHeader != ownId)
            return fail(ErrorKind::NotFound, u"not due"_qs);
        store::Outbox::Outcome outcome;
        outcome.to = domain::OutboxState::Uncertain;
        return outbox.settle((*claimed)->id, domain::OutboxState::Sending, outcome);
    });
}

void TestIngest::answersEndUncertainty()
{
    QVERIFY(world->sendOwn(u"o1"_qs, world->a.id).has_value());
    const auto uncertain = makeUncertain(u"o1"_qs);
    QVERIFY2(uncertain.has_value(), uncertain ? "" : qPrintable(uncertain.error().log));
    QVERIFY(world->ingest({.name = u"other"_qs, .inReplyTo = {u"guess"_qs}}).has_value());
    QVERIFY(world->outbox(u"o1"_qs).state == domain::OutboxState::Uncertain);
    QVERIFY(world->ingest({.name = u"m1"_qs, .inReplyTo = {u"o1"_qs}}).has_value());
    QVERIFY(world->outbox(u"o1"_qs).state == domain::OutboxState::Sent);
}

void TestIngest::theCopyInSentEndsUncertainty()
{
    QVERIFY(world->sendOwn(u"o1"_qs, world->a.id).has_value());
    QVERIFY(makeUncertain(u"o1"_qs).has_value());
    const auto summary = world->ingest({.name = u"o1"_qs, .from = u"soc@corp.example"_qs, .direction = Direction::Out});
    QVERIFY(summary.has_value());
    QCOMPARE(summary->stored, 0);
    QCOMPARE(summary->copies, 1);
    QVERIFY(world->outbox(u"o1"_qs).state == domain::OutboxState::Sent);
    QVERIFY(world->outbox(u"o1"_qs).copy == domain::SentCopy::ServerFiled);
    QVERIFY(world->link(u"o1"_qs)->reason == LinkReason::SentByUs);
}

void TestIngest::junkOnlySuggestsUntilItIsMovedOut()
{
    const auto summary = world->ingest({.name = u"m1"_qs, .subject = tagA(), .triage = Triage::Junk});
    QVERIFY(summary.has_value());
    QCOMPARE(summary->matched, 0);
    QVERIFY(!world->link(u"m1"_qs));
    QVERIFY(world->row(u"m1"_qs).triage == Triage::Junk);
    const auto moved = world->ingest({.name = u"m1"_qs, .subject = tagA()});
    QVERIFY(moved.has_value());
    QCOMPARE(moved->copies, 1);
    QCOMPARE(moved->matched, 1);
    QVERIFY(world->link(u"m1"_qs).has_value());
}

void TestIngest::strangersAreFlagged()
{
    QVERIFY(world->sendOwn(u"o1"_qs, world->a.id).has_value());
    QVERIFY(world->ingest({.name = u"m1"_qs, .inReplyTo = {u"o1"_qs}, .from = u"eve@evil.example"_qs}).has_value());
    QVERIFY(world->link(u"m1"_qs).has_value());
    QVERIFY(world->link(u"m1"_qs)->outsider);
    // Having written once makes nobody known.
    QVERIFY(world->ingest({.name = u"m2"_qs, .inReplyTo = {u"m1"_qs}, .from = u"eve@evil.example"_qs}).has_value());
    QVERIFY(world->link(u"m2"_qs)->outsider);
    // A person's acceptance outlives being judged again.
    const MessageId id = world->row(u"m1"_qs).id;
    QVERIFY(world
                ->write([id](store::Session &session) -> Result<void> {
                    if (auto done = store::Links(session).setOutsider(id, false); !done)
                        return done;
                    return feed::judge(session, id);
                })
                .has_value());
    QVERIFY(!world->link(u"m1"_qs)->outsider);
}

void TestIngest::peopleWrittenToAreKnownWhateverCameFirst()
{
    // The colleague's answer is fetched before the mail that brought her in.
    QVERIFY(
        world->ingest({.name = u"m2"_qs, .references = {u"m1"_qs}, .subject = tagA(), .from = u"zoe@law.example"_qs})
            .has_value());
    QVERIFY(world->link(u"m2"_qs)->outsider);
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = tagA(), .to = {u"soc@corp.example"_qs, u"zoe@law.example"_qs}})
                .has_value());
    QVERIFY(!world->link(u"m2"_qs)->outsider);
    // A stranger's own mail brings nobody in.
    QVERIFY(world
                ->ingest(
                    {.name = u"e2"_qs, .references = {u"e1"_qs}, .subject = tagA(), .from = u"mallory@evil.example"_qs})
                .has_value());
    QVERIFY(world
                ->ingest({.name = u"e1"_qs,
                          .subject = tagA(),
                          .from = u"eve@evil.example"_qs,
                          .to = {u"mallory@evil.example"_qs}})
                .has_value());
    QVERIFY(world->link(u"e1"_qs)->outsider);
    QVERIFY(world->link(u"e2"_qs)->outsider);
}

void TestIngest::aThreadWaitsForNobodyOnceItsMailIsMoved()
{
    QVERIFY(world->ingest({.name = u"s1"_qs, .subject = tagA(), .direction = Direction::Out}).has_value());
    QVERIFY(world->ingest({.name = u"m1"_qs, .inReplyTo = {u"s1"_qs}}).has_value());
    const ThreadId left = world->link(u"s1"_qs)->thread;
    QVERIFY(world->thread(u"s1"_qs).waiting == Waiting::ForUs);
    const MessageId id = world->row(u"m1"_qs).id;
    QVERIFY(world
                ->write([id, b = world->b.id](store::Session &session) -> Result<void> {
                    domain::Thread fresh;
                    fresh.incident = b;
                    const auto made = store::Threads(session).create(fresh);
                    if (!made)
                        return fail(made.error());
                    store::Link link;
                    link.message = id;
                    link.incident = b;
                    link.thread = made->id;
                    link.reason = LinkReason::Person;
                    link.byPerson = true;
                    if (auto done = store::Links(session).put(link); !done)
                        return done;
                    return feed::judge(session, id);
                })
                .has_value());
    QVERIFY(world->thread(u"m1"_qs).waiting == Waiting::ForUs);
    QCOMPARE(world->link(u"s1"_qs)->thread.value, left.value);
    QVERIFY(world->thread(u"s1"_qs).waiting == Waiting::ForThem);
}

void TestIngest::aDomainCountsOnlyWithoutADmarcFailure()
{
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = tagA(), .from = u"carl@bu.example"_qs}).has_value());
    QVERIFY(!world->link(u"m1"_qs)->outsider);
    QVERIFY(world->ingest({.name = u"m2"_qs, .subject = tagA(), .from = u"dora@bu.example"_qs, .dmarcFailed = true})
                .has_value());
    QVERIFY(world->link(u"m2"_qs)->outsider);
}

void TestIngest::mailForAClosedIncidentIsLinked()
{
    world->a.status = domain::IncidentStatus::Closed;
    QVERIFY(world->write([this](store::Session &s) { return store::Incidents(s).update(world->a); }).has_value());
    QVERIFY(world->ingest({.name = u"m1"_qs, .subject = tagA()}).has_value());
    QCOMPARE(world->link(u"m1"_qs)->incident.value, world->a.id.value);
    QVERIFY(world->link(u"m1"_qs)->afterClosing);
    QVERIFY(world->row(u"m1"_qs).afterClosing);
    const auto line = [this] {
        return world->write([this](store::Session &s) { return store::Incidents(s).row(world->a.id, u"owner"_qs); })
            .value_or(store::IncidentRow{});
    };
    QCOMPARE(line().afterClosing, 1);
    QVERIFY(line().incident.status == domain::IncidentStatus::Closed); // only a person reopens
    world->a = line().incident;
    world->a.status = domain::IncidentStatus::Open;
    QVERIFY(world->write([this](store::Session &s) { return store::Incidents(s).update(world->a); }).has_value());
    QCOMPARE(line().afterClosing, 0);
    QVERIFY(world->ingest({.name = u"m2"_qs, .subject = tagA()}).has_value());
    QVERIFY(!world->link(u"m2"_qs)->afterClosing);
    QVERIFY(world->row(u"m1"_qs).afterClosing); // it stays to be seen when that mail came
}

void TestIngest::testMailIsNeverUnmatched()
{
    const QString known = store::TestMails::messageIdFrom(u"1@corp.example"_qs);
    QVERIFY(world->write([known](store::Session &session) {
        return store::TestMails(session).remember(known, u"soc@corp.example"_qs);
    }));
    const auto unmatched = [this](const MailSpec &spec) {
        const auto summary = world->ingest(spec);
        return summary && summary->stored == 1 ? summary->unmatched : -1;
    };
    QCOMPARE(unmatched({.name = known, .subject = u"Liaison connection test"_qs}), 0);
    QCOMPARE(world->row(known).triage == Triage::Older, true);
    QCOMPARE(unmatched({.name = u"bounce"_qs, .kind = MailKind::Bounce, .reported = known}), 0);
    QCOMPARE(unmatched({.name = u"away"_qs, .inReplyTo = {known}, .kind = MailKind::OutOfOffice}), 0);
    // Nobody else can keep a mail from being looked at: neither by the mark, nor by answering the test mail.
    QCOMPARE(unmatched({.name = store::TestMails::messageIdFrom(u"2@corp.example"_qs)}), 1);
    QCOMPARE(unmatched({.name = u"answer"_qs, .inReplyTo = {known}}), 1);
    // An incident's tag is stronger.
    const QString tagged = store::TestMails::messageIdFrom(u"3@corp.example"_qs);
    QVERIFY(world->write([tagged](store::Session &session) {
        return store::TestMails(session).remember(tagged, u"soc@corp.example"_qs);
    }));
    QCOMPARE(world->ingest({.name = tagged, .subject = tagA()})->matched, 1);
}

void TestIngest::copiesAreNotDoubled()
{
    const MailSpec spec{.name = u"m1"_qs, .subject = tagA()};
    QCOMPARE(world->ingest(spec)->stored, 1);
    const auto again = world->ingest(spec);
    QVERIFY(again.has_value());
    QCOMPARE(again->stored, 0);
    QCOMPARE(again->copies, 1);
    const ThreadId thread = world->link(u"m1"_qs)->thread;
    const auto mails = world->write([thread](store::Session &s) { return store::Threads(s).mails(thread, {}); });
    QVERIFY(mails.has_value());
    QCOMPARE(mails->size(), 1);
}

void TestIngest::aNewGenerationKeepsMailAndLinks()
{
    const MailSpec spec{.name = u"m1"_qs, .subject = tagA()};
    QVERIFY(world->ingest(spec).has_value());
    const MessageId before = world->row(u"m1"_qs).id;
    feed::IngestPage page;
    page.folder = world->inbox;
    page.generationChanged = true;
    page.mails = {world->incoming(spec)};
    page.mails.first().remoteId = u"1"_qs; // the number the old generation used
    page.nextCursor = "next";
    const auto summary = world->ingest(page);
    QVERIFY2(summary.has_value(), summary ? "" : qPrintable(summary.error().log));
    QCOMPARE(summary->stored, 0);
    QCOMPARE(world->row(u"m1"_qs).id.value, before.value);
    QVERIFY(world->link(u"m1"_qs).has_value());
    const auto copies = world->write([before](store::Session &s) { return store::Messages(s).copies(before); });
    QVERIFY(copies.has_value());
    QCOMPARE(copies->size(), 1); // the live one; the void one stays as evidence
    const auto folder = world->write([this](store::Session &s) { return store::Folders(s).find(world->inbox); });
    QVERIFY(folder.has_value());
    QCOMPARE(folder->cursor, QByteArray("next"));
}

LIAISON_TEST(TestIngest)
#include "tst_ingest.moc"
