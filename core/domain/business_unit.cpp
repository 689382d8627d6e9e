#include "core/domain/business_unit.h"

#include "core/domain/address.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <functional>
#include <optional>

namespace liaison::domain {

namespace {

using Kind = UnitProblem::Kind;

/// Without what no database and no file brings back as it was: control characters, byte order marks.
QString storable(QString text, bool withLines)
{
    static constexpr QChar byteOrderMark(0xFEFF);
    static constexpr QChar swappedMark(0xFFFE); // SQLite takes both for a mark where a text begins with one
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.removeIf([withLines](QChar c) {
        const bool isLayout = withLines && (c == QLatin1Char('\n') || c == QLatin1Char('\t'));
        return c == byteOrderMark || c == swappedMark || (c.category() == QChar::Other_Control && !isLayout);
    });
    return text.trimmed();
}

QString oneLine(const QString &text)
{
    return storable(text.simplified(), false).simplified();
}

QStringList tidiedList(const QStringList &texts)
{
    QStringList clean;
    QSet<QString> seen; // there may be very many: a whole file pasted into one field
    for (const QString &text : texts) {
        const QString trimmed = text.trimmed();
        const QString key = trimmed.toCaseFolded();
        if (trimmed.isEmpty() || seen.contains(key))
            continue;
        seen.insert(key);
        clean.append(trimmed);
    }
    return clean;
}

/// Digits, and what people put between them; an extension in letters.
bool isPhone(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("^\\+?[0-9][0-9 ()./-]{1,38}(?: ?(?:x|ext\\.?|#) ?[0-9]{1,8})?$"),
        QRegularExpression::CaseInsensitiveOption);
    return shape.match(text).hasMatch();
}

bool isDomain(const QString &name)
{
    return isValidAddress(QStringLiteral("postmaster@") + name);
}

std::optional<UnitProblem> problemOf(UnitField field, const QStringList &list, Kind kind,
                                     const std::function<bool(const QString &)> &isGood)
{
    if (list.size() > mostUnitAddresses)
        return UnitProblem{field, Kind::TooMany, {}};
    const auto wrong = std::find_if_not(list.cbegin(), list.cend(), isGood);
    return wrong == list.cend() ? std::nullopt : std::optional(UnitProblem{field, kind, *wrong});
}

std::optional<UnitProblem> problemOfTitle(const QString &title)
{
    if (title.isEmpty())
        return UnitProblem{UnitField::Title, Kind::Missing, {}};
    if (title.size() > longestUnitTitle)
        return UnitProblem{UnitField::Title, Kind::TooLong, {}};
    return std::nullopt;
}

} // namespace

BusinessUnit tidied(BusinessUnit unit)
{
    unit.title = oneLine(unit.title);
    unit.description = storable(unit.description, true);
    unit.recipients = tidiedList(unit.recipients);
    unit.knownAddresses = tidiedList(unit.knownAddresses);
    for (QString &name : unit.knownDomains) {
        name = name.trimmed();
        if (name.startsWith(QLatin1Char('@'))) // as people write "everybody at"
            name.remove(0, 1);
    }
    unit.knownDomains = tidiedList(unit.knownDomains);
    unit.deputy = unit.deputy.trimmed();
    unit.escalationPhone = oneLine(unit.escalationPhone);
    return unit;
}

QList<UnitProblem> problemsOf(const BusinessUnit &unit)
{
    QList<UnitProblem> problems;
    const auto add = [&problems](const std::optional<UnitProblem> &problem) {
        if (problem)
            problems << *problem;
    };
    add(problemOfTitle(unit.title));
    if (unit.description.size() > longestUnitDescription)
        problems << UnitProblem{UnitField::Description, Kind::TooLong, {}};
    add(problemOf(UnitField::Recipients, unit.recipients, Kind::NoAddress, isValidAddress));
    add(problemOf(UnitField::KnownAddresses, unit.knownAddresses, Kind::NoAddress, isValidAddress));
    add(problemOf(UnitField::KnownDomains, unit.knownDomains, Kind::NoDomain, isDomain));
    if (!unit.deputy.isEmpty() && !isValidAddress(unit.deputy))
        problems << UnitProblem{UnitField::Deputy, Kind::NoAddress, unit.deputy};
    if (!unit.escalationPhone.isEmpty() && !isPhone(unit.escalationPhone))
        problems << UnitProblem{UnitField::EscalationPhone, Kind::NoPhone, unit.escalationPhone};
    if (unit.answerMinutes < 0 || unit.answerMinutes > mostAnswerMinutes)
        problems << UnitProblem{UnitField::AnswerMinutes, Kind::OutOfRange, {}};
    return problems;
}

QList<UnitField> changedFields(const BusinessUnit &before, const BusinessUnit &after)
{
    QList<UnitField> fields;
    const auto look = [&fields](UnitField field, bool same) {
        if (!same)
            fields << field;
    };
    look(UnitField::Title, before.title == after.title);
    look(UnitField::Description, before.description == after.description);
    look(UnitField::Recipients, before.recipients == after.recipients);
    look(UnitField::KnownAddresses, before.knownAddresses == after.knownAddresses);
    look(UnitField::KnownDomains, before.knownDomains == after.knownDomains);
    look(UnitField::Deputy, before.deputy == after.deputy);
    look(UnitField::EscalationPhone, before.escalationPhone == after.escalationPhone);
    look(UnitField::AnswerMinutes, before.answerMinutes == after.answerMinutes);
    return fields;
}

QStringList entriesOf(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace liaison::domain
