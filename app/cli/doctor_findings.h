#pragma once

#include "app/cli/command.h"
#include "app/exit_code.h"
#include "core/base/error.h"

#include <QJsonArray>
#include <QStringList>

#include <optional>

namespace liaison::cli {

/// What `liaison doctor` found so far: a check each, with what it is about and what is wrong.
class Findings {
public:
    /// `sentence`: what is said of the error; empty: errorSentence().
    void add(const QString &name, const QString &about, const std::optional<Error> &error,
             const QString &sentence = {});
    /// What is good and will not be for long.
    void warn(const QString &name, const QString &about, const QString &sentence);
    /// What could not be checked, and why: it is neither good nor bad.
    void leaveOpen(const QString &name, const QString &about, const QString &sentence);
    /// With the worst exit code of all.
    [[nodiscard]] Answer answer() const;

private:
    QJsonArray m_checks;
    QStringList m_lines;
    app::ExitCode m_worst = app::ExitOk;
};

} // namespace liaison::cli
