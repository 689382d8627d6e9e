#include "core/domain/mail_rhythm.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <limits>

using namespace liaison;
using domain::MailRhythm;

namespace {

constexpr qint64 hour = MailRhythm::hourMs;
/// Monday, 5 January 2026, 00:00 UTC, in hours since 1970.
constexpr qint64 monday = 490'992;

/// Mail in each hour from 8 to 16 o'clock of working days, for so many weeks.
QList<qint64> officeHours(int weeks)
{
    QList<qint64> hours;
    for (int day = 0; day < weeks * 7; ++day) {
        for (qint64 at = 8; at < 17 && day % 7 < 5; ++at)
            hours << monday + day * 24 + at;
    }
    return hours;
}

/// The instant of a weekday (0: Monday) and hour in the week behind `weeks` weeks.
UtcMs at(int weeks, int day, double clock)
{
    return (monday + weeks * MailRhythm::hoursOfWeek + day * 24) * hour + static_cast<UtcMs>(clock * hour);
}

} // namespace

/// When a mailbox has been without mail for longer than usual.
class TestMailRhythm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void silenceOfAnOffice_data();
    void silenceOfAnOffice();
    void threeMailsAWeek();
    void tooLittleIsKnown_data();
    void tooLittleIsKnown();
    void onlyTheLastWeeksCount();
    void partsOfHoursCount();
    void aClockThatIsFarAheadEnds();
};

void TestMailRhythm::silenceOfAnOffice_data()
{
    QTest::addColumn<UtcMs>("last");
    QTest::addColumn<UtcMs>("now");
    QTest::addColumn<bool>("silent");
    QTest::newRow("just now") << at(4, 0, 9) << at(4, 0, 9.1) << false;
    QTest::newRow("five busy hours") << at(4, 0, 9) << at(4, 0, 14) << false;
    QTest::newRow("six busy hours") << at(4, 0, 9) << at(4, 0, 15) << true;
    QTest::newRow("a night") << at(4, 0, 16.9) << at(4, 1, 8) << false;
    QTest::newRow("a week-end") << at(4, 4, 16.9) << at(5, 0, 8) << false;
    QTest::newRow("a week-end and Monday") << at(4, 4, 16.9) << at(5, 0, 14) << true;
    QTest::newRow("a clock set back") << at(4, 1, 9) << at(4, 0, 9) << false;
}

void TestMailRhythm::silenceOfAnOffice()
{
    QFETCH(const UtcMs, last);
    QFETCH(const UtcMs, now);
    const MailRhythm rhythm = MailRhythm::learnt(officeHours(4));
    QVERIFY(rhythm.isKnown());
    QTEST(rhythm.isSilent(last, now), "silent");
}

void TestMailRhythm::threeMailsAWeek()
{
    QList<qint64> hours;
    for (int week = 0; week < 5; ++week)
        hours << monday + week * 168 + 9 << monday + week * 168 + 57 << monday + week * 168 + 105;
    const MailRhythm rhythm = MailRhythm::learnt(hours);
    const UtcMs last = hours.last() * hour;
    QVERIFY(!rhythm.isSilent(last, last + 7 * 24 * hour));
    QVERIFY(rhythm.isSilent(last, last + 15 * 24 * hour));
}

void TestMailRhythm::tooLittleIsKnown_data()
{
    QTest::addColumn<QList<qint64>>("hours");
    QTest::newRow("nothing") << QList<qint64>();
    QTest::newRow("one mail") << QList<qint64>{monday};
    QTest::newRow("six days") << QList<qint64>{monday, monday + 6 * 24 - 1};
    QTest::newRow("nonsense") << QList<qint64>{-5, monday};
}

void TestMailRhythm::tooLittleIsKnown()
{
    QFETCH(const QList<qint64>, hours);
    const MailRhythm rhythm = MailRhythm::learnt(hours);
    QVERIFY(!rhythm.isKnown());
    QVERIFY(!rhythm.isSilent(monday * hour, (monday + 100'000) * hour));
}

/// What was busy half a year ago says nothing of today.
void TestMailRhythm::onlyTheLastWeeksCount()
{
    QList<qint64> hours = officeHours(8);
    for (int week = 8; week < 12; ++week)
        hours << monday + week * 168 + 9;
    hours << monday + 12 * 168 + 8;
    const MailRhythm rhythm = MailRhythm::learnt(hours);
    QVERIFY(!rhythm.isSilent(hours.last() * hour, at(12, 4, 17)));
    QVERIFY(rhythm.usual(at(13, 0, 0), at(14, 0, 0)) < 3);
}

void TestMailRhythm::partsOfHoursCount()
{
    const MailRhythm rhythm = MailRhythm::learnt(officeHours(4));
    QCOMPARE(rhythm.usual(at(4, 0, 8.5), at(4, 0, 9)), 0.5);
    QCOMPARE(rhythm.usual(at(4, 0, 0), at(5, 0, 0)), 45.0);
    QCOMPARE(rhythm.usual(at(4, 0, 12), at(6, 0, 12)), 90.0);
}

void TestMailRhythm::aClockThatIsFarAheadEnds()
{
    const MailRhythm rhythm = MailRhythm::learnt(officeHours(4));
    QVERIFY(rhythm.isSilent(at(4, 0, 9), std::numeric_limits<UtcMs>::max() / 2));
}

LIAISON_TEST(TestMailRhythm)
#include "tst_mail_rhythm.moc"
