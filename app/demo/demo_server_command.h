#pragma once

#include "app/cli/command.h"

namespace liaison::demo {

/// `liaison demo-server`: the demo's mail server alone, for other programs.
cli::Command demoServerCommand();

} // namespace liaison::demo
