#pragma once

#include "core/base/on_done.h"
#include "core/desk/settings_json.h"
#include "ui/admin/audit_words.h"

namespace liaison::store {
class Store;
}

namespace liaison::ui {

/// What templates and units are called now, archived ones, too: the log has their numbers. Errors: those of the store.
Future<AuditNames> loadAuditNames(store::Store *store);

/// With those that a settings file brings; what is known here keeps the name that it has here.
AuditNames withNamesOf(AuditNames names, const desk::Settings &settings);

} // namespace liaison::ui
