#pragma once

#include "core/transport/ews_memory.h"
#include "core/transport/ews_session.h"
#include "core/transport/mail_source.h"
#include "core/transport/wakeup.h"

#include <memory>

namespace liaison::transport {

class EwsHints;

/// MailSource over Exchange Web Services. Calls go beside each other, as many as the account may have under way;
/// notifications have a connection of their own. What a version of Exchange lacks is done another way.
class EwsSource final : public MailSource {
    Q_OBJECT
public:
    explicit EwsSource(std::shared_ptr<EwsAccount> account, EwsTimings timings = {}, QObject *parent = nullptr);
    ~EwsSource() override;

    Future<QList<domain::RemoteFolder>> folders(std::stop_token stop) override;
    Future<ChangePage> changes(ChangeRequest request, std::stop_token stop) override;
    Future<void> setFlag(domain::RemoteFolder folder, QString remoteId, Flag flag, bool on,
                         std::stop_token stop) override;
    Future<QString> append(domain::RemoteFolder folder, QByteArray raw, MailFlags flags, std::stop_token stop) override;
    Future<bool> contains(domain::RemoteFolder folder, QString messageIdHeader, std::stop_token stop) override;
    Future<QStringList> waitForHint(QList<domain::RemoteFolder> folders, std::stop_token stop) override;
    Future<FolderLook> look(domain::RemoteFolder folder, Look what, std::stop_token stop) override;
    Future<FolderStock> stock(domain::RemoteFolder folder, std::stop_token stop) override;
    [[nodiscard]] QByteArray cursorBehind(const FolderStock &stock, const QList<ListedMail> &missing) const override;
    [[nodiscard]] SignInExpiry signInExpiry() const override;
    void shutDown() override;

private:
    template <class Task, class T, class... Args> Future<T> run(const std::stop_token &stop, Args &&...args);

    std::shared_ptr<EwsAccount> m_account;
    EwsTimings m_timings;
    std::shared_ptr<EwsMemory> m_memory = std::make_shared<EwsMemory>();
    EwsSession *m_session = nullptr; ///< child
    EwsHints *m_hints = nullptr;     ///< child
    Wakeup m_wakeup;
};

} // namespace liaison::transport
