#include "core/store/arrivals.h"
#include "core/store/outbox.h"
#include "core/store/test_mails.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#include <functional>

using namespace liaison;
using namespace liaison::test;
using store::Messages;
using store::Session;

/// Flags, reading and the list of what nobody looked at yet.
class TestStoreReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void flagsVanishingAndNewUidValidityAreNotedOnTheCopy();
    void readIsPerPersonAndTheFirstReadingQueuesSeen();
    void unmatchedMailIsPagedByKey();
    void arrivalsAreCounted();
    void testMailsAreRemembered();

private:
    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
};

void TestStoreReading::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
}

void TestStoreReading::flagsVanishingAndNewUidValidityAreNotedOnTheCopy()
{
    const auto other = makeMailbox(*m_store, QStringLiteral("flags@corp.example"));
    auto in = mail(QStringLiteral("flags@x"), QStringLiteral("flags"), QStringLiteral("flags"));
    in.folder = other.inbox;
    in.remoteId = QStringLiteral("1");
    const MessageId id = storeMail(*m_store, in);
    const auto copies = [&] { return value(read(*m_store, [id](Session &s) { return Messages(s).copies(id); })); };
    value(write(*m_store,
                [&](Session &s) { return Messages(s).setRemoteFlags(other.inbox, QStringLiteral("1"), true, false); }));
    QVERIFY(copies().value(0).seen);
    // What a server does not tell stays, by itself and where the mail comes again under another id.
    const auto answered = [&] {
        return value(read(*m_store, [id](Session &s) {
            const qint64 all = s.number(QStringLiteral("SELECT count(*) FROM message_copy WHERE message_id = ? AND "
                                                       "answered = 1 AND seen = 1"),
                                        {id.value});
            return s.answer(all);
        }));
    };
    const auto setFlags = [&](std::optional<bool> seen, std::optional<bool> isAnswered) {
        value(write(*m_store, [&](Session &s) {
            return Messages(s).setRemoteFlags(other.inbox, QStringLiteral("1"), seen, isAnswered);
        }));
    };
    setFlags({}, true);
    QCOMPARE(answered(), 1);
    setFlags({}, {});
    QCOMPARE(answered(), 1);
    setFlags(false, {});
    QCOMPARE(answered(), 0);
    setFlags(true, {});
    QCOMPARE(answered(), 1);
    value(write(*m_store, [&](Session &s) { return Messages(s).forgetRemoteIds(other.inbox); }));
    QVERIFY(copies().isEmpty());
    in.remoteId = QStringLiteral("900");
    in.seen = in.answered = std::nullopt;
    QCOMPARE(storeMail(*m_store, in), id);
    QCOMPARE(copies().size(), 1);
    QCOMPARE(copies().value(0).remoteId, QStringLiteral("900"));
    QCOMPARE(answered(), 1);
    value(write(*m_store, [&](Session &s) { return Messages(s).noteVanished(other.inbox, {QStringLiteral("900")}); }));
    QVERIFY(copies().isEmpty());
    QVERIFY(
        value(read(*m_store, [id](Session &s) { return Messages(s).raw(id); })).contains("flags")); // evidence stays
}

void TestStoreReading::readIsPerPersonAndTheFirstReadingQueuesSeen()
{
    const auto other = makeMailbox(*m_store, QStringLiteral("read@corp.example"));
    auto in = mail(QStringLiteral("read@x"), QStringLiteral("read"), QStringLiteral("read"));
    in.folder = other.inbox;
    in.remoteId = QStringLiteral("1");
    const MessageId id = storeMail(*m_store, in);
    const auto incident = makeIncident(*m_store, QStringLiteral("Reading"));
    const auto thread = makeThread(*m_store, incident.id, QStringLiteral("Reading"));
    linkMail(*m_store, id, thread);
    const auto isRead = [&](const QString &person) {
        return value(read(*m_store, [=](Session &s) { return Messages(s).row(id, person); })).read;
    };
    const auto setRead = [&](const QString &person, bool on) {
        value(write(*m_store, [=](Session &s) { return Messages(s).setRead({id}, person, on); }));
    };
    const auto pending
        = [&] { return value(read(*m_store, [&](Session &s) { return store::RemoteOps(s).pending(other.id, 10); })); };
    setRead(QStringLiteral("ann"), true);
    QVERIFY(isRead(QStringLiteral("ann")));
    QVERIFY(!isRead(QStringLiteral("bob")));
    QCOMPARE(pending().size(), 1);
    QCOMPARE(pending().first().flag, QStringLiteral("seen"));
    QCOMPARE(pending().first().remoteId, QStringLiteral("1"));
    setRead(QStringLiteral("bob"), true);
    QCOMPARE(pending().size(), 1); // the first reading by anybody, not each
    value(write(*m_store, [&](Session &s) { return Messages(s).forgetRemoteIds(other.inbox); }));
    QVERIFY(pending().isEmpty());
    in.remoteId = QStringLiteral("55");
    storeMail(*m_store, in);
    QCOMPARE(pending().size(), 1); // the wish outlives a new UIDVALIDITY
    const auto operation = pending().first();
    QCOMPARE(operation.remoteId, QStringLiteral("55"));
    value(write(*m_store,
                [&](Session &s) { return store::RemoteOps(s).failed(operation.id, QStringLiteral("x"), false); }));
    QCOMPARE(pending().value(0).attempts, 1);
    value(write(*m_store, [&](Session &s) { return store::RemoteOps(s).done(operation.id); }));
    QVERIFY(pending().isEmpty());
    QVERIFY(value(read(*m_store, [id](Session &s) { return Messages(s).copies(id); })).value(0).seen);
    setRead(QStringLiteral("ann"), false);
    QVERIFY(!isRead(QStringLiteral("ann")));
    QVERIFY(isRead(QStringLiteral("bob")));
}

