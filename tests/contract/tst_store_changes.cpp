#include "core/store/audit_log.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::test;
using store::Aggregate;
using store::Change;
using store::Session;

class TestStoreChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aTransactionNotesEachAggregateOnce();
    void whatIsRolledBackLeavesNoTrace();
    void twoStoresSeeEachOthersChangesGaplessly();
    void aReaderSeesOneStateForAsLongAsItReads();

private:
    StoreFixture m_fixture;
};

namespace {

/// Listens to a store from the start.
struct Listener {
    explicit Listener(store::Store &store)
    {
        QObject::connect(&store, &store::Store::changed, &store,
                         [this](const QList<Change> &changes) { seen.append(changes); });
    }
    /// Every number once, in order, none left out.
    [[nodiscard]] bool isGapless() const
    {
        for (qsizetype i = 1; i < seen.size(); ++i)
            if (seen.at(i).seq != seen.at(i - 1).seq + 1)
                return false;
        return true;
    }
    QList<Change> seen;
};

Future<void> touch(store::Store &store, Aggregate aggregate, qint64 id)
{
    return store.write([aggregate, id](Session &session) -> Result<void> {
        session.touch(aggregate, id);
        return session.status();
    });
}

} // namespace

void TestStoreChanges::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
}

void TestStoreChanges::aTransactionNotesEachAggregateOnce()
{
    const auto store = m_fixture.open();
    Listener listener(*store);
    value(write(*store, [](Session &session) -> Result<void> {
        for (int i = 0; i < 3; ++i) {
            session.touch(Aggregate::Thread, 7);
            session.touch(Aggregate::Incident, 9);
        }
        session.touch(Aggregate::Mailbox, 0); // the null key is nobody
        return session.status();
    }));
    QTRY_COMPARE(listener.seen.size(), 2);
    QVERIFY(listener.seen.at(0).aggregate == Aggregate::Thread);
    QCOMPARE(listener.seen.at(0).id, 7);
    QCOMPARE(listener.seen.at(1).id, 9);
    QCOMPARE(store->lastSeenChange(), listener.seen.last().seq);
}

void TestStoreChanges::whatIsRolledBackLeavesNoTrace()
{
    const auto store = m_fixture.open();
    Listener listener(*store);
    QVERIFY(!write(*store, [](Session &session) -> Result<void> {
        session.touch(Aggregate::Thread, 1'000);
        return fail(ErrorKind::Cancelled);
    }));
    value(await(touch(*store, Aggregate::Thread, 1'001)));
    QTRY_COMPARE(listener.seen.size(), 1);
    QCOMPARE(listener.seen.first().id, 1'001);
}

void TestStoreChanges::twoStoresSeeEachOthersChangesGaplessly()
{
    const auto one = m_fixture.open();
    const auto two = m_fixture.open();
    Listener atOne(*one);
    Listener atTwo(*two);
    constexpr int rounds = 100;
    QList<Future<void>> futures;
    for (int i = 1; i <= rounds; ++i)
        futures << touch(*one, Aggregate::Message, i) << touch(*two, Aggregate::Outbox, i);
    for (const auto &future : std::as_const(futures))
        value(await(future));
    QTRY_COMPARE_WITH_TIMEOUT(atOne.seen.size(), 2 * rounds, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(atTwo.seen.size(), 2 * rounds, 20'000);
    QVERIFY(atOne.isGapless());
    QVERIFY(atTwo.isGapless());
    for (qsizetype i = 0; i < atOne.seen.size(); ++i)
        QCOMPARE(atOne.seen.at(i).id, atTwo.seen.at(i).id);
    // A third one that comes late begins with what is there.
    const auto late = m_fixture.open();
    QTRY_COMPARE(late->lastSeenChange(), atOne.seen.last().seq);
}

void TestStoreChanges::aReaderSeesOneStateForAsLongAsItReads()
{
    const auto store = m_fixture.open();
    const auto set = [&store](const QString &text) {
        return store->write(
            [text](Session &session) { return store::Settings(session).setValue(QStringLiteral("view"), text); });
    };
    value(await(set(QStringLiteral("old"))));
    Future<void> written;
    QString first;
    QString second;
    value(read(*store, [&](Session &session) -> Result<void> {
        first = store::Settings(session).value(QStringLiteral("view"), {}).value_or(QString());
        written = set(QStringLiteral("new"));
        while (!written.isFinished())
            QThread::yieldCurrentThread();
        second = store::Settings(session).value(QStringLiteral("view"), {}).value_or(QString());
        return session.status();
    }));
    QVERIFY(written.result().has_value());
    QCOMPARE(first, QStringLiteral("old"));
    QCOMPARE(second, QStringLiteral("old"));
}

LIAISON_TEST(TestStoreChanges)
#include "tst_store_changes.moc"
