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
    /// (resources/sql/postgresql/0013_roles.sql).
    Result<domain::Permissions> permissions();

private:
    Session &m_session;
};

} // namespace liaison::store
