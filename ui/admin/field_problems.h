#pragma once

#include "core/domain/mailbox.h"

#include <QString>

namespace liaison::ui {

/// A sentence for a wrong field of a mailbox.
QString problemText(const domain::FieldError &error);

/// A sentence for a password, secret or token that was not typed; `name` is what its field is called.
QString missingSecretText(const QString &name);

} // namespace liaison::ui
