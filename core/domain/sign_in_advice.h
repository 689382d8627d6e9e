#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

namespace liaison::domain {

/// What a sign-in service's no says to a person, as far as an Error carries it.
struct SignInAdvice {
    QString name;   ///< oauth::problemName(), with the provider's code: "ExpiredSecret (AADSTS7000222)"
    QString advice; ///< English; translated in the context "SignInAdvice"
};

/// The advice in the log's words of an error that oauth::errorOf() made; nullopt for every other error. Where it is
/// there it says more than the kind, which takes a refused client secret for a refused password.
std::optional<SignInAdvice> signInAdvice(const Error &error);

} // namespace liaison::domain
