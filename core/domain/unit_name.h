#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace liaison::domain {

/// What an organisation calls its business units in one language, as it stands in a heading: "Department",
/// "Departments".
struct UnitName {
    QString one;
    QString many;

    friend bool operator==(const UnitName &, const UnitName &) = default;
};

/// By language ("en"). A language that has none calls them as Liaison does.
using UnitNames = QMap<QString, UnitName>;

constexpr qsizetype longestUnitName = 40;

/// The languages that Liaison speaks, each of which can have a name.
QStringList unitNameLanguages();

struct UnitNameProblem {
    enum class Kind { Missing, TooLong, NoWord };
    QString language;
    bool many = false; ///< the plural
    Kind kind = Kind::Missing;

    friend bool operator==(const UnitNameProblem &, const UnitNameProblem &) = default;
};

/// In one line each; without languages of which both are empty.
UnitNames tidied(const UnitNames &names);
/// Of tidied names. Singular and plural are there together, and made of letters, digits, blanks, hyphens, apostrophes,
/// full stops and slashes: they stand in menus and headings, where other characters have a meaning.
QList<UnitNameProblem> problemsOf(const UnitNames &names);

/// As it stands within a sentence: "Sales Region" is "sales region", "IT Unit" is "IT unit". German nouns stay.
QString inSentence(const QString &name, const QString &language);

/// {"en": {"one": "Department", "many": "Departments"}}
QJsonObject toJson(const UnitNames &names);
/// What is malformed or of another language is left out.
UnitNames unitNamesFrom(const QJsonObject &json);

} // namespace liaison::domain
