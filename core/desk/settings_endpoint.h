#pragma once

#include "core/desk/json_reader.h"
#include "core/domain/mailbox.h"

namespace liaison::desk {

/// Reads one side of a mailbox from a settings file; what is wrong with it is noted in the reader.
domain::Endpoint readEndpoint(JsonReader reader, domain::SecretUse use);

/// Whether sending can sign in as reading does, where it is to: NTLM and tokens of Exchange are nothing to SMTP.
bool canSignInAsInbound(const domain::Mailbox &mailbox);

} // namespace liaison::desk
