#pragma once

#include "core/base/on_done.h"
#include "core/base/secret.h"

#include <QString>

#include <memory>
#include <optional>

namespace liaison::secrets {
class Vault;
}

namespace liaison::transport {

/// Where one sign-in's refresh token is kept, asked from any thread. Errors are the vault's.
class RefreshTokenStore {
public:
    virtual ~RefreshTokenStore() = default;
    virtual Future<std::optional<Secret>> read() = 0;
    virtual Future<void> write(Secret refreshToken) = 0;
};

/// The entry `key` of `vault`, which outlives it and is asked on its own thread.
std::unique_ptr<RefreshTokenStore> vaultRefreshTokenStore(secrets::Vault *vault, QString key);

} // namespace liaison::transport
