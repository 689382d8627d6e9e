#pragma once

#include "core/imap/namespaces.h"
#include "core/transport/imap_cursor.h"
#include "core/transport/imap_folder_memory.h"
#include "core/transport/imap_task.h"
#include "core/transport/mail_source.h"

namespace liaison::transport {

/// MailSource::folders().
class ImapFolders final : public ImapTaskOf<QList<domain::RemoteFolder>> {
private:
    void work() override;
    void list(imap::Namespaces namespaces);
};

/// MailSource::setFlag(). A remoteId of another generation is NotFound. A server that keeps no keywords does not get
/// $Forwarded; that is no error, since nobody could see it.
class ImapSetFlag final : public ImapTaskOf<void> {
public:
    ImapSetFlag(QString folder, QString remoteId, MailSource::Flag flag, bool on);

private:
    void work() override;
    void store(imap::Uid uid);

    QString m_folder;
    QString m_remoteId;
    MailSource::Flag m_flag;
    bool m_on;
};

/// MailSource::append().
class ImapAppend final : public ImapTaskOf<QString> {
public:
    ImapAppend(QString folder, QByteArray raw, MailFlags flags);

private:
    void work() override;

    QString m_folder;
    QByteArray m_raw;
    MailFlags m_flags;
};

/// MailSource::contains().
class ImapContains final : public ImapTaskOf<bool> {
public:
    ImapContains(QString folder, QString messageIdHeader);

private:
    void work() override;
    void search();

    QString m_folder;
    QString m_messageIdHeader;
};

/// MailSource::look(). Counting and reading are done by EXAMINE, so that not even \Recent is taken away; rights are
/// what SELECT answers.
class ImapLook final : public ImapTaskOf<FolderLook> {
public:
    ImapLook(QString folder, Look what) : m_folder(std::move(folder)), m_what(what) { }

private:
    void work() override;
    void chooseAmong(const imap::UidSet &newest);
    void read(imap::Uid uid);

    QString m_folder;
    Look m_what;
};

/// What waits for a hint: settled by ImapIdle, never run itself.
class ImapHint final : public ImapTaskOf<QStringList> {
public:
    explicit ImapHint(QList<domain::RemoteFolder> folders) : m_folders(std::move(folders)) { }
    [[nodiscard]] const QList<domain::RemoteFolder> &folders() const { return m_folders; }
    void succeedWith(const QStringList &changed) { succeed(changed); }

private:
    void work() override { }
    QList<domain::RemoteFolder> m_folders;
};

/// Sits in IDLE on one folder until the server speaks up or somebody interrupts the session. The answer is whether
/// there is a hint of that folder; an IDLE that was renewed in time answers false and is begun again. What changed
/// since the last changes() of the folder is a hint at once. Before it the server is asked to tell of the `others`, too
/// (NOTIFY, where it has that): the session's news handler hears it. Errors: ServerRefused where the server has no
/// IDLE.
class ImapIdle final : public ImapTaskOf<bool> {
public:
    ImapIdle(QString folder, QStringList others, std::shared_ptr<ImapMemory> memory);
    void makeWay() override;

private:
    void work() override;
    void notify();
    void enter();
    void idle();

    QString m_folder;
    QStringList m_watched; ///< by NOTIFY: the folder and the others
    std::shared_ptr<ImapMemory> m_memory;
    bool m_makesWay = false;
};

} // namespace liaison::transport
