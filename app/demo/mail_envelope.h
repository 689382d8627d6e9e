#pragma once

#include "core/domain/address.h"

#include <QByteArray>
#include <QStringList>

namespace liaison::demo {

/// Whom the mail is for by its To, Cc and Bcc fields, each once.
QStringList recipientsIn(const QByteArray &raw);
void addRecipients(QStringList &all, const domain::Addresses &addresses);
/// The mail without its Bcc fields: what recipients get.
QByteArray withoutBcc(const QByteArray &raw);

} // namespace liaison::demo
