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
/// The same of an error that a mail server or a sign-in service gave: what they do not permit is a matter of signing
/// in, where PermissionDenied is else the store's.
ExitCode serverExitCodeFor(ErrorKind kind);

/// The graver of two outcomes: store, keychain, authentication, configuration, network, anything else, none.
ExitCode worse(ExitCode a, ExitCode b);

} // namespace liaison::app
