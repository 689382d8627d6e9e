#include "core/desk/people_desk.h"
#include "core/store/audit_log.h"
#include "tests/contract/store_fixture.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QJsonObject>

#include <algorithm>
#include <map>
#include <memory>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using domain::Account;
using domain::Role;
using store::Session;

/// Who gives and takes roles in a team, as the desk does it: the server decides, the audit log has what was done.
class TestTeam : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everybodyIsTold();
    void aRoleThatIsGivenIsNoted();
    void whatIsRefusedIsNotNoted();

private:
    /// A desk of somebody who has `role`, over a store of theirs.
    desk::PeopleDesk deskOf(Role role);
    QList<domain::AuditEntry> log()
    {
        return value(read(*m_owners, [](Session &session) { return store::AuditLog(session).list({}, 100); }));
    }
    QList<Account::Held> rolesOf(const QString &name)
    {
        const desk::Team team = value(await(deskOf(Role::Viewer).team()));
        const auto found = std::find_if(team.accounts.cbegin(), team.accounts.cend(),
                                        [&name](const Account &each) { return each.name == name; });
        return found == team.accounts.cend() ? QList<Account::Held>() : found->roles;
    }

    StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_owners;
    std::map<Role, std::unique_ptr<store::Store>> m_stores;
};

namespace {

const QString secret = u"a pencil of wood"_s;

} // namespace

void TestTeam::initTestCase()
{
    LIAISON_CREATE_STORE(m_fixture)
    m_owners = m_fixture.open();
    QVERIFY(PostgresServer::shared()->addMember(u"dora"_s, secret, u"liaison_viewer"_s));
}

desk::PeopleDesk TestTeam::deskOf(Role role)
{
    const QString name = "team_"_L1 + domain::databaseName(role);
    auto &kept = m_stores[role];
    if (!kept) {
        PostgresServer::shared()->addMember(name, secret, domain::databaseName(role));
        store::OpenOptions options = m_fixture.options();
        options.location.replace(u"//liaison@"_s, "//"_L1 + name + u'@');
        options.password = secret;
        kept = std::make_unique<store::Store>(options, &m_fixture.clock);
        value(await(kept->open()));
    }
    desk::Context context;
    context.store = kept.get();
    context.clock = &m_fixture.clock;
    context.actor = {u"Somebody"_s, name, u"host.example"_s};
    return desk::PeopleDesk(context);
}

/// Who is what is no secret.
void TestTeam::everybodyIsTold()
{
    for (const Role role : domain::rolesInOrder) {
        const desk::Team team = value(await(deskOf(role).team()));
        QVERIFY(team.hasRoles);
        const auto own = std::find_if(team.accounts.cbegin(), team.accounts.cend(),
                                      [](const Account &each) { return each.isSelf; });
        QVERIFY(own != team.accounts.cend());
        QCOMPARE(own->name, "team_"_L1 + domain::databaseName(role));
        QCOMPARE(own->roles, (QList<Account::Held>{{role, true}}));
    }
    QCOMPARE(rolesOf(u"dora"_s), (QList<Account::Held>{{Role::Viewer, true}}));
}

void TestTeam::aRoleThatIsGivenIsNoted()
{
    const auto before = log().size();
    value(await(deskOf(Role::Administrator).give(u"dora"_s, Role::Analyst)));
    QCOMPARE(rolesOf(u"dora"_s), (QList<Account::Held>{{Role::Viewer, true}, {Role::Analyst, true}}));
    value(await(deskOf(Role::Administrator).take(u"dora"_s, Role::Viewer)));
    QCOMPARE(rolesOf(u"dora"_s), (QList<Account::Held>{{Role::Analyst, true}}));
    const auto entries = log();
    QCOMPARE(entries.size(), before + 2);
    QCOMPARE(entries.at(1).action, u"user.give-role"_s);
    QCOMPARE(entries.at(1).object, u"dora"_s);
    QCOMPARE(entries.at(1).actor.osAccount, u"team_liaison_administrator"_s);
    QCOMPARE(entries.at(1).detail, (QJsonObject{{u"role"_s, u"liaison_analyst"_s}}));
    QCOMPARE(entries.at(0).action, u"user.take-role"_s);
    QCOMPARE(entries.at(0).detail, (QJsonObject{{u"role"_s, u"liaison_viewer"_s}}));
}

void TestTeam::whatIsRefusedIsNotNoted()
{
    const auto before = log().size();
    const auto roles = rolesOf(u"dora"_s);
    for (const Role role : {Role::Viewer, Role::Analyst, Role::Feed}) {
        const auto refused = await(deskOf(role).give(u"dora"_s, Role::Feed));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
    }
    const auto named = await(deskOf(Role::Administrator).give(u"dora"_s, Role::Administrator));
    QVERIFY(!named);
    QCOMPARE(named.error().kind, ErrorKind::PermissionDenied);
    const auto unknown = await(deskOf(Role::Administrator).give(u"nobody"_s, Role::Viewer));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    QCOMPARE(rolesOf(u"dora"_s), roles);
    QCOMPARE(log().size(), before);
}

LIAISON_TEST(TestTeam)
#include "tst_team.moc"
