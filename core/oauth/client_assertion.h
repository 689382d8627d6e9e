#pragma once

#include "core/oauth/signing_identity.h"

#include <QString>

namespace liaison::oauth {

/// What a client assertion says (RFC 7523 section 3).
struct AssertionClaims {
    QString clientId; ///< issuer and subject
    QString audience; ///< the token endpoint's address; a provider of its own kind may want its issuer
    QByteArray id;    ///< "jti": a word that was never used before, see randomWord()
    UtcMs nowMs = 0;
};

/// The JWT that proves that the client holds its certificate's key: PS256, "x5t#S256", valid from a minute ago (clocks
/// differ) for ten minutes. A secret: whoever has it is the client until then.
Secret clientAssertion(const SigningIdentity &identity, const AssertionClaims &claims);

} // namespace liaison::oauth
