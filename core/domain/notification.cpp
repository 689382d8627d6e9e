#include "core/domain/notification.h"

#include "core/domain/names.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace liaison::domain {

namespace {

constexpr std::array kindNames{
    Name<NotificationKind>{NotificationKind::Primary, QLatin1String("primary")},
    Name<NotificationKind>{NotificationKind::FollowUp, QLatin1String("followup")},
};

constexpr std::array ruleNames{
    Name<RecipientsRule>{RecipientsRule::All, QLatin1String("all")},
    Name<RecipientsRule>{RecipientsRule::FirstAndCopy, QLatin1String("firstandcopy")},
};

constexpr UtcMs minuteMs = 60'000;

bool isInRange(int minutes)
{
    return minutes >= leastNotificationMinutes && minutes <= mostNotificationMinutes;
}

/// What became of the last mail that the server took.
NotificationState stateOfDelivery(const std::optional<DeliveryState> &delivery)
{
    if (!delivery)
        return NotificationState::Sent;
    switch (*delivery) {
    case DeliveryState::Delayed:
        return NotificationState::Delayed;
    case DeliveryState::Relayed:
        return NotificationState::Sent;
    case DeliveryState::Delivered:
        return NotificationState::Delivered;
    case DeliveryState::OutOfOffice:
        return NotificationState::OutOfOffice;
    case DeliveryState::Failed:
        return NotificationState::Bounced;
    }
    return NotificationState::Sent;
}

/// A mail that the server has not taken.
std::optional<NotificationState> stateInOutbox(const NotificationMail &mail)
{
    switch (mail.state) {
    case OutboxState::Queued:
    case OutboxState::Sending:
        return NotificationState::Queued;
    case OutboxState::Failed:
        return NotificationState::Failed;
    case OutboxState::Uncertain:
        return NotificationState::Uncertain;
    case OutboxState::Sent:
    case OutboxState::Cancelled:
        break;
    }
    return std::nullopt;
}

} // namespace

int answerMinutesFor(const BusinessUnit &unit, const NotificationProcess &process, Severity severity)
{
    if (unit.answerMinutes > 0)
        return unit.answerMinutes;
    return process.on ? process.rules.value(severity).answerMinutes : 0;
}

QList<NotificationProblem> problemsOf(const NotificationProcess &process)
{
    using Kind = NotificationProblem::Kind;
    QList<NotificationProblem> problems;
    for (const Severity severity : {Severity::Low, Severity::Medium, Severity::High, Severity::Critical}) {
        const NotificationRule rule = process.rules.value(severity);
        const auto note = [&problems, severity](Kind kind) { problems.append({kind, severity}); };
        if (process.on && rule.primary.isNull())
            note(Kind::PrimaryMissing);
        if (process.on && rule.followUp.isNull() && rule.mostFollowUps > 0)
            note(Kind::FollowUpMissing);
        if (!isInRange(rule.answerMinutes))
            note(Kind::AnswerOutOfRange);
        if (!isInRange(rule.followUpMinutes))
            note(Kind::FollowUpOutOfRange);
        if (rule.mostFollowUps < 0 || rule.mostFollowUps > mostNotificationFollowUps)
            note(Kind::TooManyFollowUps);
    }
    return problems;
}

std::optional<DeliveryState> deliveryOf(const QList<RecipientDelivery> &news, qsizetype recipients)
{
    QList<RecipientDelivery> others;
    bool all = false;
    for (const RecipientDelivery &one : news) {
        if (one.state != DeliveryState::Failed)
            others.append(one);
        else if (one.address.isEmpty())
            all = true;
    }
    return worstOf(all || news.size() - others.size() >= recipients ? news : others);
}

UnitNotification notificationOf(QList<NotificationMail> mails, const NotificationRule &rule, UtcMs now)
{
    mails.removeIf([](const NotificationMail &mail) { return mail.ours && mail.state == OutboxState::Cancelled; });
    // What is of the same instant stands as it was written, and before what answers it.
    const auto place = [](const NotificationMail &mail) { return std::tuple(mail.at, !mail.ours, mail.outbox); };
    std::stable_sort(mails.begin(), mails.end(),
                     [&place](const NotificationMail &a, const NotificationMail &b) { return place(a) < place(b); });
    UnitNotification unit;
    std::optional<NotificationMail> last; // of those that were accepted
    std::optional<NotificationState> inOutbox;
    bool answered = false;
    bool onItsWay = false;
    for (const NotificationMail &mail : std::as_const(mails)) {
        if (!mail.ours) {
            answered = answered || (last && mail.kind == MailKind::Human);
            continue;
        }
        inOutbox = stateInOutbox(mail);
        // Of several that failed one is tried again, or the unit would be notified as often.
        unit.failed.clear();
        if (inOutbox == NotificationState::Failed)
            unit.failed.append(mail.outbox);
        onItsWay = onItsWay || inOutbox == NotificationState::Queued || inOutbox == NotificationState::Uncertain;
        if (inOutbox)
            continue;
        if (!last)
            unit.notifiedAt = mail.at;
        if (mail.notification == NotificationKind::FollowUp && !answered)
            ++unit.followUps;
        last = mail;
    }
    if (answered || onItsWay)
        unit.failed.clear();
    if (answered) {
        unit.state = NotificationState::Replied;
        return unit;
    }
    if (last) {
        const bool reminded = last->notification == NotificationKind::FollowUp;
        unit.dueAt = last->at + (reminded ? rule.followUpMinutes : rule.answerMinutes) * minuteMs;
        unit.mayFollowUp = unit.followUps < rule.mostFollowUps && !onItsWay;
        unit.state = stateOfDelivery(last->delivery);
        const bool waits = unit.state != NotificationState::Bounced; // a deadline nobody was told of does not pass
        if (waits && now >= unit.dueAt)
            unit.state = NotificationState::Overdue;
    }
    unit.mayNotify = !onItsWay && (!last || unit.state == NotificationState::Bounced);
    if (inOutbox)
        unit.state = *inOutbox;
    return unit;
}

QString toString(NotificationKind kind)
{
    return nameOf(kindNames, kind);
}

std::optional<NotificationKind> notificationKindFrom(const QString &text)
{
    return valueOf(kindNames, text);
}

QString toString(RecipientsRule rule)
{
    return nameOf(ruleNames, rule);
}

std::optional<RecipientsRule> recipientsRuleFrom(const QString &text)
{
    return valueOf(ruleNames, text);
}

} // namespace liaison::domain
