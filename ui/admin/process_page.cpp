#include "ui/admin/process_page.h"

#include "core/base/on_done.h"
#include "core/desk/notification_desk.h"
#include "core/desk/notification_process.h"
#include "core/store/store.h"
#include "core/store/templates.h"
#include "ui/admin/rule_fields.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/common/words.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStringList>
#include <QVBoxLayout>

#include <utility>

namespace liaison::ui {

ProcessPage::ProcessPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this)), m_on(new QCheckBox(this)),
      m_area(new QScrollArea(this))
{
    m_on->setObjectName(QStringLiteral("processOn"));
    QWidget *top = makeTop(); // made in the order in which Tab goes
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidget(makeRules());
    m_revert = new QPushButton(tr("Revert"), this);
    m_save = new QPushButton(icon(QStringLiteral("save")), tr("Save"), this);
    m_save->setObjectName(QStringLiteral("processSave"));
    m_save->setToolTip(tr("Save the notification process"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(m_bar);
    column->addWidget(top);
    column->addWidget(m_area, 1);
    column->addLayout(buttons);
    for (QWidget *each : std::initializer_list<QWidget *>{m_on, m_save})
        context.gate.guard(each, domain::Permission::UpdateConfigurations);
    context.gate.explain(column, domain::Permission::UpdateConfigurations);
    connect(m_on, &QCheckBox::toggled, this, &ProcessPage::onEdited);
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    connect(m_revert, &QPushButton::clicked, this, &ProcessPage::showStored);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Setting}, this);
    connect(watch, &StoreWatch::stale, this, &ProcessPage::load);
    onEdited();
    load();
}

QWidget *ProcessPage::makeTop()
{
    auto *top = new QWidget(this);
    auto *line = new SideBySide(12, top);
    auto *hint = new PlainLabel(top);
    hint->setWordWrap(true);
    hint->setMuted(true);
    UnitWord::follow(this, [this, hint] {
        m_on->setText(unitText(tr("Notify {units} by this process")));
        hint->setText(unitText(tr("An incident's summary then shows where its {units} stand, and offers the mails. A "
                                  "person sends each of them. The time for an answer begins when the mail server has "
                                  "taken the mail; a time of their own, where {units} have one, comes first.")));
    });
    auto *templates = new QPushButton(tr("Templates…"), top);
    templates->setToolTip(tr("Write what the mails say"));
    connect(templates, &QPushButton::clicked, this, &ProcessPage::templatesWanted);
    line->add(m_on);
    line->add(templates, 0);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(line);
    column->addWidget(hint);
    return top;
}

QWidget *ProcessPage::makeRules()
{
    auto *rules = new QWidget(this);
    auto *column = new QVBoxLayout(rules);
    column->setContentsMargins(0, 0, 0, 0);
    const QList<domain::Severity> severities = allSeverities();
    for (const domain::Severity severity : severities) {
        auto *fields = new RuleFields(severity, rules);
        fields->guard(m_context.gate, domain::Permission::UpdateConfigurations);
        column->addWidget(fields);
        m_rules.append(fields);
        connect(fields, &RuleFields::edited, this, &ProcessPage::onEdited);
        connect(fields, &RuleFields::copyWanted, this, [this, fields] { copyToAll(fields); });
    }
    column->addStretch(1);
    return rules;
}

void ProcessPage::focusFirst()
{
    if (m_on->isEnabled())
        m_on->setFocus(Qt::OtherFocusReason);
    else
        m_area->setFocus(Qt::OtherFocusReason); // to be read
}

void ProcessPage::load()
{
    using Read = std::pair<domain::NotificationProcess, QList<domain::MailTemplate>>;
    onDone(this, m_context.store->read([](store::Session &session) -> Result<Read> {
        const auto process = desk::notificationProcess(session);
        const auto templates = process ? store::Templates(session).list(true) : fail(process.error());
        return templates ? Result<Read>(Read{*process, *templates}) : fail(templates.error());
    }),
           [this](const Result<Read> &read) {
               if (read)
                   fill(read->first, read->second);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(read.error()));
           });
}

/// What somebody else saved meanwhile is shown, unless something would be lost by it: then a person is told.
void ProcessPage::fill(const domain::NotificationProcess &process, const QList<domain::MailTemplate> &templates)
{
    const bool untouched = !m_loaded || !isDirty() || edited() == process;
    const bool isNews = process != m_stored;
    m_stored = process;
    for (RuleFields *fields : std::as_const(m_rules))
        fields->setTemplates(templates);
    if (untouched) {
        m_saved = process;
        showProcess(process);
    } else if (isNews && process != m_saved) {
        tellMeanwhile();
    }
    m_loaded = true;
    onEdited();
}

