// NotificationDesk: where the units of an incident stand. See notification_desk.h.
#include "core/desk/notification_board.h"

#include "core/desk/mail_linking.h"
#include "core/desk/notification_desk.h"
#include "core/desk/notification_process.h"
#include "core/desk/reply_source.h"
#include "core/desk/signature_desk.h"
#include "core/domain/address.h"
#include "core/store/business_units.h"
#include "core/store/notifications.h"
#include "core/store/outbox.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "core/store/templates.h"
#include "core/store/threads.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace liaison::desk {

namespace {

using domain::NotificationKind;
using store::Session;

/// Every one: a notification that is not found would be sent again.
constexpr int allThreads = std::numeric_limits<int>::max();

/// The template of a UUID, unless it is archived or gone.
std::optional<domain::MailTemplate> offered(const QList<domain::MailTemplate> &templates, const QUuid &uuid)
{
    const auto found = std::find_if(templates.cbegin(), templates.cend(),
                                    [&uuid](const domain::MailTemplate &one) { return one.uuid == uuid; });
    if (uuid.isNull() || found == templates.cend())
        return std::nullopt;
    return *found;
}

/// The words that a recipient's report of this kind came with.
QString wordsOf(const QList<domain::RecipientDelivery> &deliveries, domain::DeliveryState state)
{
    for (const domain::RecipientDelivery &one : deliveries) {
        if (one.state == state)
            return one.words;
    }
    return {};
}

/// The notifications of one unit and the mail that may answer them, read thread by thread.
class UnitMails {
public:
    UnitMails(Session &session, const QHash<OutboxId, NotificationKind> &kinds, UnitOnBoard &unit)
        : m_session(session), m_kinds(kinds), m_unit(unit)
    {
    }

    Result<void> add(ThreadId thread)
    {
        const Result<QList<store::MailRow>> rows = store::Threads(m_session).mails(thread, {});
        if (!rows)
            return fail(rows.error());
        for (const store::MailRow &row : *rows) {
            if (row.direction == store::Direction::In)
                addTheirs(row);
            else if (row.outbox && m_kinds.contains(*row.outbox)) {
                if (Result<void> added = addOurs(row, thread); !added)
                    return added;
            }
        }
        return {};
    }

    QList<domain::NotificationMail> mails;

private:
    /// A sender whom nobody accepted has answered nothing.
    void addTheirs(const store::MailRow &row)
    {
        if (row.outsider)
            return;
        domain::NotificationMail mail;
        mail.at = row.arrivedAt;
        mail.kind = row.kind;
        mails.append(mail);
    }

    Result<void> addOurs(const store::MailRow &row, ThreadId thread)
    {
        const Result<domain::OutboxMail> sent = store::Outbox(m_session).find(*row.outbox);
        if (!sent)
            return fail(sent.error());
        domain::NotificationMail mail;
        mail.ours = true;
        mail.notification = m_kinds.value(sent->id);
        mail.at = sent->sentAt > 0 ? sent->sentAt : sent->queuedAt; // a deadline runs from acceptance
        mail.state = sent->state;
        mail.delivery = domain::deliveryOf(row.deliveries, sent->recipients.size());
        mail.outbox = sent->id;
        mails.append(mail);
        m_unit.mails.insert(sent->id, sent->state);
        if (mail.state == domain::OutboxState::Sent && mail.at >= m_lastAt) {
            m_lastAt = mail.at;
            m_unit.thread = thread;
            m_unit.last = row.id;
            m_unit.lastSubject = sent->subject;
            m_unit.absence = wordsOf(row.deliveries, domain::DeliveryState::OutOfOffice);
            m_unit.bounce = wordsOf(row.deliveries, domain::DeliveryState::Failed);
            m_unit.undelivered.clear();
            for (const domain::RecipientDelivery &one : row.deliveries) {
                if (one.state == domain::DeliveryState::Failed && !one.address.isEmpty())
                    m_unit.undelivered << one.address;
            }
        }
        return {};
    }

