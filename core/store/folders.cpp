#include "core/store/mailboxes.h"
#include "core/store/session.h"

#include <QSet>

namespace liaison::store {

namespace {

QString columns()
{
    return QStringLiteral("SELECT id, mailbox_id, remote_id, path, delimiter, role, selectable, total, unread, "
                          "selected, vanished, sync_cursor, last_sync_at FROM folder ");
}

domain::Folder folderFrom(Row &row)
{
    domain::Folder folder;
    folder.id = row.id<FolderId>();
    folder.mailbox = row.id<MailboxId>();
    folder.remote.remoteId = row.text();
    folder.remote.path = row.text();
    folder.remote.delimiter = row.text();
    folder.remote.role = domain::folderRoleFrom(row.text());
    folder.remote.selectable = row.flag();
    folder.remote.total = row.integer();
    folder.remote.unread = row.integer();
    folder.selected = row.flag();
    folder.vanished = row.flag();
    folder.cursor = row.bytes();
    folder.lastSyncAt = row.number();
    return folder;
}

void add(Session &session, MailboxId mailbox, const domain::RemoteFolder &remote)
{
    const bool selected = Folders::isSelectedAtFirst(remote);
    const qint64 id = session.number(
        QStringLiteral("INSERT INTO folder (mailbox_id, remote_id, path, delimiter, role, selectable, total, unread, "
                       "selected, sync_cursor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        {mailbox.value, remote.remoteId, remote.path, remote.delimiter, domain::toString(remote.role),
         toBind(remote.selectable), remote.total, remote.unread, toBind(selected), QByteArray("")});
    session.touch(Aggregate::Folder, id);
}

void renew(Session &session, const domain::Folder &known, const domain::RemoteFolder &remote)
{
    if (known.remote == remote && !known.vanished)
        return;
    session.run(QStringLiteral("UPDATE folder SET path = ?, delimiter = ?, role = ?, selectable = ?, total = ?, "
                               "unread = ?, vanished = 0 WHERE id = ?"),
                {remote.path, remote.delimiter, domain::toString(remote.role), toBind(remote.selectable), remote.total,
                 remote.unread, known.id.value});
    session.touch(Aggregate::Folder, known.id);
}

} // namespace

bool Folders::isSelectedAtFirst(const domain::RemoteFolder &remote)
{
    using domain::FolderRole;
    return remote.selectable
        && (remote.role == FolderRole::Inbox || remote.role == FolderRole::Sent || remote.role == FolderRole::Junk);
}

Result<QList<domain::Folder>> Folders::refresh(MailboxId mailbox, const QList<domain::RemoteFolder> &remote)
{
    auto known = list(mailbox);
    if (!known)
        return known;
    QHash<QString, domain::Folder> byRemoteId;
    for (const domain::Folder &folder : *known)
        byRemoteId.insert(folder.remote.remoteId, folder);
    QSet<QString> listed; // a server may list a folder twice
    for (const domain::RemoteFolder &folder : remote) {
        if (listed.contains(folder.remoteId))
            continue;
        listed.insert(folder.remoteId);
        const auto it = byRemoteId.constFind(folder.remoteId);
        if (it == byRemoteId.cend())
            add(m_session, mailbox, folder);
        else
            renew(m_session, *it, folder);
    }
    for (const domain::Folder &folder : *known) {
        if (folder.vanished || listed.contains(folder.remote.remoteId))
            continue;
        m_session.run(QStringLiteral("UPDATE folder SET vanished = 1 WHERE id = ?"), {folder.id.value});
        m_session.touch(Aggregate::Folder, folder.id);
    }
    return list(mailbox);
}

Result<QList<domain::Folder>> Folders::list(MailboxId mailbox)
{
    Rows rows = m_session.rows(columns() + QStringLiteral("WHERE mailbox_id = ? ORDER BY id"), {mailbox.value});
    QList<domain::Folder> folders;
    for (Row &row : rows)
        folders.append(folderFrom(row));
    return m_session.answer(folders);
}

Result<domain::Folder> Folders::find(FolderId id)
{
    auto row = m_session.row(columns() + QStringLiteral("WHERE id = ?"), {id.value});
    if (!row)
        return m_session.missing(QStringLiteral("folder %1").arg(id.value));
    return folderFrom(*row);
}

Result<void> Folders::setSelected(FolderId id, bool selected)
{
    if (m_session.run(QStringLiteral("UPDATE folder SET selected = ? WHERE id = ?"), {toBind(selected), id.value}) == 0)
        return m_session.missing(QStringLiteral("folder %1").arg(id.value));
    m_session.touch(Aggregate::Folder, id);
    return m_session.status();
}

Result<void> Folders::setCursor(FolderId id, const QByteArray &cursor)
{
    if (m_session.run(QStringLiteral("UPDATE folder SET sync_cursor = ?, last_sync_at = ? WHERE id = ?"),
                      {cursor, m_session.now(), id.value})
        == 0)
        return m_session.missing(QStringLiteral("folder %1").arg(id.value));
    m_session.touch(Aggregate::Folder, id);
    return m_session.status();
}

} // namespace liaison::store
