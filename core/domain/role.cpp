#include "core/domain/role.h"

namespace liaison::domain {

Permissions permissionsOf(Role role)
{
    using enum Permission;
    const Permissions everyDay = ViewConfigurations | UpdateIncidents | ReplyToMail;
    switch (role) {
    case Role::Viewer:
        return {};
    case Role::Analyst:
        return everyDay | NotifyUnits;
    case Role::Feed:
        return everyDay | RunFeeds;
    case Role::Administrator:
        break;
    }
    return allPermissions;
}

QString databaseName(Role role)
{
    switch (role) {
    case Role::Viewer:
        return QStringLiteral("liaison_viewer");
    case Role::Analyst:
        return QStringLiteral("liaison_analyst");
    case Role::Feed:
        return QStringLiteral("liaison_feed");
    case Role::Administrator:
        break;
    }
    return QStringLiteral("liaison_administrator");
}

std::optional<Role> roleFrom(const QString &databaseName)
{
    for (const Role role : rolesInOrder)
        if (databaseName == domain::databaseName(role))
            return role;
    return std::nullopt;
}

} // namespace liaison::domain
