#pragma once

#include "app/exit_code.h"
#include "core/domain/connection_test.h"

#include <QJsonObject>
#include <QString>

namespace liaison::cli {

/// A step in a line: how it ended, what it was, what was found, how long it took.
QString stepLine(const domain::TestStep &step);

/// Why a failed step failed: one sentence without a capital.
QString reasonSentence(const domain::TestStep &step);

/// The report as docs/command-line.md describes it.
QJsonObject toJson(const domain::TestReport &report, bool withTrace);

/// The exit code of a test that came to this.
app::ExitCode exitCodeFor(const domain::TestReport &report);

} // namespace liaison::cli
