#pragma once

#include "core/domain/mailbox.h"

#include <QList>
#include <QString>

namespace liaison::desk {

/// Wrong fields by their numbers, for the log.
QString describe(const QList<domain::FieldError> &errors);

/// The errors that matter for signing in to one of the two servers alone.
QList<domain::FieldError> errorsOf(const domain::Mailbox &mailbox, domain::SecretUse use);

} // namespace liaison::desk
