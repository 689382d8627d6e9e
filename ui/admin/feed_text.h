#pragma once

#include "core/domain/feed_report.h"
#include "ui/common/theme.h"

#include <QString>
#include <QStringList>

namespace liaison::ui {

/// What the list of feeds says, in words. All of it is plain text.

QString wordFor(domain::FeedCondition condition); ///< in capitals: RUNNING, STOPPING …
Tone toneFor(domain::FeedCondition condition);
/// "BACKING OFF, next try in 12 s": counts down as `now` goes on.
QString stateText(const domain::FeedReport &report, UtcMs now);
/// "at most 20 s", "128 mails"; empty where nothing is read.
QString lagText(const domain::FeedReport &report, UtcMs now);
/// "certificate: 3 Nov 2026"; empty where nothing is known.
QString expiryText(const domain::FeedReport &report, UtcMs now);
/// "ir1 (pid 4711)", "this computer", "nobody".
QString workedByText(const domain::FeedReport &report);
/// "Microsoft Graph", "IMAP and SMTP".
QString accountTypeText(const domain::Mailbox &mailbox);
/// What is in the feed's way, when and where it was met, and what to do about it; empty: nothing is.
QString troubleText(const domain::FeedReport &report, UtcMs now);
/// What a person should know of a feed that runs: it is silent, something runs out, mail was not sent. May be empty.
QStringList warningTexts(const domain::FeedReport &report, const domain::FeedTally &tally, UtcMs now);
/// What became of "Get mail now" in another process, for a minute; else empty.
QString askedText(const domain::FeedReport &report, UtcMs now);
/// For "Copy": everything above and what Details shows, a line each, without secrets.
QString copyText(const domain::FeedReport &report, const domain::FeedTally &tally, UtcMs now);

} // namespace liaison::ui
