#pragma once

#include "core/domain/mailbox.h"

#include <QString>

namespace liaison::ui {

/// A sentence for a wrong field of a mailbox.
QString problemText(const domain::FieldError &error);

} // namespace liaison::ui
