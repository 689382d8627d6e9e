#pragma once

#include "core/transport/account.h"
#include "core/transport/account_tokens.h"
#include "core/transport/imap_folder_memory.h"
#include "core/transport/imap_session.h"
#include "core/transport/mail_source.h"
#include "core/transport/wakeup.h"

#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace liaison::transport {

class ImapTask;
class ImapReading;
class ImapHint;
class ImapIdle;

/// MailSource over one IMAP connection. Operations queue up; while none is there and somebody waits for a hint, the
/// connection sits in IDLE (on the inbox, where several folders are waited for), and the server tells of the others
/// where it has NOTIFY. It connects at the first operation and again after a loss. A password that was refused is not
/// tried a second time: every later call gets the same error, because trying again could lock the account. A token that
/// was refused is replaced by another one, once in a row; and before one runs out, an idle connection by one that signs
/// in with the next: servers end such connections, or answer nothing but BAD on them.
///
/// Operations that wait while connecting fails get its error. One that runs when the connection is lost fails; those
/// behind it get a new connection.
class ImapSource final : public MailSource {
    Q_OBJECT
public:
    /// `tokens`: for OAUTH2.0 whose tokens are renewed; others have none.
    explicit ImapSource(Account account, ImapTimings timings = {}, std::shared_ptr<AccountTokens> tokens = nullptr,
                        QObject *parent = nullptr);
    ~ImapSource() override;

    Future<QList<domain::RemoteFolder>> folders(std::stop_token stop) override;
    Future<ChangePage> changes(ChangeRequest request, std::stop_token stop) override;
    Future<void> setFlag(domain::RemoteFolder folder, QString remoteId, Flag flag, bool on,
                         std::stop_token stop) override;
    Future<QString> append(domain::RemoteFolder folder, QByteArray raw, MailFlags flags, std::stop_token stop) override;
    Future<bool> contains(domain::RemoteFolder folder, QString messageIdHeader, std::stop_token stop) override;
    Future<QStringList> waitForHint(QList<domain::RemoteFolder> folders, std::stop_token stop) override;
    Future<FolderLook> look(domain::RemoteFolder folder, Look what, std::stop_token stop) override;
    [[nodiscard]] SignInExpiry signInExpiry() const override;
    void shutDown() override;

private:
    template <class T, class Task> Future<T> enqueue(std::shared_ptr<Task> task, const std::stop_token &stop);
    std::function<void()> stopper(const std::weak_ptr<ImapTask> &task);
    void pump();
    void schedulePump();
    void connectFor(std::shared_ptr<ImapTask> task);
    void notConnected(const std::shared_ptr<ImapTask> &task, const Error &error);
    void watchToken();
    void runCurrent();
    [[nodiscard]] QStringList hintFolders() const;
    void startIdle();
    void idleEnded(const QString &folder, const Result<bool> &hint);
    void takeNews(const ImapSession::News &news);
    void tellHints();
    void cancel(const std::shared_ptr<ImapTask> &task);
    void failWaiting(const Error &error);
    void dropSession();
    void onWoken();

    Account m_account;
    ImapTimings m_timings;
    std::shared_ptr<AccountTokens> m_tokens;
    QTimer m_tokenAge; ///< until the connection's token is due to be replaced
    std::shared_ptr<ImapMemory> m_memory;
    std::shared_ptr<ImapReading> m_reading; ///< goes on between two changes()
    Wakeup m_wakeup;
    ImapSession *m_session = nullptr; ///< child, replaced after a loss
    std::deque<std::shared_ptr<ImapTask>> m_queue;
    std::vector<std::shared_ptr<ImapHint>> m_hints;
    std::shared_ptr<ImapTask> m_current;
    QStringList m_idleFolders; ///< what the last ImapIdle was made for
    bool m_idling = false;     ///< m_current is an ImapIdle
    bool m_pumpScheduled = false;
    bool m_watchesMany = true;        ///< until the server cannot keep up with NOTIFY
    bool m_wantsFreshSession = false; ///< when the one there is idle
    bool m_triedAnew = false;         ///< a token was refused, and the next one is tried
    bool m_shutDown = false;
    std::optional<Error> m_refused; ///< the sign-in error that ends all trying
};

} // namespace liaison::transport
