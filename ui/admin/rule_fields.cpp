#include "ui/admin/rule_fields.h"

#include "ui/admin/form_field.h"
#include "ui/admin/hours_box.h"
#include "ui/common/words.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QUuid>
#include <QVariant>

namespace liaison::ui {

using domain::NotificationProblem;

RuleFields::RuleFields(domain::Severity severity, QWidget *parent)
    : QGroupBox(wordFor(severity), parent), m_severity(severity), m_primary(new QComboBox(this)),
      m_followUp(new QComboBox(this)), m_recipients(new QComboBox(this)), m_answer(new HoursBox(this)),
      m_interval(new HoursBox(this)), m_most(new QSpinBox(this)),
      m_copy(new QPushButton(tr("Use for all severities"), this))
{
    const QString name = domain::toString(severity);
    m_primary->setObjectName(name + QStringLiteral("Primary"));
    m_followUp->setObjectName(name + QStringLiteral("FollowUp"));
    m_recipients->setObjectName(name + QStringLiteral("Recipients"));
    m_answer->setObjectName(name + QStringLiteral("Answer"));
    m_interval->setObjectName(name + QStringLiteral("Interval"));
    m_most->setObjectName(name + QStringLiteral("Most"));
    m_recipients->addItem(tr("all as To"), static_cast<int>(domain::RecipientsRule::All));
    m_recipients->addItem(tr("the first as To, the others as Cc"),
                          static_cast<int>(domain::RecipientsRule::FirstAndCopy));
    for (HoursBox *box : {m_answer, m_interval}) {
        box->setMinuteRange(domain::leastNotificationMinutes, domain::mostNotificationMinutes);
        box->setSuffix(tr(" hours"));
    }
    m_most->setRange(0, domain::mostNotificationFollowUps);
    m_most->setSpecialValueText(tr("none"));
    auto *form = new QFormLayout(this);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const auto field = [&](const QString &label, QWidget *editor) {
        auto *row = new FormField(tr("%1: %2").arg(title(), label), editor, this);
        form->addRow(label, row);
        return row;
    };
    m_primaryField = field(tr("First mail"), m_primary);
    m_followUpField = field(tr("Follow-up"), m_followUp);
    field(tr("Recipients"), m_recipients);
    m_answerField = field(tr("Answer within"), m_answer);
    m_intervalField = field(tr("Follow-ups every"), m_interval);
    m_mostField = field(tr("Follow-ups at most"), m_most);
    m_copy->setAccessibleName(tr("%1: use for all severities").arg(title()));
    m_copy->setObjectName(name + QStringLiteral("Copy"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_copy);
    line->addStretch(1);
    form->addRow(QString(), line);
    setTemplates({});
    setRule({});
    for (QComboBox *box : {m_primary, m_followUp, m_recipients}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
        connect(box, &QComboBox::currentIndexChanged, this, &RuleFields::edited);
    }
    for (HoursBox *box : {m_answer, m_interval})
        connect(box, &QDoubleSpinBox::valueChanged, this, &RuleFields::edited);
    connect(m_most, &QSpinBox::valueChanged, this, &RuleFields::edited);
    connect(m_copy, &QPushButton::clicked, this, &RuleFields::copyWanted);
}

/// Those of the kind, and those for any mail; the chosen one whatever it is.
void RuleFields::fillTemplates(QComboBox *box, domain::TemplateKind kind, const QUuid &chosen)
{
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItem(tr("not chosen"), QVariant::fromValue(QUuid()));
    for (const domain::MailTemplate &one : std::as_const(m_templates)) {
        const bool fits = !one.archived && (one.kind == kind || one.kind == domain::TemplateKind::Free);
        if (fits || one.uuid == chosen)
            box->addItem(one.archived ? tr("%1 (archived)").arg(one.name) : one.name, QVariant::fromValue(one.uuid));
    }
    if (!chosen.isNull() && box->findData(QVariant::fromValue(chosen)) < 0) // not read yet
        box->addItem(tr("unknown"), QVariant::fromValue(chosen));
    box->setCurrentIndex(box->findData(QVariant::fromValue(chosen)));
}

void RuleFields::setTemplates(const QList<domain::MailTemplate> &templates)
{
    m_templates = templates;
    fillTemplates(m_primary, domain::TemplateKind::Primary, m_primary->currentData().value<QUuid>());
    fillTemplates(m_followUp, domain::TemplateKind::FollowUp, m_followUp->currentData().value<QUuid>());
}

void RuleFields::setRule(const domain::NotificationRule &rule)
{
    const QSignalBlocker quiet(this);
    fillTemplates(m_primary, domain::TemplateKind::Primary, rule.primary);
    fillTemplates(m_followUp, domain::TemplateKind::FollowUp, rule.followUp);
    m_recipients->setCurrentIndex(m_recipients->findData(static_cast<int>(rule.recipients)));
    m_answer->setMinutes(rule.answerMinutes);
    m_interval->setMinutes(rule.followUpMinutes);
    m_most->setValue(rule.mostFollowUps);
}

domain::NotificationRule RuleFields::rule() const
{
    domain::NotificationRule rule;
    rule.primary = m_primary->currentData().value<QUuid>();
    rule.followUp = m_followUp->currentData().value<QUuid>();
    rule.recipients = static_cast<domain::RecipientsRule>(m_recipients->currentData().toInt());
    rule.answerMinutes = m_answer->minutes();
    rule.followUpMinutes = m_interval->minutes();
    rule.mostFollowUps = m_most->value();
    return rule;
}

FormField *RuleFields::fieldOf(NotificationProblem::Kind kind) const
{
    switch (kind) {
    case NotificationProblem::Kind::PrimaryMissing:
        return m_primaryField;
    case NotificationProblem::Kind::FollowUpMissing:
        return m_followUpField;
    case NotificationProblem::Kind::AnswerOutOfRange:
        return m_answerField;
    case NotificationProblem::Kind::FollowUpOutOfRange:
        return m_intervalField;
    case NotificationProblem::Kind::TooManyFollowUps:
        break;
    }
    return m_mostField;
}

void RuleFields::guard(const PermissionGate &gate, domain::Permission permission)
{
    gate.guard(m_copy, permission);
    m_readOnly = !gate.allows(permission);
    makeReadOnly();
}

void RuleFields::makeReadOnly()
{
    if (!m_readOnly)
        return;
    for (QWidget *each :
         std::initializer_list<QWidget *>{m_primary, m_followUp, m_recipients, m_answer, m_interval, m_most})
        setReadOnly(each, true);
}

void RuleFields::changeEvent(QEvent *event)
{
    QGroupBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        makeReadOnly(); // in the new colours
}

void RuleFields::clearProblems()
{
    for (FormField *field : {m_primaryField, m_followUpField, m_answerField, m_intervalField, m_mostField})
        field->setProblem({});
}

void RuleFields::setProblem(NotificationProblem::Kind kind)
{
    QString sentence = tr("This is out of range.");
    if (kind == NotificationProblem::Kind::PrimaryMissing)
        sentence = tr("Choose a template for the first mail, or turn the process off.");
    else if (kind == NotificationProblem::Kind::FollowUpMissing)
        sentence = tr("Choose a template for follow-ups, or allow none.");
    fieldOf(kind)->setProblem(sentence);
}

void RuleFields::focusProblem(NotificationProblem::Kind kind)
{
    fieldOf(kind)->focusEditor();
}

} // namespace liaison::ui
