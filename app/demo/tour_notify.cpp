// The tour's steps of the notification process: it is turned on, business units are notified of an incident, answer,
// and one that was notified the day before yesterday and has not answered is reminded.
#include "app/demo/demo.h"
#include "app/demo/hands.h"
#include "app/demo/tour.h"
#include "ui/common/words.h"
#include "ui/incidents/notify_words.h"
#include "ui/shell/main_window.h"

namespace liaison::demo {

namespace {

using State = domain::NotificationState;

const QString incident = QStringLiteral("vpn");
const QString titleOfIt = QStringLiteral("Flaw in the VPN gateways");
/// Those of the incident that nobody has notified yet …
const QStringList notNotified{
    QStringLiteral("leitstand@terminal.nordhafen.example"), QStringLiteral("securite@nordhafen-france.example"),
    QStringLiteral("it-security@nordhafen-japan.example"), QStringLiteral("it@nordhafen-shanghai.example")};
/// … and the mail that one was notified with, which is overdue.
const QString overdueMail = QStringLiteral("vpn-gulf-notified");

/// The name of a field of the rule for a severity.
QString ruleField(const char *label)
{
    return words("RuleFields", "%1: %2").arg(ui::wordFor(domain::Severity::Critical), words("RuleFields", label));
}

Move sendMails(int mails)
{
    return button(words("NotifyDialog", "Send %n mail(s)", mails));
}

bool showsState(State state, const QString &unit)
{
    const auto *units = visible<QAbstractItemView>(words("NotifyCard", "Where the {units} stand"));
    const QModelIndex row = units ? lineWith(units, unit) : QModelIndex();
    return row.isValid() && row.siblingAtColumn(1).data().toString() == ui::wordFor(state);
}

/// The picture shall have the card, not the head of the page.
bool showCard()
{
    auto *chase = visibleWidget([](const QWidget *widget) { return widget->objectName() == u"notifyCard"_qs; });
    if (chase)
        bringIntoView(chase);
    return chase != nullptr;
}

} // namespace

void Tour::planNotifying()
{
    const auto count = static_cast<int>(notNotified.size());
    const auto stillOverdue = [this] { return m_witness.unitsAre(incident, {State::Overdue}, 1); };
    add({u"the notification process is set up and turned on"_qs,
         {line("Navigation", "Pages", words("Navigation", "Notification process")),
          pick(ruleField("First mail"), u"Incident notification"_qs), pick(ruleField("Follow-up"), u"Reminder"_qs),
          button(words("RuleFields", "%1: use for all severities").arg(ui::wordFor(domain::Severity::Critical))),
          button(words("ProcessPage", "Notify {units} by this process")), button(words("ProcessPage", "Save"))},
         [this] { return m_witness.processIsOn(); },
         [] { return isShown(words("ProcessPage", "The notification process is saved.")); }});
    add({u"an incident says where its business units stand"_qs,
         {line("Navigation", "Pages", words("Navigation", "Incidents")), line("IncidentList", "Incidents", titleOfIt),
          tab(words("MainWindow", "Summary")), showCard},
         stillOverdue,
         [] { return showCard() && showsState(State::Overdue, u"Gulf Terminals"_qs); }});
    add({u"the notifications are looked at before they leave"_qs,
         {button(words("NotifyCard", "Send primary…")),
          line("NotifyDialog", "{Units} that get a mail", u"Nordhafen France"_qs)},
         stillOverdue,
         [] { return isRead(u"Nordhafen France"_qs); }});
    add({u"the notifications are sent"_qs,
         {sendMails(count)},
         [this] { return m_witness.handedInTo(notNotified, titleOfIt); },
         [] { return showCard() && !showsState(State::Queued, u"Nordhafen France"_qs); }});
    add({u"the business units have answered"_qs,
         {},
         [this, count] { return m_witness.unitsAre(incident, {State::Replied}, count); },
         [] { return showCard() && showsState(State::Replied, u"Nordhafen France"_qs); }});
    planReminding();
}

void Tour::planReminding()
{
    add({u"the overdue one is reminded"_qs,
         {button(words("NotifyCard", "Chase the overdue (%1)…").arg(1)),
          until([] { return isRead(u"Gulf Terminals"_qs); })},
         [this] { return m_witness.unitsAre(incident, {State::Overdue}, 1); },
         {}});
    add({u"the follow-up is sent"_qs,
         {sendMails(1)},
         [this] { return m_witness.reminderHandedIn(overdueMail); },
         [] { return showCard() && !showsState(State::Overdue, u"Gulf Terminals"_qs); }});
}

} // namespace liaison::demo
