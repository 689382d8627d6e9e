#include "core/store/drafts.h"
#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/threads.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using store::Links;
using store::Messages;
using store::Session;
using store::Threads;

class TestStoreThreads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aPersonsLinkIsOnlyReplacedByAPerson();
    void evidenceNamesWhatTheMailRefersTo();
    void ourMessageIdsAreEvidenceAndFollowAMovedMail();
    void aThreadIndexRootIsEvidence();
    void dependentsAreTheMailsThatNameIt();
    void threadsThatShareAMessageIdAreFoundOldestFirst();
    void theListCountsAndOrders();
    void mergingMovesMailsAndKeepsTheirWay();
    void participantsAreWhoWroteAndWasWrittenTo();
    void draftsAreSavedAndMarkTheThread();

private:
    Result<domain::Evidence> evidence(const store::IncomingMail &mail)
    {
        return read(*m_store, [facts = mail.parsed.facts](Session &s) { return Links(s).evidenceFor(facts); });
    }
    QList<store::ThreadRow> list(IncidentId incident, const QString &person = {})
    {
        store::ThreadFilter filter;
        filter.incident = incident;
        filter.person = person;
        return value(read(*m_store, [filter](Session &s) { return Threads(s).list(filter, 50); }));
    }
    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
    domain::Incident m_incident;
};

namespace {
store::IncomingMail reply(const QString &id, const QStringList &references)
{
    auto result = mail(id, QStringLiteral("Re: it"), id);
    result.parsed.facts.references = references;
    return result;
}
} // namespace

void TestStoreThreads::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
    m_incident = makeIncident(*m_store, QStringLiteral("Threads"));
}

void TestStoreThreads::aPersonsLinkIsOnlyReplacedByAPerson()
{
    const auto one = makeThread(*m_store, m_incident.id, QStringLiteral("one"));
    const auto two = makeThread(*m_store, m_incident.id, QStringLiteral("two"));
    const MessageId id = storeMail(*m_store, reply(QStringLiteral("person@x"), {}));
    const auto threadOf = [&] {
        const auto link = value(read(*m_store, [id](Session &s) { return Links(s).find(id); }));
        return link ? link->thread : ThreadId();
    };
    const auto unmatched
        = [&] { return value(read(*m_store, [](Session &s) { return Messages(s).unmatchedCount(); })); };
    QCOMPARE(unmatched(), 1);
    linkMail(*m_store, id, one);
    QCOMPARE(threadOf(), one.id);
    QCOMPARE(unmatched(), 0);
    linkMail(*m_store, id, two, true);
    QCOMPARE(threadOf(), two.id);
    linkMail(*m_store, id, one);
    QCOMPARE(threadOf(), two.id);
    linkMail(*m_store, id, one, true);
    QCOMPARE(threadOf(), one.id);
    value(write(*m_store, [id](Session &s) { return Links(s).setOutsider(id, true); }));
    QVERIFY(list(m_incident.id).value(0).outsider);
    value(write(*m_store, [id](Session &s) { return Links(s).remove(id); }));
    QVERIFY(threadOf().isNull());
    QCOMPARE(unmatched(), 1);
    QVERIFY(list(m_incident.id).isEmpty()); // threads without mails are not shown
}

void TestStoreThreads::evidenceNamesWhatTheMailRefersTo()
{
    const auto thread = makeThread(*m_store, m_incident.id, QStringLiteral("evidence"));
    const MessageId known = storeMail(*m_store, reply(QStringLiteral("known@x"), {}));
    storeMail(*m_store, reply(QStringLiteral("unlinked@x"), {}));
    linkMail(*m_store, known, thread);
    auto asking = reply(QStringLiteral("asking@x"),
                        {QStringLiteral("unlinked@x"), QStringLiteral("known@x"), QStringLiteral("asking@x"),
                         QStringLiteral("nobody@x")});
    asking.parsed.facts.subject = domain::subjectTag(m_incident) + QStringLiteral(" [INC-2026-000001-wrongg] about it");
    const auto found = value(evidence(asking));
    QCOMPARE(found.known.size(), 1);
    QCOMPARE(found.known.first().messageIdHeader, QStringLiteral("known@x"));
    QCOMPARE(found.known.first().thread, thread.id);
    QVERIFY(!found.known.first().ours);
    QCOMPARE(found.tags.size(), 1); // a key with another token is nothing
    QCOMPARE(found.tags.first().incident, m_incident.id);
    QCOMPARE(found.tags.first().token, m_incident.token);
    linkMail(*m_store, storeMail(*m_store, asking), thread);
    QCOMPARE(value(evidence(asking)).known.size(), 1); // a mail is no evidence for itself
}

