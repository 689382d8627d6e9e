#pragma once

#include "core/domain/folder.h"

#include <QList>

#include <optional>

namespace liaison::domain {

/// A folder that somebody named, and what else the server has.
struct NamedFolder {
    QList<RemoteFolder> listed;        ///< with the named one, if it is there
    std::optional<RemoteFolder> found; ///< nullopt: the server has none of that name that this account may open
};

/// Whether `name` means this folder: its path in whatever case, with "/" or the server's own delimiter between the
/// folders that it stands in.
bool isNamed(const RemoteFolder &folder, const QString &name);

/// The folder of that name as a server would have it that does not list it: with the delimiter that its other folders
/// have. Of IMAP, where the name is what a folder is known by.
RemoteFolder unlistedFolder(const QList<RemoteFolder> &listed, const QString &name);

} // namespace liaison::domain
