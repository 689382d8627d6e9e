// How the card of folders asks the server for them, and what it says of the answer.
#include "ui/admin/folders_card.h"

#include "core/base/on_done.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/folder_tree.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"

#include <utility>

namespace liaison::ui {

using domain::RemoteFolder;

void FoldersCard::askServer()
{
    stopListing();
    m_bar->clear();
    m_listing = true;
    const int run = m_run;
    updateButtons();
    onDone(this, m_context.store->read([id = m_mailbox](store::Session &session) {
        return store::Mailboxes(session).find(id);
    }),
           [this, run](const Result<domain::Mailbox> &mailbox) {
               if (run != m_run)
                   return;
               if (mailbox)
                   list(*mailbox);
               else
                   listed(fail(mailbox.error()));
           });
}

void FoldersCard::list(const domain::Mailbox &mailbox)
{
    m_stop = std::stop_source();
    desk::MailboxDesk::SaveRequest request;
    request.mailbox = mailbox;
    onDone(this, desk::MailboxDesk(m_context.desk).folders(std::move(request), m_stop.get_token()),
           [this, run = m_run](const Result<QList<RemoteFolder>> &folders) {
               if (run == m_run)
                   listed(folders);
           });
}

void FoldersCard::listed(const Result<QList<RemoteFolder>> &answer)
{
    m_listing = false;
    if (answer) {
        m_listed = *answer;
        showRows();
        if (m_choice.isEmpty()) // nobody has changed anything yet: what is new and read at first is no change
            m_asBegun = m_tree->read();
        return;
    }
    updateButtons();
    if (answer.error().kind == ErrorKind::Busy) // another process works the mailbox
        return m_bar->showMessage(MessageBar::Kind::Info,
                                  tr("This process runs no feeds and cannot ask the server. "
                                     "These are the folders as they were known before."));
    m_bar->showMessage(MessageBar::Kind::Error,
                       tr("The server did not list its folders.") + QLatin1Char(' ') + errorText(answer.error()));
    m_bar->addDetails(errorDetails(answer.error()));
}

void FoldersCard::stopListing()
{
    m_stop.request_stop();
    ++m_run;
    m_listing = false;
    updateButtons();
}

} // namespace liaison::ui
