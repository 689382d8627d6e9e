#include "core/domain/correlation.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::domain;

namespace {

constexpr IncidentId incidentA{1};
constexpr IncidentId incidentB{2};
constexpr IncidentId incidentC{3};
constexpr ThreadId threadA{11};
constexpr ThreadId threadB{12};
const QString tagA = u"[INC-2026-000001-aaaaaa]"_qs;
const QString tagB = u"[INC-2026-000002-bbbbbb]"_qs;

Evidence::Known ours(const QString &id, IncidentId incident, ThreadId thread = {})
{
    return {id, incident, thread, true, 0};
}

Evidence::Known known(const QString &id, IncidentId incident, int distance, ThreadId thread = {})
{
    return {id, incident, thread, false, distance};
}

Evidence::Tag tag(int number, IncidentId incident)
{
    const QString token(6, QChar(u'a' + number - 1));
    return {u"INC-2026-00000"_qs + QString::number(number), token, incident};
}

MailFacts facts(QStringList inReplyTo, QStringList references = {}, const QString &subject = u"Phishing"_qs)
{
    MailFacts facts;
    facts.messageIdHeader = u"self@bu.example"_qs;
    facts.inReplyTo = std::move(inReplyTo);
    facts.references = std::move(references);
    facts.subject = subject;
    return facts;
}

struct Case {
    MailFacts facts;
    Evidence evidence;
    std::optional<Match> expected;
};

Match match(IncidentId incident, LinkReason reason, const QString &detail, int distance = 0,
            QList<IncidentId> conflicting = {}, std::optional<ThreadId> thread = std::nullopt)
{
    return {incident, thread, reason, detail, distance, std::move(conflicting)};
}

} // namespace

Q_DECLARE_METATYPE(Case)

class TestCorrelation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rules_data();
    void rules();
    void evidenceOrderDoesNotMatter();
    void lookupOrder();
    void outsiders_data();
    void outsiders();

private:
    static void ownIdRows();
    static void tagRows();
    static void referenceRows();
    static void reportRows();
};

namespace {
void row(const char *name, Case c)
{
    QTest::newRow(name) << std::move(c);
}
} // namespace

void TestCorrelation::ownIdRows()
{
    using R = LinkReason;
    row("own id in In-Reply-To",
        {facts({u"o1"_qs}),
         {{ours(u"o1"_qs, incidentA, threadA)}, {}, {}},
         match(incidentA, R::OwnMessageId, u"o1"_qs, 0, {}, threadA)});
    row("own id in References only",
        {facts({}, {u"x"_qs, u"o1"_qs, u"y"_qs}),
         {{ours(u"o1"_qs, incidentA)}, {}, {}},
         match(incidentA, R::OwnMessageId, u"o1"_qs)});
    row("own id beats a foreign tag",
        {facts({u"o1"_qs}, {}, u"Re: "_qs + tagB),
         {{ours(u"o1"_qs, incidentA)}, {tag(2, incidentB)}, {}},
         match(incidentA, R::OwnMessageId, u"o1"_qs, 0, {incidentB})});
    row("own id far back beats a reference in In-Reply-To",
        {facts({u"r1"_qs}, {u"o1"_qs, u"r1"_qs}),
         {{known(u"r1"_qs, incidentB, 0), ours(u"o1"_qs, incidentA)}, {}, {}},
         match(incidentA, R::OwnMessageId, u"o1"_qs, 0, {incidentB})});
    row("of two own ids In-Reply-To decides",
        {facts({u"o2"_qs}, {u"o1"_qs}),
         {{ours(u"o1"_qs, incidentA), ours(u"o2"_qs, incidentB)}, {}, {}},
         match(incidentB, R::OwnMessageId, u"o2"_qs, 0, {incidentA})});
    row("of two own references the newest decides",
        {facts({}, {u"o1"_qs, u"o2"_qs}),
         {{ours(u"o1"_qs, incidentA), ours(u"o2"_qs, incidentB)}, {}, {}},
         match(incidentB, R::OwnMessageId, u"o2"_qs, 0, {incidentA})});
    row("all conflicts are named once, strongest first",
        {facts({u"o1"_qs}, {u"r1"_qs, u"r2"_qs}, tagB),
         {{known(u"r2"_qs, incidentC, 1), known(u"r1"_qs, incidentB, 1), ours(u"o1"_qs, incidentA)},
          {tag(2, incidentB)},
          {known(u"t"_qs, incidentC, 0)}},
         match(incidentA, R::OwnMessageId, u"o1"_qs, 0, {incidentB, incidentC})});
    row("an own id that the mail does not name decides nothing",
        {facts({u"x"_qs}), {{ours(u"o1"_qs, incidentA)}, {}, {}}, std::nullopt});
    row("an own id of no incident decides nothing",
        {facts({u"o1"_qs}), {{ours(u"o1"_qs, IncidentId{})}, {}, {}}, std::nullopt});
}

