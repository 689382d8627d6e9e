#include "app/cli/command.h"

#include "app/cli/words.h"

#include <QCommandLineParser>

namespace liaison::cli {

QList<Command> commands()
{
    return {feedRunCommand(),        feedStatusCommand(),      testInboundCommand(),   testOutboundCommand(),
            settingsExportCommand(), settingsImportCommand(),  mailboxListCommand(),   mailboxRemoveCommand(),
            secretSetCommand(),      incidentsCreateCommand(), incidentsListCommand(), mailsListCommand(),
            mailsShowCommand(),      mailsLinkCommand(),       mailsUnlinkCommand(),   mailsDismissCommand(),
            mailsRestoreCommand(),   mailsImportCommand(),     replyCommand(),         doctorCommand()};
}

QString commandOverview()
{
    QStringList lines;
    const auto all = commands();
    for (const Command &command : all) {
        const QString use = QStringLiteral("%1 %2").arg(command.words, command.operands).trimmed();
        lines << QStringLiteral("  %1  %2").arg(use, -24).arg(command.summary);
    }
    return lines.join(QLatin1Char('\n'));
}

bool namesCommand(const QStringList &arguments)
{
    static const QStringList groups{QStringLiteral("feed"),    QStringLiteral("test"),   QStringLiteral("settings"),
                                    QStringLiteral("mailbox"), QStringLiteral("secret"), QStringLiteral("mails"),
                                    QStringLiteral("reply"),   QStringLiteral("doctor"), QStringLiteral("incidents"),
                                    QStringLiteral("help")};
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    app::addSharedOptions(parser);
    parser.addOption({QStringLiteral("json"), QString()});
    parser.parse(arguments);
    const QStringList words = parser.positionalArguments();
    if (groups.contains(words.value(0)))
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
