#include "app/translations.h"

#include "app/command_line.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

namespace liaison::app {

QStringList knownLanguages()
{
    return {QStringLiteral("en"), QStringLiteral("de")};
}

namespace {

/// The value of an option, before the arguments are parsed; empty where it is not among them.
QString valueOf(const QString &option, const QStringList &arguments)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments.at(i) == option && i + 1 < arguments.size())
            return arguments.at(i + 1);
        if (arguments.at(i).startsWith(option + QLatin1Char('=')))
            return arguments.at(i).mid(option.size() + 1);
    }
    return {};
}

} // namespace

QString askedLanguage(const QStringList &arguments)
{
    return valueOf(QStringLiteral("--language"), arguments);
}

QString keptLanguage(const QStringList &arguments)
{
    const QString named = valueOf(QStringLiteral("--profile"), arguments);
    const QString file = (named.isEmpty() ? defaultProfile() : named) + QStringLiteral("/liaison.ini");
    if (!QFileInfo(file).isFile())
        return {};
    // The name is ui/common/preferences' own; the command line knows no widgets.
    return QSettings(file, QSettings::IniFormat).value(QStringLiteral("window/language")).toString();
}

QString chooseLanguage(const QStringList &preferred)
{
    for (const QString &name : preferred) {
        const QString language = name.section(QLatin1Char('-'), 0, 0).section(QLatin1Char('_'), 0, 0).toLower();
        if (knownLanguages().contains(language))
            return language;
    }
    return knownLanguages().first();
}

void installTranslations(const QString &asked)
{
    const bool known = knownLanguages().contains(asked);
    const QString language = known ? asked : chooseLanguage(QLocale::system().uiLanguages());
    if (known && QLocale().language() != QLocale(language).language())
        QLocale::setDefault(QLocale(language));
    // Qt's own words ("Cancel") are where Qt is installed. Without them these few stay English.
    auto *qt = new QTranslator(qApp);
    if (qt->load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto *ours = new QTranslator(qApp);
    if (ours->load(QStringLiteral(":/i18n/liaison_%1.qm").arg(language)))
        QCoreApplication::installTranslator(ours);
    else
        qWarning("the translation %s is not in the program", qPrintable(language));
}

} // namespace liaison::app
