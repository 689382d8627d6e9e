#include "core/desk/settings_unit.h"

#include <QJsonArray>

namespace liaison::desk {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostListEntries = domain::mostUnitAddresses;

QString keyOf(domain::UnitField field)
{
    switch (field) {
    case domain::UnitField::Title:
        return u"title"_s;
    case domain::UnitField::Description:
        return u"description"_s;
    case domain::UnitField::Recipients:
        return u"recipients"_s;
    case domain::UnitField::KnownAddresses:
        return u"knownAddresses"_s;
    case domain::UnitField::KnownDomains:
        return u"knownDomains"_s;
    case domain::UnitField::Deputy:
        return u"deputy"_s;
    case domain::UnitField::EscalationPhone:
        return u"escalationPhone"_s;
    case domain::UnitField::AnswerMinutes:
        break;
    }
    return u"answerMinutes"_s;
}

QString wordsFor(domain::UnitProblem::Kind kind)
{
    using Kind = domain::UnitProblem::Kind;
    switch (kind) {
    case Kind::Missing:
        return u"is missing"_s;
    case Kind::TooLong:
        return u"is too long"_s;
    case Kind::TooMany:
        return u"has too many entries"_s;
    case Kind::NoAddress:
        return u"is not a mail address"_s;
    case Kind::NoDomain:
        return u"is not a mail domain"_s;
    case Kind::NoPhone:
        return u"is not a phone number"_s;
    case Kind::OutOfRange:
        break;
    }
    return u"is out of range"_s;
}

void refuseEach(JsonReader &reader, domain::UnitField field, const QStringList &list)
{
    for (qsizetype i = 0; i < list.size(); ++i) {
        domain::BusinessUnit one;
        (field == domain::UnitField::Recipients           ? one.recipients
             : field == domain::UnitField::KnownAddresses ? one.knownAddresses
                                                          : one.knownDomains)
            = QStringList{list.at(i)};
        const QList<domain::UnitProblem> problems = problemsOf(one);
        for (const domain::UnitProblem &problem : problems)
            if (problem.field == field)
                reader.fault(u"%1[%2]"_s.arg(keyOf(field)).arg(i), wordsFor(problem.kind));
    }
}

} // namespace

domain::BusinessUnit readUnit(JsonReader reader)
{
    domain::BusinessUnit unit;
    unit.uuid = reader.uuid(u"uuid"_s);
    unit.title = reader.text(u"title"_s, {}, domain::longestUnitTitle).trimmed();
    unit.description = reader.lines(u"description"_s, domain::longestUnitDescription);
    unit.archived = reader.flag(u"archived"_s, false);
    unit.recipients = reader.texts(u"recipients"_s, mostListEntries, 320);
    unit.knownAddresses = reader.texts(u"knownAddresses"_s, mostListEntries, 320);
    unit.knownDomains = reader.texts(u"knownDomains"_s, mostListEntries, 253);
    unit.deputy = reader.text(u"deputy"_s, {}, 320);
    unit.escalationPhone = reader.text(u"escalationPhone"_s, {}, 60);
    unit.answerMinutes = reader.number(u"answerMinutes"_s, 0, domain::mostAnswerMinutes, 0);
    // Of a list every wrong entry is told of, not the first alone.
    refuseEach(reader, domain::UnitField::Recipients, unit.recipients);
    refuseEach(reader, domain::UnitField::KnownAddresses, unit.knownAddresses);
    refuseEach(reader, domain::UnitField::KnownDomains, unit.knownDomains);
    for (const domain::UnitProblem &problem : problemsOf(unit)) {
        const QString key = keyOf(problem.field);
        if (problem.entry.isEmpty() || problem.field == domain::UnitField::Deputy
            || problem.field == domain::UnitField::EscalationPhone) {
            if (!reader.isFaulty(key))
                reader.fault(key, wordsFor(problem.kind));
        }
    }
    reader.refuseUnknown();
    return unit;
}

domain::UnitNames readUnitNames(JsonReader reader)
{
    constexpr qsizetype most = 1'000; // what is too long for a name is said by the names' own rule
    domain::UnitNames names;
    const QStringList languages = domain::unitNameLanguages();
    for (const QString &language : languages) {
        JsonReader name = reader.object(language);
        names.insert(language, {name.text(u"one"_s, {}, most), name.text(u"many"_s, {}, most)});
        name.refuseUnknown();
    }
    names = tidied(names);
    const auto problems = problemsOf(names);
    for (const domain::UnitNameProblem &problem : problems) {
        using Kind = domain::UnitNameProblem::Kind;
        const QString path = problem.language + (problem.many ? u".many"_s : u".one"_s);
        if (!reader.isFaulty(path))
            reader.fault(path,
                         problem.kind == Kind::Missing       ? u"is missing"_s
                             : problem.kind == Kind::TooLong ? u"is too long"_s
                                                             : u"is no word"_s);
    }
    reader.refuseUnknown();
    return names;
}

QJsonObject unitToJson(const domain::BusinessUnit &unit)
{
    return {{u"uuid"_s, unit.uuid.isNull() ? QString() : unit.uuid.toString(QUuid::WithoutBraces)},
            {u"title"_s, unit.title},
            {u"description"_s, unit.description},
            {u"recipients"_s, QJsonArray::fromStringList(unit.recipients)},
            {u"knownAddresses"_s, QJsonArray::fromStringList(unit.knownAddresses)},
            {u"knownDomains"_s, QJsonArray::fromStringList(unit.knownDomains)},
            {u"deputy"_s, unit.deputy},
            {u"escalationPhone"_s, unit.escalationPhone},
            {u"answerMinutes"_s, unit.answerMinutes},
            {u"archived"_s, unit.archived}};
}

} // namespace liaison::desk
