#include "app/cli/main.h"

#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/translations.h"
#include "core/base/log.h"
#include "core/store/store.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <clocale>

namespace liaison::cli {

namespace {

/// Where the command's words are among the arguments: behind the shared options, if any.
QStringList fromCommandOn(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    app::addSharedOptions(parser);
    parser.addOption({QStringLiteral("json"), QString()});
    parser.parse(arguments);
    return parser.positionalArguments();
}

/// What somebody took for a command: one or two words, no option.
QString wordsAtStart(const QStringList &arguments)
{
    const QStringList first = arguments.mid(0, 2);
    QStringList words;
    for (const QString &argument : first) {
        if (argument.startsWith(QLatin1Char('-')))
            break;
        words << argument;
    }
    return words.join(QLatin1Char(' '));
}

std::optional<Command> commandOf(const QStringList &words)
{
    const auto all = commands();
    for (const Command &command : all) {
        const QStringList own = command.words.split(QLatin1Char(' '));
        if (words.mid(0, own.size()) == own)
            return command;
    }
    return std::nullopt;
}

QString helpOf(QCommandLineParser &parser, const Command &command)
{
    // Qt would name the program and its options only.
    QString help = parser.helpText();
    const qsizetype end = help.indexOf(QLatin1Char('\n'));
    return Cli::tr("Usage: liaison %1 [options] %2").arg(command.words, command.operands).trimmed() + help.mid(end);
}

/// Everything an invocation needs, or an exit code where there is nothing more to do.
struct Reading {
    std::optional<int> exitCode;
    Invocation invocation;
};

int refuse(const QString &words, bool json)
{
    printError({ErrorKind::InvalidInput, words, {}, {}}, app::ExitUsage, json);
    return app::ExitUsage;
}

QString withoutCapital(QString words)
{
    if (!words.isEmpty())
        words[0] = words.at(0).toLower();
    while (words.endsWith(QLatin1Char('.')))
        words.chop(1);
    return words;
}

/// Why the arguments are not understood. "-1" where a mail's number is wanted is one, not an option.
QString misreadWords(const QCommandLineParser &parser, const QStringList &arguments, const Command &command)
{
    static const QRegularExpression negative(QStringLiteral("^-[0-9]+$"));
    const qsizetype at = arguments.indexOf(negative);
    if (at >= 0 && command.operands.startsWith(QLatin1String("ID")))
        return Cli::tr("“%1” is no mail's number").arg(arguments.at(at));
    return withoutCapital(parser.errorText());
}

Reading read(const QStringList &arguments, const QStringList &tail, const Command &command)
{
    QStringList rest = arguments.mid(0, arguments.size() - tail.size());
    rest += tail.mid(command.words.count(QLatin1Char(' ')) + 1);
    QCommandLineParser parser;
    parser.setApplicationDescription(command.summary);
    for (const OptionSpec &option : command.options) // what is its own comes first in the help
        parser.addOption({option.name, option.help, option.value});
    parser.addOption({QStringLiteral("json"), Cli::tr("Writes JSON for scripts; errors too.")});
    app::addSharedOptions(parser);
    Reading reading;
    Invocation &call = reading.invocation;
    call.json = arguments.contains(QStringLiteral("--json"));
    if (!parser.parse(rest)) {
        reading.exitCode = refuse(misreadWords(parser, rest, command), call.json);
    } else if (parser.isSet(QStringLiteral("help"))) {
        reading.exitCode = printText(helpOf(parser, command).toUtf8());
    } else if (parser.isSet(QStringLiteral("version"))) {
        reading.exitCode = printText(QByteArrayLiteral("liaison " LIAISON_VERSION "\n"));
    }
    call.operands = parser.positionalArguments();
    call.shared = app::sharedOptions(parser);
    for (const OptionSpec &option : command.options) {
        if (parser.isSet(option.name))
            call.options.insert(option.name, option.value.isEmpty() ? QStringList() : parser.values(option.name));
    }
    if (reading.exitCode)
        return reading;
    // A script's variable that is not set must not turn "of this one" into "of all".
    for (const OptionSpec &option : command.options) {
        if (!option.value.isEmpty() && parser.isSet(option.name) && parser.values(option.name).contains(QString())) {
            reading.exitCode = refuse(Cli::tr("--%1 wants a value").arg(option.name), call.json);
            return reading;
        }
    }
    if (call.shared.printAndExit)
        reading.exitCode = refuse(withoutCapital(*call.shared.printAndExit), call.json);
    else if (call.operands.size() < command.least)
        reading.exitCode = refuse(Cli::tr("“liaison %1” wants %2").arg(command.words, command.operands), call.json);
    else if (call.operands.size() > command.most)
        // Not repeated where it may be a password that somebody typed there.
        reading.exitCode = refuse(command.words.startsWith(QLatin1String("secret"))
                                      ? Cli::tr("“liaison %1” wants %2").arg(command.words, command.operands)
                                      : Cli::tr("unknown argument: %1").arg(call.operands.at(command.most)),
                                  call.json);
    return reading;
}

/// What the program logs goes to standard error without secrets; commands that end by themselves log warnings alone.
void onMessage(QtMsgType, const QMessageLogContext &, const QString &words)
{
    logLine(redacted(words));
}

/// The commands that begin with the word somebody wants help for, or all of them.
QByteArray overviewFor(QStringList words)
{
    words.removeAll(QStringLiteral("help"));
    const QString group = words.value(0);
    const QString lines = commandOverview(group);
    if (group.isEmpty() || lines.isEmpty())
        return commandOverview().toUtf8() + '\n';
    const QString usage = Cli::tr("Usage: liaison %1 [options]").arg(group + QLatin1Char(' ') + Cli::tr("COMMAND"));
    const QString hint = Cli::tr("“liaison COMMAND --help” explains a command.");
    return QStringLiteral("%1\n\n%2\n\n%3\n").arg(usage, lines, hint).toUtf8();
}

} // namespace

int runCommand(const QStringList &arguments)
{
    const bool json = arguments.contains(QStringLiteral("--json"));
    app::installTranslations(json ? QStringLiteral("en") : app::askedLanguage(arguments));
    if (json)
        std::setlocale(LC_MESSAGES, "C"); // the system's words for its errors
    const QStringList tail = fromCommandOn(arguments);
    const std::optional<Command> command = commandOf(tail);
    if (!command) {
        const bool asked = tail.contains(QStringLiteral("help")) || tail.contains(QStringLiteral("--help"))
            || tail.contains(QStringLiteral("-h"));
        if (!asked)
            return refuse(
                tail.isEmpty()
                    ? Cli::tr("a command is wanted; “liaison --help” lists them")
                    : Cli::tr("there is no command “%1”; “liaison --help” lists them").arg(wordsAtStart(tail)),
                json);
        return printText(overviewFor(tail));
    }
    const Reading reading = read(arguments, tail, *command);
    if (reading.exitCode)
        return *reading.exitCode;
    qInstallMessageHandler(onMessage);
    const bool logs = command->words == QLatin1String("feed run");
    if (!logs || (json && reading.invocation.has(QStringLiteral("once"))))
        QLoggingCategory::setFilterRules(QStringLiteral("*.info=false\n*.debug=false"));

    Workplace place(reading.invocation.shared);
    QObject owner;
    int exitCode = app::ExitOther;
    const auto leave = [&exitCode, json](const Result<Answer> &done) {
        if (done) {
            exitCode = print(*done, json);
        } else {
            exitCode = app::exitCodeFor(done.error().kind);
            printError(done.error(), app::exitCodeFor(done.error().kind), json);
        }
        QCoreApplication::exit(exitCode);
    };
    // Queued, so that exit() finds a running event loop whatever happens first.
    QMetaObject::invokeMethod(
        &owner,
        [&] {
            const Future<void> store = command->storeless ? readyFuture<void>({}) : place.open(command->makesStore);
            onDone<void>(&owner, store, [&](const Result<void> &opened) {
                if (opened)
                    onDone<Answer>(&owner, command->run(place, reading.invocation), leave);
                else
                    leave(command->withoutStore ? Result<Answer>(command->withoutStore(place, opened.error()))
                                                : fail(opened.error()));
            });
        },
        Qt::QueuedConnection);
    QCoreApplication::exec();
    place.dropEngine();
    return exitCode;
}

} // namespace liaison::cli
