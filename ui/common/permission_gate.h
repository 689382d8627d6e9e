#pragma once

#include "core/domain/permission.h"

#include <QString>

class QAction;
class QBoxLayout;
class QWidget;

namespace liaison::ui {

/// What the person may do, and the one place of the window that acts on it: a control that needs more stays in sight,
/// disabled, and its tool tip and accessible description say what is missing. The store refuses the rest in any case;
/// the window only says so beforehand. In a store that is a file everything is allowed.
class PermissionGate {
public:
    PermissionGate() = default;
    explicit PermissionGate(domain::Permissions permissions) : m_permissions(permissions) { }

    [[nodiscard]] bool allows(domain::Permission permission) const { return m_permissions.testFlag(permission); }
    /// The names of what is allowed, as a list; "nothing but to read" where nothing is.
    [[nodiscard]] QString permissionsText() const;
    /// What people are told of by that name, such as "Run Feeds".
    [[nodiscard]] static QString nameOf(domain::Permission permission);
    /// Why something that needs `permission` cannot be done, as a sentence.
    [[nodiscard]] static QString reasonFor(domain::Permission permission);

    /// Where `permission` lacks, keeps the control disabled with the reason as long as it lives, whatever its page
    /// enables meanwhile. Called once a control.
    void guard(QWidget *control, domain::Permission permission) const;
    /// Likewise; the menus that show the action show its tool tip from then on.
    void guard(QAction *action, domain::Permission permission) const;
    /// Where `permission` lacks, a line that says so at the head of a page's `column`: a closed control is out of reach
    /// for whoever goes by Tab.
    void explain(QBoxLayout *column, domain::Permission permission) const;
    /// Likewise, where nothing is to be seen either.
    void explainClosed(QBoxLayout *column, domain::Permission permission) const;

private:
    domain::Permissions m_permissions = domain::allPermissions;
};

} // namespace liaison::ui
