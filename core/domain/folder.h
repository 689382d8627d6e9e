#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QByteArray>
#include <QString>

namespace liaison::domain {

enum class FolderRole { None, Inbox, Sent, Drafts, Junk, Trash, Archive, All };

/// A folder as the server lists it. `remoteId` is the identity (IMAP: the mailbox name in UTF-8),
/// `path` what people see.
struct RemoteFolder {
    QString remoteId;
    QString path;
    QString delimiter;
    FolderRole role = FolderRole::None;
    bool selectable = true;
    int total = -1; ///< -1: not known
    int unread = -1;

    friend bool operator==(const RemoteFolder &, const RemoteFolder &) = default;
};

/// A folder in the store with the cursor up to which it was read. The cursor is opaque to everybody but
/// the adapter that made it.
struct Folder {
    FolderId id;
    MailboxId mailbox;
    RemoteFolder remote;
    bool selected = false;
    bool vanished = false;
    QByteArray cursor;
    UtcMs lastSyncAt = 0;
};

QString toString(FolderRole role);
FolderRole folderRoleFrom(const QString &text);

} // namespace liaison::domain
