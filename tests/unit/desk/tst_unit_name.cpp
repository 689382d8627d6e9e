#include "core/desk/settings_desk.h"
#include "core/desk/unit_name_desk.h"
#include "tests/support/test_registry.h"
#include "tests/unit/desk/desk_world.h"

#include <QJsonArray>

using namespace liaison;
using namespace liaison::test;
using namespace Qt::StringLiterals;
using desk::UnitNameDesk;
using domain::UnitName;
using domain::UnitNameProblem;
using domain::UnitNames;

namespace {
const UnitNames departments{{u"en"_s, {u"Department"_s, u"Departments"_s}},
                            {u"de"_s, {u"Abteilung"_s, u"Abteilungen"_s}}};
}

/// What an organisation calls its business units.
class TestUnitName : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void problems_data();
    void problems();
    void withinASentence_data();
    void withinASentence();
    void itIsKeptAndAudited();
    void whatIsNoWordIsRefused();
    void aSettingsFileHasIt();
    void aSettingsFileWithoutItChangesNothing();
    void aWrongSettingsFile_data();
    void aWrongSettingsFile();
};

void TestUnitName::problems_data()
{
    QTest::addColumn<UnitName>("name");
    QTest::addColumn<QList<UnitNameProblem>>("problems");
    using Kind = UnitNameProblem::Kind;
    const auto row = [](const char *what, const UnitName &name, const QList<UnitNameProblem> &problems) {
        QTest::newRow(what) << name << problems;
    };
    row("good", {u" Sales  Region "_s, u"Sales Regions"_s}, {});
    row("another script", {u"部門"_s, u"部門"_s}, {});
    row("marks", {u"L'unité-1 / a.b"_s, u"unités"_s}, {});
    row("none", {u" "_s, QString()}, {});
    row("no plural", {u"Team"_s, QString()}, {{u"en"_s, true, Kind::Missing}});
    row("no singular", {QString(), u"Teams"_s}, {{u"en"_s, false, Kind::Missing}});
    row("too long", {QString(41, u'x'), u"Teams"_s}, {{u"en"_s, false, Kind::TooLong}});
    row("a place", {u"Team %1"_s, u"Teams"_s}, {{u"en"_s, false, Kind::NoWord}});
    row("a key's mark", {u"R&D"_s, u"Teams"_s}, {{u"en"_s, false, Kind::NoWord}});
    row("markup", {u"<b>Team</b>"_s, u"{units}"_s}, {{u"en"_s, false, Kind::NoWord}, {u"en"_s, true, Kind::NoWord}});
    row("turned around", {u"Team\u202e"_s, u"Teams"_s}, {{u"en"_s, false, Kind::NoWord}});
    row("digits alone", {u"42"_s, u"Teams"_s}, {{u"en"_s, false, Kind::NoWord}});
}

void TestUnitName::problems()
{
    QFETCH(const UnitName, name);
    QFETCH(const QList<UnitNameProblem>, problems);
    QCOMPARE(problemsOf(domain::tidied({{u"en"_s, name}})), problems);
}

void TestUnitName::withinASentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("word");
    QTest::newRow("English") << u"Sales Region"_s << u"en"_s << u"sales region"_s;
    QTest::newRow("capitals stay") << u"IT Unit"_s << u"en"_s << u"IT unit"_s;
    QTest::newRow("German nouns stay") << u"Abteilung"_s << u"de"_s << u"Abteilung"_s;
}

void TestUnitName::withinASentence()
{
    QFETCH(const QString, name);
    QFETCH(const QString, language);
    QFETCH(const QString, word);
    QCOMPARE(domain::inSentence(name, language), word);
}

