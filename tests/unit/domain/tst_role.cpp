#include "core/domain/role.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

namespace liaison::test {

using domain::Permission;
using domain::Permissions;
using domain::Role;

/// What people of a team are, and what they may do.
class TestRole : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void permissionsAreOfRoles_data();
    void permissionsAreOfRoles();
    void everyPermissionIsListedOnce();
    void anAdministratorMayDoAll();
    void namesOfTheDatabaseAreRead();
};

void TestRole::permissionsAreOfRoles_data()
{
    QTest::addColumn<Permission>("permission");
    QTest::addColumn<bool>("viewer");
    QTest::addColumn<bool>("analyst");
    QTest::addColumn<bool>("feed");
    QTest::newRow("view configurations") << Permission::ViewConfigurations << false << true << true;
    QTest::newRow("update configurations") << Permission::UpdateConfigurations << false << false << false;
    QTest::newRow("business units") << Permission::UpdateBusinessUnits << false << false << false;
    QTest::newRow("incidents") << Permission::UpdateIncidents << false << true << true;
    QTest::newRow("reply") << Permission::ReplyToMail << false << true << true;
    QTest::newRow("notify") << Permission::NotifyUnits << false << true << false;
    QTest::newRow("templates") << Permission::UpdateTemplates << false << false << false;
    QTest::newRow("users") << Permission::ManageUsers << false << false << false;
    QTest::newRow("feeds") << Permission::RunFeeds << false << false << true;
}

void TestRole::permissionsAreOfRoles()
{
    QFETCH(const Permission, permission);
    QTEST(domain::permissionsOf(Role::Viewer).testFlag(permission), "viewer");
    QTEST(domain::permissionsOf(Role::Analyst).testFlag(permission), "analyst");
    QTEST(domain::permissionsOf(Role::Feed).testFlag(permission), "feed");
    QVERIFY(domain::permissionsOf(Role::Administrator).testFlag(permission));
}

void TestRole::everyPermissionIsListedOnce()
{
    Permissions all;
    for (const Permission each : domain::permissionsInOrder) {
        QVERIFY(!all.testFlag(each));
        all.setFlag(each);
    }
    QCOMPARE(all, domain::allPermissions);
}

void TestRole::anAdministratorMayDoAll()
{
    QCOMPARE(domain::permissionsOf(Role::Administrator), domain::allPermissions);
    for (const Role role : {Role::Viewer, Role::Analyst, Role::Feed})
        QVERIFY(domain::permissionsOf(role) != domain::allPermissions);
}

void TestRole::namesOfTheDatabaseAreRead()
{
    QSet<QString> names;
    for (const Role role : domain::rolesInOrder) {
        const QString name = domain::databaseName(role);
        QVERIFY(name.startsWith(QLatin1String("liaison_")));
        QCOMPARE(domain::roleFrom(name), role);
        names.insert(name);
    }
    QCOMPARE(names.size(), 4);
    QVERIFY(!domain::roleFrom(QStringLiteral("liaison")));
    QVERIFY(!domain::roleFrom(QStringLiteral("LIAISON_VIEWER")));
    QVERIFY(!domain::roleFrom({}));
}

} // namespace liaison::test

using liaison::test::TestRole;
LIAISON_TEST(TestRole)
#include "tst_role.moc"
