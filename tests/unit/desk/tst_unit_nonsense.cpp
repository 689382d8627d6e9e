#include "core/desk/unit_desk.h"
#include "core/store/business_units.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QFile>

using namespace liaison;
using namespace liaison::test;
using desk::UnitDesk;
using desk::UnitPlan;
using domain::BusinessUnit;

/// The Big List of Naughty Strings in every field of a business unit.
class TestUnitNonsense : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFieldKeepsItOrRefusesIt();
    void aSheetOfItChangesNothingElse();
    void manyAddresses();

private:
    QStringList m_lines;
};

void TestUnitNonsense::initTestCase()
{
    QFile file(testDataDir() + QStringLiteral("/mail/blns/blns.txt"));
    if (!file.open(QIODevice::ReadOnly)) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines)
        if (!line.startsWith('#'))
            m_lines << QString::fromUtf8(line);
    QVERIFY(m_lines.size() > 500);
}

/// What is refused leaves nothing behind, what is taken is read back as it was given.
void TestUnitNonsense::everyFieldKeepsItOrRefusesIt()
{
    DeskWorld world;
    QVERIFY(world.ready);
    UnitDesk desk(world.context());
    int kept = 0;
    for (const QString &text : std::as_const(m_lines)) {
        BusinessUnit unit;
        unit.title = text;
        unit.description = text;
        unit.recipients = domain::entriesOf(text).filter(QStringLiteral("@"));
        unit = tidied(unit);
        const auto made = world.wait(desk.create(unit));
        if (!made) {
            QVERIFY2(made.error().kind == ErrorKind::InvalidInput || made.error().kind == ErrorKind::AlreadyExists,
                     qPrintable(text));
            continue;
        }
        ++kept;
        const auto found = world.inStore(
            [id = made->id](store::Session &session) { return store::BusinessUnits(session).find(id); });
        QVERIFY(found);
        QVERIFY2(domain::changedFields(unit, *found).isEmpty(), text.toUtf8().toHex().constData());
    }
    QVERIFY(kept > 300);
    for (const QString &text : std::as_const(m_lines)) {
        BusinessUnit unit;
        unit.title = QStringLiteral("Finance");
        unit.deputy = text;
        unit.escalationPhone = text;
        unit.knownDomains = QStringList{text};
        unit = tidied(unit);
        if (!problemsOf(unit).isEmpty())
            QCOMPARE(world.wait(desk.create(unit)).error().kind, ErrorKind::InvalidInput);
    }
    const auto units = world.inStore([](store::Session &session) { return store::BusinessUnits(session).list(true); });
    QVERIFY(units);
    QCOMPARE(units->size(), kept);
}

void TestUnitNonsense::aSheetOfItChangesNothingElse()
{
    DeskWorld world;
    QVERIFY(world.ready);
    UnitDesk desk(world.context());
    BusinessUnit finance;
    finance.title = QStringLiteral("Finance");
    QVERIFY(world.wait(desk.create(finance)));
    QByteArray csv = "title,description\n";
    for (const QString &text : std::as_const(m_lines)) {
        const QByteArray cell = '"' + QString(text).replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
        csv += cell + ',' + cell + '\n';
    }
    const auto plan = world.wait(desk.plan(csv));
    QVERIFY(plan);
    QVERIFY(!plan->fault);
    QVERIFY(plan->count(UnitPlan::What::Added) > 300);
    QVERIFY(!plan->isGood()); // empty titles, and titles that are there twice
    QVERIFY(!world.wait(desk.import(*plan)));
    UnitPlan good = *plan;
    good.lines.removeIf([](const UnitPlan::Line &line) { return line.what == UnitPlan::What::Wrong; });
    const auto done = world.wait(desk.import(good));
    QVERIFY2(done, done ? "" : qPrintable(done.error().log));
    const auto units = world.inStore([](store::Session &session) { return store::BusinessUnits(session).list(true); });
    QCOMPARE(units->size(), done->added + 1);
    QVERIFY(!world.wait(desk.plan(csv))->count(UnitPlan::What::Added));
}

void TestUnitNonsense::manyAddresses()
{
    BusinessUnit unit;
    unit.title = QStringLiteral("Finance");
    for (int i = 0; i < 200'000; ++i) // a whole directory pasted into the field
        unit.recipients << QStringLiteral("person%1@bu.example").arg(i);
    unit = tidied(unit);
    QCOMPARE(unit.recipients.size(), 200'000);
    DeskWorld world;
    const auto made = world.wait(UnitDesk(world.context()).create(unit));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::InvalidInput);
    QVERIFY(made.error().log.contains(QLatin1String("too many")));
}

LIAISON_TEST(TestUnitNonsense)
#include "tst_unit_nonsense.moc"
