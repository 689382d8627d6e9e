#pragma once

#include "core/domain/mailbox.h"

#include <QString>

namespace liaison::transport {

/// Where a cloud of Microsoft's has a protocol's service: a host name. Empty where an adapter knows by itself (Graph).
QString usualHost(domain::Protocol protocol, domain::NationalCloud cloud);

/// Where a cloud's accounts and applications sign in: a host name.
QString usualSignInHost(domain::NationalCloud cloud);

} // namespace liaison::transport