void TestUnitName::itIsKeptAndAudited()
{
    DeskWorld world;
    UnitNameDesk desk(world.context());
    QVERIFY(world.wait(desk.current())->isEmpty());
    QVERIFY(world.wait(desk.save({{u"en"_s, {u" Department "_s, u"Departments"_s}}})));
    QCOMPARE(world.wait(desk.current())->value(u"en"_s), departments.value(u"en"_s));
    QVERIFY(world.wait(desk.save(departments)));
    QCOMPARE(*world.wait(desk.current()), departments);
    QCOMPARE(world.audit().size(), 2);
    const domain::AuditEntry last = world.audit().first();
    QCOMPARE(last.action, u"settings.unit-name"_s);
    QCOMPARE(last.detail.keys(), QStringList({u"de.many"_s, u"de.one"_s}));
    QCOMPARE(last.detail.value(u"de.one"_s).toArray(), QJsonArray({QString(), u"Abteilung"_s}));
    QVERIFY(world.wait(desk.save(departments)));
    QCOMPARE(world.audit().size(), 2); // nothing was changed
    QVERIFY(world.wait(desk.save({})));
    QVERIFY(world.wait(desk.current())->isEmpty());
}

void TestUnitName::whatIsNoWordIsRefused()
{
    DeskWorld world;
    UnitNameDesk desk(world.context());
    QVERIFY(world.wait(desk.save(departments)));
    const auto done = world.wait(desk.save({{u"en"_s, {u"&"_s, u"Teams"_s}}, {u"de"_s, {u"Team"_s, u"Teams"_s}}}));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(*world.wait(desk.current()), departments); // none of the two
}

void TestUnitName::aSettingsFileHasIt()
{
    DeskWorld from;
    QVERIFY(from.wait(UnitNameDesk(from.context()).save(departments)));
    const QByteArray file = desk::settingsToJson(*from.wait(desk::SettingsDesk(from.context()).current()));
    const auto read = desk::settingsFromJson(file);
    QVERIFY2(read.faults.isEmpty(), qPrintable(read.faults.value(0).path + read.faults.value(0).problem));
    DeskWorld to;
    QVERIFY(to.wait(desk::SettingsDesk(to.context()).apply(read.settings, false)));
    QCOMPARE(*to.wait(UnitNameDesk(to.context()).current()), departments);
    QCOMPARE(to.audit().first().action, u"settings.unit-name"_s);
}

void TestUnitName::aSettingsFileWithoutItChangesNothing()
{
    DeskWorld world;
    QVERIFY(world.wait(UnitNameDesk(world.context()).save(departments)));
    const auto read = desk::settingsFromJson(R"({"format": "liaison-settings", "version": 1})");
    QVERIFY(read.faults.isEmpty());
    QVERIFY(world.wait(desk::SettingsDesk(world.context()).apply(read.settings, true)));
    QCOMPARE(*world.wait(UnitNameDesk(world.context()).current()), departments);
}

void TestUnitName::aWrongSettingsFile_data()
{
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QString>("path");
    QTest::newRow("no object") << QByteArray("7") << u"$.unitNames"_s;
    QTest::newRow("a language nobody speaks")
        << QByteArray(R"({"xx": {"one": "a", "many": "b"}})") << u"$.unitNames.xx"_s;
    QTest::newRow("no plural") << QByteArray(R"({"en": {"one": "Team"}})") << u"$.unitNames.en.many"_s;
    QTest::newRow("no word") << QByteArray(R"({"de": {"one": "Team", "many": "%1"}})") << u"$.unitNames.de.many"_s;
    QTest::newRow("an unknown key") << QByteArray(R"({"en": {"one": "a", "many": "b", "few": "c"}})")
                                    << u"$.unitNames.en.few"_s;
}

void TestUnitName::aWrongSettingsFile()
{
    QFETCH(const QByteArray, names);
    QFETCH(const QString, path);
    const auto read
        = desk::settingsFromJson(R"({"format": "liaison-settings", "version": 1, "unitNames": )" + names + "}");
    QCOMPARE(read.faults.size(), 1);
    QCOMPARE(read.faults.first().path, path);
}

LIAISON_TEST(TestUnitName)
#include "tst_unit_name.moc"
