#pragma once

#include <QFlags>
#include <QtGlobal>

namespace liaison::domain {

/// What a person may do beside reading. In a team PostgreSQL refuses the rest, whatever a program says; what is here
/// only says beforehand what it would refuse.
enum class Permission : quint8 {
    UpdateConfigurations = 1, ///< mailboxes, folders, settings
    UpdateBusinessUnits = 2,  ///< and their recipients
    UpdateIncidents = 4,      ///< open, edit, close; link and dismiss mail
    ReplyToMail = 8,          ///< write, send, hold back
    RunFeeds = 16,            ///< hold a mailbox: receive into the store, deliver the outbox
};
Q_DECLARE_FLAGS(Permissions, Permission)
Q_DECLARE_OPERATORS_FOR_FLAGS(Permissions)

/// Of the one local user of a store that is a file.
inline constexpr Permissions allPermissions{Permissions::fromInt(31)};

} // namespace liaison::domain
