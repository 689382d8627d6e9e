#include "core/desk/csv_table.h"
#include "core/desk/unit_sheet.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using desk::CsvTable;
using desk::SheetFault;
using desk::UnitPlan;
using desk::UnitSheet;
using domain::BusinessUnit;
using domain::UnitField;
using domain::UnitProblem;

/// Business units from a spreadsheet.
class TestUnitSheet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tables_data();
    void tables();
    void rowsKnowTheirLine();
    void wrongTables_data();
    void wrongTables();
    void everyColumn();
    void wrongSheets_data();
    void wrongSheets();
    void wrongCellsAreOfTheirLine_data();
    void wrongCellsAreOfTheirLine();
    void aTitleTwice();
    void manyAddresses();
    void nonsense();
};

namespace {

using Cells = QList<QStringList>;

Cells cellsOf(const CsvTable &table)
{
    Cells cells;
    for (const CsvTable::Row &row : table.rows)
        cells << row.cells;
    return cells;
}

QByteArray utf16(const QString &text)
{
    return QByteArray("\xff\xfe") + QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
}

} // namespace

void TestUnitSheet::tables_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Cells>("cells");
    const Cells simple{{u"a"_qs, u"b"_qs}, {u"c"_qs, u"d"_qs}};
    QTest::newRow("commas") << QByteArray("a,b\nc,d\n") << simple;
    QTest::newRow("semicolons") << QByteArray("a;b\r\nc;d") << simple;
    QTest::newRow("tabs") << QByteArray("a\tb\rc\td") << simple;
    QTest::newRow("UTF-8 with its mark") << QByteArray("\xef\xbb\xbf"
                                                       "a,b\nc,d")
                                         << simple;
    QTest::newRow("UTF-16") << utf16(u"a,b\nc,d\n"_qs) << simple;
    QTest::newRow("empty lines") << QByteArray("\n\na,b\n,\n \nc,d\n\n") << simple;
    QTest::newRow("quotes") << QByteArray("\"a, \"\"b\"\"\",\"c\nd\"\n") << Cells{{u"a, \"b\""_qs, u"c\nd"_qs}};
    QTest::newRow("the first line decides")
        << QByteArray("\"x,y,z\";b\nc,c;d\n") << Cells{{u"x,y,z"_qs, u"b"_qs}, {u"c,c"_qs, u"d"_qs}};
    QTest::newRow("nothing") << QByteArray() << Cells{};
}

void TestUnitSheet::tables()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Cells, cells);
    const auto table = CsvTable::read(bytes, 10);
    QVERIFY(table);
    QCOMPARE(cellsOf(*table), cells);
}

void TestUnitSheet::rowsKnowTheirLine()
{
    const auto table = CsvTable::read("a,b\n\n\"c\nc\nc\",d\n\ne,f\n", 10);
    QVERIFY(table);
    QList<int> lines;
    for (const CsvTable::Row &row : table->rows)
        lines << row.line;
    QCOMPARE(lines, QList<int>({1, 3, 7}));
}

void TestUnitSheet::wrongTables_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<SheetFault>("fault");
    using Kind = SheetFault::Kind;
    QTest::newRow("an open quote") << QByteArray("a,b\nc,\"d\ne,f\n") << SheetFault{Kind::Quote, 2};
    QTest::newRow("a quote within") << QByteArray("a,b\"c\n") << SheetFault{Kind::Quote, 1};
    QTest::newRow("no UTF-8") << QByteArray("a,\xff\xc0\n") << SheetFault{Kind::NoText};
    QTest::newRow("a spreadsheet") << QByteArray("PK\x03\x04\x14\0\x06\0", 8) << SheetFault{Kind::NoText};
    QTest::newRow("too many lines") << QByteArray("a\n").repeated(11) << SheetFault{Kind::TooManyLines};
}

void TestUnitSheet::wrongTables()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const SheetFault, fault);
    const auto table = CsvTable::read(bytes, 10);
    QVERIFY(!table);
    QCOMPARE(table.error(), fault);
}

void TestUnitSheet::everyColumn()
{
    const auto sheet = UnitSheet::read("Answer Hours,TITLE,description,recipients,known_addresses,known domains,deputy,"
                                       "escalation phone\n"
                                       "\"1,5\",Finance,Money,\"a@bu.example; b@bu.example\",c@home.example,bu.example,"
                                       "d@bu.example,+49 30 1\n");
    QVERIFY(sheet);
    QCOMPARE(sheet->columns.size(), 8);
    BusinessUnit wanted;
    wanted.title = u"Finance"_qs;
    wanted.description = u"Money"_qs;
    wanted.recipients = QStringList{u"a@bu.example"_qs, u"b@bu.example"_qs};
    wanted.knownAddresses = QStringList{u"c@home.example"_qs};
    wanted.knownDomains = QStringList{u"bu.example"_qs};
    wanted.deputy = u"d@bu.example"_qs;
    wanted.escalationPhone = u"+49 30 1"_qs;
    wanted.answerMinutes = 90;
    QCOMPARE(domain::changedFields(sheet->lines.at(0).unit, wanted), QList<UnitField>());
    QVERIFY(sheet->lines.at(0).problems.isEmpty());
}

