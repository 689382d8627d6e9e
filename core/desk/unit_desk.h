#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/desk/unit_sheet.h"
#include "core/domain/audit.h"
#include "core/domain/business_unit.h"

#include <optional>

namespace liaison::desk {

/// Creates and changes business units; each change is audited in its own transaction.
class UnitDesk {
public:
    explicit UnitDesk(Context context) : m_context(std::move(context)) { }

    /// InvalidInput where problemsOf() names any; AlreadyExists for a title in use.
    Future<domain::BusinessUnit> create(domain::BusinessUnit unit);
    Future<domain::BusinessUnit> update(domain::BusinessUnit unit); ///< also archives; Conflict when changed meanwhile

    /// What a sheet's file would do to the units that there are; see UnitSheet.
    Future<UnitPlan> plan(QByteArray csv);
    struct Imported {
        int added = 0;
        int changed = 0;
    };
    /// Does what a plan without wrong lines says, all of it or nothing. Conflict: a unit was changed, or one of the
    /// same title created, since it was made.
    Future<Imported> import(UnitPlan plan);

    /// What happened to a unit, newest first: at most `limit` entries, those before `beforeId` where it is given.
    Future<QList<domain::AuditEntry>> activity(const domain::BusinessUnit &unit, std::optional<qint64> beforeId,
                                               int limit);

private:
    Context m_context;
};

} // namespace liaison::desk
