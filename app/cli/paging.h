#pragma once

#include "app/cli/command.h"
#include "core/base/clock.h"

#include <optional>

namespace liaison::cli {

/// Where a page begins and how long it is, from --before and --limit.
struct Paging {
    UtcMs at = 0;
    qint64 id = 0; ///< 0: from the start
    int limit = 50;
};

QList<OptionSpec> pagingOptions();
/// Nullopt where the values cannot be used.
std::optional<Paging> pagingOf(const Invocation &call);
/// What --before takes to go on behind this row.
QString pageKey(UtcMs at, qint64 id);

} // namespace liaison::cli
