#pragma once

#include "core/desk/errand_runner.h"
#include "core/desk/mailbox_secrets.h"
#include "core/feed/engine.h"
#include "core/secrets/memory_vault.h"
#include "core/store/feed_places.h"
#include "core/store/leases.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "tests/support/fake_sign_in.h"

#include <QTest>

#include <memory>

namespace liaison::test {

/// A service's vault: files that it is given.
class ReadOnlyVault final : public secrets::Vault {
public:
    [[nodiscard]] Kind kind() const override { return Kind::Credentials; }
    Future<std::optional<Secret>> read(QString) override
    {
        return readyFuture<std::optional<Secret>>(std::optional<Secret>());
    }
    Future<void> write(QString, Secret) override { return readyFuture<void>(fail(ErrorKind::KeychainDenied)); }
    Future<void> remove(QString) override { return readyFuture<void>({}); }
};

/// `liaison feed run` on a computer called "srv": a store of its own on the same file, a vault and an engine of its
/// own.
class OtherProcess {
public:
    OtherProcess(const QString &location, const Clock *clock)
        : server(std::make_shared<FakeServer>()), transport(server), m_clock(clock), m_store({location, {}, 50}, clock)
    {
        const auto opened = m_store.open();
        ready = QTest::qWaitFor([&opened] { return opened.isFinished(); }, 60'000) && opened.result().has_value();
        m_engine = std::make_unique<feed::Engine>(
            &m_store, &transport,
            [this](const domain::Mailbox &mailbox) { return desk::mailboxSecrets(vault, mailbox); }, m_clock,
            feed::EngineOptions{});
    }
    ~OtherProcess() { end(); }
    OtherProcess(const OtherProcess &) = delete;
    OtherProcess &operator=(const OtherProcess &) = delete;

    /// From now on it carries out what it is asked. It is taken for dead after `waitMs` without a word.
    void work(qint64 waitMs = 30'000)
    {
        m_runner = std::make_unique<desk::ErrandRunner>(
            desk::Context{&m_store, m_engine.get(), vault, m_clock, {QStringLiteral("liaison"), {}, {}}}, waitMs);
    }
    void end()
    {
        m_runner.reset();
        m_engine.reset();
    }
    [[nodiscard]] store::FeedPlace place() const
    {
        constexpr qint64 pid = 4'242;
        return {m_engine->holder(), QStringLiteral("srv"), pid, true};
    }
    /// It works the mailbox.
    bool hold(MailboxId mailbox)
    {
        constexpr qint64 hour = 3'600'000;
        return did(m_store.write([mailbox, by = place()](store::Session &session) -> Result<void> {
            const auto lease = store::Leases(session).acquire(mailbox, by.holder, by.host, hour);
            return lease ? Result<void>() : fail(lease.error());
        }));
    }
    /// It worked the mailbox once, and nobody does now.
    bool didRead(MailboxId mailbox)
    {
        return did(m_store.write(
            [mailbox, by = place()](store::Session &session) { return store::FeedPlaces(session).note(mailbox, by); }));
    }
    /// So much time goes by for what it was asked that nobody waits any more.
    bool letTimePass()
    {
        return did(m_store.write([](store::Session &session) {
            session.run(QStringLiteral("UPDATE errand SET wait_until = 1"));
            return session.status();
        }));
    }
    /// It answers something that nobody understands.
    bool mumble()
    {
        return did(m_store.write([](store::Session &session) {
            session.run(QStringLiteral("UPDATE errand SET answer = '{\"ok\":1}'"));
            return session.status();
        }));
    }
    /// Everything the store has of errands, as one text.
    [[nodiscard]] QString errands()
    {
        const auto all = m_store.read([](store::Session &session) -> Result<QString> {
            QString text;
            for (store::Row &row : session.rows(QStringLiteral("SELECT asked, progress, answer FROM errand")))
                text += row.text() + row.text() + row.text() + QLatin1Char('\n');
            return session.answer(text);
        });
        return did(all) ? *all.result() : QString();
    }

    bool ready = false;
    std::shared_ptr<FakeServer> server;
    FakeSignIn transport;
    secrets::MemoryVault ownVault;
    secrets::Vault *vault = &ownVault;

private:
    template <class T> static bool did(const Future<T> &future)
    {
        return QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000) && future.resultCount() > 0
            && future.result().has_value();
    }

    const Clock *m_clock;
    store::Store m_store;
    std::unique_ptr<feed::Engine> m_engine;
    std::unique_ptr<desk::ErrandRunner> m_runner;
};

} // namespace liaison::test
