#pragma once

#include <QFlags>
#include <QtGlobal>

#include <array>

namespace liaison::domain {

/// What a person may do beside reading incidents and mail. In a team PostgreSQL refuses the rest, whatever a program
/// says; what is here only says beforehand what it would refuse.
enum class Permission : quint16 {
    UpdateConfigurations = 1, ///< mailboxes, folders, settings
    UpdateBusinessUnits = 2,  ///< and their recipients
    UpdateIncidents = 4,      ///< open, edit, close; link and dismiss mail
    ReplyToMail = 8,          ///< write, send, hold back
    RunFeeds = 16,            ///< hold a mailbox: receive into the store, deliver the outbox
    ViewConfigurations = 32,  ///< how mailboxes are reached and signed in to; the audit log
    NotifyUnits = 64,         ///< send as a step of the notification process; with ReplyToMail
    UpdateTemplates = 128,    ///< mails written in advance
    ManageUsers = 256,        ///< give and take roles
};
Q_DECLARE_FLAGS(Permissions, Permission)
Q_DECLARE_OPERATORS_FOR_FLAGS(Permissions)

/// Each of them, in the order that people are told of them.
inline constexpr std::array permissionsInOrder{
    Permission::ViewConfigurations, Permission::UpdateConfigurations, Permission::UpdateBusinessUnits,
    Permission::UpdateIncidents,    Permission::ReplyToMail,          Permission::NotifyUnits,
    Permission::UpdateTemplates,    Permission::ManageUsers,          Permission::RunFeeds,
};

/// Of the one local user of a store that is a file.
inline constexpr Permissions allPermissions{Permissions::fromInt(511)};

} // namespace liaison::domain
