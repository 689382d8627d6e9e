#pragma once

#include "app/command_line.h"
#include "core/base/on_done.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace liaison::cli {

class Workplace;

/// What a command found out or did.
struct Answer {
    QJsonObject json;              ///< for --json; documented in docs/command-line.md
    QString text;                  ///< for people; printed with hidden characters made visible
    std::optional<QByteArray> raw; ///< printed as it is, instead of the above
    QStringList notes;             ///< for people, to standard error
    app::ExitCode exitCode = app::ExitOk;
    std::optional<Error> error; ///< printed to standard error as an error of this exit code
    QString sentence = {};      ///< what is said of the error; empty: errorSentence()
    QString about = {};         ///< whose error it is, where its sentence does not say so
    QJsonObject errorDetail;    ///< further members of the JSON error
};

/// An option of one command; a flag where `value` is empty.
struct OptionSpec {
    QString name;
    QString value;
    QString help;
};

/// A command as somebody called it.
struct Invocation {
    app::Options shared;
    bool json = false;
    QStringList operands;
    QHash<QString, QStringList> options; ///< those that were given

    [[nodiscard]] bool has(const QString &name) const { return options.contains(name); }
    [[nodiscard]] QString value(const QString &name) const { return options.value(name).value(0); }
};

struct Command {
    QString words;    ///< "feed run"
    QString operands; ///< "FILE", for the help
    int least = 0;    ///< operands
    int most = 0;
    QString summary; ///< one line
    QList<OptionSpec> options;
    bool makesStore = false; ///< the others want a store that is there …
    std::function<Future<Answer>(Workplace &, const Invocation &)> run;
    bool storeless = false; ///< … or none at all
    /// The answer where the store cannot be opened; empty: that is an error.
    std::function<Answer(const Workplace &, const Error &)> withoutStore = {};
};

/// Every command, in the language that is installed.
QList<Command> commands();
/// Adds one of another room, by a function that makes it in that language; before anything else is called here.
void addCommand(Command (*make)());
/// Words and summaries, a line each, for --help; of all commands or of those that begin with the word `group`.
QString commandOverview(const QString &group = {});

/// Whether the arguments (the program's name first) call a command rather than the window; it may be one that is not
/// there.
bool namesCommand(const QStringList &arguments);

/// Wrong use of a command that only the command itself can see: exit code 2.
Future<Answer> wrongUse(const QString &words);

// One file each.
Command autodiscoverCommand();
Command doctorCommand();
Command feedRunCommand();
Command feedStatusCommand();
Command incidentsCreateCommand();
Command incidentsListCommand();
Command mailboxListCommand();
Command mailboxRemoveCommand();
Command mailboxSwitchCommand();
Command mailsDismissCommand();
Command mailsImportCommand();
Command mailsLinkCommand();
Command mailsListCommand();
Command mailsRestoreCommand();
Command mailsShowCommand();
Command mailsUnlinkCommand();
Command replyCommand();
Command secretSetCommand();
Command settingsExportCommand();
Command settingsImportCommand();
Command signInCommand();
Command testInboundCommand();
Command testOutboundCommand();

} // namespace liaison::cli
