// What the commands of menus, tool bar and keys do in the main window.
#include "ui/shell/main_window.h"

#include "core/base/on_done.h"
#include "core/desk/feed_desk.h"
#include "core/desk/mailbox_desk.h"
#include "core/store/incidents.h"
#include "core/store/store.h"
#include "ui/admin/templates_page.h"
#include "ui/admin/units_page.h"
#include "ui/common/ask.h"
#include "ui/common/error_text.h"
#include "ui/common/hold_watch.h"
#include "ui/common/icons.h"
#include "ui/common/preferences.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/summary_page.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/shell/notices.h"
#include "ui/shell/search_box.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QStackedWidget>
#include <QTabWidget>

#include <functional>

namespace liaison::ui {

void MainWindow::guardActions()
{
    using domain::Permission;
    const auto guard = [this](Permission permission, const QList<QAction *> &actions) {
        for (QAction *action : actions)
            m_context.gate.guard(action, permission);
    };
    guard(Permission::UpdateConfigurations,
          {m_actions->connectMailbox, m_actions->nameUnits, m_actions->importSettings});
    guard(Permission::UpdateTemplates, {m_actions->newTemplate});
    guard(Permission::UpdateBusinessUnits, {m_actions->newUnit});
    guard(Permission::UpdateIncidents, {m_actions->newIncident, m_actions->editIncident});
    guard(Permission::ReplyToMail,
          {m_actions->newMail, m_actions->reply, m_actions->replyAll, m_actions->forward, m_actions->getMail});
    guard(Permission::NotifyUnits, {m_actions->notifyUnits});
    guard(Permission::RunFeeds, {m_actions->holdSending});
}

void MainWindow::connectActions()
{
    guardActions();
    const auto on = [this](QAction *action, auto handler) { connect(action, &QAction::triggered, this, handler); };
    on(m_actions->getMail, [this] { getMail(); });
    on(m_actions->newIncident, [this] { newIncident(); });
    on(m_actions->editIncident, [this] { editIncident(m_incident); });
    on(m_actions->notifyUnits, [this] {
        m_tabs->setCurrentIndex(SummaryTab);
        m_summary->notifyUnits();
    });
    on(m_actions->find, [this] { find(); });
    on(m_actions->search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    on(m_actions->nextPane, [this] { focusNextPane(); });
    const auto tab = [this](int index) {
        showPage(Page::Incidents);
        m_tabs->setCurrentIndex(index);
        m_tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    };
    on(m_actions->showSummary, [tab] { tab(SummaryTab); });
    on(m_actions->showMails, [tab] { tab(MailsTab); });
    on(m_actions->showUnmatched, [this] { showPage(Page::Unmatched); });
    on(m_actions->showOutbox, [this] { showPage(Page::Outbox); });
    on(m_actions->showMailboxes, [this] { showPage(Page::Mailboxes); });
    on(m_actions->connectMailbox, [this] { connectMailbox(); });
    on(m_actions->showFeeds, [this] { showPage(Page::Feeds); });
    on(m_actions->showTemplates, [this] { showPage(Page::Templates); });
    on(m_actions->newTemplate, [this] {
        showPage(Page::Templates);
        m_templates->newTemplate();
    });
    on(m_actions->showProcess, [this] { showPage(Page::Process); });
    on(m_actions->showPeople, [this] { showPage(Page::People); });
    on(m_actions->showAudit, [this] { showPage(Page::Audit); });
    on(m_actions->showUnits, [this] { showPage(Page::Units); });
    on(m_actions->nameUnits, [this] {
        showPage(Page::Units);
        m_units->nameUnits();
    });
    on(m_actions->newUnit, [this] {
        showPage(Page::Units);
        m_units->newUnit();
    });
    on(m_actions->showSettings, [this] { showPage(Page::Settings); });
    on(m_actions->importSettings, [this] { importSettings(); });
    on(m_actions->shortcuts, [this] { showDetails(this, tr("Keyboard"), m_actions->keyList()); });
    on(m_actions->about, [this] { showAbout(); });
    on(m_actions->quit, [this] { close(); });
    auto *held = new HoldWatch(m_context, this);
    held->follow(m_actions->holdSending);
    connect(held, &HoldWatch::failed, this, [this](const Error &error) { m_notices->showError(errorText(error)); });
    connect(m_actions->appearance, &QActionGroup::triggered, this, [](const QAction *action) {
        Preferences::instance()->setAppearance(static_cast<Appearance>(action->data().toInt()));
    });
}

/// Of every mailbox, whichever process works it.
void MainWindow::getMail()
{
    m_context.feeds->syncAll();
    const QList<domain::FeedStatus> all = m_context.feeds->statuses();
    for (const domain::FeedStatus &status : all) {
        if (status.holder.isEmpty())
            continue;
        onDone(this, desk::MailboxDesk(m_context.desk).getMail(status.mailbox), [this](Result<void> asked) {
            if (!asked)
                m_notices->showError(errorText(asked.error()));
        });
    }
}

void MainWindow::connectMessageActions()
{
    const auto mail = [this](QAction *action, const std::function<void()> &act) {
        connect(action, &QAction::triggered, this, [this, act] {
            showPage(Page::Incidents);
            m_tabs->setCurrentIndex(MailsTab);
            act();
        });
    };
    mail(m_actions->newMail, [this] { m_mails->newMail(); });
    mail(m_actions->reply, [this] { m_mails->reply(); });
    mail(m_actions->replyAll, [this] { m_mails->replyAll(); });
    mail(m_actions->forward, [this] { m_mails->forward(); });
    mail(m_actions->markRead, [this] { m_mails->toggleRead(); });
}

void MainWindow::updateActions()
{
    const bool incident = page() == Page::Incidents && m_incident;
    for (QAction *action : {m_actions->newMail, m_actions->editIncident, m_actions->notifyUnits})
        action->setEnabled(incident);
    for (QAction *action : {m_actions->reply, m_actions->replyAll, m_actions->forward, m_actions->markRead})
        action->setEnabled(incident && m_mails->hasMail());
    for (QAction *action : {m_actions->showSummary, m_actions->showMails})
        action->setEnabled(bool(m_incident));
}

void MainWindow::newIncident()
{
    domain::Incident incident;
    incident.status = domain::IncidentStatus::Open;
    incident.owner = m_context.person;
    auto *dialog = new IncidentDialog(m_context, incident, this);
    connect(dialog, &IncidentDialog::saved, this, [this](const domain::Incident &made) { openIncident(made.id); });
    dialog->open();
}

void MainWindow::editIncident(IncidentId id)
{
    if (!id)
        return;
    if (!m_context.gate.allows(domain::Permission::UpdateIncidents)) { // its summary has all that the form has
        openIncident(id);
        m_tabs->setCurrentIndex(SummaryTab);
        return;
    }
    onDone(this, m_context.store->read([id](store::Session &session) { return store::Incidents(session).find(id); }),
           [this](Result<domain::Incident> incident) {
               if (!incident) {
                   m_notices->showError(errorText(incident.error()));
                   return;
               }
               auto *dialog = new IncidentDialog(m_context, *incident, this);
               dialog->open();
           });
}

void MainWindow::focusNextPane()
{
    const QList<QWidget *> panes{m_navigation, m_incidents, m_pages->currentWidget(), m_search};
    const QWidget *focus = QApplication::focusWidget();
    int at = -1;
    for (int i = 0; i < panes.size(); ++i) {
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus)))
            at = i;
    }
    QWidget *next = panes.at((at + 1) % panes.size());
    if (next == m_incidents) {
        m_incidents->focusList();
    } else if (next == m_pages->currentWidget()) {
        // The page itself takes no focus: its first editor or list does.
        next->setFocus(Qt::ShortcutFocusReason);
        if (QWidget *inside = next->nextInFocusChain(); inside && !next->hasFocus())
            inside->setFocus(Qt::ShortcutFocusReason);
    } else {
        next->setFocus(Qt::ShortcutFocusReason);
    }
}

void MainWindow::find()
{
    // A page's own list first; the incidents are there on every page.
    if (auto *search = m_pages->currentWidget()->findChild<QLineEdit *>(QStringLiteral("pageSearch")))
        search->setFocus(Qt::ShortcutFocusReason);
    else
        m_incidents->focusFilter();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("About Liaison"));
    box->setIconPixmap(applicationIcon().pixmap(64));
    box->setText(tr("Liaison %1").arg(QApplication::applicationVersion()));
    box->setInformativeText(unitText(tr("Keeps the mail of {units} with the security incident it is about.\n\n"
                                        "Free software under the Apache License 2.0.")));
    box->open();
}

} // namespace liaison::ui
