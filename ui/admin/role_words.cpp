#include "ui/admin/role_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace liaison::ui {

using domain::Role;

namespace {

struct RoleWords {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::RoleWords)
};

/// An identifier of SQL (PostgreSQL manual, 4.1.1).
QString quoted(QString name)
{
    return QLatin1Char('"') + name.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

} // namespace

QString wordFor(Role role)
{
    switch (role) {
    case Role::Viewer:
        return RoleWords::tr("Viewer");
    case Role::Analyst:
        return RoleWords::tr("Analyst");
    case Role::Feed:
        return RoleWords::tr("Feed service");
    case Role::Administrator:
        return RoleWords::tr("Administrator");
    }
    return {};
}

QString rolesText(const domain::Account &account)
{
    QStringList words;
    for (const domain::Account::Held &held : account.roles)
        words << (held.direct ? wordFor(held.role)
                              : RoleWords::tr("%1 (through another role)").arg(wordFor(held.role)));
    return words.isEmpty() ? QStringLiteral("–") : words.join(QStringLiteral(", "));
}

QString remarkOn(const domain::Account &account)
{
    QStringList words;
    if (account.isSelf)
        words << RoleWords::tr("this is you");
    if (account.ownsStore)
        words << RoleWords::tr("owns the store and may do everything in it");
    else if (account.isSuperuser)
        words << RoleWords::tr("may do everything on the server");
    return words.join(QStringLiteral(", "));
}

QString createStatement(const QString &account, Role role)
{
    return QStringLiteral("CREATE ROLE %1 LOGIN IN ROLE %2;").arg(quoted(account), domain::databaseName(role));
}

QString grantStatement(const QString &account, Role role)
{
    return QStringLiteral("GRANT %2 TO %1;").arg(quoted(account), domain::databaseName(role));
}

QString revokeStatement(const QString &account, Role role)
{
    return QStringLiteral("REVOKE %2 FROM %1;").arg(quoted(account), domain::databaseName(role));
}

} // namespace liaison::ui
