#pragma once

#include "core/transport/graph_batches.h"
#include "core/transport/graph_folders.h"
#include "core/transport/graph_session.h"
#include "core/transport/mail_source.h"
#include "core/transport/wakeup.h"

#include <functional>
#include <memory>

namespace liaison::transport {

class GraphHints;

/// MailSource over Microsoft Graph. Calls go beside each other, as many as the account may have under way.
class GraphSource final : public MailSource {
    Q_OBJECT
public:
    /// `inFront`: whether a person looks at the window, so that news are looked for more often.
    explicit GraphSource(std::shared_ptr<GraphAccount> account, GraphTimings timings = {},
                         std::function<bool()> inFront = {}, QObject *parent = nullptr);
    ~GraphSource() override;

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

    std::shared_ptr<GraphAccount> m_account;
    std::shared_ptr<GraphMemory> m_memory = std::make_shared<GraphMemory>();
    std::shared_ptr<GraphTree> m_tree = std::make_shared<GraphTree>();
    GraphSession *m_session = nullptr; ///< child
    GraphHints *m_hints = nullptr;     ///< child
    Wakeup m_wakeup;
};

} // namespace liaison::transport
