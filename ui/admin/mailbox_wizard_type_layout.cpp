// How the step is put together; what it does is in mailbox_wizard_type.cpp.
#include "ui/admin/mailbox_wizard_type.h"

#include "core/base/log.h"
#include "ui/admin/form_field.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/reading_direction.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::Autodiscovery;
using domain::AutodiscoveryTrial;
using Type = MailboxDraft::Type;

namespace {

/// A line for Details, in English as logs are: what was asked, and what came of it.
QString lineOf(const AutodiscoveryTrial &trial)
{
    const QString place = trial.url.isEmpty() ? trial.detail : trial.url.toString();
    const QString outcome
        = trial.error ? errorKindName(trial.error->kind) + QStringLiteral(" ") + trial.error->log : trial.detail;
    return printable(QStringLiteral("%1  %2: %3").arg(domain::toString(trial.what), place, outcome).toUtf8(), 500);
}

} // namespace

void MailboxWizardType::build()
{
    buildSearch();
    buildChoice();
    column()->addStretch(1);
}

void MailboxWizardType::buildSearch()
{
    m_bar = new MessageBar(this);
    m_bar->setClosable(false);
    m_step = paragraph({});
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("The search goes on"));
    m_signIn = new QWidget(this);
    m_username = new QLineEdit(m_signIn);
    m_password = new QLineEdit(m_signIn);
    m_password->setEchoMode(QLineEdit::Password);
    auto *form = new QFormLayout(m_signIn);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto *usernameField = new FormField(tr("Username for the search"), m_username, m_signIn);
    m_passwordField = new FormField(tr("Password for the search"), m_password, m_signIn);
    form->addRow(tr("Username"), usernameField);
    form->addRow(tr("Password"), m_passwordField);
    m_cancel = new QPushButton(icon(QStringLiteral("stop")), tr("Cancel the search"), this);
    m_again = new QPushButton(icon(QStringLiteral("retry")), tr("Look again"), this);
    m_again->setObjectName(QStringLiteral("look"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    column()->addWidget(m_step);
    column()->addWidget(m_progress);
    column()->addWidget(m_bar);
    column()->addWidget(m_signIn);
    column()->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        stop();
        ended(fail(ErrorKind::Cancelled));
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        const bool missing = !m_signIn->isHidden() && m_password->text().isEmpty();
        m_passwordField->setProblem(missing ? tr("Enter the password, or go on by hand.") : QString());
        if (missing)
            return m_passwordField->focusEditor();
        look();
    });
}

void MailboxWizardType::buildChoice()
{
    auto *question = paragraph(tr("How is the mailbox reached?"));
    question->setBold(true);
    column()->addWidget(question);
    m_reason = paragraph({});
    column()->addWidget(m_reason);
    m_exchange
        = addChoice(tr("Exchange Web Services (EWS)"), tr("An Exchange of the organisation's own, from 2007 SP1 on."));
    m_graph = addChoice(tr("Microsoft Graph"), tr("A mailbox in Exchange Online (Microsoft 365)."));
    m_imap = addChoice(tr("IMAP + SMTP"), tr("Every other mail server: its two hosts are entered on the next page."));
}

QRadioButton *MailboxWizardType::addChoice(const QString &text, const QString &hint)
{
    auto *button = new QRadioButton(text, this);
    button->setAccessibleDescription(hint);
    auto *label = paragraph(hint);
    label->setMuted(true);
    label->setContentsMargins(indentation(button->fontMetrics().height())); // an indent would be above it, too
    column()->addWidget(button);
    column()->addWidget(label);
    connect(button, &QRadioButton::clicked, this, [this] {
        m_chosen = true;
        m_reason->setText({});
    });
    return button;
}

QRadioButton *MailboxWizardType::buttonOf(Type type) const
{
    return type == Type::Exchange ? m_exchange : type == Type::Graph ? m_graph : m_imap;
}

void MailboxWizardType::setLooking(bool looking)
{
    const bool focused = m_cancel->hasFocus() || m_again->hasFocus();
    m_looking = looking;
    m_step->setText(
        looking
            ? tr("Asking the hosts of %1 where its Exchange is…").arg(mailbox().address.section(QLatin1Char('@'), -1))
            : QString());
    m_step->setVisible(looking);
    m_progress->setVisible(looking);
    m_cancel->setVisible(looking);
    m_again->setVisible(!looking);
    if (focused) // the button that was pressed is gone from sight: the other one takes the focus
        (looking ? m_cancel : m_again)->setFocus(Qt::OtherFocusReason);
    Q_EMIT stateChanged();
}

void MailboxWizardType::setSignInWanted(bool wanted)
{
    m_username->setPlaceholderText(mailbox().address);
    m_signIn->setVisible(wanted);
    Q_EMIT stateChanged();
}

void MailboxWizardType::addDetails(const Autodiscovery &found)
{
    QStringList lines;
    for (const AutodiscoveryTrial &trial : found.trials)
        lines << lineOf(trial);
    m_bar->addDetails(lines.join(QLatin1Char('\n')));
}

} // namespace liaison::ui
