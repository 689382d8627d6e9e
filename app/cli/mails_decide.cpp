// liaison mails link ID INCIDENT-KEY, mails unlink ID, mails dismiss ID, mails restore ID: what a person decides about
// a mail.
#include "app/cli/command.h"
#include "app/cli/mail_json.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/mail_desk.h"
#include "core/store/incidents.h"
#include "core/store/store.h"

namespace liaison::cli {

namespace {

/// A mail as it stands, with the key of its incident.
struct Standing {
    store::MailRow mail;
    QString incident;
};

Result<Standing> standing(store::Session &session, MessageId id, const QString &person)
{
    const auto row = store::Messages(session).row(id, person);
    const auto keys = row ? incidentKeys(session, {*row}) : fail(row.error());
    if (!keys)
        return fail(keys.error());
    return Standing{*row, row->incident ? keys->value(*row->incident) : QString()};
}

Future<Standing> readStanding(Workplace &place, MessageId id)
{
    return place.store()->read(
        [id, person = place.context().actor.person](store::Session &session) { return standing(session, id, person); });
}

Answer told(const Standing &now)
{
    const QString id = QString::number(now.mail.id.value);
    Answer answer;
    answer.json = mailToJson(now.mail, now.incident);
    if (!now.incident.isEmpty())
        answer.text = Cli::tr("Mail %1 is in %2.").arg(id, now.incident);
    else if (now.mail.triage == store::Triage::Dismissed)
        answer.text = Cli::tr("Mail %1 is dismissed.").arg(id);
    else
        answer.text = Cli::tr("Mail %1 is in no incident.").arg(id);
    return answer;
}

/// What became of the mail, asked of the store, once `decided` is done.
Future<Answer> tellAfter(Workplace &place, const Future<void> &decided, MessageId id)
{
    return andThen<Answer>(place.store(), decided, [&place, id] {
        return andThen<Answer>(place.store(), readStanding(place, id),
                               [](const Standing &now) { return readyFuture<Answer>(told(now)); });
    });
}

using Decision = std::function<Future<Answer>(Workplace &, MessageId, const Invocation &)>;

/// Reads the mail's number off the command line first.
std::function<Future<Answer>(Workplace &, const Invocation &)> withMail(Decision decide)
{
    return [decide = std::move(decide)](Workplace &place, const Invocation &call) {
        bool isNumber = false;
        const MessageId id{call.operands.first().toLongLong(&isNumber)};
        if (!isNumber || id.value < 1)
            return wrongUse(Cli::tr("“%1” is no mail's number").arg(call.operands.first()));
        return decide(place, id, call);
    };
}

Future<Answer> link(Workplace &place, MessageId id, const Invocation &call)
{
    const QString key = call.operands.at(1);
    const auto found = place.store()->read([key](store::Session &session) -> Result<IncidentId> {
        const auto incident = store::Incidents(session).findByKey(key);
        if (!incident && incident.error().kind == ErrorKind::NotFound)
            return fail(ErrorKind::NotFound, Cli::tr("there is no incident %1").arg(key));
        return incident ? Result<IncidentId>(incident->id) : fail(incident.error());
    });
    const auto linked = andThen<void>(place.store(), found, [context = place.context(), id](IncidentId incident) {
        return desk::MailDesk(context).link(id, incident, std::nullopt);
    });
    return tellAfter(place, linked, id);
}

Future<Answer> unlink(Workplace &place, MessageId id, const Invocation &)
{
    return tellAfter(place, desk::MailDesk(place.context()).unlink(id), id);
}

/// Dismissing is for mail in no incident, restoring for what was dismissed: anything else is a mistake in the number.
Future<Answer> setDismissed(Workplace &place, MessageId id, bool dismissed)
{
    const auto changed = andThen<void>(
        place.store(), readStanding(place, id), [&place, id, dismissed](const Standing &before) {
            if (dismissed && !before.incident.isEmpty())
                return readyFuture<void>(fail(
                    ErrorKind::Conflict, Cli::tr("mail %1 is in %2").arg(QString::number(id.value), before.incident)));
            if (dismissed && before.mail.direction == store::Direction::Out)
                return readyFuture<void>(fail(ErrorKind::Conflict, Cli::tr("mail %1 is one of ours").arg(id.value)));
            if (!dismissed && before.mail.triage != store::Triage::Dismissed)
                return readyFuture<void>(fail(ErrorKind::Conflict, Cli::tr("nobody dismissed mail %1").arg(id.value)));
            desk::MailDesk mails(place.context());
            return dismissed ? mails.dismiss(id) : mails.restore(id);
        });
    return tellAfter(place, changed, id);
}

Command decision(const QString &words, const QString &operands, const QString &summary, Decision decide)
{
    const int count = static_cast<int>(operands.count(QLatin1Char(' '))) + 1;
    return {words, operands, count, count, summary, {}, false, withMail(std::move(decide))};
}

} // namespace

Command mailsLinkCommand()
{
    return decision(QStringLiteral("mails link"), QStringLiteral("ID INCIDENT-KEY"),
                    Cli::tr("puts a mail into an incident"), link);
}

Command mailsUnlinkCommand()
{
    return decision(QStringLiteral("mails unlink"), QStringLiteral("ID"), Cli::tr("takes back what linked a mail"),
                    unlink);
}

Command mailsDismissCommand()
{
    return decision(QStringLiteral("mails dismiss"), QStringLiteral("ID"),
                    Cli::tr("takes a mail off the unmatched ones"),
                    [](Workplace &place, MessageId id, const Invocation &) { return setDismissed(place, id, true); });
}

Command mailsRestoreCommand()
{
    return decision(QStringLiteral("mails restore"), QStringLiteral("ID"), Cli::tr("puts a dismissed mail back"),
                    [](Workplace &place, MessageId id, const Invocation &) { return setDismissed(place, id, false); });
}

} // namespace liaison::cli
