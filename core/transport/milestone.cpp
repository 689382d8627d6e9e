#include "core/transport/milestone.h"

#include "core/oauth/access_token.h"

namespace liaison::transport {

Milestone tokenMilestone(const Secret &token, UtcMs expiresAt)
{
    Milestone told{Milestone::What::Token};
    told.token = oauth::readAccessToken(token);
    if (told.token->expiresAt == 0)
        told.token->expiresAt = expiresAt;
    return told;
}

Milestone noTokenMilestone(const oauth::Failure &failure)
{
    Milestone told{Milestone::What::Because};
    told.reason = domain::TestReason::NoToken;
    told.words = oauth::problemName(failure.problem);
    if (!failure.code.isEmpty())
        told.words += QStringLiteral(" (%1)").arg(failure.code);
    told.advice = oauth::advice(failure);
    return told;
}

} // namespace liaison::transport
