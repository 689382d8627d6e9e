#pragma once

#include "app/cli/doctor_findings.h"
#include "core/base/clock.h"
#include "core/domain/mailbox.h"

namespace liaison::cli {

/// What the program stands on: its version and Qt's, the TLS library, the database's driver.
void checkProgram(Findings &findings, const QString &storeLocation);

/// How far this machine's clock is from the database's, which all of a team share; both in ms UTC. Tokens, deadlines
/// and leases go by them.
void checkClock(Findings &findings, UtcMs here, UtcMs database);

/// The same where the database has no clock but this machine's (SQLite): against the newest mail that was fetched,
/// which no clock that is right can be behind. `newestMail`: by its server's clock, 0: none was fetched, and there is
/// nothing to compare with.
void checkClockByMail(Findings &findings, UtcMs here, UtcMs newestMail);

/// Until when a secret or an application's certificate is good, as it was noted or as the feed told; 0: not known.
/// Named from two weeks before. `about`: the mailbox.
void checkExpiry(Findings &findings, const QString &name, const QString &about, UtcMs goodUntil, UtcMs now);

/// The files with certificates that a mailbox names: whether they can be read, and until when what is in them is good.
/// What runs out within two weeks is named. `now`: UTC.
void checkCertificates(Findings &findings, const domain::Mailbox &mailbox, UtcMs now);

} // namespace liaison::cli
