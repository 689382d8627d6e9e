#include "core/store/role_members.h"

#include "core/store/dialect.h"
#include "core/store/session.h"

#include <algorithm>

namespace liaison::store {

using domain::Account;

bool RoleMembers::areThere() const
{
    return !m_session.dialect().accounts().isEmpty();
}

Result<QList<Account>> RoleMembers::list()
{
    QList<Account> accounts;
    if (!areThere())
        return accounts;
    Rows rows = m_session.rows(m_session.dialect().accounts());
    for (Row &row : rows) { // a row a role
        Account account;
        account.name = row.text();
        account.isSelf = row.flag();
        account.ownsStore = row.flag();
        account.isSuperuser = row.flag();
        if (accounts.isEmpty() || accounts.constLast().name != account.name)
            accounts.append(account);
        const auto role = domain::roleFrom(row.text());
        const bool direct = row.flag();
        if (role)
            accounts.last().roles.append({*role, direct});
    }
    for (Account &account : accounts)
        std::sort(account.roles.begin(), account.roles.end(),
                  [](const Account::Held &a, const Account::Held &b) { return a.role < b.role; });
    return m_session.answer(accounts);
}

Result<void> RoleMembers::set(const QString &account, domain::Role role, bool given)
{
    if (!areThere())
        return fail(ErrorKind::Conflict, QStringLiteral("a store that is a file has no roles"));
    m_session.row(QStringLiteral("SELECT set_liaison_role(?, ?, ?)"),
                  {account, domain::databaseName(role), toBind(given)});
    return m_session.status();
}

} // namespace liaison::store
