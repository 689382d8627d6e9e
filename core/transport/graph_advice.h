#pragma once

#include "core/domain/connection_test.h"
#include "core/graph/failure.h"

#include <QString>

namespace liaison::transport {

/// What a refusal of Microsoft Graph means to a person.
struct GraphAdvice {
    domain::TestReason reason = domain::TestReason::ByKind;
    QString advice = {}; ///< what to do about it, in English; translated in the context "SignInAdvice"
};

/// By what the service said; an empty advice where the error's kind tells as much.
GraphAdvice graphAdvice(const graph::Failure &failure);

/// "AccessPolicy (Graph ErrorAccessDenied): An application access policy …": what domain::signInAdvice() reads again;
/// empty where there is no advice.
QString adviceLog(const graph::Failure &failure);

} // namespace liaison::transport
