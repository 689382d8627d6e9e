#include "core/store/role_rights.h"

#include "core/store/dialect.h"
#include "core/store/session.h"

#include <array>

namespace liaison::store {

namespace {

using domain::Permission;

/// A table and what is done to it stand for all that a permission is about.
struct Sample {
    Permission permission;
    const char *table;
    const char *action;
};

constexpr std::array samples{
    Sample{Permission::UpdateConfigurations, "mailbox", "INSERT"},
    Sample{Permission::UpdateBusinessUnits, "business_unit", "UPDATE"},
    Sample{Permission::UpdateIncidents, "incident", "UPDATE"},
    Sample{Permission::ReplyToMail, "outbox", "INSERT"},
    Sample{Permission::RunFeeds, "lease", "UPDATE"},
};

} // namespace

Result<domain::Permissions> RoleRights::permissions()
{
    domain::Permissions found;
    for (const Sample &sample : samples) {
        const qint64 may = m_session.number(m_session.dialect().mayWrite(),
                                            {QLatin1String(sample.table), QLatin1String(sample.action)});
        found.setFlag(sample.permission, may != 0);
    }
    return m_session.answer(found);
}

} // namespace liaison::store
