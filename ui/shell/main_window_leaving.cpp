// What the main window asks before something that is not saved would be lost with a page, or with itself.
#include "ui/shell/main_window.h"

#include "ui/admin/mailboxes_page.h"
#include "ui/admin/process_page.h"
#include "ui/admin/templates_page.h"
#include "ui/common/unsaved_changes.h"
#include "ui/mails/business_unit_mails.h"

#include <QCloseEvent>
#include <QSignalBlocker>

#include <optional>

namespace liaison::ui {

/// A template or a process that is begun stays as it is while its writer looks something up elsewhere. A mailbox's
/// card is left for good or not at all: it must not be forgotten half changed.
bool MainWindow::asksBeforeLeavingFor(Page page)
{
    if (page == this->page() || this->page() != Page::Mailboxes)
        return false;
    const std::optional<UnsavedChanges> changes = m_mailboxes->unsavedChanges();
    if (!changes)
        return false;
    const QSignalBlocker quiet(m_navigation);
    m_navigation->setPage(Page::Mailboxes);
    askToLeave(this, changes, [this, page] { showPage(page); });
    return true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    m_mails->keepDrafts();
    if (asksBeforeClosing())
        event->ignore();
    else
        QMainWindow::closeEvent(event);
}

bool MainWindow::asksBeforeClosing()
{
    if (isLeftUnasked())
        return false;
    const auto asks = [this](Page page, const std::optional<UnsavedChanges> &changes) {
        if (!changes)
            return false;
        if (page != this->page())
            showPage(page);
        askToLeave(this, changes, [this] { close(); });
        return true;
    };
    return asks(Page::Mailboxes, m_mailboxes->unsavedChanges()) || asks(Page::Templates, m_templates->unsavedChanges())
        || asks(Page::Process, m_process->unsavedChanges());
}

} // namespace liaison::ui
