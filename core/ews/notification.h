#pragma once

#include "core/ews/element.h"
#include "core/ews/ids.h"

#include <QList>

namespace liaison::ews {

/// One event. It says that something happened and when to sync; what is true is told by SyncFolderItems.
struct MailboxEvent {
    enum class Kind { NewMail, Created, Deleted, Modified, Moved, Copied, Status, Other };
    Kind kind = Kind::Other;
    ItemId item = {};               ///< empty where it is about a folder
    QString folderId = {};          ///< the folder it is about
    QString parentFolderId = {};    ///< where the item or folder is now
    QString oldParentFolderId = {}; ///< Moved, Copied: where it was
};

/// m:Notification.
struct Notification {
    QString subscriptionId;
    QString watermark; ///< the last one in it; Pull alone
    bool more = false; ///< Pull: ask again at once
    QList<MailboxEvent> events;

    /// The folders to sync; status events name none.
    [[nodiscard]] QStringList folders() const;
};

Notification notificationFrom(const Element &element);

} // namespace liaison::ews
