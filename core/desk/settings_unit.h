#pragma once

#include "core/desk/json_reader.h"
#include "core/domain/business_unit.h"
#include "core/domain/unit_name.h"

#include <QJsonObject>

namespace liaison::desk {

/// A business unit of a settings file; what is wrong with it is told to the reader.
domain::BusinessUnit readUnit(JsonReader reader);
/// What units are called, by language.
domain::UnitNames readUnitNames(JsonReader reader);
QJsonObject unitToJson(const domain::BusinessUnit &unit);

} // namespace liaison::desk
