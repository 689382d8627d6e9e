#pragma once

#include "core/domain/role.h"

#include <QString>

namespace liaison::ui {

/// What a role of a team is called.
QString wordFor(domain::Role role);
/// The roles of an account in one line; "–" where it has none.
QString rolesText(const domain::Account &account);
/// What else is to be known of an account: that it is the person's own, or may do everything whatever its roles.
QString remarkOn(const domain::Account &account);

/// The statements by which whoever administers the database server makes an account, and gives and takes a role.
QString createStatement(const QString &account, domain::Role role);
QString grantStatement(const QString &account, domain::Role role);
QString revokeStatement(const QString &account, domain::Role role);

} // namespace liaison::ui
