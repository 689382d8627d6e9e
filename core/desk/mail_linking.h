#pragma once

#include "core/base/result.h"
#include "core/domain/incident.h"

#include <optional>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// Puts a mail into an incident by a person's decision, in the caller's transaction: into `thread`, or one that the
/// mail belongs to, or a new one; then judges what depends on it. A merged incident stands for its target.
/// Errors: NotFound; InvalidInput for a thread of another incident.
Result<void> linkByPerson(store::Session &session, MessageId id, IncidentId incident, std::optional<ThreadId> thread,
                          const QString &person);

/// Takes a person's link back and judges the mail and its dependents anew. InvalidInput when no person linked it.
Result<void> unlinkByPerson(store::Session &session, MessageId id);

/// The incident, or the one it was merged into.
Result<domain::Incident> standingIncident(store::Session &session, IncidentId id);

} // namespace liaison::desk
