#pragma once

#include "core/domain/mailbox.h"

#include <QList>
#include <QString>

namespace liaison::ui {

/// A sentence for a wrong field of a mailbox; `protocol` is that of its side.
QString problemText(const domain::FieldError &error, domain::Protocol protocol = domain::Protocol::Imap);

/// A sentence for a text of more than `most` characters.
QString tooLongText(qsizetype most);

/// What is wrong with a mailbox as one of its sides sees it: the CA file is that side's own.
QList<domain::FieldError> errorsAt(domain::Mailbox mailbox, domain::SecretUse use);

/// A sentence for a password, secret or token that was not typed; `name` is what its field is called.
QString missingSecretText(const QString &name);

} // namespace liaison::ui
