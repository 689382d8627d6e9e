#pragma once

#include <QByteArray>
#include <QStringList>

namespace liaison::ews {

/// Those of `recipients` whom the headers To and Cc of `mime` do not name: Exchange sends to whom the mail names, and
/// has to be told of them.
QStringList hiddenRecipients(const QByteArray &mime, const QStringList &recipients);

} // namespace liaison::ews
