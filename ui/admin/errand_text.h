#pragma once

#include "core/base/error.h"

#include <QString>

namespace liaison::ui {

/// What kept this process, or the one that has the mailbox's secrets, from a sign-in or a test: errorText(), or what is
/// particular to a team.
QString errandErrorText(const Error &error);

/// On which computer a test is run while another one holds the mailbox. `typed`: with a secret that was typed just now.
QString testPlaceText(const QString &host, bool typed);

} // namespace liaison::ui
