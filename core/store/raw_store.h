#pragma once

#include "core/base/result.h"
#include "core/store/messages.h"

namespace liaison::store {

class Session;

/// Stores the bytes unless they are there already; their row's id.
qint64 saveRaw(Session &session, const PackedRaw &raw);
/// Stores bytes that are known not to be there.
qint64 insertRaw(Session &session, const PackedRaw &raw);

/// The bytes as received; StoreCorrupt when they are not what their SHA-256 says.
Result<QByteArray> loadRaw(Session &session, qint64 rawId);

} // namespace liaison::store