/// Shows what the store has, and forgets what was typed.
void ProcessPage::showStored()
{
    m_bar->clear();
    m_saved = m_stored;
    showProcess(m_saved);
}

void ProcessPage::tellMeanwhile()
{
    QStringList changes;
    if (m_stored.on != m_saved.on)
        changes << (m_stored.on ? tr("turned on") : tr("turned off"));
    for (const RuleFields *fields : std::as_const(m_rules)) {
        const domain::Severity severity = fields->severity();
        if (m_stored.rules.value(severity) != m_saved.rules.value(severity))
            changes << wordFor(severity);
    }
    m_bar->showMessage(MessageBar::Kind::Warning,
                       tr("Somebody else saved the notification process while you edited it. What you entered is still "
                          "here. Changed there: %1.")
                           .arg(changes.join(QStringLiteral(", "))));
    m_bar->addAction(tr("Show what is saved"), [this] { showStored(); })
        ->setObjectName(QStringLiteral("processTheirs"));
    QAbstractButton *mine = m_bar->addAction(tr("Save mine over it"), [this] {
        m_saved = m_stored;
        save();
    });
    mine->setObjectName(QStringLiteral("processMine"));
    m_context.gate.guard(mine, domain::Permission::UpdateConfigurations);
}

void ProcessPage::showProcess(const domain::NotificationProcess &process)
{
    for (RuleFields *fields : std::as_const(m_rules))
        fields->setRule(process.rules.value(fields->severity()));
    m_on->setChecked(process.on);
    onEdited();
}

domain::NotificationProcess ProcessPage::edited() const
{
    domain::NotificationProcess process;
    process.on = m_on->isChecked();
    for (const RuleFields *fields : m_rules)
        process.rules.insert(fields->severity(), fields->rule());
    return process;
}

bool ProcessPage::isDirty() const
{
    return m_loaded && edited() != m_saved;
}

void ProcessPage::onEdited()
{
    for (RuleFields *fields : std::as_const(m_rules))
        fields->clearProblems();
    m_save->setEnabled(isDirty());
    m_revert->setEnabled(isDirty());
}

void ProcessPage::copyToAll(const RuleFields *from)
{
    const domain::NotificationRule rule = from->rule();
    for (RuleFields *fields : std::as_const(m_rules))
        fields->setRule(rule);
    onEdited();
}

/// Marks everything that is wrong, and goes to the first of it as the page shows them; whether there was something.
bool ProcessPage::markProblems()
{
    const QList<domain::NotificationProblem> problems = domain::problemsOf(edited());
    onEdited();
    bool found = false;
    for (RuleFields *fields : std::as_const(m_rules)) {
        for (const domain::NotificationProblem &problem : problems) {
            if (problem.severity != fields->severity())
                continue;
            fields->setProblem(problem.kind);
            if (!found) {
                fields->focusProblem(problem.kind);
                m_area->ensureWidgetVisible(fields);
            }
            found = true;
        }
    }
    return found;
}

std::optional<UnsavedChanges> ProcessPage::unsavedChanges()
{
    if (!isDirty())
        return std::nullopt;
    return UnsavedChanges{tr("What you changed in the notification process is not saved."),
                          [this](const std::function<void()> &then) { save(then); }, [this] { showProcess(m_saved); }};
}

void ProcessPage::save(const std::function<void()> &then)
{
    if (markProblems())
        return;
    const domain::NotificationProcess wanted = edited();
    m_save->setEnabled(false);
    const auto saving = desk::NotificationDesk(m_context.desk).save(wanted, m_saved);
    onDone(this, saving, [this, wanted, then](const Result<void> &done) {
        if (done) {
            m_saved = wanted;
            m_stored = wanted;
            m_bar->showMessage(MessageBar::Kind::Success, tr("The notification process is saved."));
        } else if (done.error().kind == ErrorKind::Conflict) {
            m_stored = m_saved; // what is read now is news, and told
            load();
        } else {
            m_bar->showMessage(MessageBar::Kind::Error, errorText(done.error()));
            m_bar->addDetails(errorDetails(done.error()));
        }
        onEdited();
        if (done && then)
            then();
    });
}

} // namespace liaison::ui