void TestStoreThreads::ourMessageIdsAreEvidenceAndFollowAMovedMail()
{
    const auto thread = makeThread(*m_store, m_incident.id, QStringLiteral("ours"));
    value(write(*m_store, [&](Session &s) {
        return Links(s).rememberOwnId(QStringLiteral("made@x"), m_incident.id, thread.id);
    }));
    const auto answer = reply(QStringLiteral("answer@x"), {QStringLiteral("made@x")});
    auto found = value(evidence(answer));
    QCOMPARE(found.known.size(), 1);
    QVERIFY(found.known.first().ours);
    QCOMPARE(found.known.first().thread, thread.id);
    auto out = reply(QStringLiteral("made@x"), {});
    out.direction = store::Direction::Out;
    const MessageId sent = storeMail(*m_store, out);
    const auto elsewhere = makeIncident(*m_store, QStringLiteral("Elsewhere"));
    const auto moved = makeThread(*m_store, elsewhere.id, QStringLiteral("moved"));
    linkMail(*m_store, sent, moved, true);
    found = value(evidence(answer));
    QCOMPARE(found.known.size(), 1);
    QCOMPARE(found.known.first().incident, elsewhere.id);
    QCOMPARE(found.known.first().thread, moved.id);
}

void TestStoreThreads::aThreadIndexRootIsEvidence()
{
    const auto thread = makeThread(*m_store, m_incident.id, QStringLiteral("index"));
    auto first = reply(QStringLiteral("index1@x"), {});
    first.parsed.facts.threadIndex = QByteArray(22, 'r');
    auto second = reply(QStringLiteral("index2@x"), {});
    second.parsed.facts.threadIndex = QByteArray(22, 'r') + QByteArray(5, 'c');
    const MessageId one = storeMail(*m_store, first);
    const MessageId two = storeMail(*m_store, second);
    QVERIFY(value(evidence(second)).threadIndexMatches.isEmpty());
    linkMail(*m_store, one, thread);
    QCOMPARE(value(evidence(second)).threadIndexMatches.size(), 1);
    QVERIFY(value(evidence(first)).threadIndexMatches.isEmpty());
    QCOMPARE(value(read(*m_store, [one](Session &s) { return Links(s).dependents(one); })), QList<MessageId>{two});
}

void TestStoreThreads::dependentsAreTheMailsThatNameIt()
{
    const auto thread = makeThread(*m_store, m_incident.id, QStringLiteral("dependents"));
    const MessageId early = storeMail(*m_store, reply(QStringLiteral("early@x"), {QStringLiteral("late@x")}));
    const MessageId decided = storeMail(*m_store, reply(QStringLiteral("decided@x"), {QStringLiteral("late@x")}));
    auto bounce = reply(QStringLiteral("bounce@x"), {});
    bounce.parsed.facts.reportedMessageId = QStringLiteral("late@x");
    const MessageId report = storeMail(*m_store, bounce);
    linkMail(*m_store, decided, thread, true);
    const MessageId late = storeMail(*m_store, reply(QStringLiteral("late@x"), {QStringLiteral("late@x")}));
    const auto found = value(read(*m_store, [late](Session &s) { return Links(s).dependents(late); }));
    QCOMPARE(found, (QList<MessageId>{early, report}));
    const auto nameless = storeMail(*m_store, reply(QString(), {}));
    QVERIFY(value(read(*m_store, [nameless](Session &s) { return Links(s).dependents(nameless); })).isEmpty());
}