void TestCorrelation::tagRows()
{
    using R = LinkReason;
    row("tag",
        {facts({}, {}, u"AW: "_qs + tagA + u" Phishing"_qs),
         {{}, {tag(1, incidentA)}, {}},
         match(incidentA, R::SubjectTag, tagA)});
    row("tag in other case",
        {facts({}, {}, u"[inc-2026-000001-AAAAAA]"_qs),
         {{}, {tag(1, incidentA)}, {}},
         match(incidentA, R::SubjectTag, tagA)});
    row("tag of a merged incident answers with its target",
        {facts({}, {}, tagB), {{}, {tag(2, incidentA)}, {}}, match(incidentA, R::SubjectTag, tagB)});
    row("tag beats references",
        {facts({u"r1"_qs}, {}, tagA),
         {{known(u"r1"_qs, incidentB, 0)}, {tag(1, incidentA)}, {}},
         match(incidentA, R::SubjectTag, tagA, 0, {incidentB})});
    row("tag takes the thread of a reference in its incident",
        {facts({u"r1"_qs}, {u"r2"_qs}, tagA),
         {{known(u"r1"_qs, incidentB, 0, threadB), known(u"r2"_qs, incidentA, 3, threadA)}, {tag(1, incidentA)}, {}},
         match(incidentA, R::SubjectTag, tagA, 0, {incidentB}, threadA)});
    row("of two tags the first decides",
        {facts({}, {}, tagB + tagA),
         {{}, {tag(1, incidentA), tag(2, incidentB)}, {}},
         match(incidentB, R::SubjectTag, tagB, 0, {incidentA})});
    row("key alone decides nothing",
        {facts({}, {}, u"[INC-2026-000001] Phishing"_qs), {{}, {tag(1, incidentA)}, {}}, std::nullopt});
    row("wrong token decides nothing",
        {facts({}, {}, u"[INC-2026-000001-bbbbbb]"_qs), {{}, {tag(1, incidentA)}, {}}, std::nullopt});
    row("a tag the store does not vouch for decides nothing", {facts({}, {}, tagA), {}, std::nullopt});
    MailFacts embedded = facts({});
    embedded.embeddedSubjects = QStringList{tagA};
    embedded.embeddedMessageIds = QStringList{u"o1"_qs};
    row("attached mails decide nothing",
        {embedded, {{ours(u"o1"_qs, incidentA)}, {tag(1, incidentA)}, {}}, std::nullopt});
}

