#include "ui/admin/unit_words.h"

#include "core/desk/unit_sheet.h"
#include "ui/common/formats.h"

#include <QCoreApplication>

namespace liaison::ui {

namespace {

struct UnitWords {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::UnitWords)
};

constexpr qint64 minuteMs = 60'000;

QString rawText(const domain::BusinessUnit &unit, domain::UnitField field)
{
    const auto list = [](const QStringList &entries) { return entries.join(QStringLiteral(", ")); };
    switch (field) {
    case domain::UnitField::Title:
        return unit.title;
    case domain::UnitField::Description:
        return unit.description.simplified();
    case domain::UnitField::Recipients:
        return list(unit.recipients);
    case domain::UnitField::KnownAddresses:
        return list(unit.knownAddresses);
    case domain::UnitField::KnownDomains:
        return list(unit.knownDomains);
    case domain::UnitField::Deputy:
        return unit.deputy;
    case domain::UnitField::EscalationPhone:
        return unit.escalationPhone;
    case domain::UnitField::AnswerMinutes:
        break;
    }
    return unit.answerMinutes > 0 ? durationText(unit.answerMinutes * minuteMs) : QString();
}

QString faultText(const desk::SheetFault &fault)
{
    using Kind = desk::SheetFault::Kind;
    switch (fault.kind) {
    case Kind::TooLarge:
        return UnitWords::tr("The file is larger than %1.").arg(sizeText(desk::UnitSheet::mostBytes));
    case Kind::TooManyLines:
        return UnitWords::tr("The file has more than %1 lines.").arg(desk::UnitSheet::mostLines);
    case Kind::NoText:
        return UnitWords::tr("The file is no text. In a spreadsheet program, save it as CSV in UTF-8.");
    case Kind::Quote:
        return UnitWords::tr("A quotation mark is misplaced, or does not close.");
    case Kind::Empty:
        return UnitWords::tr("The file is empty.");
    case Kind::UnknownColumn:
        return UnitWords::tr(
                   "There is no column “%1”. The first line names the columns: title, description, recipients, "
                   "known addresses, known domains, deputy, escalation phone, answer hours.")
            .arg(fault.text);
    case Kind::ColumnTwice:
        return UnitWords::tr("The column “%1” is there twice.").arg(fault.text);
    case Kind::ColumnMissing:
        return UnitWords::tr("The column “%1” is missing.").arg(fault.text);
    case Kind::CellCount:
        break;
    }
    return UnitWords::tr("There are not as many cells as columns. Text with a comma in it stands between quotation "
                         "marks.");
}

} // namespace

QString wordFor(domain::UnitField field)
{
    switch (field) {
    case domain::UnitField::Title:
        return UnitWords::tr("Title");
    case domain::UnitField::Description:
        return UnitWords::tr("Description");
    case domain::UnitField::Recipients:
        return UnitWords::tr("Notification recipients");
    case domain::UnitField::KnownAddresses:
        return UnitWords::tr("Known addresses");
    case domain::UnitField::KnownDomains:
        return UnitWords::tr("Known domains");
    case domain::UnitField::Deputy:
        return UnitWords::tr("Deputy");
    case domain::UnitField::EscalationPhone:
        return UnitWords::tr("Escalation phone");
    case domain::UnitField::AnswerMinutes:
        break;
    }
    return UnitWords::tr("Answer within");
}

QString sentenceFor(const domain::UnitProblem &problem)
{
    using Kind = domain::UnitProblem::Kind;
    switch (problem.kind) {
    case Kind::Missing:
        return UnitWords::tr("Give it a title.");
    case Kind::TooLong:
        return UnitWords::tr("This is longer than %1 characters.")
            .arg(problem.field == domain::UnitField::Title ? domain::longestUnitTitle : domain::longestUnitDescription);
    case Kind::TooMany:
        return UnitWords::tr("These are more than %1 entries. A mailing list of your own is one address.")
            .arg(domain::mostUnitAddresses);
    case Kind::NoAddress:
        return UnitWords::tr("“%1” is no e-mail address.").arg(problem.entry);
    case Kind::NoDomain:
        return UnitWords::tr("“%1” is no domain. It looks like finance.corp.example.").arg(problem.entry);
    case Kind::NoPhone:
        return UnitWords::tr("“%1” is no phone number. It looks like +49 30 1234567.").arg(problem.entry);
    case Kind::OutOfRange:
        break;
    }
    return problem.entry.isEmpty() ? UnitWords::tr("The time for an answer is between 0 hours and a year.")
                                   : UnitWords::tr("“%1” is no number of hours.").arg(problem.entry);
}

QString sentenceFor(const desk::SheetFault &fault)
{
    return fault.line > 0 ? UnitWords::tr("Line %1: %2").arg(fault.line).arg(faultText(fault)) : faultText(fault);
}

QString valueText(const domain::BusinessUnit &unit, domain::UnitField field)
{
    const QString text = rawText(unit, field);
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace liaison::ui
