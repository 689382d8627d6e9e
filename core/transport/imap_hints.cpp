// ImapSource: waiting for the server's word that folders changed. See imap_source.h.
#include "core/transport/imap_source.h"
#include "core/transport/imap_tasks.h"

namespace liaison::transport {

Future<QStringList> ImapSource::waitForHint(QList<domain::RemoteFolder> folders, std::stop_token stop)
{
    const auto hint = std::make_shared<ImapHint>(std::move(folders));
    Future<QStringList> future = hint->arm(stop, stopper(hint));
    if (m_shutDown || m_refused)
        hint->fail(m_refused.value_or(Error{ErrorKind::Cancelled, {}, {}, std::nullopt}));
    else
        m_hints.push_back(hint);
    schedulePump();
    return future;
}

/// The folders that are waited for, first the one to select: one connection has one, the inbox if it is among them.
QStringList ImapSource::hintFolders() const
{
    QStringList folders;
    for (const std::shared_ptr<ImapHint> &hint : m_hints) {
        for (const domain::RemoteFolder &wanted : hint->folders()) {
            if (folders.contains(wanted.remoteId))
                continue;
            if (wanted.role == domain::FolderRole::Inbox)
                folders.prepend(wanted.remoteId);
            else
                folders << wanted.remoteId;
        }
    }
    return folders;
}

void ImapSource::startIdle()
{
    m_idleFolders = hintFolders();
    for (const QString &folder : std::as_const(m_idleFolders))
        (*m_memory)[folder]; // from now on its numbers are compared
    const QString selected = m_idleFolders.value(0);
    const auto idle
        = std::make_shared<ImapIdle>(selected, m_watchesMany ? m_idleFolders.mid(1) : QStringList(), m_memory);
    m_idling = true;
    m_current = idle;
    const Future<bool> ended = idle->arm({}, [] {});
    onDone<bool>(this, ended, [this, selected](const Result<bool> &hint) { idleEnded(selected, hint); });
    connectFor(idle);
}

void ImapSource::idleEnded(const QString &folder, const Result<bool> &hint)
{
    if (!hint && hint.error().kind != ErrorKind::Cancelled) {
        for (const auto &waiting : std::exchange(m_hints, {}))
            waiting->fail(hint.error());
    } else if (hint && *hint) {
        (*m_memory)[folder].news = true;
    }
    schedulePump();
}

/// Numbers that differ from what was heard before are news of a folder, whoever asked for them: a hint costs one
/// command where it was none, and is what else nobody would hear of.
void ImapSource::takeNews(const ImapSession::News &news)
{
    for (const imap::StatusData &status : news.told.statuses) {
        const auto name = imap::decodeMailboxName(status.name, m_session->context().names);
        const auto folder = name ? m_memory->find(*name) : m_memory->end();
        if (folder != m_memory->end())
            folder->news |= folder->told.take(status);
    }
    if (const auto left = m_memory->find(news.leftChanged); left != m_memory->end())
        left->news = true;
    if (news.told.overflow) { // anything may have happened since, and what IDLE tells now is not defined
        m_watchesMany = false;
        m_wantsFreshSession = true;
        for (ImapFolderMemory &folder : *m_memory)
            folder.news = true;
    }
    schedulePump();
}

void ImapSource::tellHints()
{
    QStringList told;
    for (const auto &hint : m_hints) {
        QStringList changed;
        for (const domain::RemoteFolder &folder : hint->folders()) {
            const auto known = m_memory->constFind(folder.remoteId);
            if (known != m_memory->cend() && known->news)
                changed << folder.remoteId;
        }
        told << changed;
        if (!changed.isEmpty() && !hint->settled())
            hint->succeedWith(changed);
    }
    for (const QString &folder : std::as_const(told))
        (*m_memory)[folder].news = false;
}

} // namespace liaison::transport
