#include "core/desk/unit_desk.h"
#include "core/store/business_units.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QJsonArray>

using namespace liaison;
using namespace liaison::test;
using desk::UnitDesk;
using desk::UnitPlan;
using desk::UnitSheet;
using domain::BusinessUnit;

class TestUnitDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void unitsAreCheckedAndTidied();
    void unitTitlesAreUnique();
    void archivingHasItsOwnWord();
    void everyFieldIsKept();
    void aDeputyBelongsToTheUnit();
    void activityIsOfOneUnit();
    void anImportAddsAndChanges();
    void anImportIsAllOrNothing();
    void aPlanThatIsOutOfDateIsRefused();
    void aPlanWithAWrongLineIsRefused();
    void aFileThatIsNoSheet();

private:
    BusinessUnit made(const QString &title);
    Result<UnitPlan> planned(const QByteArray &csv);
    QList<BusinessUnit> all();
    std::unique_ptr<DeskWorld> world;
    std::unique_ptr<UnitDesk> desk;
};

void TestUnitDesk::init()
{
    world = std::make_unique<DeskWorld>();
    QVERIFY(world->ready);
    desk = std::make_unique<UnitDesk>(world->context());
}

BusinessUnit TestUnitDesk::made(const QString &title)
{
    BusinessUnit unit;
    unit.title = title;
    return world->wait(desk->create(unit)).value_or(BusinessUnit());
}

Result<UnitPlan> TestUnitDesk::planned(const QByteArray &csv)
{
    return world->wait(desk->plan(csv));
}

QList<BusinessUnit> TestUnitDesk::all()
{
    return world->inStore([](store::Session &session) { return store::BusinessUnits(session).list(true); })
        .value_or(QList<BusinessUnit>());
}

void TestUnitDesk::unitsAreCheckedAndTidied()
{
    BusinessUnit unit;
    unit.title = u" Finance "_qs;
    unit.recipients = QStringList{u" anna@bu.example "_qs, QString(), u"anna@bu.example"_qs};
    unit.knownDomains = QStringList{u"b\u00fccher.example"_qs, u"@finance.example"_qs};
    const auto created = world->wait(desk->create(unit));
    QVERIFY2(created.has_value(), created ? "" : qPrintable(created.error().log));
    QCOMPARE(created->title, u"Finance"_qs);
    QCOMPARE(created->recipients, QStringList{u"anna@bu.example"_qs});
    QCOMPARE(created->knownDomains, QStringList({u"b\u00fccher.example"_qs, u"finance.example"_qs}));
    QCOMPARE(world->audit().first().object, created->uuid.toString(QUuid::WithoutBraces));

    const auto refused = [this](const BusinessUnit &wrong) {
        const auto result = world->wait(desk->create(wrong));
        return !result && result.error().kind == ErrorKind::InvalidInput;
    };
    BusinessUnit wrong;
    QVERIFY(refused(wrong));
    wrong.title = u"Sales"_qs;
    wrong.recipients = QStringList{u"bob@bu.example\r\nBcc: eve@evil.example"_qs};
    QVERIFY(refused(wrong));
    wrong.recipients.clear();
    wrong.knownDomains = QStringList{u"com"_qs}; // would let everybody in
    QVERIFY(refused(wrong));
    QCOMPARE(world->audit().size(), 1);
}

void TestUnitDesk::unitTitlesAreUnique()
{
    QVERIFY(made(u"Finance"_qs).id);
    BusinessUnit unit;
    unit.title = u"finance"_qs;
    const auto again = world->wait(desk->create(unit));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::AlreadyExists);
    QCOMPARE(world->audit().size(), 1);
}

void TestUnitDesk::archivingHasItsOwnWord()
{
    Result<BusinessUnit> current = made(u"Finance"_qs);
    current->description = u"Money"_qs;
    current = world->wait(desk->update(*current));
    QVERIFY(current.has_value());
    QCOMPARE(world->audit().first().action, u"unit.update"_qs);
    current->archived = true;
    current = world->wait(desk->update(*current));
    QVERIFY(current.has_value());
    QCOMPARE(world->audit().first().action, u"unit.archive"_qs);
    const auto listed
        = world->inStore([](store::Session &session) { return store::BusinessUnits(session).list(false); });
    QVERIFY(listed.has_value());
    QVERIFY(listed->isEmpty());
    current->archived = false;
    QVERIFY(world->wait(desk->update(*current)));
    QCOMPARE(world->audit().first().action, u"unit.restore"_qs);
    QCOMPARE(world->audit().first().detail.value(u"archived"_qs), QJsonArray({true, false}));
}

