#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/unit_name.h"

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// What the organisation calls its business units; the same for everybody who uses the store.
class UnitNameDesk {
public:
    explicit UnitNameDesk(Context context) : m_context(std::move(context)) { }

    Future<domain::UnitNames> current();
    /// Audited. InvalidInput where problemsOf() names any; what is the same leaves no trace.
    Future<domain::UnitNames> save(domain::UnitNames names);

private:
    Context m_context;
};

/// For those who have a transaction already.
Result<domain::UnitNames> unitNamesIn(store::Session &session);
/// Answers whether anything changed. `names` are tidied and have no problems.
Result<bool> saveUnitNames(store::Session &session, const domain::Actor &actor, const domain::UnitNames &names);

} // namespace liaison::desk
