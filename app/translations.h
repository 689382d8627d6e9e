#pragma once

#include <QString>
#include <QStringList>

namespace liaison::app {

/// The languages there is a translation for, as `--language` names them (ISO 639-1). The first is the fallback.
QStringList knownLanguages();

/// The value of `--language` among the arguments, or empty. Read before the arguments are parsed, because what the
/// parser says is translated, too; a language nobody knows is left to the parser to refuse.
QString askedLanguage(const QStringList &arguments);

/// The language that a person has set for the window (Settings > Language) in the profile that the arguments name, or
/// empty. Makes nothing where there is no profile yet.
QString keptLanguage(const QStringList &arguments);

/// The first of `preferred` (BCP 47 names such as "de-AT", best first) that there is a translation for, else the
/// fallback.
QString chooseLanguage(const QStringList &preferred);

/// Has Liaison and the Qt underneath speak `asked`, or where that is empty the language of the system (LANGUAGE,
/// LC_ALL, LC_MESSAGES, LANG). An asked language also decides how dates and numbers are written. Needs the
/// application object, which owns the translators.
void installTranslations(const QString &asked);

} // namespace liaison::app
