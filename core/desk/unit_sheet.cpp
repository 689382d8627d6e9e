#include "core/desk/unit_sheet.h"

#include "core/desk/csv_table.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <optional>

namespace liaison::desk {

using domain::BusinessUnit;
using domain::UnitField;
using domain::UnitProblem;

namespace {

using Fault = tl::unexpected<SheetFault>;
using Kind = SheetFault::Kind;

struct Column {
    const char *name;
    UnitField field;
};
constexpr Column columnNames[] = {
    {"title", UnitField::Title},
    {"description", UnitField::Description},
    {"recipients", UnitField::Recipients},
    {"known addresses", UnitField::KnownAddresses},
    {"known domains", UnitField::KnownDomains},
    {"deputy", UnitField::Deputy},
    {"escalation phone", UnitField::EscalationPhone},
    {"answer hours", UnitField::AnswerMinutes},
};

std::optional<UnitField> fieldOf(const QString &name)
{
    const QString wanted = name.simplified().replace(QLatin1Char('_'), QLatin1Char(' '));
    for (const Column &column : columnNames)
        if (wanted.compare(QLatin1String(column.name), Qt::CaseInsensitive) == 0)
            return column.field;
    return std::nullopt;
}

/// Hours with a decimal point or comma, as minutes; empty: none.
std::optional<int> minutesFrom(const QString &cell)
{
    const QString text = QString(cell).replace(QLatin1Char(','), QLatin1Char('.')).trimmed();
    if (text.isEmpty())
        return 0;
    bool ok = false;
    const double minutes = text.toDouble(&ok) * 60;
    if (!ok || !(minutes >= 0) || minutes > domain::mostAnswerMinutes)
        return std::nullopt;
    return int(std::lround(minutes));
}

void take(UnitSheet::Line &line, UnitField field, const QString &cell)
{
    switch (field) {
    case UnitField::Title:
        line.unit.title = cell;
        break;
    case UnitField::Description:
        line.unit.description = cell;
        break;
    case UnitField::Recipients:
        line.unit.recipients = domain::entriesOf(cell);
        break;
    case UnitField::KnownAddresses:
        line.unit.knownAddresses = domain::entriesOf(cell);
        break;
    case UnitField::KnownDomains:
        line.unit.knownDomains = domain::entriesOf(cell);
        break;
    case UnitField::Deputy:
        line.unit.deputy = cell;
        break;
    case UnitField::EscalationPhone:
        line.unit.escalationPhone = cell;
        break;
    case UnitField::AnswerMinutes:
        if (const auto minutes = minutesFrom(cell))
            line.unit.answerMinutes = *minutes;
        else
            line.problems << UnitProblem{UnitField::AnswerMinutes, UnitProblem::Kind::OutOfRange, cell.trimmed()};
        break;
    }
}

/// The fields of the columns, in their order.
tl::expected<QList<UnitField>, SheetFault> columnsOf(const CsvTable::Row &head)
{
    constexpr qsizetype longestName = 100; // to be told of
    QList<UnitField> fields;
    for (const QString &name : head.cells) {
        const auto field = fieldOf(name);
        if (!field)
            return Fault({Kind::UnknownColumn, head.line, name.left(longestName)});
        if (fields.contains(*field))
            return Fault({Kind::ColumnTwice, head.line, name.left(longestName)});
        fields << *field;
    }
    if (!fields.contains(UnitField::Title))
        return Fault({Kind::ColumnMissing, head.line, QStringLiteral("title")});
    return fields;
}

BusinessUnit merged(BusinessUnit unit, const BusinessUnit &told, const QSet<UnitField> &columns)
{
    const auto take = [&columns](UnitField field, auto &to, const auto &from) {
        if (columns.contains(field))
            to = from;
    };
    take(UnitField::Title, unit.title, told.title);
    take(UnitField::Description, unit.description, told.description);
    take(UnitField::Recipients, unit.recipients, told.recipients);
    take(UnitField::KnownAddresses, unit.knownAddresses, told.knownAddresses);
    take(UnitField::KnownDomains, unit.knownDomains, told.knownDomains);
    take(UnitField::Deputy, unit.deputy, told.deputy);
    take(UnitField::EscalationPhone, unit.escalationPhone, told.escalationPhone);
    take(UnitField::AnswerMinutes, unit.answerMinutes, told.answerMinutes);
    return unit;
}

QString keyOf(const QString &title)
{
    return title.simplified().toCaseFolded();
}

} // namespace

tl::expected<UnitSheet, SheetFault> UnitSheet::read(const QByteArray &bytes)
{
    if (bytes.size() > mostBytes)
        return Fault({Kind::TooLarge});
    const auto table = CsvTable::read(bytes, mostLines + 1);
    if (!table)
        return Fault(table.error());
    if (table->rows.isEmpty())
        return Fault({Kind::Empty});
    const auto fields = columnsOf(table->rows.constFirst());
    if (!fields)
        return Fault(fields.error());
    UnitSheet sheet;
    sheet.columns = QSet<UnitField>(fields->cbegin(), fields->cend());
    for (const CsvTable::Row &row : table->rows.sliced(1)) {
        // A line that was cut off must not empty what it no longer names.
        if (row.cells.size() != fields->size())
            return Fault({Kind::CellCount, row.line});
        Line line;
        line.number = row.line;
        for (qsizetype i = 0; i < fields->size(); ++i)
            desk::take(line, fields->at(i), row.cells.at(i));
        sheet.lines << line;
    }
    return sheet;
}

int UnitPlan::count(What what) const
{
    return int(std::count_if(lines.cbegin(), lines.cend(), [what](const Line &line) { return line.what == what; }));
}

bool UnitPlan::isGood() const
{
    return count(What::Wrong) == 0 && count(What::Added) + count(What::Changed) > 0;
}

UnitPlan planOf(const UnitSheet &sheet, const QList<BusinessUnit> &units)
{
    QHash<QString, const BusinessUnit *> known;
    for (const BusinessUnit &unit : units)
        known.insert(keyOf(unit.title), &unit);
    QHash<QString, int> seen; // line numbers by title
    UnitPlan plan;
    for (const UnitSheet::Line &told : sheet.lines) {
        UnitPlan::Line line;
        line.number = told.number;
        const BusinessUnit unit = tidied(told.unit);
        const BusinessUnit *there = known.value(keyOf(unit.title));
        line.before = there ? *there : BusinessUnit();
        line.after = tidied(merged(line.before, unit, sheet.columns));
        line.problems = told.problems + problemsOf(line.after);
        line.sameTitleAs = unit.title.isEmpty() ? 0 : seen.value(keyOf(unit.title));
        line.changed = changedFields(line.before, line.after);
        if (!line.problems.isEmpty() || line.sameTitleAs > 0)
            line.what = UnitPlan::What::Wrong;
        else if (!there)
            line.what = UnitPlan::What::Added;
        else
            line.what = line.changed.isEmpty() ? UnitPlan::What::Same : UnitPlan::What::Changed;
        seen.insert(keyOf(unit.title), seen.value(keyOf(unit.title), told.number));
        plan.lines << line;
    }
    return plan;
}

} // namespace liaison::desk
