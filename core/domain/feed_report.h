#pragma once

#include "core/domain/feed_status.h"
#include "core/domain/mail_rhythm.h"
#include "core/domain/mailbox.h"

#include <QStringList>

#include <optional>

namespace liaison::domain {

/// A line of the list of feeds: a mailbox, how its feed is, and who works it.
struct FeedReport {
    Mailbox mailbox;
    FeedStatus status;   ///< as this process or the store has it; Stopped where nothing is known
    bool isHeld = false; ///< a process holds the mailbox now …
    bool isHere = false; ///< … and it is this one
    QString host;        ///< of that process, or of the last one that told of it
    qint64 pid = 0;
    QStringList folders;       ///< paths of those that are read
    int waiting = 0;           ///< mails to be sent
    int notSent = 0;           ///< failed or uncertain
    UtcMs refusedAt = 0;       ///< a server refused the sign-in, and nobody has acted since; 0: no
    QString refusedHost;       ///< where
    UtcMs secretGoodUntil = 0; ///< as somebody noted it; 0: not known
    UtcMs askedAt = 0;         ///< somebody asked for mail from another process; 0: never
    UtcMs askTakenAt = 0;      ///< 0: not yet
    QString askTakenBy;        ///< host
};

/// What the list calls a feed: its state, what is on the way there, and that the mailbox is switched off.
enum class FeedCondition { Off, Stopped, Starting, Running, Stopping, BackingOff, NeedsSignIn, Failed };
FeedCondition conditionOf(const FeedReport &report);

/// Takes what this process says of a feed, which is newer than the store, unless it only says who else works it.
void takeOwn(FeedReport &report, const FeedStatus &own);

/// How old a mail that is not stored yet can be. The server is not asked for it: whatever came before the last pass
/// over all folders is stored, so it is no older than that.
struct FeedLag {
    qint64 atMostMs = 0;
    qint64 mails = 0; ///< still to be read in the pass that is under way; 0: not known
};
/// nullopt: no pass has ended yet, or nothing is read.
std::optional<FeedLag> lagOf(const FeedReport &report, UtcMs now);

/// What runs out first of what a person must renew: a certificate, a client secret or password. An access token is
/// renewed by the program.
struct FeedExpiry {
    enum class Of { Certificate, Secret } of = Of::Certificate;
    UtcMs at = 0;
    bool soon = false; ///< within `warnMs`, or over
    bool over = false;
    static constexpr qint64 warnMs = 14LL * 24 * 3'600'000;
};
std::optional<FeedExpiry> expiryOf(const FeedReport &report, UtcMs now);

/// What came and went, and how mail usually comes.
struct FeedTally {
    int arrivedToday = 0;
    int sentToday = 0;
    UtcMs lastMailAt = 0; ///< 0: none within what the rhythm is learnt from
    MailRhythm rhythm;
    /// Mails of the last day that were gone from the server within an hour after they had arrived, and are in no
    /// other folder that is read.
    int vanishedSoon = 0;
    /// A person deletes one now and then; a program that ingests the mailbox, too, takes all of them.
    static constexpr int vanishedAlarm = 3;
};
/// Whether the feed runs and has been without mail for longer than usual. One that does not run says so itself.
bool isSilent(const FeedReport &report, const FeedTally &tally, UtcMs now);

/// Whether mail vanishes so soon after it arrived that another program may be taking it away.
bool mailVanishes(const FeedReport &report, const FeedTally &tally);

/// Whether a person is needed: to sign in, to mend, to renew, or to look why no mail comes or none stays.
bool needsPerson(const FeedReport &report, const FeedTally &tally, UtcMs now);

} // namespace liaison::domain
