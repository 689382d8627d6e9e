#include "ui/common/permission_gate.h"

#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QMenu>
#include <QWidget>

#include <functional>

namespace liaison::ui {

using domain::Permission;

namespace {

struct PermissionWords {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::PermissionWords)
};

} // namespace

QString PermissionGate::nameOf(Permission permission)
{
    switch (permission) {
    case Permission::UpdateConfigurations:
        return PermissionWords::tr("Create/Update Configurations");
    case Permission::UpdateBusinessUnits:
        return unitText(PermissionWords::tr("Create/Update {UNITS}"));
    case Permission::UpdateIncidents:
        return PermissionWords::tr("Create/Update Incidents");
    case Permission::ReplyToMail:
        return PermissionWords::tr("Reply to Mail");
    case Permission::RunFeeds:
        return PermissionWords::tr("Run Feeds");
    case Permission::ViewConfigurations:
        return PermissionWords::tr("View Configurations");
    case Permission::NotifyUnits:
        return unitText(PermissionWords::tr("Notify {UNITS}"));
    case Permission::UpdateTemplates:
        return PermissionWords::tr("Create/Update Templates");
    case Permission::ManageUsers:
        return PermissionWords::tr("Manage Users");
    }
    return {};
}

namespace {

/// Keeps a widget disabled; lives below it.
class ClosedWidget : public QObject {
public:
    ClosedWidget(QWidget *control, Permission permission)
        : QObject(control), m_control(control), m_permission(permission)
    {
        control->installEventFilter(this);
        UnitWord::follow(this, [this] { close(); }); // the reason may name them
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::EnabledChange || event->type() == QEvent::ToolTipChange)
            close();
        return QObject::eventFilter(watched, event);
    }

private:
    /// What is as it should be is left alone: setting it would bring the event that leads here.
    void close()
    {
        const QString reason = PermissionGate::reasonFor(m_permission);
        m_control->setEnabled(false);
        if (m_control->toolTip() != reason)
            m_control->setToolTip(reason);
        if (m_control->accessibleDescription() != reason)
            m_control->setAccessibleDescription(reason);
    }

    QWidget *m_control;
    Permission m_permission;
};

/// Keeps an action disabled; lives below it.
class ClosedAction : public QObject {
public:
    ClosedAction(QAction *action, Permission permission) : QObject(action), m_action(action), m_permission(permission)
    {
        connect(action, &QAction::changed, this, [this] { close(); });
        UnitWord::follow(this, [this] { close(); });
        const QList<QObject *> places = action->associatedObjects();
        for (QObject *place : places) {
            if (auto *menu = qobject_cast<QMenu *>(place))
                menu->setToolTipsVisible(true);
        }
    }

private:
    void close()
    {
        const QString reason = PermissionGate::reasonFor(m_permission);
        if (m_action->isEnabled())
            m_action->setEnabled(false);
        if (m_action->toolTip() != reason)
            m_action->setToolTip(reason);
    }

    QAction *m_action;
    Permission m_permission;
};

void addNote(QBoxLayout *column, const std::function<QString()> &words)
{
    auto *note = new PlainLabel(column->parentWidget());
    note->setWordWrap(true);
    note->setMuted(true);
    UnitWord::follow(note, [note, words] { note->setText(words()); });
    column->insertWidget(0, note);
}

} // namespace

QString PermissionGate::permissionsText() const
{
    QStringList names;
    for (const Permission permission : domain::permissionsInOrder) {
        if (allows(permission))
            names << nameOf(permission);
    }
    return names.isEmpty() ? PermissionWords::tr("nothing but to read") : names.join(QStringLiteral(", "));
}

QString PermissionGate::reasonFor(Permission permission)
{
    return PermissionWords::tr(
               "Your account lacks the permission “%1”. Whoever administers the store can give it to you.")
        .arg(nameOf(permission));
}

void PermissionGate::guard(QWidget *control, Permission permission) const
{
    if (!allows(permission))
        new ClosedWidget(control, permission); // the control owns it
}

void PermissionGate::guard(QAction *action, Permission permission) const
{
    if (!allows(permission))
        new ClosedAction(action, permission); // the action owns it
}

void PermissionGate::explain(QBoxLayout *column, Permission permission) const
{
    if (allows(permission))
        return;
    addNote(column, [permission] {
        return PermissionWords::tr("You can look at this page, not change it. %1").arg(reasonFor(permission));
    });
}

void PermissionGate::explainClosed(QBoxLayout *column, Permission permission) const
{
    if (allows(permission))
        return;
    addNote(column, [permission] {
        return PermissionWords::tr("What stands on this page is not shown to you. %1").arg(reasonFor(permission));
    });
}

} // namespace liaison::ui
