#pragma once

#include "core/base/result.h"
#include "core/domain/role.h"

#include <QList>
#include <QString>

namespace liaison::store {

class Session;

/// Who has which role of a team, as the database server tells it. A store that is a file has no roles.
class RoleMembers {
public:
    explicit RoleMembers(Session &session) : m_session(session) { }

    /// Whether the store has roles at all.
    [[nodiscard]] bool areThere() const;
    /// The accounts that can sign in to the server and have a role, ours, the store's owner and superusers, by name.
    Result<QList<domain::Account>> list();
    /// Gives `role` to an account, or takes it, with the rights of this connection. Errors: PermissionDenied (the
    /// server's no, or somebody else's grant), NotFound (no such account, or it has not got the role), AlreadyExists
    /// (it has it), InvalidInput (one of the roles themselves), Conflict where there are no roles.
    Result<void> set(const QString &account, domain::Role role, bool given);

private:
    Session &m_session;
};

} // namespace liaison::store
