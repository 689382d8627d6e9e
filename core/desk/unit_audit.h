#pragma once

#include "core/domain/business_unit.h"

#include <QJsonObject>
#include <QString>

namespace liaison::desk {

/// The unit's name in the audit log: its title may change, its UUID does not.
QString auditObject(const domain::BusinessUnit &unit);
/// [old, new] for each field that differs; under "name" the title it has now, for people.
QJsonObject auditDetail(const domain::BusinessUnit &before, const domain::BusinessUnit &after);

} // namespace liaison::desk
