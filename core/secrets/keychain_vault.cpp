#include "core/secrets/keychain_vault.h"

#include "core/secrets/keychain_state.h"

#include <qt6keychain/keychain.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace liaison::secrets {

namespace {

using QKeychain::Job;

/// What a failed job means, once the keychain's state is known. nullopt: the secret is just not there.
std::optional<Error> meaning(QKeychain::Error error, const QString &words, KeychainState state)
{
    const auto of = [&words](ErrorKind kind) { return Error{kind, words, {}, {}}; };
    if (state == KeychainState::Unavailable)
        return of(ErrorKind::KeychainUnavailable);
    switch (error) {
    case QKeychain::EntryNotFound:
        if (state == KeychainState::Locked)
            return of(ErrorKind::KeychainLocked);
        return std::nullopt;
    case QKeychain::AccessDeniedByUser:
        return of(ErrorKind::KeychainDenied);
    case QKeychain::AccessDenied:
    case QKeychain::CouldNotDeleteEntry:
        return of(state == KeychainState::Locked ? ErrorKind::KeychainLocked : ErrorKind::KeychainDenied);
    default:
        return of(state == KeychainState::Locked ? ErrorKind::KeychainLocked : ErrorKind::KeychainUnavailable);
    }
}

/// Runs QtKeychain's jobs one after another; each next one is started from the event loop, because the library
/// is still inside the former job when it reports the end.
class KeychainVault final : public Vault {
public:
    explicit KeychainVault(QString service) : m_service(std::move(service)) { }

    [[nodiscard]] Kind kind() const override { return Kind::Keychain; }

    Future<std::optional<Secret>> read(QString key) override
    {
        using Read = std::optional<Secret>;
        auto promise = started<Read>();
        enqueue([this, key, promise] {
            auto *job = new QKeychain::ReadPasswordJob(m_service);
            run(job, key, [promise, job](const Result<Ending> &ending) {
                if (!ending)
                    finishWith<Read>(*promise, fail(ending.error()));
                else
                    finishWith<Read>(*promise, *ending == Ending::Done ? Read(Secret(job->binaryData())) : Read());
            });
        });
        return promise->future();
    }

    Future<void> write(QString key, Secret secret) override
    {
        auto promise = started<void>();
        enqueue([this, key, secret = std::move(secret), promise] {
            auto *job = new QKeychain::WritePasswordJob(m_service);
            job->setBinaryData(secret.reveal());
            run(job, key, [promise](const Result<Ending> &ending) {
                if (!ending)
                    finishWith<void>(*promise, fail(ending.error()));
                else if (*ending == Ending::NotFound) // nothing to write to
                    finishWith<void>(*promise, fail(ErrorKind::KeychainUnavailable));
                else
                    finishWith<void>(*promise, {});
            });
        });
        return promise->future();
    }

    Future<void> remove(QString key) override
    {
        auto promise = started<void>();
        enqueue([this, key, promise] {
            run(new QKeychain::DeletePasswordJob(m_service), key, [this, promise](const Result<Ending> &ending) {
                if (!ending)
                    return finishWith<void>(*promise, fail(ending.error()));
                // A locked keyring removes nothing and reports success.
                askKeychainState(this, [promise](KeychainState state) {
                    if (state == KeychainState::Locked)
                        finishWith<void>(*promise, fail(ErrorKind::KeychainLocked));
                    else
                        finishWith<void>(*promise, {});
                });
            });
        });
        return promise->future();
    }

private:
    enum class Ending { Done, NotFound };
    /// Called with Done while the job still lives, otherwise later.
    using Ended = std::function<void(const Result<Ending> &)>;

    template <class T> static std::shared_ptr<QPromise<Result<T>>> started()
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        return promise;
    }

    void enqueue(std::function<void()> task)
    {
        m_waiting.push_back(std::move(task));
        if (!std::exchange(m_busy, true))
            startNextLater();
    }

    void startNextLater()
    {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_waiting.empty()) {
                    m_busy = false;
                    return;
                }
                const std::function<void()> task = std::move(m_waiting.front());
                m_waiting.pop_front();
                task();
            },
            Qt::QueuedConnection);
    }

    /// The job has no parent: the library calls back into it even when the vault is gone meanwhile.
    void run(Job *job, const QString &key, Ended ended)
    {
        job->setInsecureFallback(false);
        job->setAutoDelete(false);
        job->setKey(key);
        connect(job, &Job::finished, job, &QObject::deleteLater);
        connect(job, &Job::finished, this, [this, ended = std::move(ended)](Job *done) {
            if (done->error() != QKeychain::NoError)
                return explain(done->error(), done->errorString(), ended);
            ended(Ending::Done);
            startNextLater();
        });
        job->start();
    }

    void explain(QKeychain::Error error, const QString &words, const Ended &ended)
    {
        askKeychainState(this, [this, error, words, ended](KeychainState state) {
            const std::optional<Error> known = meaning(error, QStringLiteral("keychain: ") + words, state);
            ended(known ? Result<Ending>(fail(*known)) : Result<Ending>(Ending::NotFound));
            startNextLater();
        });
    }

    QString m_service;
    std::deque<std::function<void()>> m_waiting;
    bool m_busy = false;
};

} // namespace

std::unique_ptr<Vault> keychainVault(const QString &service)
{
    return std::make_unique<KeychainVault>(service);
}

} // namespace liaison::secrets
