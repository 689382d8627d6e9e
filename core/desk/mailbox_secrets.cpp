#include "core/desk/mailbox_secrets.h"

#include "core/secrets/credentials_vault.h"

#include <memory>

namespace liaison::desk {

namespace {

Future<Secret> secretFor(secrets::Vault *vault, const domain::Mailbox &mailbox, domain::SecretUse use)
{
    const std::optional<QString> key = domain::neededSecret(mailbox, use);
    if (!key)
        return readyFuture<Secret>(Secret());
    auto promise = std::make_shared<QPromise<Result<Secret>>>();
    promise->start();
    onDone(vault, vault->read(*key),
           [promise, name = secretName(vault, mailbox, use),
            mayBeMissing = domain::secretMayBeMissing(mailbox, use)](Result<std::optional<Secret>> read) {
               if (!read)
                   finishWith<Secret>(*promise, fail(read.error()));
               else if (!*read && !mayBeMissing)
                   // Not "secret X": what follows that word is taken out of logs.
                   finishWith<Secret>(*promise,
                                      fail(ErrorKind::CredentialsMissing, QStringLiteral("%1 is not there").arg(name)));
               else
                   finishWith<Secret>(*promise, read->value_or(Secret()));
           });
    return promise->future();
}

} // namespace

QString secretName(const secrets::Vault *vault, const domain::Mailbox &mailbox, domain::SecretUse use)
{
    const QString key = domain::neededSecret(mailbox, use).value_or(domain::vaultKey(mailbox, use));
    return vault->kind() == secrets::Vault::Kind::Credentials ? secrets::credentialName(key) : key;
}

Future<QPair<Secret, Secret>> mailboxSecrets(secrets::Vault *vault, const domain::Mailbox &mailbox)
{
    using Both = QPair<Secret, Secret>;
    auto promise = std::make_shared<QPromise<Result<Both>>>();
    promise->start();
    // One after the other: a keychain that asks a person to unlock it asks once.
    onDone(vault, secretFor(vault, mailbox, domain::SecretUse::Inbound), [vault, mailbox, promise](Result<Secret> in) {
        if (!in)
            return finishWith<Both>(*promise, fail(in.error()));
        onDone(vault, secretFor(vault, mailbox, domain::SecretUse::Outbound),
               [promise, inbound = *in](Result<Secret> out) {
                   // Reading goes on without the password for sending; the sign-in to send then says what is missing.
                   if (!out && out.error().kind == ErrorKind::CredentialsMissing)
                       return finishWith<Both>(*promise, Both(inbound, Secret()));
                   if (!out)
                       return finishWith<Both>(*promise, fail(out.error()));
                   finishWith<Both>(*promise, Both(inbound, *out));
               });
    });
    return promise->future();
}

} // namespace liaison::desk
