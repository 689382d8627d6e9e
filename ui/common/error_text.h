#pragma once

#include "core/base/error.h"

#include <QString>

namespace liaison::ui {

/// A translated sentence that says what happened and what to do about it. Plain text; never holds server words.
QString errorText(const Error &error);

/// For "Details": the server's own words, or else the log's; plain text, may be empty.
QString errorDetails(const Error &error);

} // namespace liaison::ui
