#pragma once

#include "core/base/error.h"

#include <QString>

namespace liaison::ui {

/// What kept this process, or the one that has the mailbox's secrets, from a sign-in or a test: errorText(), or what is
/// particular to a team. `host`: the other computer that carried it out; empty: this one did.
QString errandErrorText(const Error &error, const QString &host);

/// The same of a test: a secret that is missing is missing there.
QString testErrorText(const Error &error, const QString &host);

/// On which computer a test is run while another one holds the mailbox. `typed`: with a secret that was typed just now.
QString testPlaceText(const QString &host, bool typed);

} // namespace liaison::ui
