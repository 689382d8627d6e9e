#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/domain/business_unit.h"
#include "core/domain/delivery.h"
#include "core/domain/incident.h"
#include "core/domain/message.h"
#include "core/domain/outbox.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QUuid>

#include <optional>

namespace liaison::domain {

/// What a mail of ours is in the process.
enum class NotificationKind { Primary, FollowUp };

/// Whom a notification goes to of a unit's recipients.
enum class RecipientsRule {
    All,          ///< all of them, To
    FirstAndCopy, ///< the first To, the others Cc
};

/// How business units are notified of incidents of one severity.
struct NotificationRule {
    QUuid primary;  ///< template of the first mail
    QUuid followUp; ///< of reminders
    RecipientsRule recipients = RecipientsRule::All;
    int answerMinutes = 24 * 60;   ///< from the mail server's acceptance until an answer is due
    int followUpMinutes = 24 * 60; ///< from then on, between reminders
    int mostFollowUps = 3;
    friend bool operator==(const NotificationRule &, const NotificationRule &) = default;
};

constexpr int leastNotificationMinutes = 15;
constexpr int mostNotificationMinutes = 366 * 24 * 60;
constexpr int mostNotificationFollowUps = 50;

/// Admin > Notification process.
struct NotificationProcess {
    bool on = false;
    QHash<Severity, NotificationRule> rules; ///< each severity has one while the process is on
    friend bool operator==(const NotificationProcess &, const NotificationProcess &) = default;
};

/// Within how many minutes a unit is to answer: as it says itself, else as the process does; 0: neither says so.
int answerMinutesFor(const BusinessUnit &unit, const NotificationProcess &process, Severity severity);

struct NotificationProblem {
    enum class Kind { PrimaryMissing, FollowUpMissing, AnswerOutOfRange, FollowUpOutOfRange, TooManyFollowUps };
    Kind kind;
    Severity severity;
    friend bool operator==(const NotificationProblem &, const NotificationProblem &) = default;
};
/// What keeps a process from being saved. One that is off may lack templates; what it has must be in range.
QList<NotificationProblem> problemsOf(const NotificationProcess &process);

/// A notification, or a mail of a unit's threads in its incident that may answer one.
struct NotificationMail {
    bool ours = false;                                         ///< a notification
    NotificationKind notification = NotificationKind::Primary; ///< ours alone
    UtcMs at = 0; ///< ours: when the mail server took it, or it was queued; theirs: when it arrived
    OutboxState state = OutboxState::Sent; ///< ours alone
    std::optional<DeliveryState> delivery; ///< ours alone, see deliveryOf()
    MailKind kind = MailKind::Human;       ///< theirs alone
    OutboxId outbox;                       ///< ours alone
};

/// Where a unit stands, worst news last learnt.
enum class NotificationState {
    NotNotified,
    Queued,    ///< in the outbox
    Failed,    ///< the mail server did not take it
    Uncertain, ///< it may have
    Sent,      ///< accepted; nothing more is known
    Delivered,
    Delayed,
    Bounced,
    OutOfOffice,
    Replied,
    Overdue, ///< accepted, the deadline is past, and nobody has answered
};

struct UnitNotification {
    NotificationState state = NotificationState::NotNotified;
    UtcMs notifiedAt = 0;     ///< when the first mail was accepted; 0: not yet
    UtcMs dueAt = 0;          ///< when an answer, or after reminders the next one, is due; 0: nothing is
    int followUps = 0;        ///< reminders accepted before an answer
    bool mayNotify = false;   ///< the first mail can be written: none arrived, and none is on its way
    bool mayFollowUp = false; ///< a reminder can be written: nobody answered and there were fewer than the most
    QList<OutboxId> failed;   ///< the one to be tried again, if any: the last to fail, with none on its way or after it
};

/// What became of a mail to so many recipients: Failed where nobody got it; where some did not, the worst that is known
/// of the others. A report that names nobody is of all.
std::optional<DeliveryState> deliveryOf(const QList<RecipientDelivery> &news, qsizetype recipients);

/// What the mails say, in whatever order they are given. An answer is a person's mail that came after the first
/// notification; machine mail never answers. Mails that were taken back are none. With a `now` of 0 nothing is overdue.
UnitNotification notificationOf(QList<NotificationMail> mails, const NotificationRule &rule, UtcMs now);

QString toString(NotificationKind kind);
std::optional<NotificationKind> notificationKindFrom(const QString &text);
QString toString(RecipientsRule rule);
std::optional<RecipientsRule> recipientsRuleFrom(const QString &text);

} // namespace liaison::domain
