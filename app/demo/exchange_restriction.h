#pragma once

#include "core/ews/element.h"

#include <functional>
#include <optional>

namespace liaison::demo {

/// The value of what a t:FieldURI or t:ExtendedFieldURI names.
using FieldReader = std::function<QString(const ews::Element &field)>;

/// Whether something meets a search expression (t:IsEqualTo, t:And …); none: the expression is not known here.
std::optional<bool> meets(const ews::Element &expression, const FieldReader &valueOf);

/// Numbers by their size, anything else as text in any case: below, at or above 0.
int compareValues(const QString &a, const QString &b);

} // namespace liaison::demo
