#pragma once

#include "core/desk/notification_desk.h"
#include "core/desk/template_desk.h"
#include "core/desk/unit_desk.h"
#include "core/store/outbox.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/incidents/notify_card.h"
#include "ui/incidents/notify_dialog.h"

#include <QListWidget>
#include <QPushButton>
#include <QTreeWidget>

namespace liaison::test {

/// A process with templates and an incident that affects two business units.
class NotifyWorld : public ShellWorld {
public:
    static constexpr int answerMinutes = 240;

    explicit NotifyWorld(const QString &body = QStringLiteral("Dear {{recipients}},\n\n**{{unit.title}}** is asked to "
                                                              "answer by {{deadline}}."))
    {
        addMailbox(QStringLiteral("ir@corp.example"));
        finance = addUnit(QStringLiteral("Finance"), QStringLiteral("finance.example"));
        finance.deputy = QStringLiteral("deputy@finance.example");
        finance.escalationPhone = QStringLiteral("+49 30 1234567");
        finance = must(awaited(desk::UnitDesk(context().desk).update(finance)));
        legal = addUnit(QStringLiteral("Legal"), QStringLiteral("legal.example"));
        incident = addIncident(QStringLiteral("Lost laptop"), domain::Severity::High, {finance.id, legal.id});
        first = write(QStringLiteral("First notice"), domain::TemplateKind::Primary, body);
        reminder = write(QStringLiteral("Reminder"), domain::TemplateKind::FollowUp, QStringLiteral("Please answer."));
    }

    void turnOn(bool on = true)
    {
        domain::NotificationProcess process;
        process.on = on;
        for (const domain::Severity severity :
             {domain::Severity::Low, domain::Severity::Medium, domain::Severity::High, domain::Severity::Critical}) {
            domain::NotificationRule rule;
            rule.primary = first.uuid;
            rule.followUp = reminder.uuid;
            rule.answerMinutes = answerMinutes;
            process.rules.insert(severity, rule);
        }
        must(awaited(desk::NotificationDesk(context().desk).save(process)));
    }

    QList<domain::OutboxMail> outbox()
    {
        return must(
            awaited(store().read([](store::Session &session) { return store::Outbox(session).list(true, 100); })));
    }

    void fail(const domain::OutboxMail &mail)
    {
        must(awaited(store().write([id = mail.id](store::Session &session) {
            store::Outbox outbox(session);
            store::Outbox::Outcome outcome;
            outcome.to = domain::OutboxState::Sending;
            if (const auto begun = outbox.settle(id, domain::OutboxState::Queued, outcome); !begun)
                return begun;
            outcome.to = domain::OutboxState::Failed;
            outcome.serverWords = QStringLiteral("550 no");
            return outbox.settle(id, domain::OutboxState::Sending, outcome);
        })));
    }

    /// The state of a unit as the card says it; empty where it is not listed.
    static QString stateOf(const ui::NotifyCard &card, const domain::BusinessUnit &unit)
    {
        return textOf(card, unit, 1);
    }
    static QString textOf(const ui::NotifyCard &card, const domain::BusinessUnit &unit, int column)
    {
        const auto *list = card.findChild<QTreeWidget *>();
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            if (list->topLevelItem(i)->text(0) == unit.title)
                return list->topLevelItem(i)->text(column);
        }
        return {};
    }
    static QPushButton *button(const QWidget &widget, const char *name)
    {
        return widget.findChild<QPushButton *>(QLatin1String(name));
    }
    /// Titles of the units that are ticked in the dialog.
    static QStringList ticked(const ui::NotifyDialog &dialog)
    {
        QStringList titles;
        const auto *list = dialog.findChild<QListWidget *>();
        for (int row = 0; row < list->count(); ++row) {
            if (list->item(row)->checkState() == Qt::Checked)
                titles << list->item(row)->text();
        }
        return titles;
    }

    domain::BusinessUnit finance;
    domain::BusinessUnit legal;
    domain::Incident incident;
    domain::MailTemplate first;
    domain::MailTemplate reminder;

private:
    domain::MailTemplate write(const QString &name, domain::TemplateKind kind, const QString &body)
    {
        domain::MailTemplate one;
        one.name = name;
        one.kind = kind;
        one.defaultLanguage = QStringLiteral("en");
        one.texts = {{QStringLiteral("en"), QString(), body}};
        return must(awaited(desk::TemplateDesk(context().desk).save(one)));
    }
};

} // namespace liaison::test
