#pragma once

#include <QByteArray>
#include <QString>

namespace liaison::mime {

/// The content type that the first bytes betray, or an empty string for what has no signature.
QByteArray sniffType(const QByteArray &bytes);

/// The sniffed type where it contradicts the declared type or the file name's extension; else empty.
QString contradictingType(const QByteArray &bytes, const QByteArray &declaredType, const QString &fileName);

} // namespace liaison::mime