void TestStoreReading::unmatchedMailIsPagedByKey()
{
    const auto countOf = [&] { return value(read(*m_store, [](Session &s) { return Messages(s).unmatchedCount(); })); };
    const int before = countOf();
    for (int i = 0; i < 25; ++i) {
        auto in = mail(QStringLiteral("page%1@x").arg(i), QStringLiteral("page"), QStringLiteral("page %1").arg(i));
        in.internalDate = 1'700'000'000'000 + i / 3; // equal times: the id decides
        storeMail(*m_store, in);
    }
    auto machine = mail(QStringLiteral("machine@x"), QStringLiteral("auto"), QStringLiteral("auto"));
    machine.parsed.facts.kind = domain::MailKind::Automatic;
    storeMail(*m_store, machine);
    auto old = mail(QStringLiteral("old@x"), QStringLiteral("old"), QStringLiteral("old"));
    old.triageIfUnlinked = store::Triage::Older;
    storeMail(*m_store, old);
    QCOMPARE(countOf(), before + 25);
    QList<MessageId> seen;
    std::optional<Messages::PageKey> key;
    for (;;) {
        const auto page = value(read(*m_store, [key](Session &s) { return Messages(s).unmatched({}, key, 7); }));
        if (page.isEmpty())
            break;
        for (const auto &row : page) {
            QVERIFY(!seen.contains(row.id));
            QVERIFY(!key || row.arrivedAt <= key->arrivedAt);
            seen.append(row.id);
            key = Messages::PageKey{row.arrivedAt, row.id};
        }
    }
    QCOMPARE(seen.size(), before + 25);
    value(write(*m_store, [&](Session &s) { return Messages(s).setTriage(seen.first(), store::Triage::Dismissed); }));
    QCOMPARE(countOf(), before + 24);
    Messages::UnmatchedFilter machines;
    machines.machineMail = true;
    QCOMPARE(value(read(*m_store, [machines](Session &s) { return Messages(s).unmatched(machines, {}, 10); })).size(),
             1);
}

void TestStoreReading::arrivalsAreCounted()
{
    const auto after = [&](MessageId last, UtcMs since) {
        return value(read(*m_store, [=](Session &s) { return store::Arrivals(s).after(last, since); }));
    };
    const MessageId before = after({}, 0).newest;
    constexpr UtcMs now = 1'760'000'000'000;
    const auto arrive = [&](const char *name, const std::function<void(store::IncomingMail &)> &change) {
        auto in = mail(QStringLiteral("%1@arrivals.x").arg(QLatin1String(name)), QStringLiteral("arrivals"),
                       QLatin1String(name));
        in.internalDate = now;
        change(in);
        return storeMail(*m_store, in);
    };
    arrive("new", [](store::IncomingMail &) {});
    arrive("machine", [](store::IncomingMail &in) { in.parsed.facts.kind = domain::MailKind::Automatic; });
    arrive("old", [](store::IncomingMail &in) { in.triageIfUnlinked = store::Triage::Older; });
    const MessageId last = arrive("long ago", [](store::IncomingMail &in) { in.internalDate = now - 7'200'000; });
    const auto all = after(before, 0);
    QCOMPARE(all.unmatched, 2);
    QCOMPARE(all.matched, 0);
    QCOMPARE(all.newest, last);
    QCOMPARE(after(before, now - 3'600'000).unmatched, 1);
    QCOMPARE(after(last, 0).unmatched, 0);
}

void TestStoreReading::testMailsAreRemembered()
{
    const QString id = store::TestMails::messageIdFrom(QStringLiteral("1@corp.example"));
    const auto contains = [this](const QStringList &ids) {
        return value(read(*m_store, [ids](Session &s) { return store::TestMails(s).containsAny(ids); }));
    };
    QVERIFY(!contains({id}));
    value(write(*m_store,
                [id](Session &s) { return store::TestMails(s).remember(id, QStringLiteral("ir@corp.example")); }));
    QVERIFY(contains({id}));
    QVERIFY(contains({QStringLiteral("other@x"), {}, id}));
    QVERIFY(!contains({id + QLatin1Char('x'), QStringLiteral("other@x")}));
    QVERIFY(!contains({}));
}

LIAISON_TEST(TestStoreReading)
#include "tst_store_reading.moc"
