#pragma once

#include "core/domain/mailbox.h"

namespace liaison::ui {

/// Where the fields of one side of a new mailbox begin, whatever its protocol. Sending
/// signs in as reading does.
domain::Endpoint usualEndpoint(domain::Protocol protocol, domain::SecretUse use);

} // namespace liaison::ui
