#include "ui/shell/main_window.h"

#include "core/base/on_done.h"
#include "core/desk/feed_desk.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/units_page.h"
#include "ui/common/ask.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/store_watch.h"
#include "ui/common/theme.h"
#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/outbox_page.h"
#include "ui/incidents/summary_page.h"
#include "ui/incidents/unmatched_page.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/shell/search_box.h"
#include "ui/shell/status_line.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolBar>

#include <functional>

namespace liaison::ui {

namespace {
const QString geometryKey = QStringLiteral("window/geometry");
const QString splitterKey = QStringLiteral("window/splitter");
const QString appearanceKey = QStringLiteral("window/appearance");
const QString tabKey = QStringLiteral("window/tab");
} // namespace

MainWindow::MainWindow(const UiContext &context, Theme *theme, QSettings *settings, QWidget *parent)
    : QMainWindow(parent), m_context(context), m_theme(theme), m_settings(settings), m_actions(new WindowActions(this)),
      m_search(new SearchBox(context, this)), m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_status(new StatusLine(context, this))
{
    setWindowTitle(tr("Liaison"));
    setWindowIcon(applicationIcon());
    m_splitter->addWidget(makeLeft());
    m_splitter->addWidget(makeCentre());
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    setCentralWidget(m_splitter);
    setStatusBar(m_status);
    auto *gap = new QWidget(this);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_actions->toolBar()->addWidget(gap);
    m_search->setMinimumWidth(200);
    m_search->setMaximumWidth(340);
    m_actions->toolBar()->addWidget(m_search);
    connectActions();
    connectMessageActions();
    connectPages();
    restoreLayout();
    loadMailboxCount();
    onHoldChanged(context.feeds->holdSending());
    updateActions();
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto handler) { connect(action, &QAction::triggered, this, handler); };
    on(m_actions->getMail, [this] { m_context.feeds->syncAll(); });
    on(m_actions->newIncident, [this] { newIncident(); });
    on(m_actions->editIncident, [this] { editIncident(m_incident); });
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
    on(m_actions->showUnits, [this] { showPage(Page::Units); });
    on(m_actions->newUnit, [this] {
        showPage(Page::Units);
        m_units->newUnit();
    });
    on(m_actions->shortcuts, [this] { showDetails(this, tr("Keyboard"), m_actions->keyList()); });
    on(m_actions->about, [this] { showAbout(); });
    on(m_actions->quit, [this] { close(); });
    connect(m_actions->holdSending, &QAction::toggled, m_context.feeds, &desk::FeedDesk::setHoldSending);
    connect(m_actions->appearance, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_theme->setAppearance(static_cast<Appearance>(action->data().toInt()));
        m_settings->setValue(appearanceKey, action->data().toInt());
    });
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

void MainWindow::connectPages()
{
    connect(m_navigation, &Navigation::pageChosen, this, &MainWindow::showPage);
    connect(m_incidents, &IncidentList::currentChanged, this, &MainWindow::onIncidentChanged);
    connect(m_incidents, &IncidentList::newIncidentWanted, this, &MainWindow::newIncident);
    connect(m_incidents, &IncidentList::editWanted, this, &MainWindow::editIncident);
    connect(m_incidents, &IncidentList::clicked, this, [this] { showPage(Page::Incidents); });
    connect(m_summary, &SummaryPage::editWanted, this, &MainWindow::editIncident);
    connect(m_mails, &BusinessUnitMails::unreadChanged, this, &MainWindow::setUnread);
    connect(m_search, &SearchBox::incidentChosen, this, &MainWindow::openIncident);
    connect(m_search, &SearchBox::mailChosen, this, &MainWindow::openMail);
    connect(m_search, &SearchBox::unmatchedChosen, this, [this](MessageId id) {
        showPage(Page::Unmatched);
        m_unmatched->select(id);
    });
    connect(m_status, &StatusLine::mailboxClicked, this, [this](MailboxId id) {
        showPage(Page::Mailboxes);
        m_mailboxes->showMailbox(id);
    });
    connect(m_status, &StatusLine::unmatchedClicked, this, [this] { showPage(Page::Unmatched); });
    connect(m_status, &StatusLine::outboxClicked, this, [this] { showPage(Page::Outbox); });
    connect(m_status, &StatusLine::countsChanged, this, [this](int unmatched, int outbox) {
        m_navigation->setCount(Page::Unmatched, unmatched);
        m_navigation->setCount(Page::Outbox, outbox);
    });
    connect(m_context.feeds, &desk::FeedDesk::statusChanged, this, &MainWindow::onFeedStatus);
    connect(m_context.feeds, &desk::FeedDesk::holdSendingChanged, this, &MainWindow::onHoldChanged);
    auto *watch = new StoreWatch(m_context.store, {store::Aggregate::Mailbox}, this);
    connect(watch, &StoreWatch::stale, this, &MainWindow::loadMailboxCount);
}

void MainWindow::showPage(Page page)
{
    m_navigation->setPage(page);
    m_pages->setCurrentIndex(static_cast<int>(page));
    switch (page) {
    case Page::Unmatched:
        m_unmatched->focusList();
        break;
    case Page::Outbox:
        m_outbox->focusList();
        break;
    case Page::Mailboxes:
        m_mailboxes->focusList();
        break;
    case Page::Units:
        m_units->focusList();
        break;
    case Page::Incidents:
        break;
    }
    showWhatIsMissing();
    updateActions();
}

Page MainWindow::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void MainWindow::openIncident(IncidentId id)
{
    showPage(Page::Incidents);
    m_incidents->select(id);
}

