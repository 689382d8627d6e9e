#pragma once

#include "core/desk/settings_json.h"

#include <QString>

namespace liaison::ui {

/// What is wrong at a fault's place, in the language of the program; core's English words where they are not known
/// here.
QString faultText(const desk::SettingsFault &fault);

} // namespace liaison::ui
