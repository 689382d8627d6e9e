#include "ui/shell/window_actions.h"

#include "ui/common/icons.h"
#include "ui/common/preferences.h"
#include "ui/common/theme.h"
#include "ui/common/unit_word.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace liaison::ui {

WindowActions::WindowActions(QMainWindow *window) : QObject(window), m_window(window)
{
    makeActions();
    makeMenus();
    makeToolBar();
}

QAction *WindowActions::make(const QString &text, const QString &iconName, const QString &keys, const QString &hint)
{
    auto *action = new QAction(text, m_window);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    if (!keys.isEmpty())
        action->setShortcut(QKeySequence(keys, QKeySequence::PortableText));
    setTexts(action, text, hint);
    m_window->addAction(action);
    return action;
}

void WindowActions::setTexts(QAction *action, const QString &text, const QString &hint)
{
    const QString plain = QString(text).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    const QString words = hint.isEmpty() ? plain : hint;
    action->setProperty("hint", hint);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setText(text);
    action->setToolTip(keys.isEmpty() ? plain : QStringLiteral("%1 (%2)").arg(words, keys));
}

void WindowActions::nameUnitActions()
{
    setTexts(newMail, tr("&New mail"), unitText(tr("New mail to the {units} of this incident")));
    setTexts(showMails, unitText(tr("{UNIT} &Mails")));
    setTexts(showUnits, unitText(tr("&{Units}")));
    setTexts(newUnit, unitText(tr("&New {unit}…")));
    setTexts(nameUnits, unitText(tr("Na&me of {units}…")));
    setTexts(notifyUnits, unitText(tr("N&otify {units}…")));
}

void WindowActions::makeActions()
{
    const auto key = [](const char *portable) { return QString::fromLatin1(portable); };
    newMail = make(tr("&New mail"), key("new-mail"), key("Ctrl+N"));
    reply = make(tr("&Reply"), key("reply"), key("Ctrl+R"));
    replyAll = make(tr("Reply &all"), key("reply-all"), key("Ctrl+Shift+R"));
    forward = make(tr("&Forward"), key("forward"), key("Ctrl+L"));
    markRead = make(tr("&Mark read"), key("mark-read"), key("Ctrl+M"), tr("Mark the mail as read or unread"));
    getMail = make(tr("&Get mail"), key("get-mail"), key("F5"), tr("Look for mail in every mailbox now"));
    newIncident = make(tr("&New incident…"), key("new-incident"), key("Ctrl+Shift+N"));
    editIncident = make(tr("&Edit incident…"), key("edit"), key("Ctrl+E"));
    find = make(tr("&Find in the list"), key("search"), key("Ctrl+F"));
    search = make(tr("&Search everywhere"), key("search"), key("Ctrl+K"));
    nextPane = make(tr("Next &pane"), {}, key("F6"));
    showSummary = make(tr("&Summary"), key("incident"), key("Ctrl+1"));
    showMails = make({}, key("mark-read"), key("Ctrl+2"));
    showUnmatched = make(tr("&Unmatched mail"), key("unmatched"), key("Ctrl+3"));
    showOutbox = make(tr("&Outbox"), key("outbox"), key("Ctrl+4"));
    showMailboxes = make(tr("&Mailboxes"), key("mailbox"), {});
    connectMailbox = make(tr("&Connect a mailbox…"), key("mailbox"), {});
    showFeeds = make(tr("&Email Feeds"), key("start"), {});
    showUnits = make({}, key("units"), {});
    newUnit = make({}, key("units"), {});
    nameUnits = make({}, key("edit"), {});
    notifyUnits = make({}, key("send"), {});
    UnitWord::follow(this, [this] { nameUnitActions(); });
    showTemplates = make(tr("&Templates"), key("edit"), {});
    newTemplate = make(tr("Ne&w template…"), key("edit"), {});
    showProcess = make(tr("Notification &process"), key("send"), {});
    showPeople = make(tr("Pe&ople"), key("person"), {});
    showAudit = make(tr("A&udit"), key("shield-check"), {});
    holdSending = make(tr("&Hold all sending"), key("hold"), {});
    holdSending->setCheckable(true);
    showSettings = make(tr("&Settings"), key("admin"), key("Ctrl+,"));
    importSettings = make(tr("&Import settings…"), key("folder"), {});
    shortcuts = make(tr("&Keyboard"), {}, {});
    about = make(tr("&About Liaison"), key("info"), {});
    quit = make(tr("&Quit"), {}, key("Ctrl+Q"));
    quit->setMenuRole(QAction::QuitRole);
    nameCommands();

    appearance = new QActionGroup(this);
    const auto look = [this](const QString &text, Appearance value) {
        QAction *action = make(text, {}, {});
        action->setCheckable(true);
        action->setData(static_cast<int>(value));
        appearance->addAction(action);
    };
    look(tr("As the &system"), Appearance::System);
    look(tr("&Light"), Appearance::Light);
    look(tr("&Dark"), Appearance::Dark);
}