void MainWindow::openMail(IncidentId incident, ThreadId thread, MessageId mail)
{
    openIncident(incident);
    onIncidentChanged(incident); // the list may still be loading
    m_tabs->setCurrentIndex(MailsTab);
    m_mails->openThread(thread, mail);
}

void MainWindow::connectMailbox()
{
    showPage(Page::Mailboxes);
    m_mailboxes->connectMailbox();
}

void MainWindow::onIncidentChanged(IncidentId id)
{
    if (id == m_incident)
        return;
    m_incident = id;
    if (id) {
        m_summary->setIncident(id);
        m_mails->setIncident(id);
    } else {
        setUnread(0);
    }
    showWhatIsMissing();
    updateActions();
}

void MainWindow::onFeedStatus(const domain::FeedStatus &status)
{
    const bool trouble = status.state == domain::FeedState::NeedsSignIn || status.state == domain::FeedState::Failed;
    if (!trouble) {
        if (m_troubled == status.mailbox) {
            m_troubled = {};
            m_feedBar->clear();
        }
        return;
    }
    m_troubled = status.mailbox;
    const QString reason = status.error ? errorText(*status.error) : tr("It does not run.");
    QString text = QStringLiteral("%1: %2").arg(status.address, reason);
    if (status.error && status.error->certificate)
        text += QLatin1Char('\n') + certificateText(*status.error);
    m_feedBar->showMessage(MessageBar::Kind::Error, text);
    m_feedBar->addAction(tr("Open the mailbox"), [this, id = status.mailbox] {
        showPage(Page::Mailboxes);
        m_mailboxes->showMailbox(id);
    });
    if (!status.error)
        return;
    offerCertificate(m_feedBar, this, *status.error, [this, id = status.mailbox](const CertificateSummary &accepted) {
        showPage(Page::Mailboxes);
        m_mailboxes->acceptCertificate(id, accepted);
    });
    m_feedBar->addDetails(errorDetails(*status.error));
}

void MainWindow::onHoldChanged(bool hold)
{
    m_actions->holdSending->setChecked(hold);
    if (!hold) {
        m_holdBar->clear();
        return;
    }
    m_holdBar->showMessage(MessageBar::Kind::Warning,
                           tr("Sending is held: nothing leaves the outbox of this computer."));
    m_holdBar->addAction(tr("Send again"), [this] { m_context.feeds->setHoldSending(false); });
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
    onDone(this, m_context.store->read([id](store::Session &session) { return store::Incidents(session).find(id); }),
           [this](Result<domain::Incident> incident) {
               if (!incident) {
                   m_feedBar->showMessage(MessageBar::Kind::Error, errorText(incident.error()));
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
    m_incidents->focusFilter();
}

void MainWindow::loadMailboxCount()
{
    onDone(this, m_context.store->read([](store::Session &session) { return store::Mailboxes(session).list(); }),
           [this](Result<QList<domain::Mailbox>> mailboxes) {
               if (!mailboxes)
                   return; // the mailboxes' page tells of trouble with the store
               m_mailboxCount = static_cast<int>(mailboxes->size());
               showWhatIsMissing();
           });
}

void MainWindow::showWhatIsMissing()
{
    m_mailboxBar->clear();
    if (m_incident)
        m_incidentStack->setCurrentWidget(m_tabs);
    else
        m_incidentStack->setCurrentWidget(m_mailboxCount == 0 ? m_welcome : m_choose);
    if (m_mailboxCount != 0 || !m_incident || page() == Page::Mailboxes)
        return;
    m_mailboxBar->showMessage(MessageBar::Kind::Info,
                              tr("No mailbox is connected yet: mail can neither be read nor sent."));
    m_mailboxBar->addAction(tr("Connect a mailbox"), [this] { connectMailbox(); });
}

void MainWindow::updateActions()
{
    const bool incident = page() == Page::Incidents && m_incident;
    for (QAction *action : {m_actions->newMail, m_actions->reply, m_actions->replyAll, m_actions->forward,
                            m_actions->markRead, m_actions->editIncident})
        action->setEnabled(incident);
    for (QAction *action : {m_actions->showSummary, m_actions->showMails})
        action->setEnabled(bool(m_incident));
}

void MainWindow::setUnread(int unread)
{
    m_tabs->setTabText(MailsTab, unread > 0 ? tr("Business Unit Mails (%1)").arg(unread) : tr("Business Unit Mails"));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("About Liaison"));
    box->setIconPixmap(applicationIcon().pixmap(64));
    box->setText(tr("Liaison %1").arg(QApplication::applicationVersion()));
    box->setInformativeText(tr("Keeps the mail of business units with the security incident it is about.\n\n"
                               "Free software under the Apache License 2.0."));
    box->open();
}

void MainWindow::restoreLayout()
{
    const int look = m_settings->value(appearanceKey, static_cast<int>(Appearance::System)).toInt();
    const QList<QAction *> looks = m_actions->appearance->actions();
    for (QAction *action : looks) {
        if (action->data().toInt() == look)
            action->setChecked(true);
    }
    m_theme->setAppearance(static_cast<Appearance>(look));
    if (!restoreGeometry(m_settings->value(geometryKey).toByteArray()))
        resize(1320, 840);
    if (!m_splitter->restoreState(m_settings->value(splitterKey).toByteArray()))
        m_splitter->setSizes({330, 990});
    m_tabs->setCurrentIndex(m_settings->value(tabKey, static_cast<int>(MailsTab)).toInt());
}

void MainWindow::saveLayout()
{
    m_settings->setValue(geometryKey, saveGeometry());
    m_settings->setValue(splitterKey, m_splitter->saveState());
    m_settings->setValue(tabKey, m_tabs->currentIndex());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    m_mails->keepDrafts();
    QMainWindow::closeEvent(event);
}

} // namespace liaison::ui
