#pragma once

#include "core/ews/ids.h"
#include "core/transport/ews_task.h"
#include "core/transport/mail_source.h"

namespace liaison::transport {

/// MailSource::setFlag(): UpdateItem; once more with the item's ChangeKey where the server insists on one.
class EwsSetFlag final : public EwsTask<void> {
public:
    EwsSetFlag(EwsSession *session, QString id, MailSource::Flag flag, bool on, std::stop_token stop, QObject *parent)
        : EwsTask(session, std::move(stop), parent), m_item{std::move(id), {}}, m_flag(flag), m_on(on)
    {
    }
    void start() override { update(); }

private:
    void update();
    void askChangeKey();

    ews::ItemId m_item;
    MailSource::Flag m_flag;
    bool m_on;
};

/// MailSource::append(): CreateItem into the folder. Into Sent Items over Drafts, because a mail that is created there
/// gets the time of its filing. What a try before left in Drafts, since an answer was lost or moving it failed, is
/// found there by its Message-ID and moved on instead of being created again.
class EwsAppend final : public EwsTask<QString> {
public:
    EwsAppend(EwsSession *session, domain::RemoteFolder folder, QByteArray raw, MailFlags flags, std::stop_token stop,
              QObject *parent)
        : EwsTask(session, std::move(stop), parent), m_folder(std::move(folder)), m_raw(std::move(raw)), m_flags(flags)
    {
    }
    void start() override;

private:
    void look();
    void create();
    void created(const ews::Answer<ews::ItemId> &item);
    [[nodiscard]] bool isOverDrafts() const { return m_folder.role == domain::FolderRole::Sent; }
    [[nodiscard]] ews::FolderRef drafts() { return account().folder(QStringLiteral("drafts")); }
    void move(const ews::ItemId &item);

    domain::RemoteFolder m_folder;
    QByteArray m_raw;
    MailFlags m_flags;
};

/// MailSource::contains(): FindItem by Message-ID.
class EwsContains final : public EwsTask<bool> {
public:
    EwsContains(EwsSession *session, const domain::RemoteFolder &folder, QString messageId, std::stop_token stop,
                QObject *parent)
        : EwsTask(session, std::move(stop), parent), m_folder(folder.remoteId), m_messageId(std::move(messageId))
    {
    }
    void start() override;

private:
    QString m_folder;
    QString m_messageId;
};

/// MailSource::look() without a mail: GetFolder with its numbers and EffectiveRights.
class EwsLook final : public EwsTask<FolderLook> {
public:
    EwsLook(EwsSession *session, QString folder, std::stop_token stop, QObject *parent)
        : EwsTask(session, std::move(stop), parent), m_folder(std::move(folder))
    {
    }
    void start() override;

private:
    QString m_folder;
};

} // namespace liaison::transport
