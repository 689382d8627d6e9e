#include "core/secrets/memory_vault.h"

namespace liaison::secrets {

Future<std::optional<Secret>> MemoryVault::read(QString key)
{
    const auto found = m_secrets.constFind(key);
    return readyFuture<std::optional<Secret>>(found == m_secrets.cend() ? std::nullopt : std::optional(*found));
}

Future<void> MemoryVault::write(QString key, Secret secret)
{
    m_secrets.insert(key, std::move(secret));
    return readyFuture<void>({});
}

Future<void> MemoryVault::remove(QString key)
{
    m_secrets.remove(key);
    return readyFuture<void>({});
}

} // namespace liaison::secrets
