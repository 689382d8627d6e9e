#pragma once

#include <QCoreApplication>

namespace liaison::cli {

/// Where the texts of the command line are translated. What a script reads is never translated.
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

/// Whether the installed language is English.
bool speaksEnglish();

} // namespace liaison::cli
