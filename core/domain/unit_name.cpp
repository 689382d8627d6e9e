#include "core/domain/unit_name.h"

#include <algorithm>

namespace liaison::domain {

namespace {

bool isWord(const QString &name)
{
    static const QString others = QStringLiteral(" -'.\u2019/");
    const bool hasLetter = std::any_of(name.cbegin(), name.cend(), [](QChar c) { return c.isLetter(); });
    return hasLetter && std::all_of(name.cbegin(), name.cend(), [](QChar c) {
               return c.isLetterOrNumber() || c.isMark() || others.contains(c);
           });
}

} // namespace

QStringList unitNameLanguages()
{
    return {QStringLiteral("en"), QStringLiteral("de")};
}

UnitNames tidied(const UnitNames &names)
{
    UnitNames clean;
    for (auto entry = names.cbegin(); entry != names.cend(); ++entry) {
        const UnitName name{entry->one.simplified(), entry->many.simplified()};
        if (!name.one.isEmpty() || !name.many.isEmpty())
            clean.insert(entry.key(), name);
    }
    return clean;
}

QList<UnitNameProblem> problemsOf(const UnitNames &names)
{
    QList<UnitNameProblem> problems;
    const auto look = [&problems](const QString &language, bool many, const QString &text) {
        using Kind = UnitNameProblem::Kind;
        if (text.isEmpty())
            problems << UnitNameProblem{language, many, Kind::Missing};
        else if (text.size() > longestUnitName)
            problems << UnitNameProblem{language, many, Kind::TooLong};
        else if (!isWord(text))
            problems << UnitNameProblem{language, many, Kind::NoWord};
    };
    for (auto entry = names.cbegin(); entry != names.cend(); ++entry) {
        look(entry.key(), false, entry->one);
        look(entry.key(), true, entry->many);
    }
    return problems;
}

QString inSentence(const QString &name, const QString &language)
{
    if (language == QLatin1String("de"))
        return name;
    QStringList words = name.split(QLatin1Char(' '));
    for (QString &word : words) {
        // "IT", "SBU" and "McUnit" are spelled so wherever they stand.
        const QString rest = word.mid(1);
        if (rest == rest.toLower() && word.size() > 1)
            word = word.toLower();
    }
    return words.join(QLatin1Char(' '));
}

QJsonObject toJson(const UnitNames &names)
{
    QJsonObject json;
    for (auto entry = names.cbegin(); entry != names.cend(); ++entry)
        json.insert(entry.key(),
                    QJsonObject{{QStringLiteral("one"), entry->one}, {QStringLiteral("many"), entry->many}});
    return json;
}

UnitNames unitNamesFrom(const QJsonObject &json)
{
    UnitNames names;
    const QStringList languages = unitNameLanguages();
    for (const QString &language : languages) {
        const QJsonObject name = json.value(language).toObject();
        names.insert(language,
                     {name.value(QLatin1String("one")).toString(), name.value(QLatin1String("many")).toString()});
    }
    names = tidied(names);
    const QList<UnitNameProblem> problems = problemsOf(names);
    for (const UnitNameProblem &problem : problems)
        names.remove(problem.language);
    return names;
}

} // namespace liaison::domain
