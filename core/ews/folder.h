#pragma once

#include "core/ews/element.h"
#include "core/ews/failure.h"
#include "core/ews/ids.h"
#include "core/ews/request_writer.h"

namespace liaison::ews {

/// What one may do with a folder or item (t:EffectiveRights).
struct Rights {
    bool known = false; ///< the server said so
    bool createContents = false;
    bool remove = false;
    bool modify = false;
    bool read = false;
};

/// t:Folder, t:CalendarFolder and their like.
struct Folder {
    QString id;
    QString changeKey;
    QString parentId;
    QString folderClass; ///< "IPF.Note"; empty for some that hold mail as well
    QString displayName;
    QString distinguished; ///< "inbox", from Exchange 2013 on
    qint64 total = -1;     ///< -1: not told
    qint64 unread = -1;
    qint64 childFolders = -1;
    bool hidden = false;   ///< PR_ATTR_HIDDEN
    bool isSearch = false; ///< t:SearchFolder: it holds no mail of its own
    Rights rights;

    /// IPF.Note, IPF.Note.* or no class, and not hidden.
    [[nodiscard]] bool holdsMail() const;
};

/// What to ask of a folder.
enum class FolderShape {
    IdOnly,
    Full ///< all of Folder that the version knows
};

/// m:FolderShape.
void writeFolderShape(RequestWriter &writer, FolderShape shape, ServerVersion version);
/// Reads any kind of folder element.
Folder folderFrom(const Element &element);
/// The first folder within an element such as m:Folders; an answer lacks it where a server is broken.
Answer<Folder> firstFolder(const Element &folders);

} // namespace liaison::ews
