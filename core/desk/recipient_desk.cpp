#include "core/desk/recipient_desk.h"

#include "core/base/and_then.h"
#include "core/base/log.h"
#include "core/domain/plain_name.h"
#include "core/feed/engine.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/people.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QSet>

#include <algorithm>

namespace liaison::desk {

namespace {

using store::Session;

/// Suggestions as they are found: nobody twice, each with the unit that knows the address.
class Gathering {
public:
    Gathering(Session &session, IncidentId incident) : m_session(session)
    {
        if (const auto own = store::Mailboxes(session).ownAddresses())
            m_seen = QSet<QString>(own->cbegin(), own->cend());
        if (incident.isNull())
            return;
        if (const auto found = store::Incidents(session).find(incident))
            m_affected = found->affected;
    }

    [[nodiscard]] const QList<BusinessUnitId> &affected() const { return m_affected; }

    void add(const domain::Address &person, const QString &unit, bool fromDirectory = false)
    {
        const QString norm = domain::normalisedAddress(person.address);
        if (m_seen.contains(norm) || !domain::isValidAddress(person.address))
            return;
        m_seen.insert(norm);
        m_found.append({{domain::plainName(person.name), person.address}, unit, fromDirectory});
    }
    void add(const domain::Address &person, bool fromDirectory)
    {
        store::BusinessUnits units(m_session);
        const auto owner = units.ownerOf(person.address, m_affected);
        QString title;
        if (owner && !owner->isNull())
            title = units.find(*owner).value_or(domain::BusinessUnit()).title;
        add(person, title, fromDirectory);
    }

    /// Those of units before those outside, else as they were added.
    Result<RecipientSuggestions> answer(int most)
    {
        std::stable_partition(m_found.begin(), m_found.end(),
                              [](const RecipientSuggestion &each) { return !each.unit.isEmpty(); });
        return m_session.answer(m_found.mid(0, most));
    }

private:
    Session &m_session;
    QList<BusinessUnitId> m_affected;
    QSet<QString> m_seen;
    RecipientSuggestions m_found;
};

Result<RecipientSuggestions> knownIn(Session &session, const QString &typed, IncidentId incident)
{
    constexpr int mostOfUnits = 50;
    Gathering gathering(session, incident);
    store::People people(session);
    auto ofUnits = people.ofUnits(typed, mostOfUnits);
    const auto ofIncident = people.ofIncident(incident, typed, RecipientDesk::mostKnown);
    const auto anywhere = people.anywhere(typed, RecipientDesk::mostKnown);
    if (const auto status = session.status(); !status)
        return fail(status.error());
    std::stable_partition(ofUnits->begin(), ofUnits->end(), [&gathering](const store::People::OfUnit &each) {
        return gathering.affected().contains(each.unit);
    });
    for (const store::People::OfUnit &each : std::as_const(*ofUnits))
        gathering.add({{}, each.address}, each.title);
    for (const domain::Addresses &found : {*ofIncident, *anywhere}) {
        for (const domain::Address &person : found)
            gathering.add(person, false);
    }
    return gathering.answer(RecipientDesk::mostKnown);
}

/// People of a directory with the units that know them; never an error.
Future<RecipientSuggestions> placed(const Context &context, const Result<domain::Addresses> &people,
                                    IncidentId incident)
{
    if (!people && people.error().kind != ErrorKind::Cancelled)
        qCInfo(lcNet).noquote() << "the directory was not read:" << errorKindName(people.error().kind)
                                << people.error().log;
    if (!people || people->isEmpty())
        return readyFuture<RecipientSuggestions>(RecipientSuggestions());
    return context.store->read([people = *people, incident](Session &session) {
        Gathering gathering(session, incident);
        for (const domain::Address &person : people)
            gathering.add(person, true);
        return gathering.answer(static_cast<int>(people.size()));
    });
}

} // namespace

Future<RecipientSuggestions> RecipientDesk::known(QString typed, IncidentId incident)
{
    return m_context.store->read(
        [typed = std::move(typed), incident](Session &session) { return knownIn(session, typed, incident); });
}

Future<RecipientSuggestions> RecipientDesk::directory(QString typed, MailboxId mailbox, IncidentId incident,
                                                      std::stop_token stop)
{
    typed = typed.simplified();
    if (!m_context.engine || mailbox.isNull() || typed.size() < leastForDirectory)
        return readyFuture<RecipientSuggestions>(RecipientSuggestions());
    auto promise = std::make_shared<QPromise<Result<RecipientSuggestions>>>();
    promise->start();
    QObject *owner = m_context.store;
    onDone<domain::Addresses>(owner, m_context.engine->resolve(mailbox, std::move(typed), std::move(stop)),
                              [context = m_context, promise, incident, owner](const Result<domain::Addresses> &people) {
                                  onDone<RecipientSuggestions>(owner, placed(context, people, incident),
                                                               [promise](Result<RecipientSuggestions> found) {
                                                                   finishWith<RecipientSuggestions>(*promise,
                                                                                                    std::move(found));
                                                               });
                              });
    return promise->future();
}

RecipientSuggestions merged(RecipientSuggestions known, const RecipientSuggestions &directory)
{
    QSet<QString> seen;
    for (const RecipientSuggestion &each : std::as_const(known))
        seen.insert(domain::normalisedAddress(each.person.address));
    for (const RecipientSuggestion &each : directory) {
        const QString norm = domain::normalisedAddress(each.person.address);
        if (seen.contains(norm))
            continue;
        seen.insert(norm);
        known.append(each);
    }
    return known;
}

} // namespace liaison::desk
