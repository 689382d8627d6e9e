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

/// The files with certificates that a mailbox names: whether they can be read, and until when what is in them is good.
/// `now`: UTC.
void checkCertificates(Findings &findings, const domain::Mailbox &mailbox, UtcMs now);

} // namespace liaison::cli
