#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace liaison::ews {

/// Appends UTF-8 text with control characters that XML 1.0 forbids as U+FFFD.
void appendAllowed(QByteArrayView text, QByteArray &out);

/// `text` with character references to forbidden characters as U+FFFD; other references stay as they are.
QByteArray allowedReferences(const QByteArray &text);

} // namespace liaison::ews