void TestStoreThreads::threadsThatShareAMessageIdAreFoundOldestFirst()
{
    const auto incident = makeIncident(*m_store, QStringLiteral("Touching"));
    const auto older = makeThread(*m_store, incident.id, QStringLiteral("older"));
    m_fixture.clock.advance(1'000);
    const auto newer = makeThread(*m_store, incident.id, QStringLiteral("newer"));
    linkMail(*m_store, storeMail(*m_store, reply(QStringLiteral("n1@x"), {QStringLiteral("root@x")})), newer);
    linkMail(*m_store, storeMail(*m_store, reply(QStringLiteral("o1@x"), {QStringLiteral("root@x")})), older);
    linkMail(*m_store, storeMail(*m_store, reply(QStringLiteral("other@x"), {QStringLiteral("far@x")})),
             makeThread(*m_store, incident.id, QStringLiteral("other")));
    const MessageId id = storeMail(*m_store, reply(QStringLiteral("third@x"), {QStringLiteral("root@x")}));
    const auto found = value(read(*m_store, [&](Session &s) { return Links(s).threadsTouching(id, incident.id); }));
    QCOMPARE(found, (QList<ThreadId>{older.id, newer.id}));
}

void TestStoreThreads::theListCountsAndOrders()
{
    const auto incident = makeIncident(*m_store, QStringLiteral("List"));
    const auto quiet = makeThread(*m_store, incident.id, QStringLiteral("quiet"));
    const auto busy = makeThread(*m_store, incident.id, QStringLiteral("busy"));
    const auto add = [&](const QString &id, const domain::Thread &thread, UtcMs at, domain::MailKind kind) {
        auto in = reply(id, {});
        in.internalDate = at;
        in.parsed.facts.kind = kind;
        const MessageId stored = storeMail(*m_store, in);
        linkMail(*m_store, stored, thread);
        return stored;
    };
    add(QStringLiteral("list1@x"), quiet, 5'000, domain::MailKind::Human);
    const MessageId last = add(QStringLiteral("list2@x"), busy, 9'000, domain::MailKind::Human);
    add(QStringLiteral("list3@x"), busy, 3'000, domain::MailKind::Human); // arrives late, is older
    add(QStringLiteral("list4@x"), busy, 4'000, domain::MailKind::OutOfOffice);
    const auto lines = list(incident.id, QStringLiteral("ann"));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(0).thread.id, busy.id);
    QCOMPARE(lines.at(0).thread.lastAt, 9'000);
    QCOMPARE(lines.at(0).mails, 2);
    QCOMPARE(lines.at(0).automatic, 1);
    QCOMPARE(lines.at(0).unread, 2);
    QCOMPARE(lines.at(0).lastSender, QStringLiteral("Bea Unit"));
    QCOMPARE(lines.at(0).snippet, QStringLiteral("list2@x"));
    value(write(*m_store, [&](Session &s) { return Messages(s).setRead({last}, QStringLiteral("ann"), true); }));
    value(write(*m_store, [&](Session &s) { return Threads(s).setWaiting(busy.id, domain::Waiting::ForUs); }));
    QCOMPARE(list(incident.id, QStringLiteral("ann")).at(0).unread, 1);
    QCOMPARE(list(incident.id, QStringLiteral("bob")).at(0).unread, 2);
    const auto row = value(
        read(*m_store, [&](Session &s) { return store::Incidents(s).row(incident.id, QStringLiteral("ann")); }));
    QCOMPARE(row.unread, 2);
    QCOMPARE(row.waitingForUs, 1);
    QCOMPARE(row.lastMailAt, 9'000);
    store::ThreadFilter filter;
    filter.incident = incident.id;
    filter.person = QStringLiteral("ann");
    filter.waiting = domain::Waiting::ForUs;
    filter.unreadOnly = true;
    QCOMPARE(value(read(*m_store, [filter](Session &s) { return Threads(s).list(filter, 10); })).size(), 1);
    const auto mails
        = value(read(*m_store, [&](Session &s) { return Threads(s).mails(busy.id, QStringLiteral("ann")); }));
    QCOMPARE(mails.size(), 3);
    QCOMPARE(mails.first().arrivedAt, 3'000);
    QCOMPARE(mails.last().id, last);
}

void TestStoreThreads::mergingMovesMailsAndKeepsTheirWay()
{
    const auto incident = makeIncident(*m_store, QStringLiteral("Merge"));
    const auto into = makeThread(*m_store, incident.id, QStringLiteral("into"));
    const auto from = makeThread(*m_store, incident.id, QStringLiteral("from"));
    linkMail(*m_store, storeMail(*m_store, reply(QStringLiteral("m1@x"), {})), into);
    linkMail(*m_store, storeMail(*m_store, reply(QStringLiteral("m2@x"), {})), from);
    value(write(*m_store, [&](Session &s) {
        return Links(s).rememberOwnId(QStringLiteral("merged-own@x"), incident.id, from.id);
    }));
    value(write(*m_store, [&](Session &s) { return Threads(s).merge(into.id, from.id); }));
    const auto lines = list(incident.id);
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.first().thread.id, into.id);
    QCOMPARE(lines.first().mails, 2);
    const auto found = value(evidence(reply(QStringLiteral("m3@x"), {QStringLiteral("merged-own@x")})));
    QCOMPARE(found.known.value(0).thread, into.id);
    QVERIFY(!write(*m_store, [&](Session &s) { return Threads(s).merge(into.id, into.id); }));
    const auto foreign = makeThread(*m_store, m_incident.id, QStringLiteral("foreign"));
    QVERIFY(!write(*m_store, [&](Session &s) { return Threads(s).merge(into.id, foreign.id); }));
}

void TestStoreThreads::participantsAreWhoWroteAndWasWrittenTo()
{
    const auto thread = makeThread(*m_store, m_incident.id, QStringLiteral("people"));
    linkMail(*m_store, storeMail(*m_store, reply(QStringLiteral("people1@x"), {})), thread);
    auto strange = reply(QStringLiteral("people2@x"), {});
    strange.parsed.facts.from = {{QString(), QStringLiteral("Stranger@Evil.example")}};
    const MessageId id = storeMail(*m_store, strange);
    linkMail(*m_store, id, thread);
    value(write(*m_store, [id](Session &s) { return Links(s).setOutsider(id, true); }));
    const auto people
        = [&] { return value(read(*m_store, [&](Session &s) { return Threads(s).participants(thread.id); })); };
    QCOMPARE(people(), (QStringList{QStringLiteral("bea@unit.example"), QStringLiteral("soc@corp.example")}));
    value(write(*m_store, [id](Session &s) { return Links(s).setOutsider(id, false); }));
    QVERIFY(people().contains(QStringLiteral("stranger@evil.example")));
}

void TestStoreThreads::draftsAreSavedAndMarkTheThread()
{
    const auto incident = makeIncident(*m_store, QStringLiteral("Drafts"));
    const auto thread = makeThread(*m_store, incident.id, QStringLiteral("drafts"));
    linkMail(*m_store, storeMail(*m_store, reply(QStringLiteral("drafted@x"), {})), thread);
    store::DraftRow draft;
    draft.incident = incident.id;
    draft.thread = thread.id;
    draft.person = QStringLiteral("ann");
    draft.content = QByteArray("{\"text\":\"a\0b\"}", 14);
    const auto saved = value(write(*m_store, [draft](Session &s) { return store::Drafts(s).save(draft); }));
    QVERIFY(list(incident.id, QStringLiteral("ann")).value(0).draft);
    QVERIFY(!list(incident.id, QStringLiteral("bob")).value(0).draft);
    QCOMPARE(value(read(*m_store, [&](Session &s) { return store::Drafts(s).find(saved.id); })).content, draft.content);
    QCOMPARE(value(read(*m_store, [](Session &s) { return store::Drafts(s).list(QStringLiteral("ann")); })).size(), 1);
    value(write(*m_store, [&](Session &s) { return store::Drafts(s).remove(saved.id); }));
    QVERIFY(!read(*m_store, [&](Session &s) { return store::Drafts(s).find(saved.id); }));
    QVERIFY(!list(incident.id, QStringLiteral("ann")).value(0).draft);
}

LIAISON_TEST(TestStoreThreads)
#include "tst_store_threads.moc"
