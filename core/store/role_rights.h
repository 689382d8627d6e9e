#pragma once

#include "core/base/result.h"
#include "core/domain/permission.h"

namespace liaison::store {

class Session;

/// What the person may do whom the database knows this connection by.
class RoleRights {
public:
    explicit RoleRights(Session &session) : m_session(session) { }
    /// Everything where the store is a file. PostgreSQL is asked for the rights that its roles give
    /// (resources/sql/postgresql: 0013_roles.sql and those after it that speak of grant_liaison_roles()).
    Result<domain::Permissions> permissions();
    /// Permission::ViewConfigurations alone, for what reads less where it lacks.
    Result<bool> mayViewConfigurations();

private:
    bool may(const char *table, const char *column, const char *action);

    Session &m_session;
};

} // namespace liaison::store
