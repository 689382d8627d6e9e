#pragma once

#include "core/base/clock.h"

#include <QList>

#include <array>

namespace liaison::domain {

/// When mail usually comes to a mailbox, learnt from the hours in which some came.
///
/// Of each hour of the week (UTC) it is known in what share of the last weeks mail came in it. Hours of silence are
/// added up by these shares: a night or a week-end in which nothing ever comes counts nothing, an hour of every working
/// day counts one. A mailbox is silent for longer than usual once `silentHours` such hours have passed without mail:
/// six busy hours of one that gets mail all day, two weeks of one that gets three mails a week. What it is learnt from
/// ends with the last mail, so that a long silence does not become the usual thing, and begins `learnMs` before it.
class MailRhythm {
public:
    static constexpr qint64 hourMs = 3'600'000;
    static constexpr int hoursOfWeek = 168;
    static constexpr qint64 learnMs = 28LL * 24 * hourMs;
    /// Less than a week of mail says nothing of week-ends.
    static constexpr qint64 leastMs = 7LL * 24 * hourMs;
    static constexpr double silentHours = 6.0;

    /// `hours`: those with mail, in hours since 1970, ascending, as far back as is known; others may be missing.
    static MailRhythm learnt(const QList<qint64> &hours);
    /// Whether enough is known to tell what is usual.
    [[nodiscard]] bool isKnown() const { return m_known; }
    /// How many hours with mail are usual between two instants.
    [[nodiscard]] double usual(UtcMs from, UtcMs to) const;
    /// Whether no mail since `lastMailAt` is less than usual.
    [[nodiscard]] bool isSilent(UtcMs lastMailAt, UtcMs now) const;

private:
    std::array<double, hoursOfWeek> m_share{};
    double m_week = 0; ///< all of them together
    bool m_known = false;
};

} // namespace liaison::domain
