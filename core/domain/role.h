#pragma once

#include "core/domain/permission.h"

#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace liaison::domain {

/// What people of a team are (docs/teams.md). In PostgreSQL each is a database role; a store that is a file has one
/// administrator.
enum class Role : quint8 {
    Viewer,
    Analyst,
    Feed, ///< the account of the process that holds the mailboxes
    Administrator
};
inline constexpr std::array rolesInOrder{Role::Viewer, Role::Analyst, Role::Feed, Role::Administrator};

/// What a role may do as it is set up by resources/sql/postgresql. What one person may do is asked of the database
/// (store::RoleRights): its administrators can give more, and less.
Permissions permissionsOf(Role role);

/// The name of the database role, such as "liaison_viewer".
QString databaseName(Role role);
std::optional<Role> roleFrom(const QString &databaseName);

/// An account of the database server that can open the store.
struct Account {
    /// A role that it has.
    struct Held {
        Role role = Role::Viewer;
        bool direct = true; ///< not through another role, so that it can be taken from this account
        friend bool operator==(const Held &, const Held &) = default;
    };
    QString name;
    bool isSelf = false;      ///< whom the database knows this connection by
    bool ownsStore = false;   ///< may do everything in this store
    bool isSuperuser = false; ///< may do everything on the server
    QList<Held> roles = {};   ///< in the order of rolesInOrder

    friend bool operator==(const Account &, const Account &) = default;
};

} // namespace liaison::domain
