#pragma once

#include <QString>

namespace liaison::domain {

/// A person's name as a stranger gave it, fit for a list and for a header of our own: one line, without control and
/// direction characters, not endless.
QString plainName(const QString &name);

} // namespace liaison::domain
