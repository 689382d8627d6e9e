#pragma once

#include "app/demo/graph_answer.h"

#include <QHash>
#include <QStringList>

namespace liaison::demo {

/// The target of a request taken apart: OData's path and query options, and what the Prefer fields wish.
struct GraphQuery {
    /// Below /v1.0, decoded; `mailFolders('x')` is two, empty ones and "microsoft.graph." are left out.
    QStringList path;
    QHash<QString, QString> options; ///< "$select", "includeHiddenFolders"; names in lower case
    bool immutableIds = false;       ///< Prefer: IdType="ImmutableId"
    bool textBodies = false;         ///< Prefer: outlook.body-content-type="text"
    int pageSize = 0;                ///< Prefer: odata.maxpagesize; 0: nothing was said

    [[nodiscard]] QString option(const char *name) const { return options.value(QLatin1String(name)); }
    [[nodiscard]] bool has(const char *name) const { return options.contains(QLatin1String(name)); }
    /// The names of $select, as they came; empty: everything that is usual.
    [[nodiscard]] QStringList selected() const;
    /// $top or $skip: whole numbers.
    [[nodiscard]] GraphOutcome<int> number(const char *name, int otherwise, int least, int most) const;
    /// The Preference-Applied field for what was wished and is done.
    [[nodiscard]] HttpFields applied() const;
};

/// None: it is not below /v1.0.
std::optional<GraphQuery> graphQuery(const HttpRequest &request);

} // namespace liaison::demo
