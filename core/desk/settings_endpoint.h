#pragma once

#include "core/desk/json_reader.h"
#include "core/domain/mailbox.h"

namespace liaison::desk {

/// Reads one side of a mailbox from a settings file; what is wrong with it is noted in the reader. `overGraph`: where
/// it names no protocol it is Microsoft Graph.
domain::Endpoint readEndpoint(JsonReader reader, domain::SecretUse use, bool overGraph = false);

/// Whether sending can sign in as reading does, where it is to: NTLM is nothing to SMTP, passwords and ready-made
/// tokens for Exchange nothing to Graph, and one for Graph nothing to all others. Who renews tokens gets one for each.
bool canSignInAsInbound(const domain::Mailbox &mailbox);

} // namespace liaison::desk
