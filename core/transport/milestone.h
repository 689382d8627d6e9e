#pragma once

#include "core/base/certificate_summary.h"
#include "core/base/secret.h"
#include "core/domain/connection_test.h"
#include "core/oauth/problem.h"

#include <QString>

#include <functional>
#include <optional>

namespace liaison::transport {

/// Something that an adapter has come past on its way to the server. Connection tests make their steps of it; nobody
/// else listens. An adapter tells what it can see: what it leaves out counts as passed once something later is told.
struct Milestone {
    enum class What {
        Resolved,   ///< the name has addresses; `words`: empty
        Connected,  ///< `words`: the peer's address
        Encrypted,  ///< `certificate`: the server's, accepted
        Greeted,    ///< `words`: the greeting
        Token,      ///< OAUTH2.0: an access token is there; `token`: what is known of it
        SignedIn,   ///< `words`: the mechanism
        Identified, ///< `words`: name and version of the server
        Because     ///< the error that follows has this `reason` (and `words`, the problem's name, for NoToken)
    };
    What what = What::Connected;
    QString words = {};
    std::optional<CertificateSummary> certificate = {};
    std::optional<domain::TokenFacts> token = {};
    domain::TestReason reason = domain::TestReason::ByKind;
    QString advice = {}; ///< with Because: see domain::TestStep
};

/// An access token came; its expiry is the provider's word, where the token itself is silent.
Milestone tokenMilestone(const Secret &token, UtcMs expiresAt);
/// None came: to be told before the error.
Milestone noTokenMilestone(const oauth::Failure &failure);

using OnMilestone = std::function<void(const Milestone &)>;

} // namespace liaison::transport
