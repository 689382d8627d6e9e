#pragma once

#include "core/domain/feed_status.h"

#include <QString>

namespace liaison::ui {

/// A translated sentence that says what happened and what to do about it. Plain text; never holds server words.
QString errorText(const Error &error);

/// Whether a person signing in would help a feed that does not run.
bool signInHelps(const domain::FeedStatus &status);

/// Whether a feed does not run because EWS is blocked for the application, so that Microsoft Graph would help.
bool switchHelps(const domain::FeedStatus &status);

/// The sentence for what is in a feed's way; empty: nothing is.
QString feedErrorText(const domain::FeedStatus &status);

/// For "Details": the server's own words and the log's; plain text, may be empty.
QString errorDetails(const Error &error);

/// What to do about a sign-in that failed (domain::SignInRefusal, domain::TestStep), translated.
QString adviceText(const QString &advice);

} // namespace liaison::ui
