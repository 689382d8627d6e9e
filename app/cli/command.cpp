#include "app/cli/command.h"

#include "app/cli/words.h"

#include <QCommandLineParser>

#include <algorithm>
#include <utility>

namespace liaison::cli {

namespace {

QList<Command (*)()> &added()
{
    static QList<Command (*)()> all;
    return all;
}

} // namespace

void addCommand(Command (*make)())
{
    added().append(make);
}

QList<Command> commands()
{
    QList<Command> all{
        feedRunCommand(),        feedStatusCommand(),     testInboundCommand(),     testOutboundCommand(),
        settingsExportCommand(), settingsImportCommand(), mailboxListCommand(),     mailboxRemoveCommand(),
        secretSetCommand(),      signInCommand(),         incidentsCreateCommand(), incidentsListCommand(),
        mailsListCommand(),      mailsShowCommand(),      mailsLinkCommand(),       mailsUnlinkCommand(),
        mailsDismissCommand(),   mailsRestoreCommand(),   mailsImportCommand(),     replyCommand(),
        doctorCommand(),         autodiscoverCommand(),   mailboxSwitchCommand()};
    for (const auto make : std::as_const(added()))
        all << make();
    return all;
}

QString commandOverview(const QString &group)
{
    QStringList lines;
    const auto all = commands();
    for (const Command &command : all) {
        if (!group.isEmpty() && !command.words.startsWith(group + QLatin1Char(' ')))
            continue;
        const QString use = QStringLiteral("%1 %2").arg(command.words, command.operands).trimmed();
        lines << QStringLiteral("  %1  %2").arg(use, -24).arg(command.summary);
    }
    return lines.join(QLatin1Char('\n'));
}

bool namesCommand(const QStringList &arguments)
{
    static const QStringList groups{
        QStringLiteral("feed"),    QStringLiteral("test"),         QStringLiteral("settings"),
        QStringLiteral("mailbox"), QStringLiteral("secret"),       QStringLiteral("mails"),
        QStringLiteral("reply"),   QStringLiteral("doctor"),       QStringLiteral("incidents"),
        QStringLiteral("sign-in"), QStringLiteral("autodiscover"), QStringLiteral("help")};
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    app::addSharedOptions(parser);
    parser.addOption({QStringLiteral("json"), QString()});
    parser.parse(arguments);
    const QStringList words = parser.positionalArguments();
    const bool isAdded = std::any_of(added().cbegin(), added().cend(), [&words](Command (*make)()) {
        return make().words.section(QLatin1Char(' '), 0, 0) == words.value(0);
    });
    if (isAdded || groups.contains(words.value(0)))
        return true;
    // A word that is mistyped is said to be so, also where there is no display. Options that are none of ours are the
    // window's: its own, or Qt's, whose values look like words here.
    return parser.unknownOptionNames().isEmpty() && (!words.isEmpty() || parser.isSet(QStringLiteral("json")));
}

Future<Answer> wrongUse(const QString &words)
{
    Answer answer;
    answer.exitCode = app::ExitUsage;
    answer.error = Error{ErrorKind::InvalidInput, words, {}, {}};
    return readyFuture<Answer>(answer);
}

} // namespace liaison::cli
