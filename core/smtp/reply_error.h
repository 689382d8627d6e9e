#pragma once

#include "core/smtp/reply.h"

namespace liaison::smtp {

/// The error that a negative reply stands for: ServerBusy for 4xx, to be tried again after five
/// minutes; `permanent` for 5xx; ProtocolViolation for a code that is no refusal.
/// MessageTooLarge, TlsRequired and CredentialsMissing take precedence where the code says so (RFC 3463, 4954).
Error errorFrom(const Reply &reply, ErrorKind permanent);

} // namespace liaison::smtp
