#pragma once

#include "core/base/error.h"

namespace liaison::app {

/// Exit codes of the program, as --help and docs/command-line.md list them.
enum ExitCode {
    ExitOk = 0,
    ExitOther = 1,
    ExitUsage = 2,
    ExitConfiguration = 3,
    ExitAuthentication = 4,
    ExitNetwork = 5,
    ExitKeychain = 6,
    ExitStore = 7
};

/// The exit code of each kind of error: the one place that says so.
ExitCode exitCodeFor(ErrorKind kind);

/// The graver of two outcomes: store, keychain, authentication, configuration, network, anything else, none.
ExitCode worse(ExitCode a, ExitCode b);

} // namespace liaison::app
