#pragma once

#include "core/domain/outbox.h"
#include "core/feed/engine.h"
#include "core/store/store.h"
#include "tests/support/await.h"
#include "tests/support/fake_transport.h"

#include <QTemporaryDir>

#include <memory>

namespace liaison::test {

/// A real store, a server in memory and one mailbox with Inbox and Sent: what tests of the engine run in.
class EngineWorld {
public:
    explicit EngineWorld(int pageMails = 10);
    ~EngineWorld();

    /// Opens the store and saves the mailbox; false where that fails.
    bool open();
    /// Changes and saves the mailbox.
    void saveMailbox(const std::function<void(domain::Mailbox &)> &change);
    feed::Engine *makeEngine();
    void dropEngine() { engine.reset(); }

    /// TEST INBOUND of the mailbox. Beside what it tells: it is answered after what was asked of the engine before.
    Future<domain::TestReport> testInbound(std::stop_token stop = {});

    [[nodiscard]] domain::FeedStatus status() const;
    [[nodiscard]] domain::FeedState state() const { return status().state; }
    [[nodiscard]] ErrorKind errorKind() const; ///< Internal where there is no error
    int unmatched();
    QByteArray cursorOf(const QString &folder);

    /// A mail in an incident, queued to be sent at once.
    OutboxId queue(const QString &subject, const QStringList &recipients = {QStringLiteral("roe@unit.example")});
    domain::OutboxMail outbox(OutboxId id);
    template <class F> auto write(F f) { return await(store.write(std::move(f))); }
    template <class F> auto read(F f) { return await(store.read(std::move(f))); }

    QTemporaryDir dir;
    SystemClock clock;
    store::Store store;
    std::shared_ptr<FakeServer> server;
    FakeTransport transport;
    feed::EngineOptions options;
    domain::Mailbox mailbox;
    std::optional<Error> secretsError;
    int secretsAsked = 0;
    std::unique_ptr<feed::Engine> engine;

private:
    int m_mails = 0;
};

/// An enum's word, so that a failed comparison shows it.
template <class E> QString named(E value)
{
    return domain::toString(value);
}

QByteArray sampleMail(int number, const QByteArray &from = "roe@unit.example");

} // namespace liaison::test
