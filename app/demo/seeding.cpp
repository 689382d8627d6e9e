#include "app/demo/seeding.h"

#include "app/demo/answer_book.h"
#include "core/desk/incident_desk.h"
#include "core/desk/queue_mail.h"
#include "core/desk/template_desk.h"
#include "core/desk/unit_desk.h"
#include "core/domain/subject.h"
#include "core/mime/parse.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/notifications.h"
#include "core/store/outbox.h"
#include "core/store/store.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace liaison::demo {

namespace {

struct SentThen {
    ThreadId thread;
    QByteArray raw;
};

/// Queues a mail and notes it as sent, in one transaction: as the outbox would have left it.
Result<SentThen> sendThen(store::Session &session, const desk::ReadyMail &ready, UtcMs when, const domain::Actor &actor,
                          std::optional<domain::NotificationKind> notification)
{
    const auto queued = desk::queueMail(session, ready, when, when, actor);
    if (!queued)
        return fail(queued.error());
    if (notification) {
        const auto marked = store::Notifications(session).mark(queued->id, *notification);
        if (!marked)
            return fail(marked.error());
    }
    store::Leases leases(session);
    const auto lease = leases.acquire(queued->mailbox, QStringLiteral("demo"), QStringLiteral("localhost"), 60'000);
    if (!lease)
        return fail(lease.error());
    store::Outbox outbox(session);
    const auto claimed = outbox.claim(queued->mailbox, *lease);
    if (!claimed)
        return fail(claimed.error());
    store::Outbox::Outcome outcome;
    outcome.serverWords = QStringLiteral("2.0.0 Ok: queued");
    outcome.copy = domain::SentCopy::Filed;
    const auto message = outbox.settle(queued->id, domain::OutboxState::Sending, outcome)
                             .and_then([&] { return leases.release(*lease); })
                             .and_then([&] { return outbox.messageOf(queued->id); });
    const auto raw = message ? store::Messages(session).raw(*message) : Result<QByteArray>(fail(message.error()));
    if (!raw)
        return fail(raw.error());
    return SentThen{queued->thread, *raw};
}

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

void Seeding::writeOurs(const WorldMail &mail)
{
    const Told answered = m_told.value(mail.answers);
    const domain::Mailbox &mailbox = mailboxOf(mail);
    desk::SendSource source{mailbox, m_incidents.value(mail.incident), answered.thread, std::nullopt};
    desk::ComposeDraft draft;
    draft.mailbox = mailbox.id;
    draft.incident = source.incident.id;
    draft.thread = answered.thread;
    draft.to = mail.letter.to;
    draft.cc = mail.letter.cc;
    draft.subject = mail.letter.subject;
    draft.text = mail.letter.text;
    for (const Enclosure &file : mail.letter.enclosures)
        draft.attachments << mime::Attachment{file.name, QString::fromLatin1(file.type), file.bytes};
    if (!mail.answers.isEmpty()) {
        source.original = mime::parse(answered.raw).facts;
        draft.subject = answerSubject(QStringLiteral("Re: "), answered.subject);
    }
    const auto ready = desk::composeReady(draft, source, mail.at);
    if (!ready)
        return end(fail(ready.error()));
    const auto write = [ready = *ready, when = mail.at, actor = m_actor, notification = mail.notification](
                           store::Session &session) { return sendThen(session, ready, when, actor, notification); };
    onDone(this, m_store->write(write), [this, mail, ready = *ready](const Result<SentThen> &sent) {
        if (!sent)
            return end(fail(sent.error()));
        const domain::MailFacts &facts = ready.mail.parsed.facts;
        m_told.insert(mail.id, {facts.messageIdHeader, facts.subject, facts.references, sent->raw, sent->thread});
        m_server->deliver(sent->raw, mail.at, {"\\Seen"}, QStringLiteral("Sent"), mail.mailbox.address);
        m_after.allIds << facts.messageIdHeader;
        m_after.idsAt[mail.mailbox.address] << facts.messageIdHeader;
        m_after.idOf.insert(mail.id, facts.messageIdHeader);
        next();
    });
}

Result<QByteArray> Seeding::rawOf(const WorldMail &mail, QString *messageId) const
{
    Letter letter = mail.letter;
    const Told answered = m_told.value(mail.answers);
    if (mail.liveAfterMs >= 0)
        letter.date = QDateTime::currentMSecsSinceEpoch() + mail.liveAfterMs;
    letter.messageId = strangeMessageId(domain::domainOf(letter.from.address));
    if (!mail.answers.isEmpty()) {
        if (answered.messageId.isEmpty())
            return fail(ErrorKind::Internal, QStringLiteral("sample mail %1 answers nothing").arg(mail.id));
        const Person *person = m_world.person(letter.from.address);
        if (letter.subject.isEmpty())
            letter.subject = answerSubject(person ? person->prefix : QStringLiteral("Re: "), answered.subject);
        if (!mail.dropsIds) {
            letter.inReplyTo = answered.messageId;
            letter.references = answered.references + QStringList{answered.messageId};
        }
    }
    *messageId = letter.messageId;
    return written(letter);
}

void Seeding::writeTheirs(const WorldMail &mail)
{
    QString messageId;
    const auto raw = rawOf(mail, &messageId);
    if (!raw)
        return end(fail(raw.error()));
    remember(mail, messageId, *raw);
    next();
}

void Seeding::writeReport(const WorldMail &mail)
{
    Undeliverable report;
    report.to = mail.mailbox;
    report.messageId = strangeMessageId(QStringLiteral("mail.nordhafen.example"));
    report.recipient = mail.recipient;
    report.status = mail.status;
    report.diagnostic = mail.diagnostic;
    report.date = mail.at;
    report.original = m_told.value(mail.answers).raw;
    if (report.original.isEmpty())
        return end(fail(ErrorKind::Internal, QStringLiteral("sample mail %1 reports on nothing").arg(mail.id)));
    remember(mail, report.messageId, written(report));
    next();
}

/// Into the mailbox that is on the server alone.
void Seeding::putAside(const WorldMail &mail)
{
    QString messageId;
    const auto raw = rawOf(mail, &messageId);
    if (!raw)
        return end(fail(raw.error()));
    if (mail.folder == QLatin1String("INBOX"))
        m_after.spareIds << messageId;
    m_server->deliver(*raw, mail.at, mail.read ? QByteArrayList{"\\Seen"} : QByteArrayList{}, mail.folder,
                      mail.mailbox.address);
    next();
}

void Seeding::remember(const WorldMail &mail, const QString &messageId, const QByteArray &raw)
{
    const domain::MailFacts facts = mime::parse(raw).facts;
    m_told.insert(mail.id, {messageId, facts.subject, facts.references, raw, m_told.value(mail.answers).thread});
    if (mail.liveAfterMs >= 0) {
        m_after.live.insert(mail.id, raw);
        m_after.liveIds.insert(mail.id, messageId);
        return;
    }
    m_after.allIds << messageId;
    m_after.idsAt[mail.mailbox.address] << messageId;
    m_after.idOf.insert(mail.id, messageId);
    if (mail.read)
        m_after.readIds << messageId;
    m_server->deliver(raw, mail.at, mail.read ? QByteArrayList{"\\Seen"} : QByteArrayList{}, QStringLiteral("INBOX"),
                      mail.mailbox.address);
}

} // namespace liaison::demo
