#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/incident.h"

namespace liaison::desk {

/// Creates and changes incidents; each change is audited in its own transaction.
class IncidentDesk {
public:
    explicit IncidentDesk(Context context) : m_context(std::move(context)) { }

    Future<domain::Incident> create(domain::Incident incident); ///< InvalidInput without a title
    Future<domain::Incident> update(domain::Incident incident); ///< Conflict when changed meanwhile

private:
    Context m_context;
};

} // namespace liaison::desk
