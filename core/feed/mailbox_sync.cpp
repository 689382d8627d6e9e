#include "core/feed/mailbox_sync.h"

#include "core/base/log.h"
#include "core/feed/unlisted_folders.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/mail_source.h"

#include <algorithm>

namespace liaison::feed {

namespace {

/// The Inbox first: that is where people wait for mail.
int rank(domain::FolderRole role)
{
    if (role == domain::FolderRole::Inbox)
        return 0;
    if (role == domain::FolderRole::Junk)
        return 3;
    return role == domain::FolderRole::Sent ? 1 : 2;
}

} // namespace

MailboxSync::MailboxSync(PassContext pass, Options options, QObject *parent)
    : QObject(parent), m_pass(std::move(pass)), m_options(options)
{
}

MailboxSync::~MailboxSync()
{
    m_stop.request_stop();
}

void MailboxSync::start()
{
    if (m_options.listFolders) {
        listFolders();
        return;
    }
    const auto read
        = [mailbox = m_pass.mailbox.id](store::Session &session) { return store::Folders(session).list(mailbox); };
    onDone<QList<domain::Folder>>(this, m_pass.shared->store->read(read),
                                  [this](const Result<QList<domain::Folder>> &folders) { takeFolders(folders); });
}

/// With those that were chosen by their names and that an IMAP server does not list.
void MailboxSync::listFolders()
{
    const auto read
        = [mailbox = m_pass.mailbox.id](store::Session &session) { return store::Folders(session).list(mailbox); };
    onDone<QList<domain::Folder>>(this, m_pass.shared->store->read(read),
                                  [this](const Result<QList<domain::Folder>> &kept) {
                                      if (kept)
                                          askForFolders(*kept);
                                      else
                                          end(kept.error());
                                  });
}

void MailboxSync::askForFolders(const QList<domain::Folder> &kept)
{
    using Folders = QList<domain::RemoteFolder>;
    Folders wanted;
    for (const domain::Folder &folder : kept)
        if (folder.selected && folder.remote.selectable)
            wanted << folder.remote;
    const domain::Protocol protocol = m_pass.mailbox.inbound.protocol;
    onDone<Folders>(this, foldersWith(m_pass.source, protocol, wanted, m_stop.get_token()),
                    [this](const Result<Folders> &remote) {
                        if (remote)
                            refresh(*remote);
                        else
                            end(remote.error());
                    });
}

void MailboxSync::refresh(const QList<domain::RemoteFolder> &remote)
{
    const auto write = [remote, mailbox = m_pass.mailbox.id, lease = m_pass.lease](store::Session &session) {
        return store::Leases(session).verify(lease).and_then(
            [&] { return store::Folders(session).refresh(mailbox, remote); });
    };
    onDone<QList<domain::Folder>>(this, m_pass.shared->store->write(write, store::Durability::Refetchable),
                                  [this](const Result<QList<domain::Folder>> &list) { takeFolders(list); });
}

void MailboxSync::takeFolders(const Result<QList<domain::Folder>> &folders)
{
    if (!folders) {
        end(folders.error());
        return;
    }
    QList<domain::Folder> chosen;
    for (const domain::Folder &folder : *folders) {
        if (folder.selected && folder.vanished)
            m_warning = Error{ErrorKind::FolderMissing, folder.remote.path, {}, {}};
        else if (folder.selected && folder.remote.selectable)
            chosen << folder;
    }
    std::stable_sort(chosen.begin(), chosen.end(), [](const domain::Folder &a, const domain::Folder &b) {
        return rank(a.remote.role) < rank(b.remote.role);
    });
    for (const domain::Folder &folder : std::as_const(chosen)) {
        m_watched << folder.remote;
        if (m_options.scope.has(folder.remote.remoteId))
            m_queue.push_back(folder);
    }
    nextFolder();
}

void MailboxSync::nextFolder()
{
    if (m_ended)
        return;
    if (m_stop.stop_requested()) {
        end(Error{ErrorKind::Cancelled, {}, {}, {}});
        return;
    }
    if (m_queue.empty()) {
        end(std::nullopt);
        return;
    }
    const domain::Folder folder = std::move(m_queue.front());
    m_queue.pop_front();
    const QString path = folder.remote.path;
    m_current = std::make_unique<FolderSync>(m_pass, folder);
    connect(m_current.get(), &FolderSync::progress, this,
            [this, path](qint64 done, qint64 total) { Q_EMIT progress(path, done, total); });
    connect(m_current.get(), &FolderSync::stored, this, &MailboxSync::stored);
    connect(m_current.get(), &FolderSync::finished, this, [this, path](std::optional<Error> error) {
        const std::optional<Error> warning = m_current->warning();
        m_current.release()->deleteLater();               // we are inside its signal
        if (error && error->kind != ErrorKind::Cancelled) // which is our own doing
            qCInfo(lcFeed) << "folder" << path << errorKindName(error->kind) << error->log;
        if (error && error->kind == ErrorKind::FolderMissing)
            error->log = path;
        if (warning)
            m_warning = warning;
        folderDone(error);
    });
    m_current->start();
}

void MailboxSync::folderDone(const std::optional<Error> &error)
{
    if (error && error->kind != ErrorKind::FolderMissing) {
        end(error);
        return;
    }
    if (error)
        m_warning = error;
    nextFolder();
}

void MailboxSync::finishUnit()
{
    m_stop.request_stop();
    if (m_current)
        m_current->finishUnit();
}

void MailboxSync::abort()
{
    m_stop.request_stop();
    if (m_current)
        m_current->abort();
}

void MailboxSync::end(const std::optional<Error> &error)
{
    if (!std::exchange(m_ended, true))
        Q_EMIT finished(error);
}

} // namespace liaison::feed
