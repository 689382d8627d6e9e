#pragma once

#include "tests/faults/cut_runs.h"

namespace liaison::test {

constexpr int always = 1'000'000; ///< a count of faults that does not end by itself
constexpr int troubledMails = 90;

/// The server with its mail and an office that is connected to nothing; empty, or what went wrong.
QByteArray beginTrouble(MailWorld &world);
/// A fresh office on an empty store.
QByteArray emptyOffice(MailWorld &world);
/// Connects and waits until everything was read twice; empty, or what went wrong.
QByteArray finishTrouble(MailWorld &world);

/// Syncs undisturbed, has `prepare` see to it that something goes wrong amid the next sync, and holds its end against
/// that of the first. In a test function.
void syncThroughTrouble(MailWorld &world, const std::function<void()> &prepare, const std::function<void()> &heal);

/// `prepare` sees to it that sending fails: the mail arrives and is filed once all the same. `left` is what the outbox
/// came to by itself. In a test function.
void sendThroughTrouble(MailWorld &world, const std::function<void()> &prepare, domain::OutboxState left);

} // namespace liaison::test
