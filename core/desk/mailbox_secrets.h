#pragma once

#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/domain/mailbox.h"

#include <QPair>

namespace liaison::secrets {
class Vault;
}

namespace liaison::desk {

/// What a person finds the secret for `use` by: the file of a service's credential, or the keychain's entry. The name
/// is no secret.
QString secretName(const secrets::Vault *vault, const domain::Mailbox &mailbox, domain::SecretUse use);

/// The secrets of a mailbox, {inbound, outbound}, as the engine asks for them; a side without sign-in has an empty
/// one, and so has sending while only its password is missing. CredentialsMissing when the vault works and has
/// none for reading; otherwise the vault's own errors.
Future<QPair<Secret, Secret>> mailboxSecrets(secrets::Vault *vault, const domain::Mailbox &mailbox);

} // namespace liaison::desk
