#include "core/store/links.h"
#include "core/store/notifications.h"
#include "core/store/outbox.h"
#include "core/store/threads.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::NotificationKind;
using store::Notifications;
using store::Session;

/// Which mails of the outbox are notifications, and of which incident.
class TestStoreNotifications : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void onlyMarkedMailsAreOnes();
    void theyFollowTheirMail();
    void aMarkIsTold();
    void thereIsNoSuchMail();

private:
    struct Sent {
        OutboxId id;
        MessageId message;
    };
    Sent send(const QString &id, const domain::Thread &thread)
    {
        auto in = mail(id, u"to you"_s, id);
        in.direction = store::Direction::Out;
        const MessageId message = storeMail(*m_store, in);
        linkMail(*m_store, message, thread);
        domain::OutboxMail out;
        out.mailbox = m_mailbox.id;
        out.incident = thread.incident;
        out.thread = thread.id;
        out.messageIdHeader = id;
        out.sender = u"soc@corp.example"_s;
        out.recipients = {u"bea@unit.example"_s};
        out.person = u"ann"_s;
        return {value(write(*m_store, [=](Session &s) { return store::Outbox(s).enqueue(out, message); })).id, message};
    }
    Result<void> mark(OutboxId id, NotificationKind kind)
    {
        return write(*m_store, [=](Session &s) { return Notifications(s).mark(id, kind); });
    }
    QHash<OutboxId, NotificationKind> of(const domain::Incident &incident)
    {
        return value(read(*m_store, [id = incident.id](Session &s) { return Notifications(s).of(id); }));
    }

    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
    TestMailbox m_mailbox;
};

void TestStoreNotifications::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_store = m_fixture.open();
    m_mailbox = makeMailbox(*m_store, u"soc@corp.example"_s);
}

void TestStoreNotifications::onlyMarkedMailsAreOnes()
{
    const domain::Incident incident = makeIncident(*m_store, u"Marked"_s);
    const domain::Thread thread = makeThread(*m_store, incident.id, u"Marked"_s);
    const Sent first = send(u"first@x"_s, thread);
    const Sent reminder = send(u"reminder@x"_s, thread);
    send(u"other@x"_s, thread);
    QVERIFY(of(incident).isEmpty());
    value(mark(first.id, NotificationKind::Primary));
    value(mark(reminder.id, NotificationKind::FollowUp));
    const auto kinds = of(incident);
    QCOMPARE(kinds.size(), 2);
    QVERIFY(kinds.value(first.id) == NotificationKind::Primary);
    QVERIFY(kinds.value(reminder.id) == NotificationKind::FollowUp);
    QVERIFY(of(makeIncident(*m_store, u"Another"_s)).isEmpty());
}

void TestStoreNotifications::theyFollowTheirMail()
{
    const domain::Incident incident = makeIncident(*m_store, u"Left"_s);
    const domain::Incident other = makeIncident(*m_store, u"Entered"_s);
    const domain::Thread there = makeThread(*m_store, other.id, u"Entered"_s);
    const Sent sent = send(u"moved@x"_s, makeThread(*m_store, incident.id, u"Left"_s));
    value(mark(sent.id, NotificationKind::Primary));
    const auto where = [this](OutboxId id) {
        return value(read(*m_store, [id](Session &s) { return Notifications(s).incidentOf(id); }));
    };
    QVERIFY(where(sent.id) == incident.id);
    QVERIFY(!where(send(u"unmarked@x"_s, there).id));
    linkMail(*m_store, sent.message, there, true);
    QVERIFY(of(incident).isEmpty());
    QVERIFY(of(other).contains(sent.id));
    QVERIFY(where(sent.id) == other.id);
    value(write(*m_store, [=](Session &s) { return store::Links(s).remove(sent.message); })); // taken back
    QVERIFY(of(other).isEmpty());
    QVERIFY(!where(sent.id));
}

void TestStoreNotifications::aMarkIsTold()
{
    QList<qint64> told;
    const auto watch = connect(m_store.get(), &store::Store::changed, this, [&](const QList<store::Change> &changes) {
        for (const store::Change &change : changes) {
            if (change.aggregate == store::Aggregate::Outbox)
                told << change.id;
        }
    });
    const domain::Incident incident = makeIncident(*m_store, u"Told"_s);
    const Sent sent = send(u"told@x"_s, makeThread(*m_store, incident.id, u"Told"_s));
    QTRY_VERIFY(told.contains(sent.id.value)); // it was queued
    told.clear();
    value(mark(sent.id, NotificationKind::Primary));
    QTRY_COMPARE(told, QList<qint64>{sent.id.value});
    disconnect(watch);
}

void TestStoreNotifications::thereIsNoSuchMail()
{
    const auto marked = mark(OutboxId{987'654}, NotificationKind::Primary);
    QVERIFY(!marked);
    QCOMPARE(marked.error().kind, ErrorKind::NotFound);
}

LIAISON_TEST(TestStoreNotifications)
#include "tst_store_notifications.moc"
