#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/store/pending_secrets.h"

#include <QStringList>

#include <optional>

namespace liaison::desk {

/// What is written into the keychain for a mailbox that is not saved yet is noted in the store first, and the note goes
/// with the save or with the secret. Should the process end in between, another one of the same account on the same
/// computer finds the note and removes the secret: sweepSecrets().

/// This process, as its notes name it.
store::SecretWriter thisWriter();
/// Whether that process still runs; nullopt: this one cannot tell.
std::optional<bool> isRunning(const store::SecretWriter &writer);

/// Notes that this process is about to write these secrets, but for those that a saved mailbox needs. Nothing where the
/// vault forgets by itself. Errors: the store's.
Future<void> noteSecrets(const Context &context, const QStringList &keys);
/// Removes a secret that no saved mailbox needs, and its note. Errors: the vault's and the store's.
Future<void> removeSecret(const Context &context, const QString &key);
/// Removes the secrets of notes whose process has ended, and the notes: those that this computer and account wrote, and
/// that no mailbox needs as it is saved. Where nobody can tell whether that process runs, after a day. What the
/// keychain does not let go stays noted. Errors, logged too: the vault's and the store's.
Future<void> sweepSecrets(const Context &context);

} // namespace liaison::desk
