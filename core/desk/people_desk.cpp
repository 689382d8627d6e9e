#include "core/desk/people_desk.h"

#include "core/desk/audited.h"
#include "core/store/role_members.h"
#include "core/store/store.h"

namespace liaison::desk {

using namespace Qt::StringLiterals;

Future<Team> PeopleDesk::team()
{
    return m_context.store->read([](store::Session &session) -> Result<Team> {
        store::RoleMembers members(session);
        const auto accounts = members.list();
        if (!accounts)
            return fail(accounts.error());
        return Team{members.areThere(), *accounts};
    });
}

Future<void> PeopleDesk::give(const QString &account, domain::Role role)
{
    return set(account, role, true);
}

Future<void> PeopleDesk::take(const QString &account, domain::Role role)
{
    return set(account, role, false);
}

Future<void> PeopleDesk::set(const QString &account, domain::Role role, bool given)
{
    return audited(m_context, given ? u"user.give-role"_s : u"user.take-role"_s, account,
                   {{u"role"_s, domain::databaseName(role)}}, [account, role, given](store::Session &session) {
                       return store::RoleMembers(session).set(account, role, given);
                   });
}

} // namespace liaison::desk
