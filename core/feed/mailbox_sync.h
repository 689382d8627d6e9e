#pragma once

#include "core/feed/sync_folder.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <deque>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::feed {

/// Which of the selected folders a pass reads: all, or those with these remoteIds.
struct Scope {
    bool all = true;
    QStringList folders = {};

    /// Reads what either of the two would.
    [[nodiscard]] Scope with(const Scope &other) const { return {all || other.all, folders + other.folders}; }
    [[nodiscard]] bool has(const QString &remoteId) const { return all || folders.contains(remoteId); }
};

/// One pass over a mailbox: the folder list where it is due, then each selected folder, Inbox first. A folder that is
/// not there any more is noted and skipped; any other error ends the pass.
class MailboxSync : public QObject {
    Q_OBJECT
public:
    struct Options {
        Scope scope;
        bool listFolders = true; ///< ask the server for its folders first
    };
    MailboxSync(PassContext pass, Options options, QObject *parent = nullptr);
    ~MailboxSync() override;

    void start();
    void finishUnit(); ///< stops after the page in hand, then finished(Cancelled)
    void abort();

    [[nodiscard]] const Scope &scope() const { return m_options.scope; }
    [[nodiscard]] const std::optional<Error> &warning() const { return m_warning; }
    /// The selected folders, to wait for hints on; Inbox first.
    [[nodiscard]] const QList<domain::RemoteFolder> &watched() const { return m_watched; }

Q_SIGNALS:
    void progress(const QString &folder, qint64 done, qint64 total);
    void stored(int matched, int unmatched);
    void finished(const std::optional<liaison::Error> &error); ///< nullopt: all of it

private:
    void listFolders();
    void askForFolders(const QList<domain::Folder> &kept);
    void refresh(const QList<domain::RemoteFolder> &remote);
    void takeFolders(const Result<QList<domain::Folder>> &folders);
    void nextFolder();
    void folderDone(const std::optional<Error> &error);
    void end(const std::optional<Error> &error);

    PassContext m_pass;
    Options m_options;
    std::stop_source m_stop;
    std::deque<domain::Folder> m_queue;
    std::unique_ptr<FolderSync> m_current;
    std::optional<Error> m_warning;
    QList<domain::RemoteFolder> m_watched;
    bool m_ended = false;
};

} // namespace liaison::feed
