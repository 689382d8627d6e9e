#pragma once

#include "core/base/on_done.h"
#include "core/desk/compose_desk.h"
#include "core/desk/desk.h"
#include "core/domain/address.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "core/domain/mail_template.h"
#include "core/domain/notification.h"
#include "core/domain/outbox.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::desk {

/// Notifications of a unit, and where each of them stands in the outbox.
using NotificationMails = QHash<OutboxId, domain::OutboxState>;

/// A business unit on the card "Notify business units".
struct UnitOnBoard {
    domain::BusinessUnit unit;
    QString language;      ///< of mail to it; empty: a template's default
    int answerMinutes = 0; ///< within which it is to answer the first mail
    domain::UnitNotification notification;
    NotificationMails mails;        ///< what `notification` was made of
    std::optional<ThreadId> thread; ///< where a reminder goes: that of the last notification
    std::optional<MessageId> last;  ///< the last notification that was accepted
    QString lastSubject;            ///< with its tag
    QString absence;                ///< what an absence note said, as the report has it
    QString bounce;                 ///< why it was not delivered, in the server's words
    QStringList undelivered;        ///< to whom it was not, of the last notification's recipients
    MailboxId from;                 ///< that the last one left from; null: none, or it is off by now
};

/// A mailbox that is on, so that mail can be sent from it.
struct Sender {
    MailboxId mailbox;
    domain::Address address;
};

/// Everything the card shows.
struct NotificationBoard {
    domain::Incident incident;
    domain::NotificationRule rule;                ///< of the incident's severity
    bool on = false;                              ///< while it is off, nothing below is read
    bool deadlinesRun = true;                     ///< not while the incident is paused, closed or merged
    std::optional<domain::MailTemplate> primary;  ///< none: not chosen, or archived meanwhile
    std::optional<domain::MailTemplate> followUp; ///< likewise
    QList<Sender> senders;                        ///< that it can be sent from
    MailboxId mailbox;                            ///< the first of them, for first mails; null: none is enabled
    bool sendingProven = false;                   ///< a mail of that one, or a test of it, has arrived somewhere
    QString signature;                            ///< that mails end with, with what stands above it
    QList<UnitOnBoard> units;                     ///< those the incident affects
    QStringList inSeveralUnits;                   ///< addresses that more than one of them has
};

/// Notifications that a person wants to send, one mail a unit.
struct NotificationBatch {
    IncidentId incident;
    domain::NotificationKind kind = domain::NotificationKind::Primary;
    QList<ComposeDraft> mails; ///< one a unit
    /// What the person saw of these units as the mails were made: the mails of UnitOnBoard.
    QHash<BusinessUnitId, NotificationMails> seen;
    bool deadlinesRan = true; ///< NotificationBoard::deadlinesRun then
};

/// The incident notification process: how it is set up, where each incident stands, and sending.
class NotificationDesk {
public:
    explicit NotificationDesk(Context context) : m_context(std::move(context)) { }

    Future<domain::NotificationProcess> process();
    /// Audited with before and after. InvalidInput (domain::problemsOf() says what), NotFound (a template), Conflict
    /// where the process is not any more what the person had `seen`.
    Future<void> save(domain::NotificationProcess process,
                      std::optional<domain::NotificationProcess> seen = std::nullopt);
    Future<NotificationBoard> board(IncidentId incident);

    /// Recipients that neither a unit nor its thread knows, of all mails, each once.
    Future<QStringList> outsiders(QList<ComposeDraft> mails);
    /// Queues all of them or none; they leave when the undo window is over. Conflict where a unit stands elsewhere than
    /// the person saw (another mail was sent or tried again, an answer came), where the process was switched off, and
    /// for reminders where the incident was paused or closed; InvalidInput names the address that cannot be written to.
    Future<QList<domain::OutboxMail>> send(NotificationBatch batch, qint64 undoMs);
    /// Takes back those that have not left; how many.
    Future<int> undo(QList<OutboxId> mails);
    /// Tries failed ones again at once, and no other; how many. What a later mail or an answer has made needless is
    /// left as it is.
    Future<int> retry(QList<OutboxId> mails);

private:
    Context m_context;
};

} // namespace liaison::desk