void WindowActions::nameCommands()
{
    const QList<std::pair<QAction *, const char *>> commands{{newMail, "newMail"},
                                                             {reply, "reply"},
                                                             {replyAll, "replyAll"},
                                                             {forward, "forward"},
                                                             {markRead, "markRead"},
                                                             {getMail, "getMail"},
                                                             {newIncident, "newIncident"},
                                                             {editIncident, "editIncident"},
                                                             {find, "find"},
                                                             {search, "search"},
                                                             {nextPane, "nextPane"},
                                                             {showSummary, "showSummary"},
                                                             {showMails, "showMails"},
                                                             {showUnmatched, "showUnmatched"},
                                                             {showOutbox, "showOutbox"},
                                                             {showMailboxes, "showMailboxes"},
                                                             {connectMailbox, "connectMailbox"},
                                                             {showFeeds, "showFeeds"},
                                                             {showUnits, "showUnits"},
                                                             {newUnit, "newUnit"},
                                                             {nameUnits, "nameUnits"},
                                                             {notifyUnits, "notifyUnits"},
                                                             {showTemplates, "showTemplates"},
                                                             {newTemplate, "newTemplate"},
                                                             {showProcess, "showProcess"},
                                                             {showPeople, "showPeople"},
                                                             {showAudit, "showAudit"},
                                                             {holdSending, "holdSending"},
                                                             {showSettings, "showSettings"},
                                                             {importSettings, "importSettings"},
                                                             {shortcuts, "shortcuts"},
                                                             {about, "about"},
                                                             {quit, "quit"}};
    for (const auto &command : commands) {
        command.first->setObjectName(QLatin1String(command.second));
        command.first->setProperty("usualKeys", command.first->shortcut().toString(QKeySequence::PortableText));
    }
}

QList<QAction *> WindowActions::changeable() const
{
    QList<QAction *> found;
    const QList<QAction *> actions = m_window->actions();
    for (QAction *action : actions)
        if (!action->objectName().isEmpty())
            found << action;
    return found;
}

void WindowActions::applyKeys()
{
    const QList<QAction *> actions = changeable();
    for (QAction *action : actions) {
        const QString usual = action->property("usualKeys").toString();
        const QString wanted = Preferences::instance()->keysOf(action->objectName()).value_or(usual);
        QKeySequence keys(wanted, QKeySequence::PortableText);
        if (keys.toString(QKeySequence::PortableText) != wanted) // a file that somebody has edited
            keys = QKeySequence(usual, QKeySequence::PortableText);
        if (action->shortcut() == keys)
            continue;
        action->setShortcut(keys);
        setTexts(action, action->text(), action->property("hint").toString());
    }
}

void WindowActions::makeMenus()
{
    QMenuBar *bar = m_window->menuBar();
    QMenu *file = bar->addMenu(tr("&File"));
    file->addAction(getMail);
    file->addSeparator();
    file->addActions({showSettings, importSettings});
    file->addSeparator();
    file->addAction(quit);
    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions({showSummary, showMails, showUnmatched, showOutbox});
    view->addSeparator();
    view->addActions({find, search, nextPane});
    view->addSeparator();
    view->addMenu(tr("&Appearance"))->addActions(appearance->actions());
    bar->addMenu(tr("&Incident"))->addActions({newIncident, editIncident, notifyUnits});
    QMenu *message = bar->addMenu(tr("&Message"));
    message->addActions({newMail, reply, replyAll, forward});
    message->addSeparator();
    message->addActions({markRead, getMail});
    QMenu *admin = bar->addMenu(tr("&Admin"));
    admin->addActions({showMailboxes, connectMailbox, showFeeds});
    admin->addSeparator();
    admin->addActions({showUnits, newUnit, nameUnits});
    admin->addSeparator();
    admin->addActions({showTemplates, newTemplate, showProcess});
    admin->addSeparator();
    admin->addActions({showPeople, showAudit});
    admin->addSeparator();
    admin->addAction(holdSending);
    bar->addMenu(tr("&Help"))->addActions({shortcuts, about});
}

void WindowActions::makeToolBar()
{
    m_toolBar = m_window->addToolBar(tr("Tool bar"));
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setIconSize(QSize(20, 20));
    m_toolBar->addActions({newMail, reply, replyAll, forward, markRead, getMail});
}

QString WindowActions::keyList() const
{
    QList<QPair<QString, QString>> keys; // in words of the language: "Strg+Umschalt+R" is longer than "Ctrl+Shift+R"
    qsizetype widest = 0;
    const QList<QAction *> actions = m_window->actions();
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        keys << qMakePair(action->shortcut().toString(QKeySequence::NativeText),
                          action->text().remove(QLatin1Char('&')));
        widest = std::max(widest, keys.last().first.size());
    }
    QStringList lines;
    for (const auto &key : std::as_const(keys))
        lines << key.first.leftJustified(widest + 2) + key.second;
    return lines.join(QLatin1Char('\n'));
}

} // namespace liaison::ui
