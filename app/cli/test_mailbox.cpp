// liaison test inbound|outbound MAILBOX: connects and signs in, and changes nothing.
#include "app/cli/command.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/settings_desk.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

using domain::Mailbox;
using domain::RemoteFolder;

Future<Answer> inbound(Workplace &place, const Invocation &call)
{
    place.engine();
    const auto folders = andThen<QList<RemoteFolder>>(
        place.store(), desk::SettingsDesk(place.context()).mailbox(call.operands.first()),
        [context = place.context()](const Mailbox &mailbox) {
            return desk::MailboxDesk(context).checkInbound({mailbox, std::nullopt, std::nullopt}, {});
        });
    return andThen<Answer>(place.store(), folders, [](const QList<RemoteFolder> &found) {
        Answer answer;
        QJsonArray array;
        for (const RemoteFolder &folder : found)
            array.append(QJsonObject{{QStringLiteral("path"), folder.path},
                                     {QStringLiteral("role"), domain::toString(folder.role)}});
        answer.json = {{QStringLiteral("ok"), true}, {QStringLiteral("folders"), array}};
        answer.text = Cli::tr("Signed in; %n folder(s).", nullptr, static_cast<int>(found.size()));
        return readyFuture<Answer>(answer);
    });
}

Future<Answer> outbound(Workplace &place, const Invocation &call)
{
    place.engine();
    const auto checked
        = andThen<void>(place.store(), desk::SettingsDesk(place.context()).mailbox(call.operands.first()),
                        [context = place.context()](const Mailbox &mailbox) {
                            return desk::MailboxDesk(context).checkOutbound({mailbox, std::nullopt, std::nullopt}, {});
                        });
    return andThen<Answer>(place.store(), checked, [] {
        Answer answer;
        answer.json = {{QStringLiteral("ok"), true}};
        answer.text = Cli::tr("Signed in; nothing was sent.");
        return readyFuture<Answer>(answer);
    });
}

} // namespace

Command testInboundCommand()
{
    return {QStringLiteral("test inbound"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("signs in to the server mail is read from"),
            {},
            false,
            inbound};
}

Command testOutboundCommand()
{
    return {QStringLiteral("test outbound"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("signs in to the server mail is sent by"),
            {},
            false,
            outbound};
}

} // namespace liaison::cli
