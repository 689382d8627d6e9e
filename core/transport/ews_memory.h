#pragma once

#include "core/transport/sync_ahead.h"

namespace liaison::transport {

class EwsAhead;
using EwsMemory = SyncMemory<EwsAhead>;

} // namespace liaison::transport
