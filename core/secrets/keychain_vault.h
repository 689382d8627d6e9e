#pragma once

#include "core/secrets/vault.h"

#include <memory>

namespace liaison::secrets {

/// The operating system's keychain through QtKeychain, insecure fallback off. `service` is the name the
/// secrets stand under there. A locked keychain, a missing one and a missing secret are told apart.
std::unique_ptr<Vault> keychainVault(const QString &service);

} // namespace liaison::secrets
