#include "app/command_line.h"

#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

namespace liaison::app {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("CommandLine", source);
}

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
    parser.setApplicationDescription(text("Keeps the mail of business units with the security incident it is about.\n\n"
                                          "Exit codes: 0 done, 2 wrong arguments, 7 the store cannot be opened."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, text("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")}, text("Shows the version."));
    const QCommandLineOption profile(
        QStringLiteral("profile"),
        text("The folder of settings and store; made if missing. Default: %1.").arg(defaultProfile()),
        QStringLiteral("DIR"));
    const QCommandLineOption store(QStringLiteral("store"),
                                   text("Where the store is: a file, or postgresql://user@host/database. Default: "
                                        "liaison.sqlite in the profile."),
                                   QStringLiteral("URL"));
    const QCommandLineOption vault(
        QStringLiteral("vault"),
        text("Where passwords are kept: “keychain” (default), or “memory”, which forgets them when "
             "the program ends; for trials."),
        QStringLiteral("KIND"), QStringLiteral("keychain"));
    parser.addOptions({help, version, profile, store, vault});
    if (!parser.parse(arguments))
        return stop(parser.errorText(), ExitUsage);
    if (parser.isSet(help))
        return stop(parser.helpText(), ExitOk);
    if (parser.isSet(version))
        return stop(QStringLiteral("liaison %1").arg(QStringLiteral(LIAISON_VERSION)), ExitOk);
    if (!parser.positionalArguments().isEmpty())
        return stop(text("Unknown argument: %1").arg(parser.positionalArguments().first()), ExitUsage);
    const QString kind = parser.value(vault);
    if (kind != QLatin1String("keychain") && kind != QLatin1String("memory"))
        return stop(text("--vault is “keychain” or “memory”, not “%1”.").arg(kind), ExitUsage);

    Options options;
    options.profileDir = QDir(parser.isSet(profile) ? parser.value(profile) : defaultProfile()).absolutePath();
    options.storeLocation
        = parser.isSet(store) ? parser.value(store) : options.profileDir + QStringLiteral("/liaison.sqlite");
    options.memoryVault = kind == QLatin1String("memory");
    return options;
}

} // namespace liaison::app
