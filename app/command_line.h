#pragma once

#include "app/exit_code.h"

#include <QString>
#include <QStringList>

#include <optional>

class QCommandLineParser;

namespace liaison::app {

/// What the command line asks for.
struct Options {
    QString profileDir;    ///< settings, and the store unless it is elsewhere
    QString storeLocation; ///< a file or a postgresql:// URL
    bool memoryVault = false;
    bool credentialsVault = false; ///< the files of CREDENTIALS_DIRECTORY, read-only
    bool demo = false;             ///< a throw-away profile against a mail server of its own
    QString demoMailbox = {};      ///< … with one mailbox: "exchange", "graph", "imap"; empty: one of each
    QString tourDir;               ///< where the demo's tour puts its pictures; empty: no tour
    /// Set when there is nothing more to do than to print this and leave with `exitCode`.
    std::optional<QString> printAndExit;
    int exitCode = ExitOk;
};

/// Where settings and store are unless --profile says otherwise.
QString defaultProfile();

/// Declares what the window and every command take: profile, store, vault, language, help.
void addSharedOptions(QCommandLineParser &parser);
/// Their values once the parser has read the arguments; printAndExit where one cannot be used.
Options sharedOptions(const QCommandLineParser &parser);

/// Reads the arguments of the window, the program's name included. Never exits by itself.
Options parseCommandLine(const QStringList &arguments);

} // namespace liaison::app
