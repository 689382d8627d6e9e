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

/// What waits for a hint: settled by ImapIdle, never run itself.
class ImapHint final : public ImapTaskOf<void> {
public:
    explicit ImapHint(domain::RemoteFolder folder) : m_folder(std::move(folder)) { }
    [[nodiscard]] const domain::RemoteFolder &folder() const { return m_folder; }
    void succeedNow() { succeed({}); }

private:
    void work() override { }
    domain::RemoteFolder m_folder;
};

/// Sits in IDLE on one folder until the server speaks up or somebody interrupts the session. The answer is whether
/// there is a hint; an IDLE that was renewed in time answers false and is begun again. What changed since the last
/// changes() of the folder is a hint at once. Errors: ServerRefused where the server has no IDLE.
class ImapIdle final : public ImapTaskOf<bool> {
public:
    ImapIdle(QString folder, std::shared_ptr<ImapMemory> memory);

private:
    void work() override;
    void idle();

    QString m_folder;
    std::shared_ptr<ImapMemory> m_memory;
};

} // namespace liaison::transport
