#pragma once

#include "core/base/clock.h"
#include "core/desk/compose_desk.h"
#include "core/desk/desk.h"
#include "core/desk/incident_desk.h"
#include "core/desk/mail_desk.h"
#include "core/desk/mailbox_desk.h"
#include "core/feed/engine.h"
#include "core/secrets/memory_vault.h"
#include "core/store/store.h"
#include "core/store/threads.h"
#include "core/transport/account.h"
#include "tests/support/mail_host.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace liaison::test {

/// Everything that stands behind a window of one analyst: store, engine over real sockets, vault and desk.
class Office {
public:
    struct Options {
        QString location; ///< empty: SQLite in a directory of its own
        QString storePassword;
        feed::EngineOptions engine;
    };
    explicit Office(Options options);
    ~Office();

    /// Opens the store; an empty array or why not.
    QByteArray open();
    /// Opens the store and runs no feed, to look at what is there.
    QByteArray openStoreOnly();
    /// Ends engine and store and begins anew on the same data, as a restart of the program would.
    QByteArray restart();

    desk::Context context();
    store::Store *store() { return m_store.get(); }
    feed::Engine *engine() { return m_engine.get(); }
    secrets::MemoryVault *vault() { return &m_vault; }

    /// Saves a mailbox of `host` through the desk and starts its feed.
    Result<domain::Mailbox> connectMailbox(const MailHost &host, const QString &address, const QString &password,
                                           domain::Security security, const QString &caFile,
                                           const std::function<void(domain::Mailbox &)> &change = {});
    /// The same for a mailbox of any kind.
    Result<domain::Mailbox> connectMailbox(const domain::Mailbox &mailbox, const QString &password);
    [[nodiscard]] std::optional<domain::FeedStatus> status(MailboxId mailbox) const;
    [[nodiscard]] bool waitForState(MailboxId mailbox, domain::FeedState state, int ms = 60'000);
    /// Running, with all folders read at least once since `after`.
    [[nodiscard]] bool waitInSync(MailboxId mailbox, UtcMs after, int ms = 60'000);

    Result<QList<store::ThreadRow>> threads(IncidentId incident);
    Result<QList<store::MailRow>> mails(ThreadId thread);
    Result<QList<store::MailRow>> unmatched(int limit = 1'000);
    /// Every copy with its mail, bytes, place and what is thought of it, in an order of its own: what two syncs must
    /// have in common.
    QStringList endState();

private:
    Options m_options;
    QTemporaryDir m_dir;
    SystemClock m_clock;
    secrets::MemoryVault m_vault;
    std::unique_ptr<transport::TransportFactory> m_transport;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<feed::Engine> m_engine;
};

} // namespace liaison::test
