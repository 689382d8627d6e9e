#include "core/store/errands.h"
#include "core/store/feed_places.h"
#include "core/store/leases.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using store::Errand;
using store::ErrandKind;
using store::Errands;
using store::FeedPlace;
using store::FeedPlaces;
using store::Leases;
using store::Session;

namespace {

constexpr qint64 minute = 60'000;
const FeedPlace srv{u"11 one"_s, u"srv"_s, 11, true};

} // namespace

/// What processes ask of each other: once, in time, and only what is still wanted.
class TestStoreErrands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void itIsTakenOnceByWhomItIsFor();
    void progressAndAnswerComeBack();
    void whatIsCancelledIsNotTaken();
    void whatIsLateIsNotCarriedOut();
    void whoeverIsAtItHearsThatItIsWanted();
    void oldOnesGo();
    void othersHearOfIt();
    void thePlaceIsTheHolderElseTheLastReader();

private:
    QString ask(store::Store &store, MailboxId mailbox, qint64 waitMs = minute)
    {
        Errand errand;
        errand.mailbox = mailbox;
        errand.kind = ErrandKind::Test;
        errand.place = srv;
        errand.asked = {{u"side"_s, u"inbound"_s}};
        errand.by = {u"A. Kaya"_s, u"kaya"_s, u"desk7"_s};
        return value(write(store, [errand, waitMs](Session &session) { return Errands(session).ask(errand, waitMs); }));
    }
    static bool take(store::Store &store, const QString &id, const QString &holder, qint64 waitMs = minute)
    {
        return value(write(store, [=](Session &session) { return Errands(session).take(id, holder, waitMs); }));
    }
    static bool goOn(store::Store &store, const QString &id)
    {
        return value(write(store, [id](Session &session) { return Errands(session).goOn(id, minute); }));
    }
    static QStringList open(store::Store &store, const QString &holder)
    {
        QStringList ids;
        const auto all = value(read(store, [holder](Session &session) { return Errands(session).open(holder); }));
        for (const Errand &errand : all)
            ids << errand.id;
        return ids;
    }
    static Errand find(store::Store &store, const QString &id)
    {
        return value(read(store, [id](Session &session) { return Errands(session).find(id); })).value_or(Errand());
    }

    StoreFixture m_fixture;
};

void TestStoreErrands::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
}

void TestStoreErrands::itIsTakenOnceByWhomItIsFor()
{
    const auto store = m_fixture.open();
    const MailboxId mailbox = makeMailbox(*store, u"once@x.example"_s).id;
    const QString id = ask(*store, mailbox);
    QCOMPARE(open(*store, u"12 two"_s), QStringList());
    QCOMPARE(open(*store, srv.holder), QStringList{id});
    QCOMPARE(take(*store, id, u"12 two"_s), false);
    QCOMPARE(find(*store, id).takenAt, 0);
    QCOMPARE(take(*store, id, srv.holder), true);
    QCOMPARE(take(*store, id, srv.holder), false);
    const Errand taken = find(*store, id);
    QVERIFY(taken.takenAt > 0 && !taken.isLate && !taken.isCancelled && !taken.answer);
    QCOMPARE(taken.mailbox, mailbox);
    QVERIFY(taken.kind == ErrandKind::Test);
    QCOMPARE(taken.place.host, srv.host);
    QCOMPARE(taken.place.pid, srv.pid);
    QCOMPARE(taken.asked.value("side"_L1).toString(), u"inbound"_s);
    QCOMPARE(taken.by.person, u"A. Kaya"_s);
    QCOMPARE(taken.by.osAccount, u"kaya"_s);
    QCOMPARE(taken.by.host, u"desk7"_s);
}

void TestStoreErrands::progressAndAnswerComeBack()
{
    const auto store = m_fixture.open();
    const QString id = ask(*store, makeMailbox(*store, u"told@x.example"_s).id);
    QVERIFY(take(*store, id, srv.holder));
    const auto tell = [&](int step) {
        value(write(*store, [id, step](Session &session) { return Errands(session).tell(id, {{u"step"_s, step}}); }));
    };
    const auto answer = [&](const QString &how) {
        value(write(*store, [id, how](Session &session) { return Errands(session).answer(id, {{u"value"_s, how}}); }));
    };
    tell(1);
    tell(2);
    QCOMPARE(find(*store, id).progress.value("step"_L1).toInt(), 2);
    answer(u"good \u00fc"_s);
    QCOMPARE(find(*store, id).answer->value("value"_L1).toString(), u"good \u00fc"_s);
    QVERIFY(find(*store, id).progress.isEmpty()); // a code is not kept
    QVERIFY(!open(*store, srv.holder).contains(id));
    answer(u"bad"_s);
    tell(3);
    QCOMPARE(find(*store, id).answer->value("value"_L1).toString(), u"good \u00fc"_s);
    QVERIFY(find(*store, id).progress.isEmpty());
}

void TestStoreErrands::whatIsCancelledIsNotTaken()
{
    const auto store = m_fixture.open();
    const MailboxId mailbox = makeMailbox(*store, u"cancelled@x.example"_s).id;
    const auto cancel = [&](const QString &id) {
        value(write(*store, [id](Session &session) { return Errands(session).cancel(id); }));
    };
    const QString id = ask(*store, mailbox);
    cancel(id);
    QCOMPARE(take(*store, id, srv.holder), false);
    const QString running = ask(*store, mailbox);
    QVERIFY(take(*store, running, srv.holder));
    cancel(running);
    QVERIFY(find(*store, running).isCancelled); // whoever has it sees that
    QVERIFY(open(*store, srv.holder).contains(running));
}

