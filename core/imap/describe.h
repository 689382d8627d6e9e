#pragma once

#include "core/imap/response.h"

#include <QString>

namespace liaison::imap {

/// One line about a response for a trace that people may copy: status words and what the server can do, never mail.
QString describe(const Response &response);

} // namespace liaison::imap
