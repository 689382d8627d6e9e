#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace liaison::cli {

/// Opens the standard descriptors that the caller closed, so that no file or socket takes their place. Call it first.
void keepStandardDescriptors();

/// False where the caller closed it: what is written then is read by nobody.
bool hasStandardOutput();

/// All of a file, or of standard input for "-". Errors: InvalidInput for what cannot be read, for a closed standard
/// input and for more than `mostBytes`.
Result<QByteArray> readInput(const QString &path, qint64 mostBytes);

/// A secret from standard input: one line, its end taken off. At a terminal it is asked for and not shown.
/// Errors: InvalidInput where it is closed, empty, longer than 64 KiB or more than a line; Cancelled for Ctrl+C.
Result<QByteArray> readSecretLine(const QString &prompt);

} // namespace liaison::cli