void TestUnitSheet::wrongSheets_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<SheetFault>("fault");
    using Kind = SheetFault::Kind;
    QTest::newRow("empty") << QByteArray(" \n\n") << SheetFault{Kind::Empty};
    QTest::newRow("no title") << QByteArray("description\nx\n") << SheetFault{Kind::ColumnMissing, 1, u"title"_qs};
    QTest::newRow("an unknown column") << QByteArray("\ntitle,colour\nx,y\n")
                                       << SheetFault{Kind::UnknownColumn, 2, u"colour"_qs};
    QTest::newRow("a column twice") << QByteArray("title,Title\nx,y\n")
                                    << SheetFault{Kind::ColumnTwice, 1, u"Title"_qs};
    QTest::newRow("too many cells") << QByteArray("title\n\nx,y\n") << SheetFault{Kind::CellCount, 3};
    QTest::newRow("a line cut off") << QByteArray("title,recipients\nFinance,a@bu.example\nSal")
                                    << SheetFault{Kind::CellCount, 3};
    QTest::newRow("too large") << QByteArray("title\n" + QByteArray(UnitSheet::mostBytes, 'x'))
                               << SheetFault{Kind::TooLarge};
}

void TestUnitSheet::wrongSheets()
{
    QFETCH(const QByteArray, csv);
    QFETCH(const SheetFault, fault);
    const auto sheet = UnitSheet::read(csv);
    QVERIFY(!sheet);
    QCOMPARE(sheet.error(), fault);
}

void TestUnitSheet::wrongCellsAreOfTheirLine_data()
{
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<UnitField>("field");
    QTest::addColumn<UnitProblem::Kind>("kind");
    using Kind = UnitProblem::Kind;
    const auto row = [](const char *column, const char *cell, UnitField field, Kind kind) {
        QTest::newRow(cell) << QByteArray(column) << QByteArray(cell) << field << kind;
    };
    row("recipients", "a@bu.example nobody", UnitField::Recipients, Kind::NoAddress);
    row("known addresses", "@", UnitField::KnownAddresses, Kind::NoAddress);
    row("known domains", "com", UnitField::KnownDomains, Kind::NoDomain);
    row("deputy", "Dora", UnitField::Deputy, Kind::NoAddress);
    row("escalation phone", "ask Dora", UnitField::EscalationPhone, Kind::NoPhone);
    row("escalation phone", "=cmd|' /C calc'!A0", UnitField::EscalationPhone, Kind::NoPhone);
    row("answer hours", "soon", UnitField::AnswerMinutes, Kind::OutOfRange);
    row("answer hours", "-1", UnitField::AnswerMinutes, Kind::OutOfRange);
    row("answer hours", "1e9", UnitField::AnswerMinutes, Kind::OutOfRange);
    row("answer hours", "nan", UnitField::AnswerMinutes, Kind::OutOfRange);
}

void TestUnitSheet::wrongCellsAreOfTheirLine()
{
    QFETCH(const QByteArray, column);
    QFETCH(const QByteArray, cell);
    QFETCH(const UnitField, field);
    QFETCH(const UnitProblem::Kind, kind);
    const auto sheet = UnitSheet::read("title," + column + "\nGood,\nWrong,\"" + cell + "\"\n");
    QVERIFY(sheet);
    const UnitPlan plan = planOf(*sheet, {});
    QCOMPARE(plan.lines.at(0).what, UnitPlan::What::Added);
    QCOMPARE(plan.lines.at(1).what, UnitPlan::What::Wrong);
    QCOMPARE(plan.lines.at(1).number, 3);
    QCOMPARE(plan.lines.at(1).problems.size(), 1);
    QCOMPARE(plan.lines.at(1).problems.at(0).field, field);
    QCOMPARE(plan.lines.at(1).problems.at(0).kind, kind);
    QVERIFY(!plan.isGood());
}

void TestUnitSheet::aTitleTwice()
{
    const auto sheet = UnitSheet::read("title\nFinance\nSales\n finance \nFINANCE\n");
    QVERIFY(sheet);
    const UnitPlan plan = planOf(*sheet, {});
    QList<int> same;
    for (const UnitPlan::Line &line : plan.lines)
        same << line.sameTitleAs;
    QCOMPARE(same, QList<int>({0, 0, 2, 2}));
    QCOMPARE(plan.count(UnitPlan::What::Wrong), 2);
}

void TestUnitSheet::manyAddresses()
{
    QByteArray list;
    for (int i = 0; i < 10'000; ++i)
        list += "person" + QByteArray::number(i) + "@bu.example,";
    const auto sheet = UnitSheet::read("title,recipients\nFinance,\"" + list + "\"\n");
    QVERIFY(sheet);
    const UnitPlan plan = planOf(*sheet, {});
    QCOMPARE(plan.lines.at(0).problems.value(0).kind, UnitProblem::Kind::TooMany);
}

/// Whatever the bytes are, they are read or refused with a sentence.
void TestUnitSheet::nonsense()
{
    const QByteArray good = "title,recipients\n\"Fin,ance\",\"a@bu.example\nb@bu.example\"\n";
    int read = 0;
    for (qsizetype at = 0; at <= good.size(); ++at) {
        for (const char c : {'"', '\0', '\xff', '\n', ','}) {
            QByteArray bytes = good;
            bytes.insert(at, c);
            const auto sheet = UnitSheet::read(bytes);
            read += sheet ? 1 : 0;
            QVERIFY(!sheet || !planOf(*sheet, {}).lines.isEmpty());
        }
    }
    QVERIFY(read > 0);
}

LIAISON_TEST(TestUnitSheet)
#include "tst_unit_sheet.moc"
