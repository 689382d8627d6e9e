#pragma once

#include "core/base/secret.h"
#include "core/domain/connection_test.h"
#include "core/oauth/national_cloud.h"

namespace liaison::oauth {

/// What an access token says of itself where it is a JWT that can be read (RFC 7519, RFC 9068, Microsoft's v1 and v2):
/// for people to look at, nothing is verified. Opaque tokens give empty facts. Holds nothing that could be used.
domain::TokenFacts readAccessToken(const Secret &token);

/// Which of Mail.ReadWrite and Mail.Send a token of Microsoft's says that it lacks, with and without ".Shared"; none
/// for every other provider's and for what is silent.
QStringList missingGraphPermissions(const domain::TokenFacts &token);

/// Whether a token of Microsoft's says that it is not good for `service`: neither the scope of a person's sign-in nor
/// an application's role is in it. False for every other provider's and for what is silent.
bool lacksPermission(const domain::TokenFacts &token, Service service);

} // namespace liaison::oauth
