#include "ui/incidents/incident_stats.h"

#include <QDateTime>
#include <QMap>

#include <algorithm>

namespace liaison::ui {

namespace {

qint64 median(QList<qint64> values)
{
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values.at(middle) : (values.at(middle - 1) + values.at(middle)) / 2;
}

bool isAnswer(const store::MailRow &mail)
{
    return mail.direction == store::Direction::In && mail.kind == domain::MailKind::Human && !mail.outsider;
}

/// The waits between a question of ours and the first answer to it.
QList<qint64> answerTimes(const QList<store::MailRow> &mails)
{
    QList<qint64> times;
    UtcMs askedAt = 0; // 0: no question is open. GCC 12 warns of an optional here when it optimises
    for (const store::MailRow &mail : mails) {
        if (mail.direction == store::Direction::Out) {
            if (askedAt == 0)
                askedAt = mail.arrivedAt;
        } else if (askedAt != 0 && isAnswer(mail)) {
            times << std::max<qint64>(0, mail.arrivedAt - askedAt);
            askedAt = 0;
        }
    }
    return times;
}

QList<DayCount> emptyDays(UtcMs now, int days)
{
    QList<DayCount> list;
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    for (int back = days - 1; back >= 0; --back)
        list << DayCount{today.addDays(-back), 0, 0};
    return list;
}

} // namespace

IncidentStats statsOf(const QList<ThreadMails> &threads, UtcMs now, int days)
{
    IncidentStats stats;
    stats.days = emptyDays(now, days);
    QMap<qint64, UnitState> units;
    QMap<qint64, QList<qint64>> waits;
    for (const ThreadMails &thread : threads) {
        const qint64 key = thread.row.thread.businessUnit.value;
        UnitState &unit = units[key];
        unit.unit = thread.row.thread.businessUnit;
        unit.title = thread.row.businessUnitTitle;
        ++unit.threads;
        unit.unread += thread.row.unread;
        unit.waitingForUs = unit.waitingForUs || thread.row.thread.waiting == domain::Waiting::ForUs;
        unit.waitingForThem = unit.waitingForThem || thread.row.thread.waiting == domain::Waiting::ForThem;
        waits[key] += answerTimes(thread.mails);
        for (const store::MailRow &mail : thread.mails) {
            const bool out = mail.direction == store::Direction::Out;
            ++(out ? stats.sent : stats.received);
            const QDate day = QDateTime::fromMSecsSinceEpoch(mail.arrivedAt).date();
            const qint64 at = stats.days.isEmpty() ? -1 : stats.days.first().day.daysTo(day);
            if (at >= 0 && at < stats.days.size())
                ++(out ? stats.days[at].sent : stats.days[at].received);
        }
    }
    for (auto it = units.begin(); it != units.end(); ++it) {
        const QList<qint64> times = waits.value(it.key());
        it->answers = static_cast<int>(times.size());
        if (!times.isEmpty())
            it->medianAnswerMs = median(times);
        stats.units << *it;
    }
    std::sort(stats.units.begin(), stats.units.end(),
              [](const UnitState &a, const UnitState &b) { return a.title.localeAwareCompare(b.title) < 0; });
    return stats;
}

} // namespace liaison::ui