void TestUnitDesk::everyFieldIsKept()
{
    BusinessUnit unit = made(u"Finance"_qs);
    unit.description = u"Money"_qs;
    unit.recipients = QStringList{u"anna@bu.example"_qs, u"bob@bu.example"_qs};
    unit.knownAddresses = QStringList{u"carl@home.example"_qs};
    unit.knownDomains = QStringList{u"bu.example"_qs};
    unit.deputy = u"dora@bu.example"_qs;
    unit.escalationPhone = u"+49 30 1234-567 ext. 12"_qs;
    unit.answerMinutes = 90;
    world->clock.advance(1'000);
    QVERIFY(world->wait(desk->update(unit)));
    const BusinessUnit kept = all().value(0);
    QCOMPARE(domain::changedFields(unit, kept), QList<domain::UnitField>());
    QCOMPARE(world->audit().first().detail.keys(),
             QStringList({u"answerMinutes"_qs, u"deputy"_qs, u"description"_qs, u"escalationPhone"_qs,
                          u"knownAddresses"_qs, u"knownDomains"_qs, u"name"_qs, u"recipients"_qs}));
}

void TestUnitDesk::aDeputyBelongsToTheUnit()
{
    BusinessUnit unit = made(u"Finance"_qs);
    unit.deputy = u"Dora@BU.example"_qs;
    QVERIFY(world->wait(desk->update(unit)));
    const auto owner = world->inStore(
        [](store::Session &session) { return store::BusinessUnits(session).ownerOf(u"dora@bu.example"_qs, {}); });
    QVERIFY(owner);
    QCOMPARE(*owner, unit.id);
}

void TestUnitDesk::activityIsOfOneUnit()
{
    BusinessUnit finance = made(u"Finance"_qs);
    const BusinessUnit sales = made(u"Sales"_qs);
    for (int i = 0; i < 3; ++i) {
        finance.description = QString::number(i);
        finance = world->wait(desk->update(finance)).value_or(finance);
    }
    const auto newest = world->wait(desk->activity(finance, {}, 3));
    QVERIFY(newest);
    QCOMPARE(newest->size(), 3);
    QCOMPARE(newest->first().detail.value(u"description"_qs).toArray().last().toString(), u"2"_qs);
    const auto older = world->wait(desk->activity(finance, newest->last().id, 3));
    QVERIFY(older);
    QCOMPARE(older->size(), 1);
    QCOMPARE(older->first().action, u"unit.create"_qs);
    QCOMPARE(world->wait(desk->activity(sales, {}, 10))->size(), 1);
}

void TestUnitDesk::anImportAddsAndChanges()
{
    BusinessUnit finance = made(u"Finance"_qs);
    finance.description = u"Money"_qs;
    finance.deputy = u"dora@bu.example"_qs;
    QVERIFY(world->wait(desk->update(finance)));
    made(u"Legal"_qs);
    const auto plan = planned("Title;Recipients;Deputy\nFINANCE;anna@bu.example, bob@bu.example;\nSales;;\nLegal;;\n");
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().log));
    QCOMPARE(plan->count(UnitPlan::What::Added), 1);
    QCOMPARE(plan->count(UnitPlan::What::Changed), 1);
    QCOMPARE(plan->count(UnitPlan::What::Same), 1);
    QVERIFY(plan->isGood());
    const auto done = world->wait(desk->import(*plan));
    QVERIFY2(done, done ? "" : qPrintable(done.error().log));
    QCOMPARE(done->added, 1);
    QCOMPARE(done->changed, 1);
    const QList<BusinessUnit> units = all();
    QCOMPARE(units.size(), 3);
    QCOMPARE(units.at(0).title, u"FINANCE"_qs);
    QCOMPARE(units.at(0).recipients, QStringList({u"anna@bu.example"_qs, u"bob@bu.example"_qs}));
    QCOMPARE(units.at(0).deputy, QString());        // an empty cell empties
    QCOMPARE(units.at(0).description, u"Money"_qs); // a column that is not there leaves
    QCOMPARE(world->audit().size(), 3 + 2);         // what is the same leaves no trace
    QVERIFY(!planned("title;recipients;deputy\nFINANCE;anna@bu.example, bob@bu.example;\nSales;;\n")->isGood());
}

void TestUnitDesk::anImportIsAllOrNothing()
{
    const auto plan = planned("title\nFinance\nSales\n");
    QVERIFY(plan);
    made(u"Sales"_qs);
    const auto done = world->wait(desk->import(*plan));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Conflict);
    QCOMPARE(all().size(), 1);
    QCOMPARE(world->audit().size(), 1);
}

void TestUnitDesk::aPlanThatIsOutOfDateIsRefused()
{
    BusinessUnit finance = made(u"Finance"_qs);
    const auto plan = planned("title,description\nFinance,Cash\n");
    QVERIFY(plan);
    world->clock.advance(1'000);
    finance.description = u"Money"_qs;
    QVERIFY(world->wait(desk->update(finance)));
    const auto done = world->wait(desk->import(*plan));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Conflict);
    QCOMPARE(all().value(0).description, u"Money"_qs);
}

void TestUnitDesk::aPlanWithAWrongLineIsRefused()
{
    const auto plan = planned("title,recipients\nFinance,anna@bu.example\nSales,nobody\n");
    QVERIFY(plan);
    QVERIFY(!plan->isGood());
    const auto done = world->wait(desk->import(*plan));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::InvalidInput);
    QVERIFY(all().isEmpty());
}

void TestUnitDesk::aFileThatIsNoSheet()
{
    const auto plan = planned("colour\n");
    QVERIFY(plan);
    QCOMPARE(plan->fault->kind, desk::SheetFault::Kind::UnknownColumn);
    QVERIFY(!plan->isGood());
}

LIAISON_TEST(TestUnitDesk)
#include "tst_unit_desk.moc"