void TestCorrelation::referenceRows()
{
    using R = LinkReason;
    row("reference",
        {facts({u"r1"_qs}),
         {{known(u"r1"_qs, incidentA, 0, threadA)}, {}, {}},
         match(incidentA, R::Reference, u"r1"_qs, 1, {}, threadA)});
    row("a nearer reference beats In-Reply-To",
        {facts({u"r1"_qs}, {u"r2"_qs}),
         {{known(u"r1"_qs, incidentA, 2), known(u"r2"_qs, incidentB, 1)}, {}, {}},
         match(incidentB, R::Reference, u"r2"_qs, 2, {incidentA})});
    row("at equal distance In-Reply-To decides",
        {facts({u"r1"_qs}, {u"r2"_qs}),
         {{known(u"r2"_qs, incidentB, 1), known(u"r1"_qs, incidentA, 1)}, {}, {}},
         match(incidentA, R::Reference, u"r1"_qs, 2, {incidentB})});
    row("then the newest reference",
        {facts({}, {u"r1"_qs, u"r2"_qs}),
         {{known(u"r1"_qs, incidentA, 1), known(u"r2"_qs, incidentB, 1)}, {}, {}},
         match(incidentB, R::Reference, u"r2"_qs, 2, {incidentA})});
    row("two mails with one Message-ID: the nearer", // senders choose Message-IDs
        {facts({u"r1"_qs}),
         {{known(u"r1"_qs, incidentA, 3), known(u"r1"_qs, incidentB, 1)}, {}, {}},
         match(incidentB, R::Reference, u"r1"_qs, 2, {incidentA})});
    row("two mails with one Message-ID and distance: the older incident",
        {facts({u"r1"_qs}),
         {{known(u"r1"_qs, incidentB, 1), known(u"r1"_qs, incidentA, 1)}, {}, {}},
         match(incidentA, R::Reference, u"r1"_qs, 2, {incidentB})});
    row("Thread-Index",
        {facts({}),
         {{}, {}, {known(u"t1"_qs, incidentA, 0, threadA)}},
         match(incidentA, R::Reference, u"t1"_qs, 1, {}, threadA)});
    row("Thread-Index comes behind References of its distance",
        {facts({}, {u"r1"_qs}),
         {{known(u"r1"_qs, incidentB, 1)}, {}, {known(u"t1"_qs, incidentA, 1)}},
         match(incidentB, R::Reference, u"r1"_qs, 2, {incidentA})});
    row("of two Thread-Index matches the Message-ID decides, not the store's order",
        {facts({}),
         {{}, {}, {known(u"t2"_qs, incidentB, 1), known(u"t1"_qs, incidentA, 1)}},
         match(incidentA, R::Reference, u"t1"_qs, 2, {incidentB})});
    row("a mail that names itself",
        {facts({u"self@bu.example"_qs}), {{known(u"self@bu.example"_qs, incidentA, 0)}, {}, {}}, std::nullopt});
    row("unknown references", {facts({u"x"_qs}, {u"y"_qs}), {}, std::nullopt});
    row("subject text and sender decide nothing", {facts({}, {}, u"Phishing"_qs), {}, std::nullopt});
}

void TestCorrelation::reportRows()
{
    using R = LinkReason;
    MailFacts report = facts({});
    report.kind = MailKind::Bounce;
    report.reportedMessageId = u"o1"_qs;
    row("bounce of our mail",
        {report,
         {{ours(u"o1"_qs, incidentA, threadA)}, {}, {}},
         match(incidentA, R::DeliveryReport, u"o1"_qs, 0, {}, threadA)});
    MailFacts delay = report;
    delay.kind = MailKind::Delay;
    delay.inReplyTo = QStringList{u"o1"_qs};
    row("delay that also answers",
        {delay, {{ours(u"o1"_qs, incidentA)}, {}, {}}, match(incidentA, R::DeliveryReport, u"o1"_qs)});
    row("bounce of a mail sent elsewhere",
        {report, {{known(u"o1"_qs, incidentA, 1)}, {}, {}}, match(incidentA, R::Reference, u"o1"_qs, 2)});
    row("bounce of a stranger's mail (backscatter)", {report, {}, std::nullopt});
    MailFacts away = facts({u"o1"_qs});
    away.kind = MailKind::OutOfOffice;
    row("out of office", {away, {{ours(u"o1"_qs, incidentA)}, {}, {}}, match(incidentA, R::OwnMessageId, u"o1"_qs)});
}

void TestCorrelation::rules_data()
{
    QTest::addColumn<Case>("c");
    ownIdRows();
    tagRows();
    referenceRows();
    reportRows();
}

