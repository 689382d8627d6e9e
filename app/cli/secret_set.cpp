// liaison secret set MAILBOX: puts the password on standard input into the keychain.
#include "app/cli/command.h"
#include "app/cli/input_file.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/base/secret.h"
#include "core/desk/settings_desk.h"
#include "core/domain/permission.h"
#include "core/secrets/vault.h"
#include "core/store/role_rights.h"
#include "core/store/store.h"

namespace liaison::cli {

namespace {

using domain::SecretUse;

/// What the secret is that this sign-in takes.
enum class Asked { Password, ClientSecret, PassPhrase, AccessToken };

Asked askedFor(const domain::Mailbox &mailbox, SecretUse use)
{
    const domain::Endpoint &how = domain::signInEndpoint(mailbox, use);
    if (how.signIn == domain::SignIn::Certificate)
        return Asked::PassPhrase;
    if (how.signIn != domain::SignIn::OAuth2)
        return Asked::Password;
    if (how.oauth.flow != domain::OAuthFlow::Application)
        return Asked::AccessToken;
    return how.clientCertificateFile.isEmpty() ? Asked::ClientSecret : Asked::PassPhrase;
}

QString question(Asked asked, const QString &address)
{
    switch (asked) {
    case Asked::Password:
        break;
    case Asked::ClientSecret:
        return Cli::tr("Client secret of %1: ").arg(address);
    case Asked::PassPhrase:
        return Cli::tr("Pass phrase of the key of %1: ").arg(address);
    case Asked::AccessToken:
        return Cli::tr("Access token of %1: ").arg(address);
    }
    return Cli::tr("Password of %1: ").arg(address);
}

QString confirmation(Asked asked, const QString &address)
{
    switch (asked) {
    case Asked::Password:
        break;
    case Asked::ClientSecret:
        return Cli::tr("The client secret of %1 is kept.").arg(address);
    case Asked::PassPhrase:
        return Cli::tr("The pass phrase of the key of %1 is kept.").arg(address);
    case Asked::AccessToken:
        return Cli::tr("The access token of %1 is kept.").arg(address);
    }
    return Cli::tr("The password of %1 is kept.").arg(address);
}

Future<Answer> set(Workplace &place, const domain::Mailbox &mailbox, SecretUse use)
{
    if (domain::neededSecret(mailbox, use) != domain::vaultKey(mailbox, use))
        return readyFuture<Answer>(
            fail(ErrorKind::InvalidInput, Cli::tr("%1 needs no secret of its own there").arg(mailbox.address)));
    Result<QByteArray> line = readSecretLine(question(askedFor(mailbox, use), mailbox.address));
    if (!line)
        return readyFuture<Answer>(fail(line.error()));
    Secret secret(std::move(*line));
    const desk::Context context = place.context();
    const Future<void> written = place.vault()->write(domain::vaultKey(mailbox, use), secret);
    const Future<void> noted = andThen<void>(place.vault(), written, [context, id = mailbox.id, use] {
        return desk::SettingsDesk(context).noteSecret(id, use);
    });
    return andThen<Answer>(place.store(), noted, [mailbox, use] {
        Answer answer;
        answer.json = {{QStringLiteral("mailbox"), mailbox.address},
                       {QStringLiteral("secret"),
                        use == SecretUse::Inbound ? QStringLiteral("inbound") : QStringLiteral("outbound")}};
        answer.text = confirmation(askedFor(mailbox, use), mailbox.address);
        return readyFuture<Answer>(answer);
    });
}

/// A secret whose feed cannot be told of it is not put away: for whom may hold mailboxes alone.
Future<Answer> setWhereAllowed(Workplace &place, const domain::Mailbox &mailbox, SecretUse use)
{
    const Future<domain::Permissions> rights
        = place.store()->read([](store::Session &session) { return store::RoleRights(session).permissions(); });
    return andThen<Answer>(place.store(), rights, [&place, mailbox, use](domain::Permissions permissions) {
        if (!permissions.testFlag(domain::Permission::RunFeeds))
            return readyFuture<Answer>(fail(ErrorKind::PermissionDenied));
        return set(place, mailbox, use);
    });
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    if (call.has(QStringLiteral("inbound")) && call.has(QStringLiteral("outbound")))
        return wrongUse(Cli::tr("--inbound and --outbound exclude each other"));
    if (call.shared.memoryVault)
        return wrongUse(Cli::tr("a vault in memory would forget it at once"));
    const SecretUse use = call.has(QStringLiteral("outbound")) ? SecretUse::Outbound : SecretUse::Inbound;
    return andThen<Answer>(
        place.store(), desk::SettingsDesk(place.context()).mailbox(call.operands.first()),
        [&place, use](const domain::Mailbox &mailbox) { return setWhereAllowed(place, mailbox, use); });
}

} // namespace

Command secretSetCommand()
{
    return {QStringLiteral("secret set"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("keeps the password or other secret that standard input gives"),
            {{QStringLiteral("inbound"), {}, Cli::tr("The password for reading; the default.")},
             {QStringLiteral("outbound"), {}, Cli::tr("The password for sending, where it has one of its own.")}},
            false,
            run};
}

} // namespace liaison::cli
