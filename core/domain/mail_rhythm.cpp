#include "core/domain/mail_rhythm.h"

#include <algorithm>

namespace liaison::domain {

namespace {

size_t hourOfWeek(qint64 hour)
{
    return static_cast<size_t>(hour % MailRhythm::hoursOfWeek);
}

} // namespace

MailRhythm MailRhythm::learnt(const QList<qint64> &hours)
{
    MailRhythm rhythm;
    if (hours.isEmpty() || hours.first() < 0)
        return rhythm;
    const qint64 last = hours.last();
    const qint64 first = std::max(hours.first(), last + 1 - learnMs / hourMs);
    if (last + 1 - first < leastMs / hourMs)
        return rhythm;
    std::array<int, hoursOfWeek> weeks{};
    for (qint64 hour = first; hour <= last; ++hour)
        ++weeks.at(hourOfWeek(hour));
    qint64 before = -1;
    for (const qint64 hour : hours) {
        if (hour >= first && hour != before)
            rhythm.m_share.at(hourOfWeek(hour)) += 1.0 / weeks.at(hourOfWeek(hour));
        before = hour;
    }
    for (const double share : rhythm.m_share)
        rhythm.m_week += share;
    rhythm.m_known = true;
    return rhythm;
}

double MailRhythm::usual(UtcMs from, UtcMs to) const
{
    if (from < 0 || to <= from)
        return 0;
    // Whole weeks at once: a clock that is years ahead costs no more than one that is right.
    constexpr qint64 weekMs = hoursOfWeek * hourMs;
    const qint64 weeks = (to - from) / weekMs;
    double sum = static_cast<double>(weeks) * m_week;
    for (UtcMs at = from + weeks * weekMs; at < to;) {
        const UtcMs end = std::min(to, (at / hourMs + 1) * hourMs);
        sum += m_share.at(hourOfWeek(at / hourMs)) * static_cast<double>(end - at) / static_cast<double>(hourMs);
        at = end;
    }
    return sum;
}

bool MailRhythm::isSilent(UtcMs lastMailAt, UtcMs now) const
{
    return m_known && usual(lastMailAt, now) >= silentHours;
}

} // namespace liaison::domain
