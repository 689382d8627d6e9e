#pragma once

#include "core/base/clock.h"
#include "core/store/threads.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::ui {

/// Mails of one day by the machine's calendar.
struct DayCount {
    QDate day;
    int sent = 0;
    int received = 0;
};

/// How it stands with one business unit in an incident.
struct UnitState {
    BusinessUnitId unit; ///< null: threads whose business unit is not known
    QString title;
    int threads = 0;
    int unread = 0;
    bool waitingForUs = false;
    bool waitingForThem = false;
    int answers = 0;
    std::optional<qint64> medianAnswerMs; ///< from our mail to the first human answer; none without an answer
};

struct IncidentStats {
    QList<DayCount> days; ///< oldest first, today last
    QList<UnitState> units;
    int sent = 0;
    int received = 0;
};

/// A thread with its mails in order of arrival.
struct ThreadMails {
    store::ThreadRow row;
    QList<store::MailRow> mails;
};

/// Pure: counts and medians of the incident's threads, with `days` days ending at `now`.
IncidentStats statsOf(const QList<ThreadMails> &threads, UtcMs now, int days = 14);

} // namespace liaison::ui
