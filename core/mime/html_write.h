#pragma once

#include "core/mime/html_inert.h"
#include "core/mime/html_reduce.h"

namespace liaison::mime {

/// Builds the tree of reduced HTML (Gumbo) and writes it anew for QTextDocument. `withHtml` false: words only,
/// hidden ones included, for search.
InertHtml writeInert(const ReducedHtml &reduced, const InertLimits &limits, bool withHtml);

} // namespace liaison::mime
