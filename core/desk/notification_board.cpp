// NotificationDesk: where the units of an incident stand. See notification_desk.h.
#include "core/desk/notification_board.h"

#include "core/desk/mail_linking.h"
#include "core/desk/notification_desk.h"
#include "core/desk/notification_process.h"
#include "core/desk/notification_unit.h"
#include "core/desk/signature_desk.h"
#include "core/domain/address.h"
#include "core/store/business_units.h"
#include "core/store/mailboxes.h"
#include "core/store/notifications.h"
#include "core/store/outbox.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "core/store/templates.h"
#include "core/store/test_mails.h"
#include "core/store/threads.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace liaison::desk {

namespace {

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

/// Where mail can be sent from, and whether that was seen to work: a mail that a server took, or the mail of an
/// outbound test that came back. A test that signs in and sends nothing is not kept, and proves nothing of sending.
Result<void> readSenders(Session &session, NotificationBoard &board)
{
    const Result<QList<domain::Mailbox>> mailboxes = store::Mailboxes(session).listVisible();
    if (!mailboxes)
        return fail(mailboxes.error());
    for (const domain::Mailbox &mailbox : *mailboxes) {
        if (mailbox.enabled)
            board.senders.append(Sender{mailbox.id, {mailbox.displayName, mailbox.address}});
    }
    if (board.senders.isEmpty())
        return {};
    board.mailbox = board.senders.constFirst().mailbox;
    const Result<bool> sent = store::Outbox(session).hasSent(board.mailbox);
    const Result<bool> proven
        = !sent || *sent ? sent : store::TestMails(session).cameBackTo(board.senders.constFirst().address.address);
    if (!proven)
        return fail(proven.error());
    board.sendingProven = *proven;
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
    if (const Result<void> read = readSenders(session, board); !read)
        return fail(read.error());
    board.primary = offered(*templates, board.rule.primary);
    board.followUp = offered(*templates, board.rule.followUp);
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
