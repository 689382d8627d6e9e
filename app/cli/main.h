#pragma once

#include <QStringList>

namespace liaison::cli {

/// Runs the command that the arguments name (see namesCommand) in the application that is there and answers the exit
/// code. Installs the translations: a script's output (--json) is always English.
int runCommand(const QStringList &arguments);

} // namespace liaison::cli
