#pragma once

#include "core/base/secret.h"

#include <QByteArray>

namespace liaison::oauth {

/// Proof Key for Code Exchange (RFC 7636), method S256 alone.
struct Pkce {
    Secret verifier;      ///< 43 characters; goes to the token endpoint only
    QByteArray challenge; ///< goes into the browser's address
};

/// The pair of a verifier (RFC 7636 section 4.2).
Pkce pkceOf(Secret verifier);
/// A fresh pair of 256 random bits.
Pkce newPkce();

/// 256 random bits in base64url, for `state` and `jti`.
QByteArray randomWord();

/// Base64url without padding (RFC 4648 section 5).
QByteArray base64Url(const QByteArray &bytes);

} // namespace liaison::oauth
