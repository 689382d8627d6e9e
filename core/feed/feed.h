#pragma once

#include "core/base/backoff.h"
#include "core/base/on_done.h"
#include "core/domain/address.h"
#include "core/domain/feed_status.h"
#include "core/domain/mailbox.h"
#include "core/feed/connections.h"
#include "core/feed/feed_context.h"
#include "core/feed/lease_keeper.h"
#include "core/feed/mailbox_sync.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::store {
struct FeedRefusal;
}

namespace liaison::feed {

class CopyFiler;
class HintListener;
class OutboxDrain;
class RemoteOpsDrain;

/// One mailbox on the engine thread, as a state machine: settings → lease → secrets → passes over the folders, and
/// beside them the outbox, sent copies and flag operations. `advance()` looks at what is wanted and takes the next
/// step; every answer ends in it again. Reading and sending are wanted apart: STOP halts reading alone.
class Feed : public QObject {
    Q_OBJECT
public:
    Feed(const FeedContext *context, MailboxId mailbox, QObject *parent = nullptr);
    ~Feed() override;

    void start();
    void stop();
    void reload();
    /// What is saved of the mailbox now, by whichever process; nothing happens where that is what the feed works with.
    void follow(const domain::Mailbox &saved);
    /// The mailbox was removed.
    void leave();
    void syncNow();
    void wakeOutbox();
    void setHold(bool hold);
    /// People of the server's directory (see transport::MailSink::resolve). Nobody where this process has no connection
    /// to the mailbox, or may not use it: completion is no reason to take a lease or to ask for a secret.
    Future<domain::Addresses> resolve(QString typed, std::stop_token stop);
    /// Takes what another process asked of whoever holds the mailbox, if that is us.
    void takeRequests();
    /// Something in the store changed: flag operations may wait.
    void storeChanged();
    /// Ends everything; `done` is called once the unit in hand is finished or rolled back and the lease is given back.
    void close(std::function<void()> done);

Q_SIGNALS:
    void statusChanged(const liaison::domain::FeedStatus &status);
    void mailArrived(liaison::MailboxId mailbox, int matched, int unmatched);

private:
    struct Block {
        domain::FeedState state;
        Error error;
    };
    // feed_wiring.cpp
    void wireLease();
    void wireDrains();
    // feed.cpp: what is wanted and the steps towards it
    void advance();
    void loadMailbox();
    [[nodiscard]] bool stillRefused(const std::optional<store::FeedRefusal> &refusal);
    void askSecrets();
    void traceWhileVerbose(transport::Account &account) const;
    void work();
    void rest();
    void drop();
    void letSendFinish();
    void sendFinished();
    void giveBackLease();
    void checkClosed();
    [[nodiscard]] bool mayWork() const { return m_connections && m_lease.isHeld() && !m_block && !m_closing; }
    // feed_passes.cpp: reading
    void due(const Scope &scope);
    void startPass();
    void passDone(const std::optional<Error> &failure);
    void passSucceeded(const Scope &scope);
    void listen();
    // feed_passes.cpp: trouble and its showing
    void tryAgain();
    void trouble(const Error &error);
    void sendingTrouble(const Error &error);
    void block(domain::FeedState state, const Error &error);
    void noteRefusal(const Error &error, domain::SecretUse use);
    void backOff(const Error &error);
    void show(domain::FeedState state, std::optional<Error> error = std::nullopt);
    void progress(const QString &folder, qint64 done, qint64 total);
    void publish();

    const FeedContext *m_context;
    MailboxId m_id;
    std::optional<domain::Mailbox> m_mailbox;
    LeaseKeeper m_lease;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<Connections> m_leaving; ///< dropped, but a mail is still on its way out through them
    std::unique_ptr<OutboxDrain> m_outbox;
    std::unique_ptr<CopyFiler> m_copies;
    std::unique_ptr<RemoteOpsDrain> m_ops;
    std::unique_ptr<HintListener> m_hints;
    std::unique_ptr<MailboxSync> m_sync;

    UtcMs m_knownAt = 0;    ///< updatedAt of the settings that were last loaded
    UtcMs m_forgivenAt = 0; ///< the refused sign-in that a person has mended since
    bool m_mended = false;  ///< a person acted: what is noted as refused is forgiven at the next look
    bool m_wantReading = false;
    bool m_wantSending = false; ///< the outbox, copies or flags may hold work
    bool m_outboxDue = false;   ///< wake the drains at the next chance
    bool m_outboxLater = false; ///< something is queued for later: the lease is kept
    bool m_copiesLater = false; ///< likewise
    bool m_opsLater = false;    ///< likewise
    bool m_hold = false;
    bool m_closing = false;
    bool m_giveBackLater = false; ///< the lease goes back when the mail on its way out is settled
    bool m_loading = false;
    bool m_reloading = false;            ///< the settings decide anew whether to read
    int m_generation = 0;                ///< answers from before a drop() are not listened to
    std::optional<Scope> m_due;          ///< a pass to make
    std::optional<Block> m_block;        ///< until a person acts
    std::optional<Error> m_sendingBlock; ///< outbound settings are wrong; reading goes on
    QElapsedTimer m_sinceFolderList;
    QList<domain::RemoteFolder> m_watched; ///< selected: hints are waited for on them
    Backoff m_backoff;
    QTimer m_retry;
    QTimer m_poll;
    QTimer m_statusThrottle;
    QTimer m_grace; ///< what a mail on its way out still gets
    domain::FeedStatus m_status;
    std::function<void()> m_closed;
};

} // namespace liaison::feed
