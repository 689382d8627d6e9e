#include "ui/admin/mailbox_wizard_page.h"

#include "ui/common/plain_label.h"

#include <QVBoxLayout>

namespace liaison::ui {

MailboxWizardPage::MailboxWizardPage(const QString &title, MailboxDraft *draft, QWidget *parent)
    : QWidget(parent), m_title(title), m_draft(draft), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(10);
}

PlainLabel *MailboxWizardPage::paragraph(const QString &text)
{
    auto *label = new PlainLabel(text, this);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    return label;
}

} // namespace liaison::ui
