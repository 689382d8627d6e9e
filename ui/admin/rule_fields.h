#pragma once

#include "core/domain/mail_template.h"
#include "core/domain/notification.h"
#include "ui/common/permission_gate.h"

#include <QGroupBox>

class QComboBox;
class QPushButton;
class QSpinBox;

namespace liaison::ui {

class FormField;
class HoursBox;

/// How business units are notified of incidents of one severity.
class RuleFields : public QGroupBox {
    Q_OBJECT
public:
    explicit RuleFields(domain::Severity severity, QWidget *parent = nullptr);

    [[nodiscard]] domain::Severity severity() const { return m_severity; }
    /// What there is to choose; what is chosen stays, also where it is archived.
    void setTemplates(const QList<domain::MailTemplate> &templates);
    void setRule(const domain::NotificationRule &rule);
    [[nodiscard]] domain::NotificationRule rule() const;

    /// Where `permission` lacks, what is there is to be read. Called once.
    void guard(const PermissionGate &gate, domain::Permission permission);

    void clearProblems();
    void setProblem(domain::NotificationProblem::Kind kind);
    void focusProblem(domain::NotificationProblem::Kind kind);

Q_SIGNALS:
    void edited();
    /// All severities are to be like this one.
    void copyWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeReadOnly();
    [[nodiscard]] FormField *fieldOf(domain::NotificationProblem::Kind kind) const;
    void fillTemplates(QComboBox *box, domain::TemplateKind kind, const QUuid &chosen);

    domain::Severity m_severity;
    bool m_readOnly = false;
    QList<domain::MailTemplate> m_templates;
    QComboBox *m_primary;
    QComboBox *m_followUp;
    QComboBox *m_recipients;
    HoursBox *m_answer;
    HoursBox *m_interval;
    QSpinBox *m_most;
    QPushButton *m_copy;
    FormField *m_primaryField;
    FormField *m_followUpField;
    FormField *m_answerField;
    FormField *m_intervalField;
    FormField *m_mostField;
};

} // namespace liaison::ui
