// liaison mails list: mails newest first, paged by key.
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/mail_json.h"
#include "app/cli/paging.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/store/incidents.h"
#include "core/store/search.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

struct Listing {
    QList<store::MailRow> mails;
    QHash<IncidentId, QString> keys;
};

struct Wanted {
    QString incident; ///< key; empty: any
    bool unmatched = false;
    bool dismissed = false;
    bool machine = false;
    QString search;
    QString person;
    Paging paging;
};

Result<Listing> read(store::Session &session, const Wanted &wanted)
{
    std::optional<IncidentId> incident;
    if (!wanted.incident.isEmpty()) {
        const auto found = store::Incidents(session).findByKey(wanted.incident);
        if (!found)
            return fail(found.error());
        incident = found->id;
    }
    std::optional<store::Messages::PageKey> before;
    if (wanted.paging.id != 0)
        before = store::Messages::PageKey{wanted.paging.at, MessageId{wanted.paging.id}};
    store::Messages messages(session);
    const auto triage = wanted.dismissed ? store::Triage::Dismissed : store::Triage::Unmatched;
    const auto mails = wanted.unmatched || wanted.dismissed
        ? messages.unmatched({triage, wanted.machine, wanted.person}, before, wanted.paging.limit)
        : wanted.search.isEmpty()
        ? messages.list(incident, wanted.person, before, wanted.paging.limit)
        : store::Search(session).find({wanted.search, incident, wanted.person}, before, wanted.paging.limit);
    if (!mails)
        return fail(mails.error());
    const auto keys = incidentKeys(session, *mails);
    return keys ? Result<Listing>(Listing{*mails, *keys}) : fail(keys.error());
}

Answer listed(const Listing &listing, int limit)
{
    QJsonArray array;
    QStringList lines;
    for (const store::MailRow &mail : listing.mails) {
        const QString key = mail.incident ? listing.keys.value(*mail.incident) : QString();
        array.append(mailToJson(mail, key));
        lines << QStringLiteral("%1  %2  %3  %4  %5  %6")
                     .arg(mail.id.value)
                     .arg(timeText(mail.arrivedAt), mail.direction == store::Direction::In ? u"<"_qs : u">"_qs,
                          key.isEmpty() ? QStringLiteral("-") : key, oneLine(mail.from.address, 40),
                          oneLine(mail.subject, 80));
    }
    Answer answer;
    answer.json = {{QStringLiteral("mails"), array}};
    if (listing.mails.size() == limit)
        answer.json.insert(QStringLiteral("next"),
                           pageKey(listing.mails.last().arrivedAt, listing.mails.last().id.value));
    answer.text = lines.join(QLatin1Char('\n'));
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    const auto paging = pagingOf(call);
    if (!paging)
        return wrongUse(Cli::tr("--limit is a number from 1 to 1000, --before the “next” of a page"));
    Wanted wanted;
    wanted.incident = call.value(QStringLiteral("incident"));
    wanted.unmatched = call.has(QStringLiteral("unmatched"));
    wanted.dismissed = call.has(QStringLiteral("dismissed"));
    wanted.machine = call.has(QStringLiteral("automatic"));
    wanted.search = call.value(QStringLiteral("search"));
    wanted.person = place.context().actor.person;
    wanted.paging = *paging;
    const bool pile = wanted.unmatched || wanted.dismissed;
    if (wanted.unmatched && wanted.dismissed)
        return wrongUse(Cli::tr("--unmatched and --dismissed exclude each other"));
    if (pile && (!wanted.incident.isEmpty() || !wanted.search.isEmpty()))
        return wrongUse(Cli::tr("--unmatched and --dismissed go with neither --incident nor --search"));
    if (wanted.machine && !pile)
        return wrongUse(Cli::tr("--automatic goes with --unmatched or --dismissed"));
    const auto listing = place.store()->read([wanted](store::Session &session) { return read(session, wanted); });
    return andThen<Answer>(place.store(), listing, [limit = paging->limit](const Listing &found) {
        return readyFuture<Answer>(listed(found, limit));
    });
}

} // namespace

Command mailsListCommand()
{
    return {
        QStringLiteral("mails list"),
        {},
        0,
        0,
        Cli::tr("lists mails, newest first"),
        QList<OptionSpec>{
            {QStringLiteral("incident"), QStringLiteral("KEY"), Cli::tr("Only those of an incident.")},
            {QStringLiteral("unmatched"), {}, Cli::tr("Only those that belong to no incident yet.")},
            {QStringLiteral("dismissed"), {}, Cli::tr("Only those that somebody dismissed.")},
            {QStringLiteral("automatic"), {}, Cli::tr("With --unmatched or --dismissed: those that machines wrote.")},
            {QStringLiteral("search"), QStringLiteral("WORDS"), Cli::tr("Only those that have all the words.")}}
            + pagingOptions(),
        false,
        run};
}

} // namespace liaison::cli
