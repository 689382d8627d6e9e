#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QActionGroup;
class QMainWindow;
class QToolBar;

namespace liaison::ui {

/// Every command of the main window with its icon, key and place in menu and tool bar. What they do is the
/// window's business.
class WindowActions : public QObject {
    Q_OBJECT
public:
    explicit WindowActions(QMainWindow *window);

    QAction *newMail;
    QAction *reply;
    QAction *replyAll;
    QAction *forward;
    QAction *markRead;
    QAction *getMail;
    QAction *newIncident;
    QAction *editIncident;
    QAction *notifyUnits;
    QAction *find;
    QAction *search;
    QAction *nextPane;
    QAction *showSummary;
    QAction *showMails;
    QAction *showUnmatched;
    QAction *showOutbox;
    QAction *showMailboxes;
    QAction *connectMailbox;
    QAction *showFeeds;
    QAction *showUnits;
    QAction *newUnit;
    QAction *nameUnits;
    QAction *showPeople;
    QAction *showAudit;
    QAction *showTemplates;
    QAction *newTemplate;
    QAction *showProcess;
    QAction *holdSending;
    QAction *showSettings;
    QAction *importSettings;
    QActionGroup *appearance; ///< the actions' data is an Appearance as int
    QAction *shortcuts;
    QAction *about;
    QAction *quit;

    /// The tool bar, without the search field.
    [[nodiscard]] QToolBar *toolBar() const { return m_toolBar; }
    /// Every command with a key: "Ctrl+N  New mail", a line each.
    [[nodiscard]] QString keyList() const;
    /// The commands whose keys a person can change. Their object names stand for them in the settings; the property
    /// "usualKeys" has the keys that they have otherwise.
    [[nodiscard]] QList<QAction *> changeable() const;
    /// Gives every command the keys that the person has set, else the usual ones.
    void applyKeys();

private:
    QAction *make(const QString &text, const QString &iconName, const QString &keys, const QString &hint = {});
    /// What the tool bar says of an action with a key is `hint`, where there is one, and the key.
    static void setTexts(QAction *action, const QString &text, const QString &hint = {});
    void nameUnitActions();
    void nameCommands();
    void makeActions();
    void makeMenus();
    void makeToolBar();

    QMainWindow *m_window;
    QToolBar *m_toolBar = nullptr;
};

} // namespace liaison::ui
