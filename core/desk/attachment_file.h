#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace liaison::desk {

/// `name` as one that stays in its folder: no separator, no control or direction character, no leading dot, at most
/// 200 bytes. Never empty.
QString safeFileName(const QString &name, const QString &fallback);

/// Writes `bytes` as a new file in `directory`, under `name` or, where that is taken, "name (2).ext" and so on; answers
/// the path. Never overwrites and never follows a symbolic link at the end of the path (O_EXCL). The file gets the mark
/// for downloaded files with `origin` where the file system takes it.
/// Errors: NotFound (directory), AlreadyExists (too many of that name), DiskFull, PermissionDenied.
Result<QString> writeNewFile(const QString &directory, const QString &name, const QByteArray &bytes,
                             const QString &origin);

/// Marks a file as downloaded (user.xdg.origin.url); false where the file system has no such marks.
bool markDownloaded(const QString &path, const QString &origin);

} // namespace liaison::desk
