#pragma once

#include "core/base/ids.h"
#include "ui/common/ui_context.h"
#include "ui/shell/navigation.h"

#include <QMainWindow>

class QSettings;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace liaison::ui {

class AuditPage;
class BusinessUnitMails;
class EmptyState;
class FeedsPage;
class IncidentList;
class MailboxesPage;
class Notices;
class OutboxPage;
class PeoplePage;
class ProcessPage;
class SearchBox;
class SettingsPage;
class StatusLine;
class SummaryPage;
class TemplatesPage;
class Theme;
class UnitsPage;
class UnmatchedPage;
class WindowActions;

/// The window: pages and incidents on the left, the chosen page in the middle, the feeds' state below.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `settings` (the profile's) keeps the layout and the appearance; it and `theme` outlive the window.
    MainWindow(const UiContext &context, Theme *theme, QSettings *settings, QWidget *parent = nullptr);

    void showPage(Page page);
    [[nodiscard]] Page page() const;
    void openIncident(IncidentId id);
    void openMail(IncidentId incident, ThreadId thread, MessageId mail);
    void connectMailbox();
    /// Once: puts the banner of the demo over everything.
    void showDemoBanner();

    [[nodiscard]] WindowActions *commands() const { return m_actions; }
    [[nodiscard]] IncidentList *incidents() const { return m_incidents; }
    [[nodiscard]] SearchBox *searchBox() const { return m_search; }
    [[nodiscard]] MailboxesPage *mailboxes() const { return m_mailboxes; }
    [[nodiscard]] FeedsPage *feeds() const { return m_feeds; }
    [[nodiscard]] TemplatesPage *templates() const { return m_templates; }
    [[nodiscard]] ProcessPage *process() const { return m_process; }
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    enum Tab { SummaryTab, MailsTab };

    QWidget *makeLeft();
    QWidget *makeCentre();
    QWidget *makeIncidentPage();
    void connectActions();
    void guardActions();
    void connectMessageActions();
    void connectPages();
    void onIncidentChanged(IncidentId id);
    void openMailbox(MailboxId id);
    void getMail();
    void newIncident();
    void editIncident(IncidentId id);
    void focusNextPane();
    void find();
    void loadMailboxCount();
    void showWhatIsMissing();
    /// Where something is not saved, its page comes to the front and the person is asked; whether that is so.
    bool asksBeforeClosing();
    /// Likewise, before another page takes the place of one that would be left half changed.
    bool asksBeforeLeavingFor(Page page);
    void updateActions();
    void setUnread(int unread);
    void nameMailsTab();
    void showAbout();
    void followPreferences();
    void applyPreferences();
    void importSettings();
    void openDemo();
    void restoreLayout();
    void saveLayout();

    UiContext m_context;
    Theme *m_theme;
    QSettings *m_settings;
    WindowActions *m_actions;
    SearchBox *m_search;
    Navigation *m_navigation = nullptr;
    IncidentList *m_incidents = nullptr;
    QSplitter *m_splitter;
    Notices *m_notices = nullptr;
    QStackedWidget *m_pages = nullptr;
    QStackedWidget *m_incidentStack = nullptr;
    EmptyState *m_welcome = nullptr;
    EmptyState *m_choose = nullptr;
    QTabWidget *m_tabs = nullptr;
    SummaryPage *m_summary = nullptr;
    BusinessUnitMails *m_mails = nullptr;
    UnmatchedPage *m_unmatched = nullptr;
    OutboxPage *m_outbox = nullptr;
    MailboxesPage *m_mailboxes = nullptr;
    FeedsPage *m_feeds = nullptr;
    UnitsPage *m_units = nullptr;
    TemplatesPage *m_templates = nullptr;
    ProcessPage *m_process = nullptr;
    PeoplePage *m_people = nullptr;
    AuditPage *m_audit = nullptr;
    SettingsPage *m_preferences = nullptr;
    StatusLine *m_status;
    IncidentId m_incident;
    int m_unread = 0;        ///< of the incident
    int m_mailboxCount = -1; ///< -1: not known yet
};

} // namespace liaison::ui
