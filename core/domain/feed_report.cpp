#include "core/domain/feed_report.h"

#include <algorithm>

namespace liaison::domain {

FeedCondition conditionOf(const FeedReport &report)
{
    if (!report.mailbox.enabled)
        return FeedCondition::Off;
    const FeedState state = report.status.state;
    const bool waits = state == FeedState::NeedsSignIn || state == FeedState::Failed;
    const bool works = state == FeedState::Starting || state == FeedState::Running || state == FeedState::BackingOff;
    if (!report.mailbox.feedWanted)
        return works && report.isHeld ? FeedCondition::Stopping : FeedCondition::Stopped;
    if (report.refusedAt > 0)
        return FeedCondition::NeedsSignIn;
    if (!waits && !report.isHeld) // whoever worked it is gone, and somebody will take it
        return FeedCondition::Starting;
    switch (state) {
    case FeedState::Stopped:
    case FeedState::Starting:
        break;
    case FeedState::Running:
        return FeedCondition::Running;
    case FeedState::BackingOff:
        return FeedCondition::BackingOff;
    case FeedState::NeedsSignIn:
        return FeedCondition::NeedsSignIn;
    case FeedState::Failed:
        return FeedCondition::Failed;
    }
    return FeedCondition::Starting;
}

void takeOwn(FeedReport &report, const FeedStatus &own)
{
    if (!own.holder.isEmpty() || (report.isHeld && !report.isHere))
        return;
    report.status = own;
    // The store is asked now and then; a feed that runs holds its mailbox.
    if (own.state == FeedState::Running || own.state == FeedState::BackingOff)
        report.isHeld = report.isHere = true;
}

std::optional<FeedLag> lagOf(const FeedReport &report, UtcMs now)
{
    const FeedCondition condition = conditionOf(report);
    const FeedStatus &status = report.status;
    if (status.lastSuccessAt <= 0 || condition == FeedCondition::Off || condition == FeedCondition::Stopped)
        return std::nullopt;
    return FeedLag{std::max<qint64>(0, now - status.lastSuccessAt), std::max<qint64>(0, status.total - status.done)};
}

std::optional<FeedExpiry> expiryOf(const FeedReport &report, UtcMs now)
{
    const UtcMs certificate = report.status.certificateExpiresAt;
    const UtcMs secret = report.secretGoodUntil;
    if (certificate <= 0 && secret <= 0)
        return std::nullopt;
    const bool isCertificate = certificate > 0 && (secret <= 0 || certificate <= secret);
    const UtcMs at = isCertificate ? certificate : secret;
    return FeedExpiry{isCertificate ? FeedExpiry::Of::Certificate : FeedExpiry::Of::Secret, at,
                      at - now <= FeedExpiry::warnMs, at <= now};
}

bool isSilent(const FeedReport &report, const FeedTally &tally, UtcMs now)
{
    return conditionOf(report) == FeedCondition::Running && tally.lastMailAt > 0
        && tally.rhythm.isSilent(tally.lastMailAt, now);
}

bool mailVanishes(const FeedReport &report, const FeedTally &tally)
{
    return report.mailbox.enabled && tally.vanishedSoon >= FeedTally::vanishedAlarm;
}

bool needsPerson(const FeedReport &report, const FeedTally &tally, UtcMs now)
{
    const FeedCondition condition = conditionOf(report);
    if (condition == FeedCondition::NeedsSignIn || condition == FeedCondition::Failed)
        return true;
    const auto expiry = report.mailbox.enabled ? expiryOf(report, now) : std::nullopt;
    return (expiry && expiry->soon) || isSilent(report, tally, now) || mailVanishes(report, tally);
}

} // namespace liaison::domain
