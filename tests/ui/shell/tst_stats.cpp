#include "tests/support/test_registry.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/incidents/incident_stats.h"

#include <QDateTime>
#include <QTest>

namespace liaison::test {

class TestStats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void medianFromQuestionToFirstAnswer();
    void machinesAndOutsidersDoNotAnswer();
    void daysEndToday();
    void agesInWords_data();
    void agesInWords();
    void everyErrorHasASentence();

private:
    static store::MailRow mail(store::Direction direction, UtcMs at, domain::MailKind kind = domain::MailKind::Human);
    static constexpr qint64 hour = 3'600'000;
};

store::MailRow TestStats::mail(store::Direction direction, UtcMs at, domain::MailKind kind)
{
    store::MailRow row;
    row.direction = direction;
    row.arrivedAt = at;
    row.kind = kind;
    return row;
}

void TestStats::medianFromQuestionToFirstAnswer()
{
    using store::Direction;
    const UtcMs start = 1'795'255'440'000;
    ui::ThreadMails thread;
    thread.row.businessUnitTitle = QStringLiteral("Finance");
    // Two questions in a row count from the first; a second mail of theirs answers nothing.
    thread.mails = {mail(Direction::Out, start),
                    mail(Direction::Out, start + hour),
                    mail(Direction::In, start + 4 * hour),
                    mail(Direction::In, start + 5 * hour),
                    mail(Direction::Out, start + 6 * hour),
                    mail(Direction::In, start + 16 * hour)};
    const ui::IncidentStats stats = ui::statsOf({thread}, start + 20 * hour);
    QCOMPARE(stats.units.size(), 1);
    QCOMPARE(stats.units.first().answers, 2);
    QCOMPARE(stats.units.first().medianAnswerMs.value_or(0), 7 * hour); // of 4 h and 10 h
    QCOMPARE(stats.sent, 3);
    QCOMPARE(stats.received, 3);
}

void TestStats::machinesAndOutsidersDoNotAnswer()
{
    using store::Direction;
    const UtcMs start = 1'795'255'440'000;
    ui::ThreadMails thread;
    store::MailRow outsider = mail(Direction::In, start + 2 * hour);
    outsider.outsider = true;
    thread.mails
        = {mail(Direction::Out, start), mail(Direction::In, start + hour, domain::MailKind::OutOfOffice), outsider};
    const ui::IncidentStats stats = ui::statsOf({thread}, start + 20 * hour);
    QCOMPARE(stats.units.first().answers, 0);
    QVERIFY(!stats.units.first().medianAnswerMs);
    QCOMPARE(stats.received, 2);
}

void TestStats::daysEndToday()
{
    const UtcMs now = 1'795'255'440'000;
    ui::ThreadMails thread;
    thread.mails = {mail(store::Direction::In, now), mail(store::Direction::Out, now - 24 * hour),
                    mail(store::Direction::Out, now - 40 * 24 * hour)};
    const ui::IncidentStats stats = ui::statsOf({thread}, now, 14);
    QCOMPARE(stats.days.size(), 14);
    QCOMPARE(stats.days.last().day, QDateTime::fromMSecsSinceEpoch(now).date());
    QCOMPARE(stats.days.last().received, 1);
    QCOMPARE(stats.days.at(12).sent, 1);
    int sent = 0;
    for (const ui::DayCount &day : stats.days)
        sent += day.sent;
    QCOMPARE(sent, 1); // what is older than the chart is not in it
}

void TestStats::agesInWords_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<QString>("words");
    QTest::newRow("now") << qint64(500) << QStringLiteral("just now");
    QTest::newRow("seconds") << qint64(20'000) << QStringLiteral("20 s ago");
    QTest::newRow("minutes") << qint64(90'000) << QStringLiteral("1 min ago");
    QTest::newRow("hours") << 26 * hour << QStringLiteral("26 h ago");
    QTest::newRow("future") << qint64(-8'000) << QStringLiteral("in 8 s");
}

void TestStats::agesInWords()
{
    QFETCH(qint64, age);
    QFETCH(QString, words);
    QCOMPARE(ui::agoText(1'000'000'000 - age, 1'000'000'000), words);
}

void TestStats::everyErrorHasASentence()
{
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::KeychainDenied); ++kind) {
        const Error error{static_cast<ErrorKind>(kind), QStringLiteral("log words"), {}, std::nullopt};
        const QString text = ui::errorText(error);
        QVERIFY2(text.endsWith(QLatin1Char('.')), qPrintable(text));
        QVERIFY(!text.contains(QLatin1String("log words")));
        if (error.kind != ErrorKind::Internal)
            QVERIFY2(!text.contains(errorKindName(error.kind)), qPrintable(text));
    }
}

} // namespace liaison::test

using liaison::test::TestStats;
LIAISON_TEST(TestStats)
#include "tst_stats.moc"
