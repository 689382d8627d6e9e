#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/role.h"

#include <QList>
#include <QString>

namespace liaison::desk {

/// Who works with the store, and as what.
struct Team {
    bool hasRoles = false;           ///< false: the store is a file, and its one user may do everything
    QList<domain::Account> accounts; ///< empty without roles
};

/// The people of a team and their roles. What somebody may not do here, the database server refuses.
class PeopleDesk {
public:
    explicit PeopleDesk(Context context) : m_context(std::move(context)) { }

    Future<Team> team();
    /// Gives a role, or takes it, and notes that in the audit log, in one transaction. Errors: see
    /// store::RoleMembers::set().
    Future<void> give(const QString &account, domain::Role role);
    Future<void> take(const QString &account, domain::Role role);

private:
    Future<void> set(const QString &account, domain::Role role, bool given);

    Context m_context;
};

} // namespace liaison::desk