    Session &m_session;
    const QHash<OutboxId, NotificationKind> &m_kinds;
    UnitOnBoard &m_unit;
    UtcMs m_lastAt = 0;
};

QStringList addressesInSeveral(const QList<UnitOnBoard> &units)
{
    QHash<QString, int> count;
    for (const UnitOnBoard &each : units) {
        QSet<QString> own;
        for (const QString &address : each.unit.recipients)
            own.insert(domain::normalisedAddress(address));
        for (const QString &address : std::as_const(own))
            ++count[address];
    }
    QStringList several;
    for (auto it = count.cbegin(); it != count.cend(); ++it) {
        if (it.value() > 1)
            several.append(it.key());
    }
    several.sort();
    return several;
}

Result<UnitOnBoard> readUnit(Session &session, const NotificationBoard &board, const domain::BusinessUnit &unit,
                             const QList<store::ThreadRow> &threads, const QHash<OutboxId, NotificationKind> &kinds,
                             UtcMs now)
{
    UnitOnBoard on;
    on.unit = unit;
    domain::NotificationRule rule = board.rule;
    if (unit.answerMinutes > 0)
        rule.answerMinutes = unit.answerMinutes;
    on.answerMinutes = rule.answerMinutes;
    UnitMails mails(session, kinds, on);
    for (const store::ThreadRow &row : threads) {
        if (row.thread.businessUnit != unit.id)
            continue;
        if (const Result<void> added = mails.add(row.thread.id); !added)
            return fail(added.error());
    }
    on.notification = domain::notificationOf(mails.mails, rule, board.deadlinesRun ? now : 0);
    if (!board.deadlinesRun)
        on.notification.dueAt = 0;
    return on;
}

Result<void> readUnits(Session &session, NotificationBoard &board, UtcMs now)
{
    const auto kinds = store::Notifications(session).of(board.incident.id);
    const auto languages = kinds ? store::Templates(session).unitLanguages() : fail(kinds.error());
    const auto units = languages ? store::BusinessUnits(session).list(true) : fail(languages.error());
    if (!units)
        return fail(units.error());
    store::ThreadFilter filter;
    filter.incident = board.incident.id;
    // Where nobody was notified no mail answers a notification.
    const auto threads = kinds->isEmpty() ? Result<QList<store::ThreadRow>>(QList<store::ThreadRow>())
                                          : store::Threads(session).list(filter, allThreads);
    if (!threads)
        return fail(threads.error());
    for (const domain::BusinessUnit &unit : *units) {
        if (!board.incident.affected.contains(unit.id))
            continue;
        Result<UnitOnBoard> on = readUnit(session, board, unit, *threads, *kinds, now);
        if (!on)
            return fail(on.error());
        if (unit.archived && on->notification.state == domain::NotificationState::NotNotified)
            continue; // nobody writes to it any more
        on->language = languages->value(unit.id);
        board.units.append(*on);
    }
    board.inSeveralUnits = addressesInSeveral(board.units);
    return {};
}

/// The incident, and how its severity is notified.
Result<NotificationBoard> beginBoard(Session &session, IncidentId incident)
{
    const Result<domain::Incident> about = standingIncident(session, incident);
    if (!about)
        return fail(about.error());
    const Result<domain::NotificationProcess> process = notificationProcess(session);
    if (!process)
        return fail(process.error());
    NotificationBoard board;
    board.incident = *about;
    board.rule = process->rules.value(about->severity);
    board.on = process->on;
    board.deadlinesRun
        = about->status == domain::IncidentStatus::Untriaged || about->status == domain::IncidentStatus::Open;
    return board;
}

} // namespace

Result<NotificationBoard> readBoard(Session &session, IncidentId incident, const QString &person, UtcMs now)
{
    Result<NotificationBoard> begun = beginBoard(session, incident);
    if (!begun || !begun->on)
        return begun;
    NotificationBoard &board = *begun;
    const Result<QList<domain::MailTemplate>> templates = store::Templates(session).list(false);
    if (!templates)
        return fail(templates.error());
    const Result<QString> signature = signatureOf(session, person);
    if (!signature)
        return fail(signature.error());
    const Result<MailboxId> mailbox = mailboxFor(session, std::nullopt);
    if (!mailbox && mailbox.error().kind != ErrorKind::NotFound)
        return fail(mailbox.error());
    board.primary = offered(*templates, board.rule.primary);
    board.followUp = offered(*templates, board.rule.followUp);
    board.mailbox = mailbox ? *mailbox : MailboxId();
    board.signature = aboveSignature(*signature);
    if (const Result<void> read = readUnits(session, board, now); !read)
        return fail(read.error());
    return begun;
}

Result<void> checkGoesAgain(Session &session, OutboxId mail)
{
    const Result<std::optional<IncidentId>> incident = store::Notifications(session).incidentOf(mail);
    if (!incident)
        return fail(incident.error());
    if (!*incident)
        return {};
    Result<NotificationBoard> board = beginBoard(session, **incident);
    if (!board)
        return fail(board.error());
    if (const Result<void> read = readUnits(session, *board, session.now()); !read)
        return fail(read.error());
    for (const UnitOnBoard &on : std::as_const(board->units)) {
        if (!on.mails.contains(mail))
            continue;
        const bool lastWord = on.notification.failed.contains(mail)
            || (on.mails.value(mail) == domain::OutboxState::Uncertain
                && on.notification.state == domain::NotificationState::Uncertain);
        if (!lastWord)
            return fail(ErrorKind::AlreadyExists, QStringLiteral("the unit was notified by another mail, or answered"));
    }
    return {};
}

Future<NotificationBoard> NotificationDesk::board(IncidentId incident)
{
    return m_context.store->read([incident, person = m_context.actor.person, now = m_context.clock->nowMs()](
                                     Session &session) { return readBoard(session, incident, person, now); });
}

} // namespace liaison::desk
