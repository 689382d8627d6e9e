#include "core/store/leases.h"
#include "core/store/outbox.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using store::Lease;
using store::Leases;
using store::Outbox;
using store::Session;

class TestStoreLeases : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneHoldsAndRenewsTheOtherIsTold();
    void anExpiredLeaseIsTakenWithANewEpochAndFencesTheOldOneOff();
    void theDatabasesClockDecides();
    void ofTwoStoresExactlyOneClaimsEachMail();

private:
    OutboxId enqueue(const TestMailbox &mailbox, int number);
    StoreFixture m_fixture;
};

namespace {
constexpr qint64 minute = 60'000;

Result<Lease> acquire(store::Store &store, MailboxId mailbox, const QString &holder, qint64 ttlMs = minute)
{
    return write(store, [=](Session &session) {
        return Leases(session).acquire(mailbox, holder, holder + QStringLiteral(".host"), ttlMs);
    });
}
Result<void> verify(store::Store &store, const Lease &lease)
{
    return write(store, [lease](Session &session) { return Leases(session).verify(lease); });
}
} // namespace

void TestStoreLeases::initTestCase(){LIAISON_CREATE_STORE(m_fixture)}

OutboxId TestStoreLeases::enqueue(const TestMailbox &mailbox, int number)
{
    const auto store = m_fixture.open();
    const QString id = QStringLiteral("race%1@x").arg(number);
    auto in = mail(id, QStringLiteral("race"), id);
    in.direction = store::Direction::Out;
    const MessageId message = storeMail(*store, in);
    domain::OutboxMail out;
    out.mailbox = mailbox.id;
    out.messageIdHeader = id;
    return value(write(*store, [=](Session &s) { return Outbox(s).enqueue(out, message); })).id;
}

void TestStoreLeases::oneHoldsAndRenewsTheOtherIsTold()
{
    const auto store = m_fixture.open();
    const auto mailbox = makeMailbox(*store, QStringLiteral("lease1@x.example"));
    const Lease lease = value(acquire(*store, mailbox.id, QStringLiteral("one")));
    QCOMPARE(lease.epoch, 1);
    const auto refused = acquire(*store, mailbox.id, QStringLiteral("two"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
    QCOMPARE(refused.error().log, QStringLiteral("one.host"));
    QCOMPARE(value(acquire(*store, mailbox.id, QStringLiteral("one"))).epoch, 1);
    const Lease renewed = value(write(*store, [&](Session &s) { return Leases(s).renew(lease, 2 * minute); }));
    QVERIFY(renewed.expiresAt > lease.expiresAt);
    value(verify(*store, lease));
    value(write(*store, [&](Session &s) { return Leases(s).release(lease); }));
    QVERIFY(!verify(*store, lease));
    QVERIFY(!write(*store, [&](Session &s) { return Leases(s).renew(lease, minute); }));
    QCOMPARE(value(acquire(*store, mailbox.id, QStringLiteral("two"))).epoch, 2);
}

void TestStoreLeases::anExpiredLeaseIsTakenWithANewEpochAndFencesTheOldOneOff()
{
    const auto store = m_fixture.open();
    const auto mailbox = makeMailbox(*store, QStringLiteral("lease2@x.example"));
    const OutboxId out = enqueue(mailbox, 100'000);
    const Lease stale = value(acquire(*store, mailbox.id, QStringLiteral("one"), 0));
    const Lease fresh = value(acquire(*store, mailbox.id, QStringLiteral("two")));
    QCOMPARE(fresh.epoch, stale.epoch + 1);
    const auto claim = [&](const Lease &lease) {
        return write(*store, [=](Session &s) { return Outbox(s).claim(mailbox.id, lease); });
    };
    const auto refused = claim(stale);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
    QVERIFY(!write(*store, [&](Session &s) { return Leases(s).renew(stale, minute); }));
    const auto mail = value(claim(fresh));
    QVERIFY(mail.has_value());
    QCOMPARE(mail->id, out);
    QVERIFY(!value(claim(fresh)).has_value());
}

void TestStoreLeases::theDatabasesClockDecides()
{
    const auto store = m_fixture.open();
    const auto mailbox = makeMailbox(*store, QStringLiteral("lease3@x.example"));
    const Lease lease = value(acquire(*store, mailbox.id, QStringLiteral("one")));
    m_fixture.clock.advance(24 * 60 * minute); // this client's clock is a day ahead
    value(verify(*store, lease));
    QVERIFY(!acquire(*store, mailbox.id, QStringLiteral("two")));
}

void TestStoreLeases::ofTwoStoresExactlyOneClaimsEachMail()
{
    const auto one = m_fixture.open();
    const auto two = m_fixture.open();
    const auto mailbox = makeMailbox(*one, QStringLiteral("race@x.example"));
    const int races = StoreFixture::isSqlite() ? 1'000 : 200;
    const auto makeMails = [&] {
        return write(*one, [&](Session &s) -> Result<void> {
            for (int i = 0; i < races; ++i) {
                const QString id = QStringLiteral("claim%1@x").arg(i);
                auto in = mail(id, QStringLiteral("race"), id);
                in.direction = store::Direction::Out;
                const auto stored = store::Messages(s).store(in);
                domain::OutboxMail out;
                out.mailbox = mailbox.id;
                out.messageIdHeader = id;
                if (!stored || !Outbox(s).enqueue(out, stored->id))
                    return s.status();
            }
            return s.status();
        });
    };
    value(makeMails());
    // Both want the lease and a mail at once. The winner lets the lease go, so that the next race is open again.
    const auto race = [&](store::Store &store, const QString &holder) {
        return store.write([holder, mailbox](Session &s) -> Result<OutboxId> {
            const auto lease = Leases(s).acquire(mailbox.id, holder, holder, minute);
            if (!lease)
                return fail(lease.error());
            const auto claimed = Outbox(s).claim(mailbox.id, *lease);
            return claimed && *claimed ? (*claimed)->id : OutboxId();
        });
    };
    QList<OutboxId> claimed;
    for (int i = 0; i < races; ++i) {
        auto first = race(*one, QStringLiteral("one"));
        auto second = race(*two, QStringLiteral("two"));
        const auto a = await(first);
        const auto b = await(second);
        QVERIFY2(a.has_value() != b.has_value(), "exactly one of them holds the lease");
        const OutboxId mail = a ? *a : *b;
        QVERIFY(!mail.isNull());
        QVERIFY2(!claimed.contains(mail), "a mail was claimed twice");
        QCOMPARE((a ? b : a).error().kind, ErrorKind::Busy);
        claimed.append(mail);
        value(write(*one, [&](Session &s) -> Result<void> {
            s.run(QStringLiteral("UPDATE lease SET expires_at = 0 WHERE mailbox_id = ?"), {mailbox.id.value});
            return s.status();
        }));
    }
    QCOMPARE(claimed.size(), races);
}

LIAISON_TEST(TestStoreLeases)
#include "tst_store_leases.moc"
