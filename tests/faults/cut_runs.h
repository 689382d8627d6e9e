#pragma once

#include "tests/contract/mail_world.h"

namespace liaison::test {

/// Waits that cost nothing, and pages so small that there are some.
feed::EngineOptions impatientEngine(int pageBytes);

/// Drops so many mails into the inbox and one into Sent, connects fresh offices and cuts what goes that way at every
/// hundredth byte, a run each: what is stored in the end is what an undisturbed run stores. `world` is started, without
/// TLS, and relays all. In a test function; look at QTest::currentTestFailed().
void cutASyncEverywhere(MailWorld &world, int mails, CutRelay::Way way = CutRelay::Way::ToClient);

/// Sends mails and cuts what goes that way at every hundredth byte, a run each: every mail arrives once, is filed once,
/// and no draft of it is left. `world` is started, without TLS, and relays what is outgoing.
void cutASendEverywhere(MailWorld &world, CutRelay::Way way);

/// Sends a mail to Finance and sees it to its end as a person would; empty, or what went wrong. `before` is the state
/// in which the outbox left it by itself.
QByteArray sendToItsEnd(MailWorld &world, const domain::Incident &incident, domain::OutboxState *before);

/// Connects the office and waits until it has all; empty, or what went wrong.
QByteArray syncAfresh(MailWorld &world);

} // namespace liaison::test
