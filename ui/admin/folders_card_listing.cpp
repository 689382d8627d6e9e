// How the card of folders asks the server for them, and what it says of the answer.
#include "ui/admin/folders_card.h"

#include "core/base/on_done.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/folder_tree.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"

#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace liaison::ui {

using domain::RemoteFolder;

void FoldersCard::askServer()
{
    stopListing();
    m_bar->clear();
    m_listing = true;
    updateButtons();
    withMailbox([this](const Result<domain::Mailbox> &mailbox) {
        if (mailbox)
            list(*mailbox);
        else
            listed(fail(mailbox.error()));
    });
}

void FoldersCard::withMailbox(const std::function<void(const Result<domain::Mailbox> &)> &then)
{
    onDone(this, m_context.store->read([id = m_mailbox](store::Session &session) {
        return store::Mailboxes(session).find(id);
    }),
           [this, run = m_run, then](const Result<domain::Mailbox> &mailbox) {
               if (run == m_run)
                   then(mailbox);
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

/// A list without one that was found by its name does not take it away.
void FoldersCard::setListed(QList<RemoteFolder> folders)
{
    for (const RemoteFolder &named : std::as_const(m_named)) {
        const auto is = [&named](const RemoteFolder &each) { return each.remoteId == named.remoteId; };
        if (std::none_of(folders.cbegin(), folders.cend(), is))
            folders << named;
    }
    m_listed = std::move(folders);
    showRows();
    if (m_choice.isEmpty()) // nobody has changed anything yet: what is new and read at first is no change
        m_asBegun = m_tree->read();
}

void FoldersCard::listed(const Result<QList<RemoteFolder>> &answer)
{
    m_listing = false;
    if (answer) {
        setListed(*answer);
        return;
    }
    updateButtons();
    tellRefusal(tr("The server did not list its folders."), answer.error());
}

void FoldersCard::tellRefusal(const QString &what, const Error &error)
{
    if (error.kind == ErrorKind::Busy) // another process works the mailbox
        return m_bar->showMessage(MessageBar::Kind::Info,
                                  tr("This process runs no feeds and cannot ask the server. "
                                     "These are the folders as they were known before."));
    m_bar->showMessage(MessageBar::Kind::Error, what + QLatin1Char(' ') + errorText(error));
    m_bar->addDetails(errorDetails(error));
}

/// The server is asked anew: it may have the folder since, or have it without listing it.
void FoldersCard::findNamed(const QString &name)
{
    stopListing();
    m_bar->clear();
    m_listing = true;
    m_wanted = name;
    m_stop = std::stop_source();
    updateButtons();
    withMailbox([this, name](const Result<domain::Mailbox> &mailbox) {
        if (!mailbox)
            return foundNamed(name, fail(mailbox.error()));
        desk::MailboxDesk::SaveRequest request;
        request.mailbox = *mailbox;
        onDone(this, desk::MailboxDesk(m_context.desk).folder(std::move(request), name, m_stop.get_token()),
               [this, name, run = m_run](const Result<domain::NamedFolder> &answer) {
                   if (run == m_run)
                       foundNamed(name, answer);
               });
    });
}

void FoldersCard::foundNamed(const QString &name, const Result<domain::NamedFolder> &answer)
{
    m_listing = false;
    m_wanted.clear();
    if (!answer) {
        updateButtons();
        return tellRefusal(tr("The server was not asked about “%1”.").arg(name), answer.error());
    }
    if (answer->found)
        m_named << *answer->found;
    setListed(answer->listed);
    if (answer->found && m_tree->tick(answer->found->path)) {
        m_name->clear();
        return;
    }
    m_bar->showMessage(MessageBar::Kind::Error,
                       answer->found
                           ? tr("“%1” holds other folders and no mail: choose one that stands in it.").arg(name)
                           : tr("The server has no folder “%1” that this sign-in may open. A folder in another one is "
                                "written with all it stands in, such as Inbox/Incidents.")
                                 .arg(name));
    m_name->setFocus(Qt::OtherFocusReason);
}

void FoldersCard::stopListing()
{
    m_stop.request_stop();
    ++m_run;
    m_listing = false;
    m_wanted.clear();
    updateButtons();
}

} // namespace liaison::ui
