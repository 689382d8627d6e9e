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
    const auto mails = wanted.unmatched
        ? messages.unmatched({store::Triage::Unmatched, wanted.machine, wanted.person}, before, wanted.paging.limit)
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
    Wanted wanted{call.value(QStringLiteral("incident")), call.has(QStringLiteral("unmatched")),
                  call.has(QStringLiteral("automatic")),  call.value(QStringLiteral("search")),
                  place.context().actor.person,           *paging};
    if (wanted.unmatched && (!wanted.incident.isEmpty() || !wanted.search.isEmpty()))
        return wrongUse(Cli::tr("--unmatched goes with neither --incident nor --search"));
    if (wanted.machine && !wanted.unmatched)
        return wrongUse(Cli::tr("--automatic goes with --unmatched"));
    const auto listing = place.store()->read([wanted](store::Session &session) { return read(session, wanted); });
    return andThen<Answer>(place.store(), listing, [limit = paging->limit](const Listing &found) {
        return readyFuture<Answer>(listed(found, limit));
    });
}

} // namespace

Command mailsListCommand()
{
    return {QStringLiteral("mails list"),
            {},
            0,
            0,
            Cli::tr("lists mails, newest first"),
            QList<OptionSpec>{
                {QStringLiteral("incident"), QStringLiteral("KEY"), Cli::tr("Only those of an incident.")},
                {QStringLiteral("unmatched"), {}, Cli::tr("Only those that belong to no incident yet.")},
                {QStringLiteral("automatic"), {}, Cli::tr("With --unmatched: those that machines wrote.")},
                {QStringLiteral("search"), QStringLiteral("WORDS"), Cli::tr("Only those that have all the words.")}}
                + pagingOptions(),
            false,
            run};
}

} // namespace liaison::cli
