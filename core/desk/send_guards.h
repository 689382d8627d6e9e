#pragma once

#include "core/base/result.h"
#include "core/desk/compose_desk.h"

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// Whether the person's own words (quotations and signature aside) speak of an attachment, in English or German.
bool speaksOfAttachment(const QString &text);

/// Placeholders of a template that are left in the subject or the person's own words.
QStringList unresolvedOf(const ComposeDraft &draft);

/// What the store says about a draft's recipients and thread; the guards over the words are set by the caller.
Result<SendGuards> guardsFor(store::Session &session, const ComposeDraft &draft, UtcMs begunAt);

} // namespace liaison::desk
