#pragma once

#include "app/demo/demo_server.h"
#include "app/demo/post_office.h"
#include "core/desk/switch_desk.h"
#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/heard_requests.h"

#include <QAtomicInt>
#include <QTemporaryDir>

#include <memory>

namespace liaison::test {

/// The demo's server, which has the analysts' mailbox by EWS and by Graph, and an office that is connected by EWS. What
/// is asked of both goes into the books of requests.
class SwitchWorld {
public:
    struct Options {
        bool postgresql = false;
        demo::GraphOptions graph = {};
    };
    explicit SwitchWorld(Options options) : m_options(std::move(options)) { }
    ~SwitchWorld();
    Q_DISABLE_COPY_MOVE(SwitchWorld)

    /// Server, office and mailbox, whose feed runs; an empty array or why not.
    QByteArray start();
    [[nodiscard]] Office &office() { return *m_office; }
    [[nodiscard]] MailboxId id() const { return m_mailbox.id; }
    /// As it is saved now.
    [[nodiscard]] domain::Mailbox mailbox();

    /// Puts mails into a folder of the server; the first came in at `at`, each other one a second later.
    void drop(const QList<QByteArray> &mails, const QString &folder = QStringLiteral("INBOX"), UtcMs at = 0);
    /// Does something with the analysts' mailbox on the server's thread.
    template <class F> bool with(F f)
    {
        return await(m_server->ask([f](demo::PostOffice &office) { return f(*office.mailbox(analysts)), true; }))
            .has_value();
    }
    template <class F> bool exchange(F f)
    {
        return await(m_server->askExchange([f](demo::Exchange &exchange) { return f(exchange), true; })).has_value();
    }
    QList<QByteArray> mailsIn(const QString &folder);
    int delivered(const QString &subject); ///< mails that were handed in for Finance

    /// Mails that were given out whole so far, by either protocol.
    [[nodiscard]] int fetched() const { return m_fetched->loadAcquire(); }

    /// "127.0.0.1:PORT" of a way to the mailbox.
    [[nodiscard]] QString host(domain::Protocol way) const;
    Result<domain::SwitchReport> switchTo(domain::Protocol to, bool dryRun = false, QObject *owner = nullptr,
                                          desk::SwitchDesk::Progress progress = {});
    /// Everything was read that there is now.
    [[nodiscard]] bool waitInSync();
    [[nodiscard]] bool setEnabled(bool enabled);

    /// What a person sees of the mailbox, and which rows it is: mails, links, threads, read marks, drafts, outbox.
    QStringList seen();
    /// "MESSAGE-ID FOLDER[ gone][ void]" of each copy.
    QStringList copies();
    QStringList rows(const QString &sql);

private:
    Options m_options;
    QTemporaryDir m_dir;
    std::unique_ptr<demo::DemoServer> m_server;
    HeardRequests m_heard;
    demo::DemoServer::Address m_address;
    std::unique_ptr<Office> m_office;
    domain::Mailbox m_mailbox;
    std::shared_ptr<QAtomicInt> m_fetched = std::make_shared<QAtomicInt>(0);
};

} // namespace liaison::test
