#include "app/demo/seeding.h"

#include "core/base/on_done.h"
#include "core/desk/incident_desk.h"
#include "core/desk/template_desk.h"
#include "core/desk/unit_desk.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <algorithm>
#include <limits>

namespace liaison::demo {

namespace {

/// Saves the mailboxes with their feeds started; they come back with their ids.
Result<QList<domain::Mailbox>> saveAll(store::Session &session, const QList<domain::Mailbox> &wanted)
{
    store::Mailboxes mailboxes(session);
    QList<domain::Mailbox> saved;
    for (const domain::Mailbox &mailbox : wanted) {
        const auto one = mailboxes.save(mailbox);
        const auto started = one ? mailboxes.setFeedWanted(one->id, true) : Result<void>(fail(one.error()));
        if (!started)
            return fail(started.error());
        saved << *one;
    }
    return saved;
}

} // namespace

Seeding::Seeding(World world, DemoServer *server, QList<domain::Mailbox> mailboxes, domain::Actor actor,
                 QObject *parent)
    : QObject(parent), m_world(std::move(world)), m_server(server), m_mailboxes(std::move(mailboxes)),
      m_actor(std::move(actor))
{
}

Seeding::~Seeding() = default;

Future<Afterwards> Seeding::run(const QString &storeLocation)
{
    m_promise.start();
    store::OpenOptions where;
    where.location = storeLocation;
    m_store = std::make_unique<store::Store>(where, &m_clock);
    m_desk = {m_store.get(), nullptr, nullptr, &m_clock, m_actor};
    planEvents();
    m_clock.set(m_events.first().at);
    onDone(this, m_store->open(), [this](const Result<void> &opened) {
        if (!opened)
            return end(opened);
        const auto save = [wanted = m_mailboxes](store::Session &session) { return saveAll(session, wanted); };
        onDone(this, m_store->write(save), [this](Result<QList<domain::Mailbox>> saved) {
            if (!saved)
                return end(fail(saved.error()));
            m_mailboxes = *saved;
            next();
        });
    });
    return m_promise.future();
}

const domain::Mailbox &Seeding::mailboxOf(const WorldMail &mail) const
{
    const auto found = std::find_if(m_mailboxes.cbegin(), m_mailboxes.cend(), [&mail](const domain::Mailbox &one) {
        return one.address == mail.mailbox.address;
    });
    return found == m_mailboxes.cend() ? m_mailboxes.first() : *found;
}

void Seeding::planEvents()
{
    const UtcMs beginning = m_world.incidents.isEmpty() ? 1 : m_world.incidents.first().createdAt - 86'400'000LL * 300;
    for (const domain::MailTemplate &one : std::as_const(m_world.templates))
        m_events.append({beginning, [this, one] { makeTemplate(one); }});
    for (const Unit &unit : std::as_const(m_world.units))
        m_events.append({beginning, [this, unit] { makeUnit(unit); }});
    for (const WorldIncident &incident : std::as_const(m_world.incidents))
        m_events.append({incident.createdAt, [this, incident] { makeIncident(incident); }});
    for (const WorldMail &mail : std::as_const(m_world.mails)) {
        m_events.append({mail.at, [this, mail] {
                             if (mail.kind == WorldMail::Kind::Ours)
                                 writeOurs(mail);
                             else if (mail.kind == WorldMail::Kind::Theirs)
                                 writeTheirs(mail);
                             else
                                 writeReport(mail);
                         }});
    }
    for (const WorldMail &mail : std::as_const(m_world.spareMails))
        m_events.append({mail.at, [this, mail] { putAside(mail); }});
    std::stable_sort(m_events.begin(), m_events.end(), [](const Event &a, const Event &b) { return a.at < b.at; });
}

void Seeding::next()
{
    if (m_next == m_events.size())
        return end({});
    const Event &event = m_events.at(m_next++);
    if (event.at < std::numeric_limits<UtcMs>::max()) // what arrives later is only written, not told
        m_clock.set(event.at);
    event.happen();
}

void Seeding::end(const Result<void> &result)
{
    m_store.reset(); // the program opens it next
    finishWith<Afterwards>(m_promise, result ? Result<Afterwards>(m_after) : Result<Afterwards>(fail(result.error())));
}

void Seeding::makeTemplate(const domain::MailTemplate &mailTemplate)
{
    onDone(this, desk::TemplateDesk(m_desk).save(mailTemplate), [this](const Result<domain::MailTemplate> &made) {
        if (!made)
            return end(fail(made.error()));
        next();
    });
}

void Seeding::makeUnit(const Unit &unit)
{
    const QString language = unit.people.isEmpty() ? QString() : unit.people.first().language;
    onDone(this, desk::UnitDesk(m_desk).create(unit.unit),
           [this, id = unit.id, language](const Result<domain::BusinessUnit> &made) {
               if (!made)
                   return end(fail(made.error()));
               m_units.insert(id, made->id);
               speak(made->id, language);
           });
}

void Seeding::speak(BusinessUnitId unit, const QString &language)
{
    onDone(this, desk::TemplateDesk(m_desk).setUnitLanguage(unit, language), [this](const Result<void> &done) {
        if (!done)
            return end(fail(done.error()));
        next();
    });
}

void Seeding::makeIncident(const WorldIncident &incident)
{
    domain::Incident wanted = incident.incident;
    const bool closed = wanted.status == domain::IncidentStatus::Closed;
    if (closed)
        wanted.status = domain::IncidentStatus::Open; // its mail came before it was closed
    for (const QString &unit : incident.affected)
        wanted.affected << m_units.value(unit);
    onDone(this, desk::IncidentDesk(m_desk).create(wanted),
           [this, id = incident.id, closed](const Result<domain::Incident> &made) {
               if (!made)
                   return end(fail(made.error()));
               m_incidents.insert(id, *made);
               m_after.incidents.insert(id, made->id);
               m_after.typeByKey.insert(made->key, made->type);
               if (closed)
                   m_after.closed << made->id;
               next();
           });
}

} // namespace liaison::demo
