#pragma once

#include "core/base/clock.h"
#include "core/base/on_done.h"
#include "core/desk/feed_desk.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "core/domain/mailbox.h"
#include "core/domain/outbox.h"
#include "core/secrets/memory_vault.h"
#include "core/store/store.h"
#include "ui/common/theme.h"
#include "ui/common/ui_context.h"

#include <QPromise>
#include <QSettings>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace liaison::test {

/// A future's result once it is there; the event loop runs meanwhile.
template <class T> Result<T> awaited(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000) || future.resultCount() == 0)
        return fail(ErrorKind::TimedOut, QStringLiteral("no answer"));
    return future.result();
}

/// The value of a result; a test whose preparation fails is failed at once.
template <class T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(errorKindName(result.error().kind)), qPrintable(result.error().log));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// Feeds as a test says they are.
class ToldFeeds final : public desk::FeedDesk {
public:
    ToldFeeds() : FeedDesk(nullptr) { }
    [[nodiscard]] QList<domain::FeedStatus> statuses() const override { return m_statuses; }
    void tell(const domain::FeedStatus &status);

private:
    QList<domain::FeedStatus> m_statuses;
};

/// Keeps secrets in memory and says it keeps them where a test wants.
class ToldVault final : public secrets::Vault {
public:
    [[nodiscard]] Kind kind() const override { return said; }
    Future<std::optional<Secret>> read(QString key) override { return m_memory.read(std::move(key)); }
    Future<void> write(QString key, Secret secret) override
    {
        if (refuses)
            return readyFuture<void>(fail(*refuses));
        written << key;
        if (!holds)
            return m_memory.write(std::move(key), std::move(secret));
        m_held = std::make_shared<QPromise<Result<void>>>();
        m_held->start();
        return m_held->future();
    }
    /// Ends the write that is held: it failed, or nothing was kept all the same.
    void release(std::optional<ErrorKind> failure = std::nullopt)
    {
        finishWith<void>(*m_held, failure ? Result<void>(fail(*failure)) : Result<void>());
    }
    Future<void> remove(QString key) override { return m_memory.remove(std::move(key)); }

    Kind said = Kind::Keychain;
    std::optional<ErrorKind> refuses; ///< how every write fails
    bool holds = false;               ///< whether a write is not answered until release()
    QStringList written;              ///< under which names, in order

private:
    secrets::MemoryVault m_memory;
    std::shared_ptr<QPromise<Result<void>>> m_held;
};

/// A store on a temporary file, a vault in memory, feeds as told: what a main window needs.
class ShellWorld {
public:
    ShellWorld();
    ~ShellWorld();
    ShellWorld(const ShellWorld &) = delete;
    ShellWorld &operator=(const ShellWorld &) = delete;

    [[nodiscard]] ui::UiContext context();
    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] QSettings *settings() { return m_settings.get(); }
    [[nodiscard]] ui::Theme *theme() { return &m_theme; }
    [[nodiscard]] ToldFeeds &feeds() { return m_feeds; }
    [[nodiscard]] ToldVault &vault() { return m_vault; }
    [[nodiscard]] ManualClock &clock() { return m_clock; }
    [[nodiscard]] QString path(const QString &file) const { return m_dir.filePath(file); }

    domain::BusinessUnit addUnit(const QString &title, const QString &domain);
    domain::Incident addIncident(const QString &title, domain::Severity severity = domain::Severity::High,
                                 const QList<BusinessUnitId> &affected = {});
    domain::Mailbox addMailbox(const QString &address);
    /// A mail as a feed would bring it; `subject` may hold a tag.
    MessageId receive(const QString &from, const QString &subject, const QString &text);
    /// A mail of ours to `to`, queued in the outbox.
    domain::OutboxMail send(const domain::Incident &incident, const QString &to, const QString &subject,
                            const QString &text);
    /// The server took it.
    void accept(const domain::OutboxMail &mail);
    /// An HTML answer with remote images and an attachment.
    MessageId receiveAnswer(const QString &from, const domain::OutboxMail &asked);
    /// A day of an incident response team: units, incidents, a mailbox, mails in and out, unmatched ones.
    void populate();

private:
    MessageId arrive(const QByteArray &raw);

    QTemporaryDir m_dir;
    ManualClock m_clock{1'795'255'440'000}; // 21 November 2026, 09:44 UTC
    ui::Theme m_theme;
    ToldFeeds m_feeds;
    ToldVault m_vault;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<store::Store> m_store;
    MailboxId m_mailbox;
    int m_mails = 0;
};

} // namespace liaison::test
