#include "core/store/text_query.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison::store;

class TestTextQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void queriesAreQuoted_data();
    void queriesAreQuoted();
    void aVectorHoldsPositionsWithAGapBetweenFields();
    void aVectorStaysBelowItsBound();
    void aLongTextIsMarked();
};

void TestTextQuery::queriesAreQuoted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fts5");
    QTest::addColumn<QString>("tsquery");
    const auto row = [](const char *name, const char *text, const char *fts5, const char *tsquery) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(fts5) << QString::fromUtf8(tsquery);
    };
    row("nothing", "  ", "", "");
    row("one word", "Report", "\"report\" *", "'report':*");
    row("two words", "big report", "\"big\" AND \"report\" *", "'big' & 'report':*");
    row("a phrase", "\"big report\"", "\"big report\"", "(('big' <-> 'report') | ('big' & 'report' & '#long'))");
    row("operators are words", "a OR b", "\"a\" AND \"or\" AND \"b\"", "'a' & 'or' & 'b'");
    row("two letters are a word", "re", "\"re\"", "'re'");
    row("three letters are a beginning", "rep", "\"rep\" *", "'rep':*");
    row("one character of Han is enough", "服", "\"服\" *", "'服':*");
    row("so is one of Hangul", "서", "\"서\" *", "'서':*");
    row("a word, then a phrase", "x \"y\"", "\"x\" AND \"y\"", "'x' & 'y'");
    row("quotes alone", "\"\"\"", "", "");
    row("an address stays together", "a@b.net", "\"a b net\" *",
        "(('a' <-> 'b' <-> 'net':*) | ('a' & 'b' & 'net':* & '#long'))");
}

void TestTextQuery::queriesAreQuoted()
{
    QFETCH(QString, text);
    QFETCH(QString, fts5);
    QFETCH(QString, tsquery);
    QCOMPARE(toFts5(parseTextQuery(text)), fts5);
    QCOMPARE(toTsQuery(parseTextQuery(text)), tsquery);
}

void TestTextQuery::aVectorHoldsPositionsWithAGapBetweenFields()
{
    const QString vector
        = toTsVector({{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")}, {QStringLiteral("c")}}, 1'000);
    QStringList entries = vector.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    entries.sort();
    QCOMPARE(entries, (QStringList{QStringLiteral("'a':1,3"), QStringLiteral("'b':2"), QStringLiteral("'c':12")}));
}

void TestTextQuery::aVectorStaysBelowItsBound()
{
    QStringList many;
    for (int i = 0; i < 1'000; ++i)
        many << QStringLiteral("word%1").arg(i);
    const QString vector = toTsVector({many}, 500);
    QVERIFY(vector.contains(QLatin1String("'word0':1 ")));
    QVERIFY(!vector.contains(QLatin1String("'word999'")));
    QVERIFY(vector.contains(QLatin1String("'#long'")));
    qsizetype bytes = 0;
    const QStringList entries = vector.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &entry : entries)
        bytes += entry.section(QLatin1Char('\''), 1, 1).size() + 4;
    QVERIFY(bytes <= 500);
}

void TestTextQuery::aLongTextIsMarked()
{
    const QStringList repeated(20'000, QStringLiteral("again"));
    const QString vector = toTsVector({repeated}, 1'000'000);
    QVERIFY(vector.contains(QLatin1String("'#long'")));
    QVERIFY(!vector.contains(QLatin1String("16384"))); // PostgreSQL's last position is 16383
    QVERIFY(!toTsVector({{QStringLiteral("short")}}, 1'000'000).contains(QLatin1String("'#long'")));
}

LIAISON_TEST(TestTextQuery)
#include "tst_text_query.moc"
