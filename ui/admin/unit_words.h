#pragma once

#include "core/desk/csv_table.h"
#include "core/domain/business_unit.h"

#include <QString>

namespace liaison::ui {

/// A business unit's fields and what is wrong with them, in translated words.
QString wordFor(domain::UnitField field);
QString sentenceFor(const domain::UnitProblem &problem);
/// Why a file is no table of business units.
QString sentenceFor(const desk::SheetFault &fault);
/// What a field holds, as a list shows it; a dash for nothing.
QString valueText(const domain::BusinessUnit &unit, domain::UnitField field);

} // namespace liaison::ui
