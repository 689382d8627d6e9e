#pragma once

#include "core/base/error.h"
#include "core/domain/connection_test.h"
#include "core/domain/sign_in.h"

#include <QJsonObject>

#include <optional>

/// How errands (store::Errand) say what is shown and how they ended, between two processes of perhaps different
/// versions: what one does not know is left out. No secret is in any of these values. Texts are bounded.
namespace liaison::desk {

QJsonObject toJson(const Error &error);
Error errorFromJson(const QJsonObject &json);

QJsonObject toJson(const domain::SignInPrompt &prompt);
/// nullopt: there is no address of the web in it.
std::optional<domain::SignInPrompt> promptFromJson(const QJsonObject &json);

QJsonObject toJson(const domain::SignInOutcome &outcome);
domain::SignInOutcome outcomeFromJson(const QJsonObject &json);

QJsonObject toJson(const domain::TestReport &report);
domain::TestReport reportFromJson(const QJsonObject &json);

} // namespace liaison::desk
