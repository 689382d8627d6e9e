#pragma once

#include "core/base/result.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"

#include <QList>

namespace liaison::store {

class Session;

class Mailboxes {
public:
    explicit Mailboxes(Session &session) : m_session(session) { }

    /// Creates (id null) or updates. AlreadyExists when another mailbox has the address, NotFound for the id of a
    /// removed one. A removed mailbox of the address of a new one lives again with its folders, so that what was read
    /// before is not read twice.
    Result<domain::Mailbox> save(domain::Mailbox mailbox);
    Result<void> setFeedWanted(MailboxId id, bool wanted);
    /// Gives the mailbox a new time of change and leaves its settings alone: every process begins its feed anew, with a
    /// new secret, a new sign-in, or once more with the old one. The feed's role may do that, too.
    Result<domain::Mailbox> beginAnew(MailboxId id);
    /// Takes a mailbox out of list(): it is switched off, its mail stays as evidence.
    Result<void> remove(MailboxId id);
    Result<domain::Mailbox> find(MailboxId id);
    /// PermissionDenied where the connection may not view configurations, as find() and what answers a mailbox.
    Result<QList<domain::Mailbox>> list();
    /// Likewise, but without `inbound` and `outbound` (Mailbox::endpointsHidden) where these may not be viewed.
    Result<QList<domain::Mailbox>> listVisible();
    /// Every mailbox's own address, normalised: who "we" are, removed mailboxes included.
    Result<QStringList> ownAddresses();

private:
    QUuid revive(MailboxId id, const QUuid &uuid);

    Session &m_session;
};

class Folders {
public:
    explicit Folders(Session &session) : m_session(session) { }

    /// Whether a folder that is new is read unless somebody says otherwise: Inbox, Sent and Junk are.
    static bool isSelectedAtFirst(const domain::RemoteFolder &remote);
    /// Takes over the server's list: new folders are added (isSelectedAtFirst()), known ones refreshed by
    /// remoteId, missing ones marked vanished, never removed.
    Result<QList<domain::Folder>> refresh(MailboxId mailbox, const QList<domain::RemoteFolder> &remote);
    Result<QList<domain::Folder>> list(MailboxId mailbox);
    Result<domain::Folder> find(FolderId id);
    Result<void> setSelected(FolderId id, bool selected);
    /// Stores how far a folder was read; belongs into the transaction that stores the page itself.
    Result<void> setCursor(FolderId id, const QByteArray &cursor);

private:
    Session &m_session;
};

} // namespace liaison::store
