#pragma once

#include "core/base/result.h"
#include "core/desk/compose_desk.h"

namespace liaison::desk {

/// A draft as the store keeps it: JSON with a version, attachments as base64. The row's own fields (id, incident,
/// thread) stand beside it.
QByteArray draftToJson(const ComposeDraft &draft);

/// InvalidInput for what is no draft or of a version from the future.
Result<ComposeDraft> draftFromJson(const QByteArray &json);

} // namespace liaison::desk
