#include "ui/incidents/notify_words.h"

#include "ui/common/delivery_text.h"
#include "ui/common/unit_word.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace liaison::ui {

using domain::NotificationState;

namespace {

struct Notify {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::Notify)
};

QString bounceText(const QString &serverWords)
{
    const QString reason = deliveryReason(serverWords);
    return reason.isEmpty() ? serverWords.simplified() : reason;
}

} // namespace

QString wordFor(NotificationState state)
{
    switch (state) {
    case NotificationState::NotNotified:
        return Notify::tr("not notified");
    case NotificationState::Queued:
        return Notify::tr("in the outbox");
    case NotificationState::Failed:
        return Notify::tr("not sent");
    case NotificationState::Uncertain:
        return Notify::tr("may have been sent");
    case NotificationState::Sent:
        return Notify::tr("sent");
    case NotificationState::Delivered:
        return Notify::tr("delivered");
    case NotificationState::Delayed:
        return Notify::tr("delayed");
    case NotificationState::Bounced:
        return Notify::tr("not delivered");
    case NotificationState::OutOfOffice:
        return Notify::tr("out of office");
    case NotificationState::Replied:
        return Notify::tr("replied");
    case NotificationState::Overdue:
        return Notify::tr("overdue");
    }
    return {};
}

Tone toneFor(NotificationState state)
{
    switch (state) {
    case NotificationState::Failed:
    case NotificationState::Bounced:
    case NotificationState::Overdue:
        return Tone::Danger;
    case NotificationState::Uncertain:
    case NotificationState::Delayed:
    case NotificationState::OutOfOffice:
        return Tone::Warning;
    case NotificationState::Replied:
        return Tone::Good;
    case NotificationState::Queued:
        return Tone::Accent;
    case NotificationState::NotNotified:
    case NotificationState::Sent:
    case NotificationState::Delivered:
        break;
    }
    return Tone::Muted;
}

QString notifyDetails(const desk::UnitOnBoard &on)
{
    const domain::UnitNotification &known = on.notification;
    QStringList details;
    if (on.unit.recipients.isEmpty())
        details << Notify::tr("nobody to write to");
    if (known.state == NotificationState::Uncertain)
        details << Notify::tr("say in the outbox whether it arrived");
    if (known.state == NotificationState::Bounced && !on.bounce.isEmpty())
        details << bounceText(on.bounce);
    else if (!on.undelivered.isEmpty())
        details << Notify::tr("not delivered to %1").arg(on.undelivered.join(QStringLiteral(", ")));
    if (!on.absence.isEmpty() && known.state != NotificationState::Replied)
        details << Notify::tr("away: %1").arg(on.absence.simplified());
    if (hasDeputyToAsk(on))
        details << Notify::tr("deputy: %1").arg(on.unit.deputy);
    if (known.state == NotificationState::Overdue && !on.unit.escalationPhone.isEmpty())
        details << Notify::tr("call %1").arg(on.unit.escalationPhone);
    if (known.followUps > 0)
        details << Notify::tr("%n follow-up(s)", nullptr, known.followUps);
    return details.join(QStringLiteral("; "));
}

bool hasDeputyToAsk(const desk::UnitOnBoard &on)
{
    return !on.absence.isEmpty() && !on.unit.deputy.isEmpty() && on.notification.mayFollowUp;
}

QList<NotifyNeed> needsOf(const desk::NotificationBoard &board)
{
    QList<NotifyNeed> needs;
    if (!board.mailbox)
        needs.append({Notify::tr("No mailbox is turned on that mail could be sent from."), Notify::tr("Mailboxes"),
                      NotifyPlace::Mailboxes});
    else if (!board.sendingProven)
        needs.append(
            {Notify::tr("Whether mail can be sent from %1 was not seen yet: no mail has left it, and no outbound "
                        "test mail came back. TEST OUTBOUND tells.")
                 .arg(board.senders.constFirst().address.address),
             Notify::tr("Mailboxes"), NotifyPlace::Mailboxes});
    if (!board.primary)
        needs.append({Notify::tr("The template of the first mail was archived, or none is chosen."),
                      Notify::tr("Notification process"), NotifyPlace::Process});
    if (!board.followUp && board.rule.mostFollowUps > 0)
        needs.append({Notify::tr("The template of follow-ups was archived, or none is chosen."),
                      Notify::tr("Notification process"), NotifyPlace::Process});
    QStringList without;
    for (const desk::UnitOnBoard &on : board.units) {
        if (on.unit.recipients.isEmpty())
            without << on.unit.title;
    }
    if (!without.isEmpty())
        needs.append({Notify::tr("There is nobody to write to in: %1.").arg(without.join(QStringLiteral(", "))),
                      unitText(Notify::tr("{Units}")), NotifyPlace::Units});
    const bool uncertain = std::any_of(board.units.cbegin(), board.units.cend(), [](const desk::UnitOnBoard &on) {
        return on.notification.state == NotificationState::Uncertain;
    });
    if (uncertain)
        needs.append({Notify::tr("Of some mail it is not known whether it was sent: a person has to say."),
                      Notify::tr("Outbox"), NotifyPlace::Outbox});
    return needs;
}

} // namespace liaison::ui
