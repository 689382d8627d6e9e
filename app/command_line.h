#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::app {

/// Exit codes of the program, as --help lists them.
enum ExitCode { ExitOk = 0, ExitUsage = 2, ExitStore = 7 };

/// What the command line asks for.
struct Options {
    QString profileDir;    ///< settings, and the store unless it is elsewhere
    QString storeLocation; ///< a file or a postgresql:// URL
    bool memoryVault = false;
    /// Set when there is nothing more to do than to print this and leave with `exitCode`.
    std::optional<QString> printAndExit;
    int exitCode = ExitOk;
};

/// Reads the arguments, the program's name included. Never exits by itself.
Options parseCommandLine(const QStringList &arguments);

} // namespace liaison::app
