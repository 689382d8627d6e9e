#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/secrets/memory_vault.h"
#include "core/store/audit_log.h"
#include "core/store/store.h"

#include <QPromise>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace liaison::test {

/// A vault that fails when it is told to.
class FlakyVault final : public secrets::Vault {
    Q_OBJECT
public:
    using Vault::Vault;
    [[nodiscard]] Kind kind() const override { return Kind::Keychain; }
    Future<std::optional<Secret>> read(QString key) override
    {
        if (failReads)
            return readyFuture<std::optional<Secret>>(fail(*failReads));
        return m_memory.read(std::move(key));
    }
    Future<void> write(QString key, Secret secret) override
    {
        if (failWritesTo && key.endsWith(*failWritesTo))
            return readyFuture<void>(fail(ErrorKind::KeychainLocked));
        return m_memory.write(std::move(key), std::move(secret));
    }
    Future<void> remove(QString key) override
    {
        if (failRemoves)
            return readyFuture<void>(fail(*failRemoves));
        return m_memory.remove(std::move(key));
    }

    std::optional<ErrorKind> failReads;
    std::optional<ErrorKind> failRemoves;
    std::optional<QString> failWritesTo; ///< the end of a key

private:
    secrets::MemoryVault m_memory;
};

/// A keychain that asks somebody before it opens.
class HeldVault final : public secrets::Vault {
    Q_OBJECT
public:
    HeldVault() { m_answer.start(); }
    [[nodiscard]] Kind kind() const override { return Kind::Keychain; }
    Future<std::optional<Secret>> read(QString key) override
    {
        asked << std::move(key);
        return m_answer.future();
    }
    Future<void> write(QString, Secret) override { return readyFuture<void>({}); }
    Future<void> remove(QString) override { return readyFuture<void>({}); }
    void open() { finishWith<std::optional<Secret>>(m_answer, std::optional<Secret>(Secret("kept"))); }

    QStringList asked;

private:
    QPromise<Result<std::optional<Secret>>> m_answer;
};

/// A desk's context over a SQLite store in a folder of its own; no engine.
class DeskWorld {
public:
    DeskWorld()
    {
        store = std::make_unique<store::Store>(
            store::OpenOptions{folder.filePath(QStringLiteral("store.sqlite")), {}, 60'000}, &clock);
        const auto opened = wait(store->open());
        ready = opened.has_value();
    }

    [[nodiscard]] desk::Context context()
    {
        return {store.get(),
                nullptr,
                &vault,
                &clock,
                {QStringLiteral("Ada"), QStringLiteral("ada"), QStringLiteral("host.example")}};
    }

    template <class T> Result<T> wait(Future<T> future) const
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000) || future.resultCount() == 0)
            return fail(ErrorKind::TimedOut, QStringLiteral("no answer"));
        return future.result();
    }

    /// Runs `f(Session &)` in the store and waits.
    template <class F> auto inStore(F f) { return wait(store->write(std::move(f))); }

    /// The whole audit log, newest first.
    QList<domain::AuditEntry> audit()
    {
        const auto entries
            = inStore([](store::Session &session) { return store::AuditLog(session).list(std::nullopt, 1'000); });
        return entries ? *entries : QList<domain::AuditEntry>();
    }

    ManualClock clock{1'760'000'000'000};
    QTemporaryDir folder;
    FlakyVault vault;
    std::unique_ptr<store::Store> store;
    bool ready = false;
};

} // namespace liaison::test
