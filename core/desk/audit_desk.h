#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/store/audit_search.h"

#include <optional>

namespace liaison::desk {

/// The audit log as people read it, and the few things that are written into it because nothing else does.
class AuditDesk {
public:
    explicit AuditDesk(Context context) : m_context(std::move(context)) { }

    /// See store::AuditSearch.
    Future<store::AuditPage> page(store::AuditFilter filter, std::optional<qint64> beforeId, int limit);
    Future<QStringList> people();

    /// Whether each entry is as it was written, and none is missing between two.
    struct Chain {
        qint64 entries = 0;
        std::optional<domain::AuditEntry> broken; ///< the first that does not fit
    };
    Future<Chain> verify();

    /// Writes what fits `filter`, newest first, as CSV into `file`, and notes that in the log; answers how many entries
    /// these are. Errors: those of the store, Io where the file cannot be written; it is there whole or as it was.
    Future<int> exportCsv(store::AuditFilter filter, QString file);

private:
    Context m_context;
};

} // namespace liaison::desk
