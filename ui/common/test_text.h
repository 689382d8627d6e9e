#pragma once

#include "core/domain/connection_test.h"

#include <QString>

namespace liaison::ui {

/// A connection test's steps so far, a translated line each with its time, and below it what was found: names,
/// certificate, token, counts. Hidden characters of the server's own words are written out.
QString testStepsText(const domain::TestReport &report);

/// Why a step failed: a translated sentence that says what to do about it. Holds no server words.
QString testReasonText(const domain::TestStep &failed);

} // namespace liaison::ui
