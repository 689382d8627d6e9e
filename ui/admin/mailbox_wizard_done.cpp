#include "ui/admin/mailbox_wizard_done.h"

#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QVBoxLayout>

namespace liaison::ui {

MailboxWizardDone::MailboxWizardDone(MailboxDraft *draft, QWidget *parent)
    : MailboxWizardPage(tr("Saved"), draft, parent), m_saved(paragraph({})), m_bar(new MessageBar(this))
{
    m_bar->setClosable(false);
    m_saved->setBold(true);
    column()->addWidget(m_saved);
    column()->addWidget(paragraph(tr("START reads the mailbox from now on, also after a restart of this computer. The "
                                     "mailbox's page under Admin has STOP, and every field for later changes.")));
    column()->addWidget(m_bar);
    column()->addStretch(1);
}

void MailboxWizardDone::enter()
{
    m_saved->setText(tr("%1 is saved.").arg(mailbox().address));
}

void MailboxWizardDone::showError(const Error &error)
{
    m_bar->showMessage(MessageBar::Kind::Error,
                       tr("The mailbox was not started; it stays saved.") + QLatin1Char(' ') + errorText(error));
    m_bar->addDetails(errorDetails(error));
}

void MailboxWizardDone::clearError()
{
    m_bar->clear();
}

} // namespace liaison::ui