void TestCorrelation::rules()
{
    QFETCH(Case, c);
    const std::optional<Match> found = correlate(c.facts, c.evidence);
    QCOMPARE(found.has_value(), c.expected.has_value());
    if (!found)
        return;
    QCOMPARE(found->incident.value, c.expected->incident.value);
    QCOMPARE(toString(found->reason), toString(c.expected->reason));
    QCOMPARE(found->detail, c.expected->detail);
    QCOMPARE(found->distance, c.expected->distance);
    QVERIFY(found->thread == c.expected->thread);
    QVERIFY(found->conflicting == c.expected->conflicting);
}

void TestCorrelation::evidenceOrderDoesNotMatter()
{
    const MailFacts mail = facts({u"r1"_qs}, {u"r3"_qs, u"r2"_qs, u"r1"_qs}, u"Re: x"_qs);
    QList<int> order{0, 1, 2, 3, 4};
    const QList<Evidence::Known> all{known(u"r1"_qs, incidentA, 2), known(u"r2"_qs, incidentB, 1),
                                     known(u"r3"_qs, incidentC, 1), known(u"r2"_qs, incidentC, 1),
                                     known(u"r1"_qs, incidentB, 4)};
    const std::optional<Match> first = correlate(mail, {all, {}, {}});
    QVERIFY(first.has_value());
    int permutations = 0;
    do {
        Evidence evidence;
        for (const int index : order)
            evidence.known.append(all.at(index));
        const std::optional<Match> found = correlate(mail, evidence);
        QVERIFY(found.has_value());
        QCOMPARE(found->incident.value, first->incident.value);
        QCOMPARE(found->distance, first->distance);
        QVERIFY(found->conflicting == first->conflicting);
        ++permutations;
    } while (std::next_permutation(order.begin(), order.end()));
    QCOMPARE(permutations, 120);
}

void TestCorrelation::lookupOrder()
{
    MailFacts mail = facts({u"b"_qs, u"a"_qs}, {u"1"_qs, u"2"_qs, u"b"_qs, {}, u"3"_qs});
    mail.reportedMessageId = u"r"_qs;
    const QStringList expected{u"b"_qs, u"a"_qs, u"3"_qs, u"2"_qs, u"1"_qs, u"r"_qs};
    QCOMPARE(lookupIds(mail), expected);
    QCOMPARE(lookupIds({}), QStringList());
}

void TestCorrelation::outsiders_data()
{
    QTest::addColumn<QStringList>("from");
    QTest::addColumn<bool>("dmarcFailed");
    QTest::addColumn<bool>("outside");
    const auto row = [](const char *name, const QStringList &from, bool dmarcFailed, bool outside) {
        QTest::newRow(name) << from << dmarcFailed << outside;
    };
    row("known address", {u"Joe@BU.example"_qs}, false, false);
    row("known address with failed DMARC", {u"joe@bu.example"_qs}, true, false);
    row("known domain", {u"anyone@corp.example"_qs}, false, false);
    row("known domain with failed DMARC", {u"anyone@corp.example"_qs}, true, true);
    row("known domain in A-labels", {u"a@xn--bcher-kva.example"_qs}, false, false);
    row("subdomain", {u"anyone@evil.corp.example"_qs}, false, true);
    row("domain as suffix", {u"anyone@notcorp.example"_qs}, false, true);
    row("stranger", {u"eve@evil.example"_qs}, false, true);
    row("known domain in a local part", {u"\"joe@corp.example\"@evil.example"_qs}, false, true);
    row("a known and an unknown author", {u"joe@bu.example"_qs, u"eve@evil.example"_qs}, false, true);
    row("nobody", {}, false, true);
    row("no address", {u"joe"_qs}, false, true);
}

void TestCorrelation::outsiders()
{
    QFETCH(QStringList, from);
    QFETCH(bool, dmarcFailed);
    MailFacts mail;
    for (const QString &address : from)
        mail.from.append({u"joe@bu.example"_qs, address}); // the name proves nothing
    mail.dmarcFailed = dmarcFailed;
    const KnownSenders expectedSenders{{u"joe@bu.example"_qs}, {u"Corp.example"_qs, u"b\u00fccher.example"_qs}};
    QTEST(isOutsideSender(mail, expectedSenders), "outside");
}

LIAISON_TEST(TestCorrelation)
#include "tst_correlation.moc"
