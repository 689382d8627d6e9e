#include "ui/shell/main_window.h"

#include "core/base/on_done.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/audit_page.h"
#include "ui/admin/feeds_page.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/people_page.h"
#include "ui/admin/process_page.h"
#include "ui/admin/sign_in_dialog.h"
#include "ui/admin/switch_dialog.h"
#include "ui/admin/templates_page.h"
#include "ui/admin/units_page.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/empty_state.h"
#include "ui/common/icons.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/outbox_page.h"
#include "ui/incidents/summary_page.h"
#include "ui/incidents/unmatched_page.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/desktop_alerts.h"
#include "ui/shell/feed_alerts.h"
#include "ui/shell/notices.h"
#include "ui/shell/search_box.h"
#include "ui/shell/status_line.h"
#include "ui/shell/window_actions.h"

#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolBar>

namespace liaison::ui {

namespace {
const QString geometryKey = QStringLiteral("window/geometry");
const QString splitterKey = QStringLiteral("window/splitter");
const QString tabKey = QStringLiteral("window/tab");

Page pageOf(NotifyPlace place)
{
    switch (place) {
    case NotifyPlace::Mailboxes:
        return Page::Mailboxes;
    case NotifyPlace::Units:
        return Page::Units;
    case NotifyPlace::Outbox:
        return Page::Outbox;
    case NotifyPlace::Process:
        break;
    }
    return Page::Process;
}
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
    UnitWord::readFrom(context, this);
    connectActions();
    connectMessageActions();
    connectPages();
    followPreferences();
    new DesktopAlerts(context, this);
    auto *alerts = new FeedAlerts(context, m_feeds->watch(), this);
    connect(alerts, &FeedAlerts::chosen, this, [this] {
        show();
        raise();
        activateWindow();
        showPage(Page::Feeds);
    });
    restoreLayout();
    loadMailboxCount();
    updateActions();
}

void MainWindow::connectPages()
{
    connect(m_navigation, &Navigation::pageChosen, this, &MainWindow::showPage);
    connect(m_incidents, &IncidentList::currentChanged, this, &MainWindow::onIncidentChanged);
    connect(m_incidents, &IncidentList::newIncidentWanted, this, &MainWindow::newIncident);
    connect(m_incidents, &IncidentList::editWanted, this, &MainWindow::editIncident);
    connect(m_incidents, &IncidentList::clicked, this, [this] { showPage(Page::Incidents); });
    connect(m_summary, &SummaryPage::editWanted, this, &MainWindow::editIncident);
    connect(m_summary, &SummaryPage::placeWanted, this, [this](NotifyPlace place) { showPage(pageOf(place)); });
    connect(m_process, &ProcessPage::templatesWanted, this, [this] { showPage(Page::Templates); });
    connect(m_mails, &BusinessUnitMails::unreadChanged, this, &MainWindow::setUnread);
    connect(m_mails, &BusinessUnitMails::hasMailChanged, this, &MainWindow::updateActions);
    connect(m_search, &SearchBox::incidentChosen, this, &MainWindow::openIncident);
    connect(m_search, &SearchBox::mailChosen, this, &MainWindow::openMail);
    connect(m_search, &SearchBox::unmatchedChosen, this, [this](MessageId id) {
        showPage(Page::Unmatched);
        m_unmatched->select(id);
    });
    connect(m_status, &StatusLine::mailboxClicked, this, &MainWindow::openMailbox);
    connect(m_status, &StatusLine::unmatchedClicked, this, [this] { showPage(Page::Unmatched); });
    connect(m_status, &StatusLine::outboxClicked, this, [this] { showPage(Page::Outbox); });
    connect(m_status, &StatusLine::countsChanged, this, [this](int unmatched, int outbox) {
        m_navigation->setCount(Page::Unmatched, unmatched);
        m_navigation->setCount(Page::Outbox, outbox);
    });
    connect(m_feeds, &FeedsPage::mailboxWanted, this,
            [this](MailboxId id) { id ? openMailbox(id) : connectMailbox(); });
    connect(m_feeds, &FeedsPage::signInWanted, this,
            [this](MailboxId id) { SignInDialog::openFor(m_context, id, this); });
    connect(m_feeds, &FeedsPage::needingPersonChanged, this,
            [this](int feeds) { m_navigation->setCount(Page::Feeds, feeds); });
    connect(m_notices, &Notices::connectMailboxWanted, this, &MainWindow::connectMailbox);
    connect(m_notices, &Notices::mailboxWanted, this, &MainWindow::openMailbox);
    connect(m_notices, &Notices::signInWanted, this,
            [this](MailboxId id) { SignInDialog::openFor(m_context, id, this); });
    connect(m_notices, &Notices::switchWanted, this,
            [this](MailboxId id) { SwitchDialog::openFor(m_context, id, this); });
    connect(m_notices, &Notices::certificateAccepted, this, [this](MailboxId id, const CertificateSummary &accepted) {
        showPage(Page::Mailboxes);
        m_mailboxes->acceptCertificate(id, accepted);
    });
    auto *watch = new StoreWatch(m_context.store, {store::Aggregate::Mailbox}, this);
    connect(watch, &StoreWatch::stale, this, &MainWindow::loadMailboxCount);
}

void MainWindow::showPage(Page page)
{
    if (asksBeforeLeavingFor(page))
        return;
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
    case Page::Feeds:
        m_feeds->focusList();
        break;
    case Page::Units:
        m_units->focusList();
        break;
    case Page::Templates:
        m_templates->focusList();
        break;
    case Page::Process:
        m_process->focusFirst();
        break;
    case Page::People:
        m_people->focusList();
        break;
    case Page::Audit:
        m_audit->focusList();
        break;
    case Page::Settings:
        m_preferences->focusList();
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

void MainWindow::openMailbox(MailboxId id)
{
    showPage(Page::Mailboxes);
    m_mailboxes->showMailbox(id);
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

void MainWindow::loadMailboxCount()
{
    onDone(this, m_context.store->read([](store::Session &session) { return store::Mailboxes(session).listVisible(); }),
           [this](Result<QList<domain::Mailbox>> mailboxes) {
               if (!mailboxes)
                   return; // the mailboxes' page tells of trouble with the store
               const bool isFirst = m_mailboxCount < 0;
               m_mailboxCount = static_cast<int>(mailboxes->size());
               showWhatIsMissing();
               if (isFirst && m_incidentStack->currentWidget() == m_welcome && page() == Page::Incidents)
                   m_welcome->setFocus(Qt::OtherFocusReason);
           });
}

void MainWindow::showWhatIsMissing()
{
    if (m_incident)
        m_incidentStack->setCurrentWidget(m_tabs);
    else
        m_incidentStack->setCurrentWidget(m_mailboxCount == 0 ? m_welcome : m_choose);
    m_notices->setMailboxMissing(m_mailboxCount == 0 && m_incident && page() != Page::Mailboxes);
}

void MainWindow::setUnread(int unread)
{
    m_unread = unread;
    nameMailsTab();
}

void MainWindow::nameMailsTab()
{
    m_tabs->setTabText(MailsTab,
                       m_unread > 0 ? unitText(tr("{UNIT} Mails (%1)")).arg(m_unread) : unitText(tr("{UNIT} Mails")));
}

void MainWindow::restoreLayout()
{
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

} // namespace liaison::ui
