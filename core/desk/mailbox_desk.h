#pragma once

#include "core/base/on_done.h"
#include "core/base/secret.h"
#include "core/desk/desk.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"

#include <QList>

#include <optional>
#include <stop_token>

namespace liaison::desk {

/// Connects and runs mailboxes.
class MailboxDesk {
public:
    explicit MailboxDesk(Context context) : m_context(std::move(context)) { }

    struct SaveRequest {
        domain::Mailbox mailbox;
        std::optional<Secret> inboundSecret; ///< nullopt: keep what the keychain has
        std::optional<Secret> outboundSecret;
    };
    /// All or nothing, secrets first: if the store refuses, a secret that was replaced is put back.
    /// InvalidInput (see domain::validate), AlreadyExists for an address in use, Keychain… as the vault says.
    Future<domain::Mailbox> save(SaveRequest request);
    Future<void> start(MailboxId id);
    Future<void> stop(MailboxId id);
    Future<void> setEnabled(MailboxId id, bool enabled);
    Future<void> selectFolders(MailboxId id, QList<FolderId> selected);
    /// Connects with the fields as they are, saved or not, and lists the folders.
    Future<QList<domain::RemoteFolder>> checkInbound(SaveRequest request, std::stop_token stop);
    /// Connects and signs in to the outbound server with the fields as they are, and sends nothing.
    Future<void> checkOutbound(SaveRequest request, std::stop_token stop);
    /// Where a password that is typed now is kept.
    enum class SecretsKept { InKeychain, InCredentials, UntilExit };
    [[nodiscard]] SecretsKept secretsKept() const;
    /// Whether the vault has the secret `use` needs; the keychain's own errors pass through.
    Future<bool> hasSecret(domain::Mailbox mailbox, domain::SecretUse use);

private:
    [[nodiscard]] Future<Secret> secretFor(const SaveRequest &request, domain::SecretUse use) const;

    Context m_context;
};

} // namespace liaison::desk
