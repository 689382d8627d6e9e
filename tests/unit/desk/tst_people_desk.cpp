#include "core/desk/people_desk.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;

/// The people of a store that is a file; a team's are in tests/contract.
class TestPeopleDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFileHasNoRoles();
    void nothingIsGivenThere();
};

void TestPeopleDesk::aFileHasNoRoles()
{
    DeskWorld world;
    const auto team = world.wait(desk::PeopleDesk(world.context()).team());
    QVERIFY(team);
    QVERIFY(!team->hasRoles);
    QVERIFY(team->accounts.isEmpty());
}

void TestPeopleDesk::nothingIsGivenThere()
{
    DeskWorld world;
    for (const bool given : {true, false}) {
        desk::PeopleDesk desk(world.context());
        const auto done
            = world.wait(given ? desk.give(u"ann"_s, domain::Role::Viewer) : desk.take(u"ann"_s, domain::Role::Viewer));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Conflict);
    }
    QVERIFY(world.audit().isEmpty());
}

LIAISON_TEST(TestPeopleDesk)
#include "tst_people_desk.moc"
