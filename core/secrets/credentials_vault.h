#pragma once

#include "core/secrets/vault.h"

#include <memory>

namespace liaison::secrets {

/// A read-only vault over a directory of files, as systemd makes one for a service (LoadCredential=,
/// CREDENTIALS_DIRECTORY; systemd.exec(5)). The file of a key is named by credentialName(). One line end at the end of
/// a file is not part of the secret.
/// Errors: KeychainUnavailable (no such directory, or a file that cannot be read), LimitExceeded (a file of more than
/// 64 KiB), KeychainDenied for write() and remove().
std::unique_ptr<Vault> credentialsVault(const QString &directory);

/// The file that holds the secret of `key`: "mailbox/UUID/inbound" is "mailbox.UUID.inbound".
QString credentialName(const QString &key);

} // namespace liaison::secrets
