#pragma once

#include "app/cli/command.h"

#include <QString>

namespace liaison::cli {

/// `text` for a terminal: control and direction characters other than line ends and tabs become visible, so that a
/// mail can neither move the cursor nor turn words around.
QString visible(const QString &text);

/// `text` as one line of a list, at most `chars` long.
QString oneLine(const QString &text, qsizetype chars);

/// "2026-11-22T01:02:03Z"; empty for 0. For JSON and for people alike.
QString timeText(UtcMs at);

/// The kind that an identifier in the store names; Internal for one nobody knows.
ErrorKind kindNamed(const QString &name);

/// JSON on one line and, unlike Qt's, without raw control characters beyond ASCII.
QByteArray jsonLine(const QJsonObject &object);

/// Prints an answer; answers the exit code. Where standard output does not take it, that is an error of the kind
/// OutputFailed and never exit code 0.
int print(const Answer &answer, bool json);

/// Prints help or the version, with the same exit codes.
int printText(const QByteArray &text);

/// Writes a line of the log to standard error. Secrets are the caller's business.
void logLine(const QString &words);

/// Prints an error: "liaison: sentence" or {"error": {"kind", "message"}}, to standard error.
/// `about`: whose error it is, said first; may be empty. `sentence`: what is said of it; empty: errorSentence().
void printError(const Error &error, app::ExitCode code, bool json, const QJsonObject &detail = {},
                const QString &about = {}, const QString &sentence = {});

/// A sentence and what it is about or what somebody said of it, set apart by a colon.
QString withDetail(QString sentence, const QString &detail);

/// One sentence without a capital that says what went wrong, in the installed language. In English it ends with the
/// log's words where a server said none, in other languages with the host alone that those are about.
QString errorSentence(const Error &error);

/// What to do about a sign-in that failed (domain::SignInRefusal, domain::TestStep), in the installed language.
QString adviceText(const QString &advice);

} // namespace liaison::cli
