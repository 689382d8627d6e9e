#include "app/command_line.h"

#include "app/cli/command.h"
#include "app/translations.h"
#include "core/store/postgres_location.h"

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

} // namespace

QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/liaison");
}

void addSharedOptions(QCommandLineParser &parser)
{
    parser.addOptions(
        {{{QStringLiteral("h"), QStringLiteral("help")}, CommandLine::tr("Shows this help.")},
         {{QStringLiteral("v"), QStringLiteral("version")}, CommandLine::tr("Shows the version.")},
         {QStringLiteral("profile"),
          CommandLine::tr("The folder of settings and store; made if missing. Default: %1.").arg(defaultProfile()),
          QStringLiteral("DIR")},
         {QStringLiteral("store"),
          CommandLine::tr("Where the store is: a file, or postgresql://user@host/database. Default: "
                          "liaison.sqlite in the profile."),
          QStringLiteral("URL")},
         {QStringLiteral("vault"),
          CommandLine::tr("Where passwords are kept: “keychain” (default), “credentials”, the files of a service's "
                          "CREDENTIALS_DIRECTORY, or “memory”, which forgets them when the program ends; for trials."),
          QStringLiteral("KIND"), QStringLiteral("keychain")},
         {QStringLiteral("language"),
          CommandLine::tr("The language of the program: “de” or “en”. Default: the system's."),
          QStringLiteral("CODE")}});
}

Options sharedOptions(const QCommandLineParser &parser)
{
    const QString kind = parser.value(QStringLiteral("vault"));
    const QStringList kinds{QStringLiteral("keychain"), QStringLiteral("credentials"), QStringLiteral("memory")};
    if (!kinds.contains(kind))
        return stop(CommandLine::tr("--vault is “keychain”, “credentials” or “memory”, not “%1”.").arg(kind),
                    ExitUsage);
    const QString language = parser.value(QStringLiteral("language"));
    if (parser.isSet(QStringLiteral("language")) && !knownLanguages().contains(language))
        return stop(CommandLine::tr("--language is “de” or “en”, not “%1”.").arg(language), ExitUsage);
    const QString store = parser.value(QStringLiteral("store"));
    if (store::isUnknownLocation(store)) // its scheme alone: the rest may hold a password
        return stop(CommandLine::tr("--store is a file or postgresql://user@host/database; “%1://” is neither.")
                        .arg(store.section(QLatin1String("://"), 0, 0)),
                    ExitUsage);
    Options options;
    options.profileDir
        = QDir(parser.isSet(QStringLiteral("profile")) ? parser.value(QStringLiteral("profile")) : defaultProfile())
              .absolutePath();
    options.storeLocation
        = parser.isSet(QStringLiteral("store")) ? store : options.profileDir + QStringLiteral("/liaison.sqlite");
    options.memoryVault = kind == kinds.at(2);
    options.credentialsVault = kind == kinds.at(1);
    return options;
}

namespace {

void addDemoOptions(QCommandLineParser &parser)
{
    parser.addOptions(
        {{QStringLiteral("demo"),
          CommandLine::tr("Opens a made-up world to try things in: profile and passwords are thrown away at the end, "
                          "and the only mail server is one of its own on this machine.")},
         {QStringLiteral("demo-mailbox"),
          CommandLine::tr("With --demo: one mailbox instead of three, reached by “exchange” (Exchange Web Services, "
                          "signed in by OAuth), “graph” (Microsoft Graph, as in China's national cloud) or “imap” "
                          "(IMAP and SMTP). Without it there is one of each."),
          QStringLiteral("KIND")},
         {QStringLiteral("tour"),
          CommandLine::tr("With --demo: goes through the main job by itself, writes a picture of each step and "
                          "tour.json into the folder, and ends; exit code 1 when a step fails."),
          QStringLiteral("DIR")}});
}

/// `options` with what the demo's own options say, which go with none that name a place of a person's own.
Options withDemo(const QCommandLineParser &parser, Options options)
{
    if (options.printAndExit)
        return options;
    const bool demo = parser.isSet(QStringLiteral("demo"));
    const bool tour = parser.isSet(QStringLiteral("tour"));
    const bool ownPlace = parser.isSet(QStringLiteral("profile")) || parser.isSet(QStringLiteral("store"))
        || parser.isSet(QStringLiteral("vault"));
    if (demo && ownPlace)
        return stop(CommandLine::tr("--demo has a profile, store and vault of its own."), ExitUsage);
    if (tour && !demo)
        return stop(CommandLine::tr("--tour goes with --demo."), ExitUsage);
    const QString kind = parser.value(QStringLiteral("demo-mailbox"));
    if (parser.isSet(QStringLiteral("demo-mailbox")) && !demo)
        return stop(CommandLine::tr("--demo-mailbox goes with --demo."), ExitUsage);
    static const QStringList kinds{QStringLiteral("exchange"), QStringLiteral("graph"), QStringLiteral("imap")};
    if (parser.isSet(QStringLiteral("demo-mailbox")) && !kinds.contains(kind))
        return stop(CommandLine::tr("--demo-mailbox is “exchange”, “graph” or “imap”, not “%1”.").arg(kind), ExitUsage);
    const QString folder = parser.value(QStringLiteral("tour"));
    if (tour && folder.isEmpty())
        return stop(CommandLine::tr("--tour needs a folder."), ExitUsage);
    options.demo = demo;
    options.demoMailbox = kind;
    options.tourDir = folder.isEmpty() ? QString() : QDir(folder).absolutePath();
    return options;
}

} // namespace

Options parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        CommandLine::tr("Keeps the mail of business units with the security incident it is about.\n\n"
                        "“liaison COMMAND --help” explains a command:\n%1\n\n"
                        "Exit codes: 0 done, 1 other, 2 wrong arguments, 3 configuration, 4 sign-in, 5 network or TLS, "
                        "6 keychain, 7 store.")
            .arg(cli::commandOverview()));
    addSharedOptions(parser);
    addDemoOptions(parser);
    if (!parser.parse(arguments))
        return stop(parser.errorText(), ExitUsage);
    if (parser.isSet(QStringLiteral("help")))
        return stop(parser.helpText(), ExitOk);
    if (parser.isSet(QStringLiteral("version")))
        return stop(QStringLiteral("liaison %1").arg(QStringLiteral(LIAISON_VERSION)), ExitOk);
    if (!parser.positionalArguments().isEmpty())
        return stop(CommandLine::tr("Unknown argument: %1").arg(parser.positionalArguments().first()), ExitUsage);
    return withDemo(parser, sharedOptions(parser));
}

} // namespace liaison::app
