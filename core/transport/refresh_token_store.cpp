#include "core/transport/refresh_token_store.h"

#include "core/secrets/vault.h"

namespace liaison::transport {

namespace {

/// Runs `ask(vault) -> Future<T>` on the vault's thread. Where that thread is gone the answer is Cancelled: the promise
/// dies with the event.
template <class T, class Ask> Future<T> onVaultThread(secrets::Vault *vault, Ask ask)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const Future<T> answer = promise->future();
    QMetaObject::invokeMethod(vault, [vault, promise = std::move(promise), ask = std::move(ask)] {
        onDone<T>(vault, ask(vault), [promise](Result<T> result) { finishWith<T>(*promise, std::move(result)); });
    });
    return answer;
}

class VaultEntry final : public RefreshTokenStore {
public:
    VaultEntry(secrets::Vault *vault, QString key) : m_vault(vault), m_key(std::move(key)) { }

    Future<std::optional<Secret>> read() override
    {
        return onVaultThread<std::optional<Secret>>(m_vault,
                                                    [key = m_key](secrets::Vault *vault) { return vault->read(key); });
    }

    Future<void> write(Secret refreshToken) override
    {
        return onVaultThread<void>(m_vault, [key = m_key, token = std::move(refreshToken)](secrets::Vault *vault) {
            return vault->write(key, token);
        });
    }

private:
    secrets::Vault *m_vault;
    QString m_key;
};

} // namespace

std::unique_ptr<RefreshTokenStore> vaultRefreshTokenStore(secrets::Vault *vault, QString key)
{
    return std::make_unique<VaultEntry>(vault, std::move(key));
}

} // namespace liaison::transport
