// liaison mailbox list, liaison mailbox remove MAILBOX.
#include "app/cli/command.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/settings_desk.h"
#include "core/secrets/credentials_vault.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

using domain::Mailbox;
using domain::SecretUse;

QJsonObject toJson(const Mailbox &mailbox)
{
    QJsonArray credentials;
    for (const SecretUse use : {SecretUse::Inbound, SecretUse::Outbound}) {
        const auto key = domain::neededSecret(mailbox, use);
        if (key && !credentials.contains(secrets::credentialName(*key)))
            credentials.append(secrets::credentialName(*key));
    }
    return {{QStringLiteral("uuid"), mailbox.uuid.toString(QUuid::WithoutBraces)},
            {QStringLiteral("address"), mailbox.address},
            {QStringLiteral("displayName"), mailbox.displayName},
            {QStringLiteral("enabled"), mailbox.enabled},
            {QStringLiteral("feed"), mailbox.feedWanted},
            {QStringLiteral("inbound"), domain::toJson(mailbox.inbound)},
            {QStringLiteral("outbound"), domain::toJson(mailbox.outbound)},
            {QStringLiteral("credentials"), credentials}};
}

Future<Answer> list(Workplace &place, const Invocation &)
{
    return andThen<Answer>(place.store(), desk::SettingsDesk(place.context()).current(),
                           [](const desk::Settings &settings) {
                               QJsonArray rows;
                               QStringList lines;
                               for (const Mailbox &mailbox : settings.mailboxes) {
                                   rows.append(toJson(mailbox));
                                   const QString state = !mailbox.enabled ? Cli::tr("off")
                                       : mailbox.feedWanted               ? Cli::tr("started")
                                                                          : Cli::tr("stopped");
                                   lines << QStringLiteral("%1  %2  %3:%4")
                                                .arg(mailbox.address, state, mailbox.inbound.host)
                                                .arg(mailbox.inbound.port);
                               }
                               Answer answer;
                               answer.json = {{QStringLiteral("mailboxes"), rows}};
                               answer.text = lines.join(QLatin1Char('\n'));
                               return readyFuture<Answer>(answer);
                           });
}

Future<Answer> remove(Workplace &place, const Invocation &call)
{
    const desk::Context context = place.context();
    const auto gone = [context, store = place.store()](const Mailbox &mailbox) {
        return andThen<Answer>(store, desk::SettingsDesk(context).removeMailbox(mailbox.id), [mailbox] {
            Answer answer;
            answer.json = {{QStringLiteral("removed"), mailbox.address}};
            answer.text = Cli::tr("%1 is removed; its mail stays.").arg(mailbox.address);
            return readyFuture<Answer>(answer);
        });
    };
    return andThen<Answer>(place.store(), desk::SettingsDesk(context).mailbox(call.operands.first()), gone);
}

} // namespace

Command mailboxListCommand()
{
    return {QStringLiteral("mailbox list"), {}, 0, 0, Cli::tr("lists the mailboxes"), {}, false, list};
}

Command mailboxRemoveCommand()
{
    return {QStringLiteral("mailbox remove"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("removes a mailbox; its mail stays"),
            {},
            false,
            remove};
}

} // namespace liaison::cli
