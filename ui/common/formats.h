#pragma once

#include "core/base/clock.h"
#include "core/domain/address.h"

#include <QString>
#include <QTime>

namespace liaison::ui {

/// Instants, sizes and people in words. Times are shown in the machine's zone, and the zone is named.

/// Hours and minutes as the locale writes them, never seconds: "09:41", "9:41 AM".
QString timeText(const QTime &time);
/// For lists: "09:41" today, "Fri 16:02" within a week, "3 Nov 2026" before; the tooltip should give fullTime().
QString listTime(UtcMs at, UtcMs now);
/// "Friday, 20 November 2026 16:02 CET"; empty for 0.
QString fullTime(UtcMs at);
/// "just now", "20 s ago", "5 min ago", "3 h ago", "4 days ago"; "in 20 s" for what is to come.
QString agoText(UtcMs at, UtcMs now);
/// "20 s", "5 min", "26 h", "4 days".
QString durationText(qint64 ms);
/// "412 KB" (1 KB = 1,000 bytes, as file managers count).
QString sizeText(qint64 bytes);
/// "M. Roe <m.roe@bu.example>, …": the address is never left out.
QString peopleText(const domain::Addresses &people);

} // namespace liaison::ui
