#pragma once

#include <QByteArray>
#include <QString>

namespace liaison::mime {

/// A file name that can be shown and saved on any system: one path component without separators, controls,
/// bidirectional marks, reserved characters or device names, at most 120 characters with its extension
/// kept, and one that cannot pass for another type ("invoice.pdf.exe" becomes "invoice_pdf.exe").
/// Without a usable name: "attachment" with an extension fit for `contentType`.
QString safeFileName(const QString &declared, const QByteArray &contentType);

/// The extension in lower case without the dot, or an empty string.
QString extensionOf(const QString &fileName);

/// Whether files of this extension run something when they are opened on some system.
bool isExecutableExtension(const QString &extension);

} // namespace liaison::mime
