#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"

#include <QList>
#include <QString>

namespace liaison::store {

class Session;

/// A mail's copy in a folder, as far as it takes to find it again on the same server under another id.
struct PlacedCopy {
    qint64 id = 0;
    QString messageIdHeader; ///< as indexed
    UtcMs internalDate = 0;
    bool seen = false;
};

/// The same mailbox reached another way: folders and mails get the ids that they have there, and keep everything else:
/// their rows, links, threads, read states, flags that still wait for the server. All in the caller's transaction.
class MailboxMove {
public:
    explicit MailboxMove(Session &session) : m_session(session) { }

    /// Copies that are on the server as far as is known, oldest first.
    Result<QList<PlacedCopy>> copies(FolderId folder);

    struct NewId {
        qint64 copy = 0;
        QString remoteId;
        bool seen = false;
    };
    /// The folder is `there` from now on, read up to `cursor`. Copies without a new id are void and stay as evidence,
    /// as after a change of UIDVALIDITY; one that is fetched after all is recognised by its content.
    Result<void> moveFolder(FolderId folder, const domain::RemoteFolder &there, const QByteArray &cursor,
                            const QList<NewId> &ids);
    /// The folder is not there: it is kept for its mail, under an id that no server gives.
    Result<void> leaveFolder(FolderId folder);

private:
    Session &m_session;
};

} // namespace liaison::store
