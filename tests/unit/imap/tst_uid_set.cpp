#include "core/imap/uid_set.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::imap;

class TestUidSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parsesAndPrints_data();
    void parsesAndPrints();
    void refusesWhatIsNoSet();
    void setAlgebraAgreesWithACheckByMember();
    void highestMembersAreTakenFromTheEnd();
    void theWholeNumberRangeCostsOneRange();
};

void TestUidSet::parsesAndPrints_data()
{
    QTest::addColumn<QByteArray>("in");
    QTest::addColumn<QByteArray>("out");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("one") << QByteArray("7") << QByteArray("7");
    QTest::newRow("joined") << QByteArray("3,1,2") << QByteArray("1:3");
    QTest::newRow("backwards") << QByteArray("5:3") << QByteArray("3:5");
    QTest::newRow("overlap") << QByteArray("1:5,4:9,11") << QByteArray("1:9,11");
    QTest::newRow("highest") << QByteArray("4294967295,4294967294") << QByteArray("4294967294:4294967295");
    QTest::newRow("twice") << QByteArray("1,1,1") << QByteArray("1");
}

void TestUidSet::parsesAndPrints()
{
    QFETCH(QByteArray, in);
    QFETCH(QByteArray, out);
    const auto set = UidSet::parse(in);
    QVERIFY(set);
    QCOMPARE(set->toByteArray(), out);
    QCOMPARE(*UidSet::parse(out), *set);
}

void TestUidSet::refusesWhatIsNoSet()
{
    for (const char *text : {"0", "1:*", "*", "1,", ",1", "1::2", "a", "4294967296", "-1", "1:0", "1 2"})
        QVERIFY2(!UidSet::parse(text), text);
}

void TestUidSet::setAlgebraAgreesWithACheckByMember()
{
    // All pairs of a few sets over 1…12, checked member by member.
    const QList<QByteArray> texts{"", "1", "12", "1:12", "2:4,8", "1,3,5,7,9,11", "4:8", "3:4,6:7,12", "5:12"};
    for (const QByteArray &left : texts) {
        for (const QByteArray &right : texts) {
            const UidSet a = *UidSet::parse(left);
            const UidSet b = *UidSet::parse(right);
            quint64 members = 0;
            for (Uid uid = 1; uid <= 12; ++uid) {
                QCOMPARE(a.united(b).contains(uid), a.contains(uid) || b.contains(uid));
                QCOMPARE(a.without(b).contains(uid), a.contains(uid) && !b.contains(uid));
                QCOMPARE(a.intersected(b).contains(uid), a.contains(uid) && b.contains(uid));
                members += a.contains(uid) ? 1 : 0;
            }
            QCOMPARE(a.count(), members);
            QCOMPARE(a.descending().size(), size_t(members));
        }
    }
}

void TestUidSet::highestMembersAreTakenFromTheEnd()
{
    const UidSet set = *UidSet::parse("1:3,7,9:10");
    QCOMPARE(set.highestMembers(4).toByteArray(), QByteArray("3,7,9:10"));
    QCOMPARE(set.highestMembers(0).toByteArray(), QByteArray());
    QCOMPARE(set.highestMembers(99), set);
    const std::vector<Uid> expected{10, 9, 7, 3, 2, 1};
    QCOMPARE(set.descending(), expected);
}

void TestUidSet::theWholeNumberRangeCostsOneRange()
{
    const UidSet all = *UidSet::parse("1:4294967295");
    QCOMPARE(all.ranges().size(), size_t(1));
    QCOMPARE(all.count(), quint64(4294967295));
    QVERIFY(all.without(all).isEmpty());
    QCOMPARE(all.without(UidSet::single(4294967295)).highest(), Uid(4294967294));
    // Falling numbers with gaps must not cost quadratic time: a million of them, well within the test's time.
    std::vector<Uid> falling;
    for (Uid uid = 2'000'000; uid > 0; uid -= 2)
        falling.push_back(uid);
    QCOMPARE(UidSet::fromNumbers(falling).count(), quint64(1'000'000));
}

LIAISON_TEST(TestUidSet)
#include "tst_uid_set.moc"
