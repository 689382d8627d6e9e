#include "core/store/migrations.h"
#include "core/store/sql_script.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

using namespace liaison::store;

class TestSqlScript : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statementsEndAtSemicolons();
    void quotesAndCommentsHideSemicolons();
    void bodiesStayWhole();
    void theShippedStepsAreNumberedInOrder();
};

void TestSqlScript::statementsEndAtSemicolons()
{
    QCOMPARE(splitStatements(QStringLiteral("A b;\n\n C ;;\nD")),
             (QStringList{QStringLiteral("A b"), QStringLiteral("C"), QStringLiteral("D")}));
    QVERIFY(splitStatements(QStringLiteral(" -- nothing; here\n ;")).isEmpty());
}

void TestSqlScript::quotesAndCommentsHideSemicolons()
{
    const QStringList got = splitStatements(
        QStringLiteral("INSERT 'a;''b' -- it's; a comment\n, \"c;d\"; SELECT $tag$ x; y $$ $tag$; SELECT 1 - 1"));
    QCOMPARE(got.size(), 3);
    QVERIFY(got.at(0).startsWith(QLatin1String("INSERT 'a;''b'")));
    QVERIFY(got.at(0).endsWith(QLatin1String("\"c;d\"")));
    QVERIFY(!got.at(0).contains(QLatin1String("comment")));
    QCOMPARE(got.at(1), QStringLiteral("SELECT $tag$ x; y $$ $tag$"));
    QCOMPARE(got.at(2), QStringLiteral("SELECT 1 - 1"));
}

void TestSqlScript::bodiesStayWhole()
{
    const QString trigger = QStringLiteral("CREATE TRIGGER t BEFORE UPDATE ON a BEGIN\n  SELECT 1;\n  SELECT 2;\nEND");
    const QString function = QStringLiteral("CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN x; END; $$");
    QCOMPARE(splitStatements(trigger + QStringLiteral(";\n") + function + QStringLiteral(";\nB;")),
             (QStringList{trigger, function, QStringLiteral("B")}));
}

void TestSqlScript::theShippedStepsAreNumberedInOrder()
{
    QSet<QString> changing; // what one database has no need of, as roles, the other one has
    for (const auto &folder : {QStringLiteral("sqlite"), QStringLiteral("postgresql")}) {
        const auto migrations = shippedMigrations(folder);
        QVERIFY(!migrations.isEmpty());
        for (int i = 0; i < migrations.size(); ++i) {
            QVERIFY(migrations.at(i).version > (i > 0 ? migrations.at(i - 1).version : 0));
            if (!splitStatements(migrations.at(i).script).isEmpty())
                changing << migrations.at(i).name;
        }
    }
    const auto namesIn = [](const QString &folder) {
        QStringList names;
        for (const auto &migration : shippedMigrations(folder))
            names << migration.name;
        return names;
    };
    QCOMPARE(namesIn(QStringLiteral("sqlite")), namesIn(QStringLiteral("postgresql")));
    QCOMPARE(changing.size(), namesIn(QStringLiteral("sqlite")).size());
}

LIAISON_TEST(TestSqlScript)
#include "tst_sql_script.moc"
