#pragma once

#include <QString>

namespace liaison::test {

/// What in "inert" HTML could load, run or submit something; empty if nothing. It knows the form that is
/// written (every attribute in double quotes), so anything else counts as a fault too.
QString inertFault(const QString &html);

} // namespace liaison::test
