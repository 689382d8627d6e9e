#include "core/store/role_rights.h"

#include "core/store/dialect.h"
#include "core/store/session.h"

#include <array>

namespace liaison::store {

namespace {

using domain::Permission;

/// A column and what is done to it stand for all that a permission is about.
struct Sample {
    Permission permission;
    const char *table;
    const char *column;
    const char *action;
};

constexpr std::array samples{
    Sample{Permission::ViewConfigurations, "mailbox", "inbound", "SELECT"},
    Sample{Permission::UpdateConfigurations, "mailbox", "inbound", "INSERT"},
    Sample{Permission::UpdateBusinessUnits, "business_unit", "title", "UPDATE"},
    Sample{Permission::UpdateIncidents, "incident", "title", "UPDATE"},
    Sample{Permission::ReplyToMail, "outbox", "subject", "INSERT"},
    Sample{Permission::NotifyUnits, "outbox", "notification", "UPDATE"},
    Sample{Permission::UpdateTemplates, "mail_template", "name", "INSERT"},
    Sample{Permission::RunFeeds, "lease", "holder", "UPDATE"},
};

} // namespace

bool RoleRights::may(const char *table, const char *column, const char *action)
{
    return m_session.number(m_session.dialect().mayUse(),
                            {QLatin1String(table), QLatin1String(column), QLatin1String(action)})
        != 0;
}

Result<domain::Permissions> RoleRights::permissions()
{
    domain::Permissions found;
    for (const Sample &sample : samples)
        found.setFlag(sample.permission, may(sample.table, sample.column, sample.action));
    found.setFlag(Permission::ManageUsers, m_session.number(m_session.dialect().mayGiveRoles()) != 0);
    return m_session.answer(found);
}

Result<bool> RoleRights::mayViewConfigurations()
{
    const Sample &sample = samples.front();
    return m_session.answer(may(sample.table, sample.column, sample.action));
}

} // namespace liaison::store
