#include "core/desk/notification_unit.h"

#include "core/store/notifications.h"
#include "core/store/outbox.h"
#include "core/store/session.h"

#include <algorithm>

namespace liaison::desk {

namespace {

using domain::NotificationKind;
using store::Session;

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
        const Result<QMultiHash<MessageId, QString>> references = store::Notifications(m_session).references(thread);
        if (!references)
            return fail(references.error());
        for (const store::MailRow &row : *rows) {
            if (row.direction == store::Direction::In || !row.outbox || !m_kinds.contains(*row.outbox))
                continue;
            if (Result<void> added = addOurs(row, thread); !added)
                return added;
        }
        for (const store::MailRow &row : *rows) {
            if (row.direction == store::Direction::In)
                addTheirs(row, references->values(row.id));
        }
        return {};
    }

    QList<domain::NotificationMail> mails;

private:
    /// A sender whom nobody accepted has answered nothing. Whole seconds are what servers tell, and their clock is not
    /// this one: a mail that names ours as what it answers came after it.
    void addTheirs(const store::MailRow &row, const QStringList &references)
    {
        if (row.outsider)
            return;
        domain::NotificationMail mail;
        mail.at = row.arrivedAt % 1000 == 0 ? row.arrivedAt + 999 : row.arrivedAt;
        for (const QString &id : references)
            mail.at = std::max(mail.at, m_sentAt.value(id));
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
        m_sentAt.insert(row.messageIdHeader, mail.at);
        m_unit.mails.insert(sent->id, sent->state);
        if (mail.state == domain::OutboxState::Sent && mail.at >= m_lastAt) {
            m_lastAt = mail.at;
            m_unit.thread = thread;
            m_unit.last = row.id;
            m_unit.from = sent->mailbox;
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
    QHash<QString, UtcMs> m_sentAt; ///< by Message-ID
};

} // namespace

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
    const bool isOn = std::any_of(board.senders.cbegin(), board.senders.cend(),
                                  [&on](const Sender &sender) { return sender.mailbox == on.from; });
    if (!isOn)
        on.from = {};
    on.notification = domain::notificationOf(mails.mails, rule, board.deadlinesRun ? now : 0);
    if (!board.deadlinesRun)
        on.notification.dueAt = 0;
    return on;
}

} // namespace liaison::desk
