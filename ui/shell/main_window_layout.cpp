// How the main window is put together; what it does is in main_window.cpp and
// main_window_actions.cpp.
#include "ui/common/letters.h"
#include "ui/shell/main_window.h"

#include "ui/admin/audit_page.h"
#include "ui/admin/feeds_page.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/admin/people_page.h"
#include "ui/admin/process_page.h"
#include "ui/admin/templates_page.h"
#include "ui/admin/units_page.h"
#include "ui/common/empty_state.h"
#include "ui/common/unit_word.h"
#include "ui/incidents/incident_list.h"
#include "ui/incidents/outbox_page.h"
#include "ui/incidents/summary_page.h"
#include "ui/incidents/unmatched_page.h"
#include "ui/mails/business_unit_mails.h"
#include "ui/mails/mail_view.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/demo_banner.h"
#include "ui/shell/notices.h"
#include "ui/shell/window_actions.h"

#include <QFrame>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace liaison::ui {

QWidget *MainWindow::makeLeft()
{
    auto *left = new QWidget(this);
    m_navigation = new Navigation(left);
    m_incidents = new IncidentList(m_context, left);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *line = new QFrame(left);
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFrameShadow(QFrame::Plain);
    column->addSpacing(4);
    column->addWidget(m_navigation);
    column->addSpacing(4);
    column->addWidget(line);
    column->addWidget(m_incidents, 1);
    Letters::follow(left, [this, left] { // both of its filters have room
        left->setMinimumWidth(std::max(280, m_incidents->minimumSizeHint().width()));
    });
    return left;
}

QWidget *MainWindow::makeCentre()
{
    auto *centre = new QWidget(this);
    m_pages = new QStackedWidget(centre);
    m_unmatched = new UnmatchedPage(m_context, m_pages);
    auto *preview = new MailView(m_context, m_unmatched);
    m_unmatched->setPreview(preview, [preview](MessageId id) { preview->showMail(id); });
    m_outbox = new OutboxPage(m_context, m_pages);
    m_mailboxes = new MailboxesPage(m_context, m_pages);
    m_feeds = new FeedsPage(m_context, m_pages);
    m_units = new UnitsPage(m_context, m_pages);
    m_templates = new TemplatesPage(m_context, m_pages);
    m_process = new ProcessPage(m_context, m_pages);
    m_people = new PeoplePage(m_context, m_pages);
    m_audit = new AuditPage(m_context, m_pages);
    m_preferences = new SettingsPage(m_context, m_actions->changeable(), m_pages);
    // In the order of enum Page.
    for (QWidget *page :
         std::initializer_list<QWidget *>{makeIncidentPage(), m_unmatched, m_outbox, m_mailboxes, m_feeds, m_units,
                                          m_templates, m_process, m_people, m_audit, m_preferences})
        m_pages->addWidget(page);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_notices = new Notices(m_context, column, centre);
    column->addWidget(m_pages, 1);
    return centre;
}

void MainWindow::showDemoBanner()
{
    auto *framed = new QWidget(this);
    auto *column = new QVBoxLayout(framed);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new DemoBanner(framed));
    column->addWidget(takeCentralWidget(), 1);
    setCentralWidget(framed);
}

QWidget *MainWindow::makeIncidentPage()
{
    m_incidentStack = new QStackedWidget(m_pages);
    m_welcome = new EmptyState(QStringLiteral("shield-check"), {}, {}, m_incidentStack);
    auto *connectFirst
        = m_welcome->addAction(QStringLiteral("mailbox"), tr("Connect a mailbox"), [this] { connectMailbox(); });
    connectFirst->setDefault(true);
    auto *importFirst
        = m_welcome->addAction(QStringLiteral("folder"), tr("Import a settings file…"), [this] { importSettings(); });
    for (QWidget *each : {connectFirst, importFirst})
        m_context.gate.guard(each, domain::Permission::UpdateConfigurations);
    auto *demo = m_welcome->addAction(QStringLiteral("start"), tr("Try the demo"), [this] { openDemo(); });
    demo->setToolTip(tr("A made-up organisation in a window of its own. Nothing of it is kept, and nothing leaves this "
                        "computer."));
    auto *addUnits = m_welcome->addAction(QStringLiteral("units"), {}, [this] { showPage(Page::Units); });
    UnitWord::follow(m_welcome, [this, addUnits] {
        m_welcome->setTexts(
            tr("Welcome to Liaison"),
            unitText(tr("Liaison keeps the mail of {units} with the incident it is about. Connect the mailbox they "
                        "write to, add the {units}, then create the first incident.")));
        addUnits->setText(unitText(tr("Add {units}")));
    });
    auto *first = m_welcome->addAction(QStringLiteral("new-incident"), tr("New incident"), [this] { newIncident(); });
    m_choose = new EmptyState(QStringLiteral("incident"), tr("No incident is chosen"),
                              tr("Choose one on the left, or create one."), m_incidentStack);
    auto *next = m_choose->addAction(QStringLiteral("new-incident"), tr("New incident"), [this] { newIncident(); });
    for (QWidget *each : {first, next})
        m_context.gate.guard(each, domain::Permission::UpdateIncidents);
    m_tabs = new QTabWidget(m_incidentStack);
    m_tabs->setDocumentMode(true);
    m_summary = new SummaryPage(m_context, m_tabs);
    m_mails = new BusinessUnitMails(m_context, m_tabs);
    m_tabs->addTab(m_summary, tr("Summary"));
    m_tabs->addTab(m_mails, QString());
    UnitWord::follow(m_tabs, [this] { nameMailsTab(); });
    m_incidentStack->addWidget(m_choose);
    m_incidentStack->addWidget(m_welcome);
    m_incidentStack->addWidget(m_tabs);
    return m_incidentStack;
}

} // namespace liaison::ui
