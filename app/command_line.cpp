#include "app/command_line.h"

#include "app/translations.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace liaison::app {

namespace {

struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

Options stop(QString words, int exitCode)
{
    Options options;
    options.printAndExit = std::move(words);
    options.exitCode = exitCode;
    return options;
}

QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/liaison");
}

} // namespace

Options parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        CommandLine::tr("Keeps the mail of business units with the security incident it is about.\n\n"
                        "Exit codes: 0 done, 2 wrong arguments, 7 the store cannot be opened."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, CommandLine::tr("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     CommandLine::tr("Shows the version."));
    const QCommandLineOption profile(
        QStringLiteral("profile"),
        CommandLine::tr("The folder of settings and store; made if missing. Default: %1.").arg(defaultProfile()),
        QStringLiteral("DIR"));
    const QCommandLineOption store(
        QStringLiteral("store"),
        CommandLine::tr("Where the store is: a file, or postgresql://user@host/database. Default: "
                        "liaison.sqlite in the profile."),
        QStringLiteral("URL"));
    const QCommandLineOption vault(
        QStringLiteral("vault"),
        CommandLine::tr("Where passwords are kept: “keychain” (default), or “memory”, which forgets them when "
                        "the program ends; for trials."),
        QStringLiteral("KIND"), QStringLiteral("keychain"));
    const QCommandLineOption language(
        QStringLiteral("language"),
        CommandLine::tr("The language of the program: “de” or “en”. Default: the system's."), QStringLiteral("CODE"));
    parser.addOptions({help, version, profile, store, vault, language});
    if (!parser.parse(arguments))
        return stop(parser.errorText(), ExitUsage);
    if (parser.isSet(help))
        return stop(parser.helpText(), ExitOk);
    if (parser.isSet(version))
        return stop(QStringLiteral("liaison %1").arg(QStringLiteral(LIAISON_VERSION)), ExitOk);
    if (!parser.positionalArguments().isEmpty())
        return stop(CommandLine::tr("Unknown argument: %1").arg(parser.positionalArguments().first()), ExitUsage);
    const QString kind = parser.value(vault);
    if (kind != QLatin1String("keychain") && kind != QLatin1String("memory"))
        return stop(CommandLine::tr("--vault is “keychain” or “memory”, not “%1”.").arg(kind), ExitUsage);
    if (parser.isSet(language) && !knownLanguages().contains(parser.value(language)))
        return stop(CommandLine::tr("--language is “de” or “en”, not “%1”.").arg(parser.value(language)), ExitUsage);

    Options options;
    options.profileDir = QDir(parser.isSet(profile) ? parser.value(profile) : defaultProfile()).absolutePath();
    options.storeLocation
        = parser.isSet(store) ? parser.value(store) : options.profileDir + QStringLiteral("/liaison.sqlite");
    options.memoryVault = kind == QLatin1String("memory");
    return options;
}

} // namespace liaison::app
