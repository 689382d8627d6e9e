// How the card of a mailbox that is being changed is left: for another mailbox, for another page, with the window.
#include "ui/admin/folders_card.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"

#include <QListWidget>
#include <QSignalBlocker>

namespace liaison::ui {

std::optional<UnsavedChanges> MailboxesPage::unsavedChanges()
{
    if (!m_form->hasUnsavedChanges())
        return m_folders->unsavedChanges();
    const domain::Mailbox &mailbox = m_form->mailbox();
    return UnsavedChanges{mailbox.id ? tr("What you changed in the mailbox %1 is not saved.").arg(mailbox.address)
                                     : tr("The new mailbox is not saved."),
                          [this](const std::function<void()> &then) {
                              m_whenSaved = then;
                              m_form->save();
                          },
                          [this] { m_form->cancel(); }};
}

void MailboxesPage::leaveCard(const std::function<void()> &then)
{
    askToLeave(this, unsavedChanges(), [this, then] {
        if (unsavedChanges()) // of the folders, too
            return leaveCard(then);
        if (m_form->isEditing())
            m_form->cancel();
        then();
    });
}

/// A person chose a row: what is being edited is left for it, if they say so.
void MailboxesPage::onRowChosen()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_mailboxes.size())
        return;
    const MailboxId id = m_mailboxes.at(row).id;
    if (m_form->mailbox().id == id || (!m_form->isEditing() && !m_folders->unsavedChanges()))
        return onCurrentChanged();
    int edited = -1;
    for (int i = 0; i < m_mailboxes.size(); ++i) {
        if (m_mailboxes.at(i).id == m_form->mailbox().id)
            edited = i;
    }
    {
        const QSignalBlocker quiet(m_list);
        m_list->setCurrentRow(edited);
    }
    showMailbox(id);
}

} // namespace liaison::ui