/// By the database's clock alone.
void TestStoreErrands::whatIsLateIsNotCarriedOut()
{
    const auto store = m_fixture.open();
    const MailboxId mailbox = makeMailbox(*store, u"late@x.example"_s).id;
    const QString old = ask(*store, mailbox, 0);
    QCOMPARE(open(*store, srv.holder).contains(old), false);
    QCOMPARE(take(*store, old, srv.holder), false);
    QVERIFY(find(*store, old).isLate);
    QCOMPARE(find(*store, old).takenAt, 0);
    const QString id = ask(*store, mailbox);
    QVERIFY(!find(*store, id).isLate);
    QVERIFY(take(*store, id, srv.holder, 0)); // and then it is not heard of any more
    QVERIFY(find(*store, id).isLate);
    QVERIFY(!goOn(*store, id)); // whoever asked may know that by now
    QVERIFY(find(*store, id).isLate);
}

void TestStoreErrands::whoeverIsAtItHearsThatItIsWanted()
{
    const auto store = m_fixture.open();
    const MailboxId mailbox = makeMailbox(*store, u"wanted@x.example"_s).id;
    const QString id = ask(*store, mailbox);
    QVERIFY(take(*store, id, srv.holder));
    QVERIFY(goOn(*store, id));
    QVERIFY(!find(*store, id).isLate);
    value(write(*store, [id](Session &session) { return Errands(session).cancel(id); }));
    QVERIFY(!goOn(*store, id));
    const QString answered = ask(*store, mailbox);
    QVERIFY(take(*store, answered, srv.holder));
    value(write(*store, [answered](Session &session) { return Errands(session).answer(answered, {{u"value"_s, 1}}); }));
    QVERIFY(!goOn(*store, answered));
}

void TestStoreErrands::oldOnesGo()
{
    const auto store = m_fixture.open();
    const MailboxId mailbox = makeMailbox(*store, u"old@x.example"_s).id;
    const QString old = ask(*store, mailbox, -25 * 60 * minute);
    const QString recent = ask(*store, mailbox, 0);
    QVERIFY(find(*store, old).id.isEmpty());
    QCOMPARE(find(*store, recent).id, recent);
}

void TestStoreErrands::othersHearOfIt()
{
    const auto store = m_fixture.open();
    const auto other = m_fixture.open();
    const MailboxId mailbox = makeMailbox(*store, u"heard@x.example"_s).id;
    int heard = 0;
    connect(other.get(), &store::Store::changed, other.get(), [&heard, mailbox](const QList<store::Change> &changes) {
        for (const store::Change &change : changes)
            heard += change.aggregate == store::Aggregate::Mailbox && change.id == mailbox.value ? 1 : 0;
    });
    int before = 0;
    const QString id = ask(*store, mailbox);
    QTRY_VERIFY(heard > before);
    before = heard;
    value(write(*store, [id](Session &session) { return Errands(session).tell(id, {{u"step"_s, 1}}); }));
    QTRY_VERIFY(heard > before);
    before = heard;
    value(write(*store, [id](Session &session) { return Errands(session).cancel(id); }));
    QTRY_VERIFY(heard > before);
    before = heard;
    value(write(*store, [id](Session &session) { return Errands(session).answer(id, {{u"value"_s, 1}}); }));
    QTRY_VERIFY(heard > before);
}

void TestStoreErrands::thePlaceIsTheHolderElseTheLastReader()
{
    const auto store = m_fixture.open();
    const MailboxId mailbox = makeMailbox(*store, u"place@x.example"_s).id;
    const auto place = [&] {
        return value(read(*store, [mailbox](Session &session) { return FeedPlaces(session).find(mailbox); }));
    };
    QVERIFY(!place());
    const FeedPlace early{u"10 zero"_s, u"desk0"_s, 10, true};
    value(write(*store, [mailbox, early](Session &session) { return FeedPlaces(session).noteFirst(mailbox, early); }));
    QCOMPARE(place()->holder, early.holder);
    value(write(*store, [mailbox](Session &session) { return FeedPlaces(session).note(mailbox, srv); }));
    QVERIFY(place() && !place()->holds);
    const FeedPlace late{u"13 three"_s, u"desk8"_s, 13, true};
    value(write(*store, [mailbox, late](Session &session) { return FeedPlaces(session).noteFirst(mailbox, late); }));
    QCOMPARE(place()->holder, srv.holder);
    QCOMPARE(place()->host, srv.host);
    QCOMPARE(place()->pid, srv.pid);
    const auto lease = value(write(*store, [mailbox](Session &session) {
        return Leases(session).acquire(mailbox, u"12 two"_s, u"desk7"_s, minute);
    }));
    QVERIFY(place()->holds);
    QCOMPARE(place()->holder, u"12 two"_s);
    QCOMPARE(place()->host, u"desk7"_s);
    value(write(*store, [lease](Session &session) { return Leases(session).release(lease); }));
    QCOMPARE(place()->holder, srv.holder); // it tried to, and never read
}

LIAISON_TEST(TestStoreErrands)
#include "tst_store_errands.moc"
