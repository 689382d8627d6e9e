#pragma once

#include "core/desk/json_reader.h"
#include "core/domain/business_unit.h"

#include <QJsonObject>

namespace liaison::desk {

/// A business unit of a settings file; what is wrong with it is told to the reader.
domain::BusinessUnit readUnit(JsonReader reader);
QJsonObject unitToJson(const domain::BusinessUnit &unit);

} // namespace liaison::desk
